"""The menus of the window, and the one of language and look that the menu bar and the top bar share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from app import language
from app.language import _
from app.views import theme
from app.views.page import Place

SCALES = (90, 100, 110, 125, 150)
LOG_KEYS = "Ctrl+L"


@dataclass(frozen=True)
class Acts:
    """What the menus of a window do; `log` None where there is no quick log."""

    back: Callable[[], object]
    forward: Callable[[], object]
    undo: Callable[[], object]
    redo: Callable[[], object]
    log: Callable[[], object] | None


class Menus:
    """The menus of a window in the language of now; a switch of language retires them and makes others."""

    def __init__(self, window: QMainWindow, acts: Acts, looks: QMenu) -> None:
        self._window = window
        self._back = action(window, _("Back"), acts.back, "Alt+Left")
        self._forward = action(window, _("Forward"), acts.forward, "Alt+Right")
        undo = action(window, _("Undo"), acts.undo, QKeySequence.StandardKey.Undo)
        redo = action(window, _("Redo"), acts.redo, "Ctrl+Shift+Z")
        self._actions = [self._back, self._forward, undo, redo]
        bar = window.menuBar()
        bar.clear()
        edit = bar.addMenu(_("Edit"))
        if acts.log is not None:
            log = action(window, _("Log touchpoint"), acts.log, LOG_KEYS)
            self._actions.append(log)
            edit.addAction(log)
            edit.addSeparator()
        edit.addActions([undo, redo])
        self._go_menu = bar.addMenu(_("Go"))
        self._go_end = self._go_menu.addSeparator()
        self._go_menu.addActions([self._back, self._forward])
        bar.addMenu(looks)

    def add_place(self, place: Place, go: Callable[[], object]) -> None:
        """Add the way to a place."""
        made = action(self._window, place.title(), go, place.shortcut or None)
        self._actions.append(made)
        self._go_menu.insertAction(self._go_end, made)

    def tell_way(self, *, back: bool, forward: bool) -> None:
        """Say which ways are open."""
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)

    def retire(self) -> None:
        """Let go of the actions. They die only later; until then their keys must not stand in the way of new ones."""
        for old in self._actions:
            old.setEnabled(False)
            old.deleteLater()


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
