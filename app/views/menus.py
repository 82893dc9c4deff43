"""Actions of the window, and the menu of language and look that the menu bar and the top bar share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app import language
from app.language import _
from app.views import theme

SCALES = (90, 100, 110, 125, 150)


def action(
    parent: QWidget, words: str, act: Callable[[], object], keys: str | QKeySequence.StandardKey | None = None
) -> QAction:
    """Return an action with its words and, where given, its keys."""
    made = QAction(words, parent)
    if keys is not None:
        made.setShortcut(QKeySequence(keys))
    made.triggered.connect(lambda: act())
    return made


def looks_menu(
    parent: QWidget,
    speak: Callable[[str], object],
    dress: Callable[[str], object],
    scale: Callable[[int], object],
) -> QMenu:
    """Return the menu of language, appearance and text size, with what holds now checked."""
    menu = QMenu(_("View"), parent)
    menu.setAccessibleName(_("Language and appearance"))
    names = {"ja": "日本語", "en": "English"}
    _choices(menu, _("Language"), [(names[k], k) for k in language.LANGUAGES], language.current(), speak)
    looks = [(_("As the system"), "system"), (_("Light"), "light"), (_("Dark"), "dark")]
    _choices(menu, _("Appearance"), looks, theme.look(), dress)
    sizes = [(f"{percent} %", percent) for percent in SCALES]
    _choices(menu, _("Text size"), sizes, theme.current().scale, scale)
    return menu


def _choices(
    menu: QMenu, title: str, choices: Iterable[tuple[str, object]], now: object, act: Callable[..., object]
) -> None:
    sub = menu.addMenu(title)
    group = QActionGroup(sub)
    for words, value in choices:
        choice = sub.addAction(words)
        choice.setCheckable(True)
        choice.setChecked(value == now)
        group.addAction(choice)
        choice.triggered.connect(partial(_chosen, act, value))


def _chosen(act: Callable[..., object], value: object, _checked: bool = False) -> None:
    act(value)
