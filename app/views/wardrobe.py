"""Who wears the style sheet: the application, and after a live switch the parts of its windows, each on its own.

Qt dresses everything anew when the sheet of the application changes: every widget as often as it has ancestors, also
on pages nobody sees. So a switch gives the new sheet to the parts that are shown, and a hidden page gets it when it is
shown next. Until the first switch nobody but the application wears one, and it changes only where no window is shown.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from app.views import theme as themes
from app.views.style_sheet import style_sheet
from app.views.theme import Theme

_sheet = cache(style_sheet)
_parts: list[tuple[weakref.ref[QWidget], bool]] = []
_worn: weakref.WeakKeyDictionary[QWidget, Theme] = weakref.WeakKeyDictionary()
_application: Theme | None = None


def wear(part: QWidget, *, lazily: bool = False) -> None:
    """Let a part of a window follow the theme from now on; `lazily` one that is freshened whenever it is shown."""
    if part not in _worn:
        _parts.append((weakref.ref(part), lazily))
        if _application is not None:
            _worn[part] = _application
    freshen(part)


def freshen(part: QWidget) -> None:
    """Give a part that is about to be shown the theme in use, where a switch passed it by."""
    now = themes.current()
    if part in _worn and _worn[part] is not now:
        _worn[part] = now
        part.setStyleSheet(_sheet(now))


@contextmanager
def lent(part: QWidget, look: str) -> Iterator[Theme]:
    """Dress one part in another look, at the text size of now, for a picture of it; all around it stays as it is."""
    now, own = themes.current(), part.styleSheet()
    theme = themes.make(look, now.scale)
    try:
        themes.draw_in(theme)
        part.setStyleSheet(_sheet(theme))
        yield theme
    finally:
        themes.draw_in(now)
        part.setStyleSheet(own)


def change(app: QApplication, theme: Theme) -> None:
    """Put a theme on everything that is shown."""
    global _application
    alive = [
        (part, known, lazily) for known, lazily in _parts if (part := known()) is not None and shiboken6.isValid(part)
    ]
    _parts[:] = [(known, lazily) for _part, known, lazily in alive]
    if not any(part.window().isVisible() for part, _known, _lazily in alive) and _application is not theme:
        _application = theme
        app.setStyleSheet(_sheet(theme))
    for part, _known, lazily in alive:
        if not lazily or part.isVisible():
            freshen(part)
