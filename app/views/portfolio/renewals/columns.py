"""The columns of the lists of renewals: those that are open, those of a forecast, those that were decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _, day
from app.operations.money.renewals import HORIZONS, RenewalRow
from app.views.paint.text import RIGHT, paint_text
from app.views.portfolio.parts import account_column, health_column
from app.views.portfolio.renewals import words
from app.views.row_table import Column
from app.views.theme import Theme
from app.vocabulary import Band

Health = Callable[[RenewalRow], tuple[Band, int | None]]
Draw = Callable[[QPainter, QRectF, RenewalRow, Theme], None]
_MONEY, _EXPECTED = 118, 172
FORECAST_SPARE = ("called", "state")
"""What the list behind a forecast leaves out first; the tooltip of the last day of the contract says it."""
OPEN_SPARE = ("end", "left", "call")
"""What a week of the board leaves out first; the tooltip of the notice date says it."""


def open_columns(
    health: Health, currency: Callable[[], str], today: Callable[[], date]
) -> Sequence[Column[RenewalRow]]:
    """Return the columns of a week of the board."""
    return (
        account_column(_("Account"), lambda row: row.account),
        health_column("health", _("Health"), health),
        _notice(lambda row: words.ahead(row, currency(), today())),
        Column(
            "left", _("Time left"), lambda row: words.left(row, today()), sort_key=lambda row: row.notice_on, width=92
        ),
        _end(),
        _target(currency),
        Column("intent", _("Intent"), words.intent, sort_key=words.intent, width=170, tone="text2"),
        Column("call", _("Last call"), lambda row: words.call(row, currency()), width=170, tone="text2"),
        _reason(),
    )


def forecast_columns(health: Health, currency: Callable[[], str]) -> Sequence[Column[RenewalRow]]:
    """Return the columns of the renewals behind a forecast."""
    sums = (
        _amount(name, caption, partial(_counted, name), currency)
        for name, caption in (("worst", _("Worst")), ("committed", _("Committed")), ("best", _("Best")))
    )
    return (
        account_column(_("Account"), lambda row: row.account, 190),
        health_column("health", _("Health"), health),
        _end(words.stands),
        _target(currency),
        _state(),
        *sums,
        Column(
            "called",
            _("Last called"),
            words.called_on,
            sort_key=_called,
            width=104,
        ),
        _reason(),
    )


def decided_columns(currency: Callable[[], str]) -> Sequence[Column[RenewalRow]]:
    """Return the columns of what came, beside what was expected 90, 60 and 30 days before."""
    expected = [_expected(days, currency) for days in HORIZONS]
    return (
        account_column(_("Account"), lambda row: row.account, 190),
        _end(),
        _target(currency),
        _amount("kept", _("Renewed at"), lambda row: row.kept, currency),
        _state(),
        *expected,
    )


def _called(row: RenewalRow) -> date | None:
    return row.call.called_on if row.call is not None else None


def _notice(note: Callable[[RenewalRow], str]) -> Column[RenewalRow]:
    return Column(
        "notice", _("Notice date"), words.notice, sort_key=lambda row: row.notice_on, width=140, tooltip=note
    )  # fmt: skip


def _end(note: Callable[[RenewalRow], str] | None = None) -> Column[RenewalRow]:
    return Column(
        "end", _("Contract ends"), lambda row: day(row.end), sort_key=lambda row: row.end, width=106, tooltip=note
    )  # fmt: skip


def _target(currency: Callable[[], str]) -> Column[RenewalRow]:
    return _amount("target", _("MRR due"), lambda row: row.target, currency)


def _counted(name: str, row: RenewalRow) -> Decimal | None:
    return row.amount(name)


def _amount(
    key: str, title: str, value: Callable[[RenewalRow], Decimal | None], currency: Callable[[], str]
) -> Column[RenewalRow]:
    def said(row: RenewalRow) -> str:
        return words.amount(value(row), currency())

    def least(row: RenewalRow) -> str:
        return words.short_amount(value(row), currency())

    return Column(
        key, title, said, sort_key=value, align=RIGHT, width=_MONEY, delegate=_either(said, least), tooltip=said
    )


def _expected(days: int, currency: Callable[[], str]) -> Column[RenewalRow]:
    def said(row: RenewalRow) -> str:
        return words.expected(row, days, currency())

    def off(row: RenewalRow) -> Decimal | None:
        return row.error(days)

    def least(row: RenewalRow) -> str:
        # By how much it was off says more than what would be left of both.
        return words.off_by(row, days, currency())

    title = _("{n} d before", n=str(days))
    return Column(
        f"expected{days}", title, said, sort_key=off, align=RIGHT, width=_EXPECTED, delegate=_either(said, least),
        tooltip=said,
    )  # fmt: skip


def _either(whole: Callable[[RenewalRow], str], least: Callable[[RenewalRow], str]) -> Draw:
    """Return what draws the whole words, or the least of them where there is no room."""

    def draw(painter: QPainter, box: QRectF, row: RenewalRow, theme: Theme) -> None:
        said = whole(row)
        shown = said if theme.width(said, "body") <= box.width() else least(row)
        paint_text(painter, box, shown, theme, theme.color.text, align=RIGHT)

    return draw


def least_words(currency: Callable[[], str]) -> Mapping[str, Callable[[RenewalRow], str]]:
    """Return the least that the columns of amounts say, by their keys."""

    def short(value: Callable[[RenewalRow], Decimal | None], row: RenewalRow) -> str:
        return words.short_amount(value(row), currency())

    def off(days: int, row: RenewalRow) -> str:
        return words.off_by(row, days, currency())

    amounts: dict[str, Callable[[RenewalRow], Decimal | None]] = {
        "target": lambda row: row.target, "kept": lambda row: row.kept,
        **{name: partial(_counted, name) for name in ("worst", "committed", "best")},
    }  # fmt: skip
    return {
        **{key: partial(short, value) for key, value in amounts.items()},
        **{f"expected{days}": partial(off, days) for days in HORIZONS},
    }


def _state() -> Column[RenewalRow]:
    return Column("state", _("State"), words.state, sort_key=words.state, width=104)


def _reason() -> Column[RenewalRow]:
    def said(row: RenewalRow) -> str:
        return row.call.reason if row.call is not None else ""

    return Column("reason", _("Why"), said, width=220, tone="text2", tooltip=said)
