"""Draws a snippet in one line, its matches marked by weight and ground; colour alone marks nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.operations.finding import Snippet
from app.views.theme import Theme

_CUT = "…"


def pieces(snippet: Snippet) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it is a match."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in snippet.spans:
        if start > at:
            found.append((snippet.text[at:start], False))
        if end > start:
            found.append((snippet.text[start:end], True))
        at = max(at, end)
    if at < len(snippet.text):
        found.append((snippet.text[at:], False))
    return found


def paint_snippet(painter: QPainter, box: QRectF, snippet: Snippet, theme: Theme) -> None:
    """Draw as much of a snippet as fits, with an ellipsis where it goes on."""
    painter.save()
    x, line = box.left(), theme.metrics("body").height()
    top = box.center().y() - line / 2
    baseline = box.center().y() + theme.metrics("body").capHeight() / 2
    for text, is_match in pieces(snippet):
        weight = 600 if is_match else 400
        metrics, room = theme.metrics("body", weight), box.right() - x
        width = metrics.horizontalAdvance(text)
        shown = text
        if width > room:
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) or _CUT
            width = metrics.horizontalAdvance(shown)
        if is_match:
            painter.fillRect(QRectF(x, top, width, line), theme.meaning["watch"].bg)
        painter.setFont(theme.font("body", weight))
        painter.setPen(theme.meaning["watch"].text if is_match else theme.color.text)
        painter.drawText(QPointF(x, baseline), shown)
        x += width
        if shown != text or x >= box.right():
            break
    painter.restore()
