"""Draws what changed between two versions of a text: added words on a tint and underlined, those taken away struck."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption

from app.operations.word_diff import Piece
from app.views.theme import Theme

_RADIUS, _OVER = 3, 2


class DiffLayout:
    """The pieces broken into lines of a width; made anew for another width or theme."""

    def __init__(
        self, pieces: Sequence[Piece], width: float, theme: Theme, tone: QColor | None = None, weight: int = 0
    ) -> None:
        self._theme, self._line = theme, theme.line("body")
        self._pieces = pieces = _spaced(pieces)
        self._ink = tone or theme.color.text
        # Qt ends a line within one layout at this sign only.
        text = "".join(piece.text for piece in pieces).replace("\r\n", "\n").replace("\n", "\u2028")
        self._layout = QTextLayout(text, theme.font("body", weight))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(self._formats())
        self._layout.setCacheEnabled(True)
        self.height = self._break(max(width, 1.0))
        self._boxes = self._tints()

    def _formats(self) -> list[QTextLayout.FormatRange]:
        made, at = [], 0
        for piece in self._pieces:
            length = _units(piece.text.replace("\r\n", "\n"))
            if piece.kind != "same":
                one = QTextLayout.FormatRange()
                one.start, one.length, one.format = at, length, self._format(piece.kind)
                made.append(one)
            at += length
        return made

    def _format(self, kind: str) -> QTextCharFormat:
        made = QTextCharFormat()
        if kind == "in":
            made.setForeground(self._theme.meaning["good"].text)
            made.setFontUnderline(True)
            made.setUnderlineColor(self._theme.meaning["good"].fill)
        else:
            made.setForeground(self._theme.meaning["risk"].text)
            made.setFontStrikeOut(True)
        return made

    def _break(self, width: float) -> int:
        self._layout.beginLayout()
        y = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            # Every line as high as the type scale has it, whichever fonts its signs come from.
            line.setPosition(QPointF(0, y + (self._line - line.height()) / 2))
            y += self._line
        self._layout.endLayout()
        return round(y)

    def draw(self, painter: QPainter, box: QRectF, offset: float = 0.0) -> None:
        """Draw it into `box`, `offset` pixels scrolled down."""
        painter.save()
        painter.setClipRect(box.adjusted(-_OVER, 0, _OVER, 0))
        spot = QPointF(box.left(), box.top() - offset)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.meaning["good"].bg)
        for rect in self._boxes:
            painter.drawRoundedRect(rect.translated(spot), _RADIUS, _RADIUS)
        painter.setPen(self._ink)
        self._layout.draw(painter, spot, [], box.adjusted(0, -self._line, 0, self._line))
        painter.restore()

    def _tints(self) -> list[QRectF]:
        """Return a box behind every stretch of added words, a line each."""
        boxes = []
        for n in range(self._layout.lineCount()):
            line = self._layout.lineAt(n)
            first, end = line.textStart(), line.textStart() + line.textLength()
            at = 0
            for piece in self._pieces:
                length = _units(piece.text.replace("\r\n", "\n"))
                start, stop = max(at, first), min(at + length, end)
                if piece.kind == "in" and start < stop:
                    left, right = _x(line, start), _x(line, stop)
                    boxes.append(QRectF(left - _OVER, n * self._line + 1, right - left + 2 * _OVER, self._line - 2))
                at += length
        return [box for box in boxes if box.width() > 2 * _OVER]


def _spaced(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with air between what went and what came, and no mark on spaces at the edge of an addition."""
    made: list[Piece] = []
    for piece in pieces:
        text = piece.text
        if piece.kind == "in" and made and made[-1].kind == "out":
            made.append(Piece("same", "\u2009"))
        bare = text.strip()
        if piece.kind == "in" and bare and bare != text:
            start = text.index(bare)
            parts = (Piece("same", text[:start]), Piece("in", bare), Piece("same", text[start + len(bare) :]))
            made += [part for part in parts if part.text]
        else:
            made.append(piece)
    while made and made[-1].kind == "same" and not made[-1].text.rstrip("\n"):
        made.pop()
    return made


def _x(line: object, position: int) -> float:
    found = line.cursorToX(position)  # type: ignore[attr-defined]
    return float(found[0] if isinstance(found, tuple) else found)


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it."""
    return len(text) + sum(ord(sign) > 0xFFFF for sign in text)
