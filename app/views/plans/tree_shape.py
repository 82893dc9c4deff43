"""Where the columns of the tree stand at a width: the head over it and the delegate agree on it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from app.language import name_of
from app.operations.plans.rows import TreeRow
from app.views.theme import Theme
from app.vocabulary import PlanStatus

LEAD, PAD = 16, 12
INDENT = 24
CHECK = 16
OBJECTIVE, MILESTONE = 52, 36
_NARROW = 690


@dataclass(frozen=True)
class Columns:
    """The left edge of each column, and the right edge of the last one. `names` tells whether owners are written."""

    title: float
    owner: float
    due: float
    bar: float
    figure: float
    status: float
    end: float
    names: bool


def columns(width: float, theme: Theme) -> Columns:
    """Return the columns at a width: the narrower, the less of the owner and the bar."""
    px = theme.px
    wide = width >= px(_NARROW)
    end = width - LEAD
    status = end - max(theme.width(name_of(one), "body", 500) for one in PlanStatus) - px(14) - 10
    figure = status - px(72 if wide else 62)
    bar = figure - px(134 if wide else 76)
    due = bar - px(76 if wide else 66)
    owner = due - px(104 if wide else 34)
    return Columns(LEAD, owner, due, bar, figure, status, end, wide)


def row_height(row: TreeRow | None, theme: Theme) -> int:
    """Return how high a row is; None is a row that is being written."""
    return theme.px(OBJECTIVE if row is not None and row.kind == "objective" else MILESTONE)


def check_box(box: QRectF, depth: int, theme: Theme) -> QRectF:
    """Return where the square to tick stands in a row, or the fold mark and sign of an objective."""
    left = box.left() + LEAD + theme.px(INDENT) * depth + (theme.px(20) if depth else 0)
    return QRectF(round(left), round(box.center().y() - CHECK / 2), CHECK, CHECK)


def title_box(box: QRectF, depth: int, theme: Theme) -> QRectF:
    """Return where the title of a row stands."""
    where = columns(box.width(), theme)
    first = check_box(box, depth, theme)
    left = first.right() + (theme.px(8) if depth else theme.px(8) + CHECK + 4)
    return QRectF(left, box.top(), max(box.left() + where.owner - PAD - left, 20), box.height())
