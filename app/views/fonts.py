"""The fonts that ship with Banso, registered at start: Inter always, a Japanese one where the system has none."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from app import paths
from app.views.theme import tokens

INTER = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
JAPANESE = "ipaexg.ttf"


@cache
def register() -> None:
    """Register the bundled fonts; the Japanese one only if no family named in the tokens is installed."""
    for name in INTER:
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", name)))
    if not any(QFontDatabase.hasFamily(family) for family in tokens()["font"]["japanese"]):
        register_japanese()


def register_japanese() -> str:
    """Register the bundled Japanese font, which charts and PDF use too, and return its family."""
    number = QFontDatabase.addApplicationFont(str(paths.resource("fonts", JAPANESE)))
    return QFontDatabase.applicationFontFamilies(number)[0]
