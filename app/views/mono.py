"""The font for codes that are read sign by sign."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont

from app.views import theme


def mono_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the fixed-width font of the tokens at a size in logical pixels."""
    families = theme.tokens()["font"]["mono"][{"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")]
    font = QFont()
    font.setFamilies(list(families))
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font
