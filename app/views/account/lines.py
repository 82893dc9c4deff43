"""Plain text broken into the lines that fit a width, with the line breaks a person made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QFont, QTextLayout


def wrapped(text: str, width: float, font: QFont, most: int | None = None) -> tuple[list[str], bool]:
    """Return the first `most` lines of `text` at `width` logical pixels, and whether that is all of it."""
    found: list[str] = []
    for line in _lines(text, width, font):
        if most is not None and len(found) == most:
            return found, False
        found.append(line)
    return found, True


def _lines(text: str, width: float, font: QFont) -> Iterator[str]:
    for paragraph in text.split("\n"):
        # Qt counts in UTF-16 units, Python in characters.
        units = paragraph.expandtabs(4).encode("utf-16-le", "replace")
        layout = QTextLayout(units.decode("utf-16-le"), font)
        layout.beginLayout()
        empty = True
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = line.textStart()
            empty = False
            yield units[2 * start : 2 * (start + line.textLength())].decode("utf-16-le", "replace").rstrip()
        layout.endLayout()
        if empty:
            yield ""
