"""The columns of the queue of disagreements, of loyalty and of the answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _, day, name_of
from app.operations.health.answers import Answer
from app.operations.health.disagreements import Disagreement
from app.operations.health.portfolio import PortfolioRow
from app.views.paint.pill import Pill, paint_pill
from app.views.portfolio import words
from app.views.portfolio.gap_paint import paint_gap
from app.views.portfolio.parts import account_column, health_column, number_column
from app.views.row_table import Column
from app.views.theme import Theme
from app.vocabulary import Outcome

SPARE = ("decided",)
"""What the renewals that were decided leave out first; the tooltip of what came of them says it."""
_MEANING = {Outcome.RENEWED: "good", Outcome.CONTRACTED: "watch", Outcome.CHURNED: "risk"}


def disagreement_columns() -> Sequence[Column[Disagreement]]:
    """Return the columns of the queue."""
    return (
        account_column(_("Account"), lambda one: one.row.name),
        health_column("health", _("Health"), lambda one: (one.row.band, one.row.score)),
        number_column("data", _("Data"), lambda one: one.row.data, lambda one: words.whole(one.row.data)),
        number_column("pulse", _("Pulse"), lambda one: one.row.pulse, lambda one: words.whole(one.row.pulse)),
        number_column("gap", _("Apart"), lambda one: abs(one.gap), lambda one: words.whole(abs(one.gap))),
        Column("line", _("● Data  ○ Pulse"), _gap_words, width=200, delegate=_draw_gap, accessible=_gap_words),
    )


def _draw_gap(painter: QPainter, box: QRectF, one: Disagreement, theme: Theme) -> None:
    paint_gap(painter, box, float(one.row.data or 0), float(one.row.pulse or 0), theme)


def _gap_words(one: Disagreement) -> str:
    return _("Data {data}, pulse {pulse}", data=words.whole(one.row.data), pulse=words.whole(one.row.pulse))


def loyalty_columns() -> Sequence[Column[PortfolioRow]]:
    """Return the columns of the accounts of one quarter."""
    return (
        account_column(_("Account"), lambda row: row.name, 190),
        number_column("does", _("Does"), lambda row: row.behavioural, lambda row: words.whole(row.behavioural)),
        number_column("likes", _("Likes"), lambda row: row.psychological, lambda row: words.whole(row.psychological)),
        health_column("health", _("Health"), lambda row: (row.band, row.score)),
    )


def answer_columns() -> Sequence[Column[Answer]]:
    """Return the columns of the renewals that were decided."""
    return (
        account_column(_("Account"), lambda row: row.name, 190),
        Column("decided", _("Decided"), lambda row: day(row.decided_on), sort_key=lambda row: row.decided_on,
               width=104, tone="text2"),
        health_column("data", _("The data said"), lambda row: (row.data.band, row.data.score), silent=True),
        health_column("me", _("I said"), lambda row: (row.me.band, row.me.score),
                      note=lambda row: row.me.reason, silent=True),
        Column("happened", _("It came to"), _happened, sort_key=lambda row: str(row.happened), width=96,
               delegate=_draw_happened, tooltip=lambda row: _("decided {day}", day=day(row.decided_on))),
        Column("right", _("Who was right"), words.verdict_words, sort_key=words.verdict, width=150),
        Column("why", _("Reasons"), _why, width=218, tone="text2", tooltip=_why),
    )  # fmt: skip


def _happened(row: Answer) -> str:
    return name_of(row.happened)


def _draw_happened(painter: QPainter, box: QRectF, row: Answer, theme: Theme) -> None:
    paint_pill(painter, box, Pill(name_of(row.happened), _MEANING[row.happened]), theme)


def _why(row: Answer) -> str:
    parts = [words.tags(row), row.me.reason]
    return " · ".join(part for part in parts if part) or words.NOTHING
