"""The columns of the list of accounts: what is true of each account now, how it is drawn, sorted and read aloud."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _, day
from app.operations.account_row import AccountRow, order_of
from app.views import theme as themes
from app.views.accounts import words
from app.views.header import PAD
from app.views.paint.cadence import paint_cadence_meter
from app.views.paint.pill import Pill, days_pill, paint_pill, paint_tag, pill_size
from app.views.paint.text import RIGHT, paint_text
from app.views.row_table import Column
from app.views.theme import Theme
from app.vocabulary import Phase, Segment

Draw = Callable[[QPainter, QRectF, AccountRow, Theme], None]
_SEGMENTS, _PHASES = list(Segment), list(Phase)
_GAP = 8


def columns(today: date) -> list[Column[AccountRow]]:
    """Return the columns, with the days counted from `today`."""
    return [
        Column(
            "account", _("Account"), lambda row: row.name, sort_key=order_of, width=240, delegate=_name,
            tooltip=_name_tip, accessible=_name_aloud, strong=True,
        ),
        Column("stage", _("Segment · phase"), _stage, sort_key=_stage_key, width=_stage_width(),
               tone="text2"),
        Column("arr", "ARR", lambda row: words.arr_words(row.mrr, row.currency), sort_key=_arr_key, align=RIGHT,
               width=88),
        Column(
            "notice", _("Notice deadline"), _notice_text, sort_key=lambda row: row.notice_date, width=190,
            delegate=_notice(today), tooltip=_notice_tip, accessible=lambda row: _notice_aloud(row, today),
        ),
        Column("renewal", _("Contract ends"), lambda row: _day(row.renewal_date),
               sort_key=lambda row: row.renewal_date, width=100, tone="text2"),
        Column(
            "contact", _("Last contact / cadence"), lambda row: _contact_text(row, today),
            sort_key=lambda row: _contact_key(row, today), width=138, delegate=_contact(today),
            tooltip=lambda row: words.contact_sentence(row.last_touch, row.cadence_days, today),
            accessible=lambda row: words.contact_sentence(row.last_touch, row.cadence_days, today),
        ),
        Column("next", _("Next step"), lambda row: row.next_step or words.NOTHING,
               sort_key=lambda row: row.next_step.casefold() or None, width=116),
    ]  # fmt: skip


def sample_tag() -> Pill:
    """Return the tag of what belongs to the made-up book."""
    return Pill(_("Sample"), "unknown")


def estimated_tag() -> Pill:
    """Return the tag of a notice deadline that stands on the usual month, not on the contract."""
    return Pill(_("est."), "watch")


def _name(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
    rest = QRectF(box)
    if row.sample:
        tag = sample_tag()
        room = pill_size(tag, theme).width()
        rest.setRight(box.right() - room - _GAP)
        end = paint_text(painter, rest, row.name, theme, theme.color.text, "body", 600)
        paint_tag(painter, QRectF(end + _GAP, box.top(), room, box.height()), tag, theme)
    else:
        paint_text(painter, rest, row.name, theme, theme.color.text, "body", 600)


def _name_tip(row: AccountRow) -> str:
    said = [
        row.name,
        row.reading,
        row.owner and _("Owner: {owner}", owner=row.owner),
        " ".join(f"#{t}" for t in row.tags),
    ]
    return "\n".join(part for part in said if part)


def _name_aloud(row: AccountRow) -> str:
    return f"{row.name} ({_('Sample')})" if row.sample else row.name


def _stage(row: AccountRow) -> str:
    return words.segment_and_phase(row.segment, row.phase)


def _stage_width() -> int:
    """Return the width at 100 % that shows every segment with every phase, in the language of now."""
    theme = themes.current()
    widest = max(theme.width(words.segment_and_phase(one, two), "body") for one in Segment for two in Phase)
    return ceil(widest * 100 / theme.scale) + 2 * PAD + 2


def _stage_key(row: AccountRow) -> tuple[int, int] | None:
    if row.segment is None and row.phase is None:
        return None
    return (
        _SEGMENTS.index(row.segment) if row.segment else len(_SEGMENTS),
        _PHASES.index(row.phase) if row.phase else len(_PHASES),
    )


def _arr_key(row: AccountRow) -> tuple[str, object] | None:
    # Amounts compare only within one currency.
    return (row.currency, row.mrr) if row.mrr else None


def _day(value: date | None) -> str:
    return day(value) if value is not None else words.NOTHING


def _notice_text(row: AccountRow) -> str:
    return _day(row.notice_date)


def _notice(today: date) -> Draw:
    def draw(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
        tone = theme.color.text if row.notice_date is not None else theme.color.text2
        x = paint_text(painter, box, _notice_text(row), theme, tone)
        if row.notice_date is None:
            return
        if row.notice_estimated:
            x = paint_tag(painter, _after(box, x), estimated_tag(), theme)
        pill = days_pill((row.notice_date - today).days, words.days_short(row.notice_date, today))
        if pill is not None:
            paint_pill(painter, _after(box, x), pill, theme)

    return draw


def _after(box: QRectF, x: float) -> QRectF:
    return QRectF(x + _GAP, box.top(), max(box.right() - x - _GAP, 0), box.height())


def _notice_tip(row: AccountRow) -> str:
    if row.notice_date is None:
        return _("No contract in force")
    said = _("Notice by {day}, contract ends {end}", day=_day(row.notice_date), end=_day(row.renewal_date))
    if row.notice_estimated:
        said += "\n" + _("The contract's notice term is not known; one month is assumed.")
    return said


def _notice_aloud(row: AccountRow, today: date) -> str:
    said = _notice_tip(row)
    return f"{said} ({words.days_left(row.notice_date, today)})" if row.notice_date is not None else said


def _contact(today: date) -> Draw:
    def draw(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
        paint_cadence_meter(painter, box, words.contact(row.last_touch, row.cadence_days, today), theme)

    return draw


def _contact_text(row: AccountRow, today: date) -> str:
    return words.contact(row.last_touch, row.cadence_days, today).text


def _contact_key(row: AccountRow, today: date) -> int | None:
    return (today - row.last_touch).days if row.last_touch is not None else None
