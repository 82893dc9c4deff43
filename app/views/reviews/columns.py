"""The columns of the list of reviews."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _, number
from app.operations.reviews.rows import ReviewRow
from app.views import icons
from app.views.paint.text import paint_text
from app.views.plans.tree_paint import paint_bar
from app.views.reviews import words
from app.views.row_table import Column
from app.views.theme import Theme


def columns(today: date) -> tuple[Column[ReviewRow], ...]:
    """Return the columns on a day."""
    return (
        Column("meeting", _("Meeting day"), lambda row: words.meeting_cell(row, today),
               lambda row: row.held_on or row.on, width=210, delegate=partial(_paint_meeting, today)),
        Column("account", _("Account"), lambda row: row.account, lambda row: row.account, width=200, strong=True),
        Column("period", _("Period"), lambda row: row.period_words, lambda row: row.start, width=220),
        Column("prepared", _("Prepared"), words.prepared, lambda row: row.ready / max(row.sections, 1), width=160,
               delegate=paint_prepared, tooltip=_prepared_tip),
        Column("stale", _("Stale"), lambda row: number(row.warnings) if row.warnings else "",
               lambda row: row.warnings or None, width=90, delegate=_paint_stale, tooltip=_stale_tip),
        Column("people", _("With"), words.attendees, width=240, tone="text2", tooltip=words.attendees),
    )  # fmt: skip


def _prepared_tip(row: ReviewRow) -> str:
    return _("{n} of {all} sections checked or edited", n=number(row.ready), all=number(row.sections))


def _stale_tip(row: ReviewRow) -> str:
    return _("Sections with figures that are older than they may be") if row.warnings else ""


def _paint_meeting(today: date, painter: QPainter, box: QRectF, row: ReviewRow, theme: Theme) -> None:
    past = row.held_on is None and row.on is not None and row.on < today
    ink = theme.meaning["watch"].text if past else theme.color.text if row.held_on is None else theme.color.text2
    paint_text(painter, box, words.meeting_cell(row, today), theme, ink, "body", 500 if row.held_on is None else 400)


def paint_prepared(painter: QPainter, box: QRectF, row: ReviewRow, theme: Theme) -> None:
    """Draw how many of the sections a person has looked at."""
    figure = theme.px(40)
    track = QRectF(box.left(), round(box.center().y() - 3), max(box.width() - figure - 8, 20), 6)
    whole = row.sections > 0 and row.ready >= row.sections
    fill = theme.meaning["good"].fill if whole else theme.color.accent
    paint_bar(painter, track, row.ready / max(row.sections, 1), None, fill, theme)
    rest = QRectF(track.right() + 8, box.top(), figure, box.height())
    paint_text(painter, rest, words.prepared(row), theme, theme.color.text2, "label", 500)


def _paint_stale(painter: QPainter, box: QRectF, row: ReviewRow, theme: Theme) -> None:
    if not row.warnings:
        return
    ink = theme.meaning["watch"].text
    side = theme.px(14)
    icons.paint_icon(painter, QRectF(box.left(), round(box.center().y() - side / 2), side, side), "triangle-alert", ink)
    paint_text(painter, box.adjusted(side + 6, 0, 0, 0), number(row.warnings), theme, ink, "body", 600)
