"""The columns of the list of plans."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _, name_of, number
from app.operations.plans.rows import PlanRow
from app.views import icons
from app.views.accounts.cells import sample_tag
from app.views.paint.pill import paint_tag
from app.views.paint.text import RIGHT, paint_text
from app.views.plans import words
from app.views.plans.tree_paint import paint_bar
from app.views.row_table import Column
from app.views.theme import Theme


def columns(today: date) -> tuple[Column[PlanRow], ...]:
    """Return the columns on a day."""
    return (
        Column("account", _("Account"), lambda row: row.account, lambda row: row.account, width=170),
        Column("name", _("Plan"), lambda row: row.name, lambda row: row.name, width=230, strong=True,
               delegate=_paint_name),
        Column("progress", _("Progress"), _progress_words, lambda row: row.progress, width=158,
               delegate=paint_progress, tooltip=_progress_words),
        Column("standing", _("Standing"), lambda row: name_of(row.status), lambda row: words.ORDER[row.status],
               width=146, delegate=paint_standing),
        Column("next", _("Next due"), lambda row: words.next_cell(row, today), lambda row: row.next_due, width=250,
               delegate=partial(_paint_next, today), tooltip=lambda row: words.next_cell(row, today)),
        Column("overdue", _("Overdue"), lambda row: number(row.overdue) if row.overdue else "",
               lambda row: row.overdue or None, RIGHT, width=84, delegate=_paint_overdue),
        Column("agreed", _("Agreed"), lambda row: words.agreed_cell(row, today),
               lambda row: row.agreed.on if row.agreed is not None else None, width=150, tone="text2"),
    )  # fmt: skip


def _progress_words(row: PlanRow) -> str:
    counted = words.share(row.progress)
    return f"{counted} · {words.met_words(row)}" if counted else words.met_words(row)


def _paint_name(painter: QPainter, box: QRectF, row: PlanRow, theme: Theme) -> None:
    ink = theme.color.text if row.closed_on is None else theme.color.text2
    x = paint_text(painter, box, row.name, theme, ink, "bodyStrong")
    if row.sample:
        paint_tag(painter, QRectF(x + 8, box.top(), max(box.right() - x - 8, 0), box.height()), sample_tag(), theme)


def paint_progress(painter: QPainter, box: QRectF, row: PlanRow, theme: Theme) -> None:
    """Draw how far a plan has come, with a tick where it should be; how many objectives are reached without numbers."""
    if row.progress is None:
        paint_text(painter, box, words.met_cell(row), theme, theme.color.text2, "label")
        return
    figure = theme.px(42)
    track = QRectF(box.left(), round(box.center().y() - 3), max(box.width() - figure - 8, 20), 6)
    meaning = words.MEANINGS[row.status]
    fill = theme.meaning["good" if meaning in ("info", "unknown") else meaning].fill
    over = row.closed_on is not None
    paint_bar(painter, track, row.progress, None if over else row.expected, theme.color.text3 if over else fill, theme)
    rest = QRectF(track.right() + 8, box.top(), figure, box.height())
    paint_text(painter, rest, words.share(row.progress), theme, theme.color.text2, "label", 500, RIGHT)


def paint_standing(painter: QPainter, box: QRectF, row: PlanRow, theme: Theme) -> None:
    """Draw how a plan stands: its sign and its word."""
    ink = theme.meaning[words.MEANINGS[row.status]].text
    side = theme.px(14)
    spot = QRectF(box.left(), round(box.center().y() - side / 2), side, side)
    icons.paint_icon(painter, spot, words.ICONS[row.status], ink)
    rest = box.adjusted(side + 6, 0, 0, 0)
    paint_text(painter, rest, name_of(row.status), theme, ink, "body", 500)


def _paint_next(today: date, painter: QPainter, box: QRectF, row: PlanRow, theme: Theme) -> None:
    late = row.next_due is not None and row.next_due < today
    ink = theme.meaning["risk"].text if late else theme.color.text
    x = paint_text(painter, box, words.next_day(row, today), theme, ink, "body", 600 if late else 500)
    after = QRectF(x + 8, box.top(), max(box.right() - x - 8, 0), box.height())
    paint_text(painter, after, row.next_title, theme, theme.color.text2)


def _paint_overdue(painter: QPainter, box: QRectF, row: PlanRow, theme: Theme) -> None:
    if row.overdue:
        paint_text(painter, box, number(row.overdue), theme, theme.meaning["risk"].text, "body", 600, RIGHT)
