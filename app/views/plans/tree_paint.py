"""Draws what stands in the columns of the tree: ticks, owners, days, the way from baseline to target, standings."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.operations.plans.rows import TreeRow
from app.views import icons
from app.views.paint.marks import paint_avatar
from app.views.paint.text import RIGHT, paint_text
from app.views.plans import words
from app.views.plans.tree_shape import CHECK, PAD, Columns, check_box, title_box
from app.views.theme import Theme
from app.vocabulary import PlanStatus

_BAR, _TICK = 6, 14
_AVATAR = 20
_OVER = frozenset({PlanStatus.DONE, PlanStatus.DROPPED})


def paint_tick(painter: QPainter, box: QRectF, theme: Theme, *, on: bool, hovered: bool) -> None:
    """Draw the square of something to be done."""
    c = theme.color
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(c.accent if on or hovered else c.border_strong, 1.4))
    painter.setBrush(c.accent if on else c.surface)
    painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
    if on:
        painter.setPen(QPen(c.text_on_accent, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = QPolygonF()
        for x, y in ((4.4, 8.4), (7.0, 11.0), (11.8, 5.4)):
            line.append(QPointF(box.left() + x, box.top() + y))
        painter.drawPolyline(line)
    painter.restore()


def paint_title(
    painter: QPainter, box: QRectF, row: TreeRow, theme: Theme, *, folded: bool | None, hovered: bool
) -> None:
    """Draw the first column: fold mark and sign of an objective, or the square to tick, then the words."""
    c = theme.color
    first = check_box(box, row.depth, theme)
    where = title_box(box, row.depth, theme)
    if row.kind == "objective":
        if folded is not None:
            icons.paint_icon(painter, first, "chevron-right" if folded else "chevron-down", c.text2)
        sign = QRectF(first.right() + 4, first.top(), CHECK, CHECK)
        icons.paint_icon(painter, sign, "circle-check" if row.done_on else "target", c.accent_text)
        upper, lower = theme.line("bodyStrong"), theme.line("caption")
        top = box.center().y() - (upper + lower) / 2 if row.metric else box.center().y() - upper / 2
        ink = c.text2 if row.status in _OVER else c.text
        _title(painter, QRectF(where.left(), top, where.width(), upper), row, theme, ink, "bodyStrong")
        if row.metric:
            below = QRectF(where.left(), top + upper, where.width(), lower)
            paint_text(painter, below, row.metric, theme, c.text2, "caption", 400)
        return
    paint_tick(painter, first, theme, on=row.done_on is not None, hovered=hovered)
    _title(painter, where, row, theme, c.text2 if row.status in _OVER else c.text, "body")


def _title(painter: QPainter, box: QRectF, row: TreeRow, theme: Theme, ink: QColor, token: str) -> None:
    signs = [name for name, there in (("eye-off", not row.shown), ("message-circle", bool(row.comments)),
                                      ("flag", row.first_value)) if there]  # fmt: skip
    room = box.adjusted(0, 0, -len(signs) * 18, 0)
    x = paint_text(painter, room, row.title, theme, ink, token)
    for name in signs:
        icons.paint_icon(painter, QRectF(x + 5, round(box.center().y() - 7), 14, 14), name, theme.color.text3)
        x += 18


def paint_columns(painter: QPainter, box: QRectF, row: TreeRow, where: Columns, theme: Theme, today: date) -> None:
    """Draw what stands right of the title."""
    c = theme.color
    middle, left = box.center().y(), box.left()
    side = theme.px(_AVATAR)
    spot = QRectF(left + where.owner, round(middle - side / 2), side, side)
    paint_avatar(painter, spot, words.owner_words(row), words.avatar_side(row.side), theme)
    if where.names:
        name = QRectF(spot.right() + 7, box.top(), left + where.due - PAD - spot.right() - 7, box.height())
        paint_text(painter, name, words.owner_words(row), theme, c.text2)
    due = QRectF(left + where.due, box.top(), where.bar - where.due - PAD, box.height())
    near = row.due == today and row.done_on is None
    ink = theme.meaning["risk"].text if row.overdue else c.accent_text if near else c.text2
    paint_text(painter, due, words.due_words(row, today), theme, ink, "body", 600 if row.overdue or near else 400)
    _paint_way(painter, box, row, where, theme)
    _paint_status(painter, box, row, where, theme)


def _paint_way(painter: QPainter, box: QRectF, row: TreeRow, where: Columns, theme: Theme) -> None:
    c = theme.color
    bar_left, bar_right = box.left() + where.bar, box.left() + where.figure - PAD
    goal = row.kind == "objective"
    ends = goal and row.target is not None
    middle = box.center().y() + (theme.px(6) if ends else 0)
    said = words.reached(row)
    if row.progress is not None:
        track = QRectF(bar_left, round(middle - _BAR / 2), bar_right - bar_left, _BAR)
        over = row.done_on is not None
        fill = c.text3 if over else theme.meaning[_bar_meaning(row)].fill
        paint_bar(painter, track, row.progress, row.expected if not over else None, fill, theme)
    if ends:
        above = QRectF(bar_left, middle - theme.px(24), bar_right - bar_left, theme.px(16))
        first, last = words.figure(row.baseline, row.unit), words.figure(row.target, row.unit)
        if theme.width(first, "caption", 400) + theme.width(last, "caption", 400) + 8 > above.width():
            # The unit stands beside what it reads now.
            first, last = words.figure(row.baseline, ""), words.figure(row.target, "")
        paint_text(painter, above, first, theme, c.text2, "caption", 400)
        paint_text(painter, above, last, theme, c.text2, "caption", 400, RIGHT)
    if said:
        strong = goal and row.actual is not None
        after = QRectF(bar_right + 8, middle - 10, box.left() + where.status - bar_right - 12, 20)
        ink = c.text if strong else c.text2
        paint_text(painter, after, said, theme, ink, "body" if strong else "label", 600 if strong else 400)


def _bar_meaning(row: TreeRow) -> str:
    meaning = words.MEANINGS[row.status]
    return "good" if meaning in ("info", "unknown") else meaning


def paint_bar(
    painter: QPainter, track: QRectF, progress: float, expected: float | None, fill: QColor, theme: Theme
) -> None:
    """Draw a way: how much of it is behind, and a tick where it should be today."""
    c = theme.color
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(c.pressed)
    painter.drawRoundedRect(track, 3, 3)
    done = QRectF(track.left(), track.top(), track.width() * progress, track.height())
    if done.width() > 0.5:
        painter.setBrush(fill)
        painter.setClipRect(done)
        painter.drawRoundedRect(QRectF(track.left(), track.top(), max(done.width(), 6), track.height()), 3, 3)
        painter.setClipping(False)
    painter.restore()
    if expected is not None:
        x = round(track.left() + track.width() * expected)
        x = min(max(x, round(track.left())), round(track.right()) - 2)
        painter.fillRect(QRectF(x, round(track.center().y() - _TICK / 2), 2, _TICK), c.text)


def _paint_status(painter: QPainter, box: QRectF, row: TreeRow, where: Columns, theme: Theme) -> None:
    ink = theme.meaning[words.MEANINGS[row.status]].text
    side = theme.px(14)
    spot = QRectF(box.left() + where.status, round(box.center().y() - side / 2), side, side)
    icons.paint_icon(painter, spot, words.ICONS[row.status], ink)
    rest = QRectF(spot.right() + 5, box.top(), box.left() + where.end - spot.right() - 5, box.height())
    if row.said is not None:
        hand = QRectF(rest.right() - 13, round(box.center().y() - 6), 13, 13)
        icons.paint_icon(painter, hand, "pencil", theme.color.text3)
        rest.setRight(hand.left() - 2)
    paint_text(painter, rest, words.status_words(row), theme, ink, "body", 500)
