"""Draws the stakeholder map: four quarters, who knows whom as lines, and the people with their marks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.language import _
from app.views.account.people.map_labels import AVATAR, RING, Label
from app.views.account.people.map_nodes import Field, Node
from app.views.paint.marks import paint_avatar
from app.views.paint.shapes import paint_band
from app.views.paint.text import CENTER, LEFT, RIGHT, paint_text
from app.views.theme import Theme

_MARK = 13
_PAD = 12


def field_of(box: QRectF, theme: Theme) -> Field:
    """Return where the map lies in a widget: beside the words of the axes, the people as large as there is room."""
    outer = box.adjusted(theme.px(26), 0, 0, -theme.px(30))
    size = max(min(outer.width() / theme.px(600), outer.height() / theme.px(440), 1.0), 0.5)
    half, line = theme.px(AVATAR) * size / 2, theme.line("label")
    above = half + line + 14
    below = half + line + 14 + theme.line("body") + (0 if size < 0.75 else theme.line("caption"))
    return Field(outer, outer.adjusted(theme.px(70) * size, above, -theme.px(70) * size, -below), size)


def room(theme: Theme, field: Field) -> QRectF:
    """Return the room one person takes with their words, around their middle."""
    half = theme.px(AVATAR) * field.size / 2
    words = theme.line("body") + (0 if field.is_tight else theme.line("caption"))
    return QRectF(-theme.px(68) * field.size, -half - 6, theme.px(136) * field.size, 2 * half + words + 14)


def paint_field(painter: QPainter, field: Field, theme: Theme) -> None:
    """Draw the field, its quarters and the words along its sides."""
    c = theme.color
    box, middle = field.box, field.middle
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(c.border, 1))
    painter.setBrush(c.surface_alt)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    painter.setPen(QPen(c.border, 1, Qt.PenStyle.DashLine))
    x, y = round(middle.x()) + 0.5, round(middle.y()) + 0.5
    painter.drawLine(QPointF(x, box.top() + 1), QPointF(x, box.bottom() - 1))
    painter.drawLine(QPointF(box.left() + 1, y), QPointF(box.right() - 1, y))
    line = theme.line("label")
    # In the corners, where nobody's words come to stand.
    upper = QRectF(box.left() + _PAD, box.top() + 8, box.width() - 2 * _PAD, line)
    lower = upper.translated(0, box.height() - line - 16)
    for spot, words, align in (
        (upper, _("Win over"), LEFT),
        (upper, _("Run with"), RIGHT),
        (lower, _("Keep an eye on"), LEFT),
        (lower, _("Lean on"), RIGHT),
    ):
        paint_text(painter, spot, words, theme, c.text2, "label", 600, align)
    below = QRectF(box.left(), box.bottom() + 6, box.width(), line)
    paint_text(painter, below, _("← cautious"), theme, c.text2, "label")
    paint_text(painter, below, _("Support for us"), theme, c.text2, "label", 0, CENTER)
    paint_text(painter, below, _("keen →"), theme, c.text2, "label", 0, RIGHT)
    painter.save()
    painter.translate(box.left() - 10 - line / 2, box.center().y())
    painter.rotate(-90)
    beside = QRectF(-box.height() / 2, -line / 2, box.height(), line)
    paint_text(painter, beside, _("Influence on the decision →"), theme, c.text2, "label", 0, CENTER)
    painter.restore()


def paint_tie(painter: QPainter, one: QPointF, other: QPointF, theme: Theme, *, strong: bool) -> None:
    """Draw that two know each other, as a slight bow."""
    across = other - one
    bow = QPointF(-across.y(), across.x()) * 0.08
    path = QPainterPath(one)
    path.quadTo((one + other) / 2 + bow, other)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color.accent if strong else theme.color.border_strong, 2 if strong else 1.25))
    painter.drawPath(path)


def paint_person(
    painter: QPainter, node: Node, at: QPointF, theme: Theme, size: float, *, chosen: bool, focused: bool, known: bool
) -> None:
    """Draw a person: sign, mark of how it stands, and a dashed ring for who may leave."""
    c = theme.color
    side = theme.px(AVATAR) * size
    box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if node.goes:
        ring = theme.px(RING) * size
        painter.setPen(_dashed(theme.meaning["risk"].fill, 2))
        painter.setBrush(c.surface_alt)
        painter.drawEllipse(at, ring, ring)
    paint_avatar(painter, box, node.name, "customer", theme)
    if not node.placed:
        painter.setPen(_dashed(c.border_strong, 1.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), side / 4, side / 4)
    if chosen or known:
        ring_color = c.focus if focused or known else c.border_strong
        painter.setPen(QPen(ring_color, 2 if chosen else 1.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), side / 4 + 3, side / 4 + 3)
    mark = max(theme.px(_MARK) * size, 8.0)
    spot = QRectF(box.right() - mark * 0.6, box.top() - mark * 0.4, mark, mark)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(c.surface_alt)
    painter.drawEllipse(spot.adjusted(-2.5, -2.5, 2.5, 2.5))
    paint_band(painter, spot, node.standing, theme)
    painter.restore()


def paint_words(painter: QPainter, node: Node, label: Label, theme: Theme) -> None:
    """Draw a person's words on a ground, so that no line crosses them."""
    c, ground = theme.color, label.ground
    first = theme.line(label.token)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(c.surface_alt)
    painter.drawRoundedRect(ground, 4, 4)
    upper = QRectF(ground.left(), ground.top(), ground.width(), first)
    paint_text(painter, upper, label.name, theme, c.text, label.token, 600, CENTER)
    if label.line:
        lower = QRectF(ground.left(), ground.top() + first, ground.width(), theme.line("caption"))
        paint_text(painter, lower, label.line, theme, theme.tone(node.tone), "caption", 500, CENTER)
    painter.restore()


def paint_numbers(painter: QPainter, node: Node, at: QPointF, theme: Theme) -> None:
    """Draw the two numbers of who is being moved."""
    c = theme.color
    words = _("influence {i} · support {s}", i=str(node.influence), s=f"{node.support:+d}".replace("-", "−"))
    width, line = theme.width(words, "caption", 600) + 16, theme.line("caption") + 6
    box = QRectF(at.x() - width / 2, at.y() - theme.px(AVATAR) / 2 - line - 10, width, line)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(c.overlay_border, 1))
    painter.setBrush(c.overlay)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    paint_text(painter, box, words, theme, c.text, "caption", 600, CENTER)
    painter.restore()


def _dashed(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setDashPattern([3, 2.4])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
