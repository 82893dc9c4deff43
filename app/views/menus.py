"""The menu bar of a window and all its keys, made from the commands of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from app import language
from app.language import _
from app.views import theme
from app.views.commands import Command
from app.views.wardrobe import freshen, wear
from app.views.widgets.key_hint import native_keys

SCALES = (90, 100, 110, 125, 150)
_ROLES = {
    "go:settings": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
}
_FILE = ("log", "import", "sync", "", "close", "quit")
_EDIT = ("undo", "redo", "", "search-here")
_WAY = ("back", "forward", "", "next-pane", "previous-pane")


class Menus(QObject):
    """The menus of a window in the language of now; a switch of language retires them and makes others.

    `here` returns what the page shown offers; of its keys the window runs those given in `by_place`.
    """

    def __init__(
        self,
        window: QMainWindow,
        commands: Iterable[Command],
        looks: QMenu,
        here: Callable[[], Iterable[Command]],
        by_place: Iterable[str],
    ) -> None:
        super().__init__(window)
        self._window, self._here = window, here
        self._commands = {command.key: command for command in commands}
        self.actions = {key: self._action(command) for key, command in self._commands.items()}
        self._by_place = [self._page_action(keys) for keys in by_place]
        bar = window.menuBar()
        bar.clear()
        self._menus: list[QMenu] = []
        self._menu(_("File"), _FILE)
        self._menu(_("Edit"), _EDIT)
        places = [key for key in self.actions if key.startswith("go:")]
        self._menu(_("Go"), ["palette", "", *places, "", *_WAY])
        bar.addMenu(looks)
        self._page_menu = self._menu(_("This place"), ())
        self._page_menu.aboutToShow.connect(self._fill_page_menu)
        self._menu(_("Help"), ("keys",))

    def _action(self, command: Command) -> QAction:
        made = QAction(command.words, self._window)
        act = command.act
        if act is not None:
            made.triggered.connect(lambda: act())
        if command.keys:
            made.setShortcut(QKeySequence(command.keys))
        made.setMenuRole(_ROLES.get(command.key, QAction.MenuRole.NoRole))
        # Of the window itself: the keys work also where there is no menu bar to see.
        self._window.addAction(made)
        return made

    def _menu(self, title: str, keys: Iterable[str]) -> QMenu:
        # Not of the bar: what it holds is dressed with it, and a menu only when it is opened.
        menu = dressed_menu(self._window, title)
        self._menus.append(menu)
        self._window.menuBar().addMenu(menu)
        for key in keys:
            if not key:
                menu.addSeparator()
            elif key in self.actions:
                menu.addAction(self.actions[key])
        return menu

    def _page_action(self, keys: str) -> QAction:
        made = QAction(self._window)
        made.setShortcut(QKeySequence(keys))
        made.triggered.connect(lambda: self._run_page(keys))
        self._window.addAction(made)
        return made

    def _run_page(self, keys: str) -> None:
        for command in self._here():
            if command.keys == keys and command.act is not None:
                command.act()
                return

    def _fill_page_menu(self) -> None:
        menu = self._page_menu
        menu.clear()
        for command in self._here():
            if command.act is not None:
                keys = f"\t{native_keys(command.keys)}" if command.keys else ""
                menu.addAction(command.words.replace("&", "&&") + keys).triggered.connect(partial(_do, command.act))
        if menu.isEmpty():
            menu.addAction(_("Nothing to choose here")).setEnabled(False)

    def tell_way(self, *, back: bool, forward: bool) -> None:
        """Say which ways are open."""
        self.actions["back"].setEnabled(back)
        self.actions["forward"].setEnabled(forward)

    def commands(self) -> Mapping[str, Command]:
        """Return the commands that these menus were made from."""
        return self._commands

    def retire(self) -> None:
        """Let go of the actions. They die only later; until then their keys must not stand in the way of new ones."""
        for old in (*self.actions.values(), *self._by_place):
            old.setEnabled(False)
            self._window.removeAction(old)
            old.deleteLater()
        for menu in self._menus:
            menu.deleteLater()
        self.deleteLater()


def dressed_menu(parent: QWidget, title: str = "") -> QMenu:
    """Return a menu that follows the theme, each time it is opened."""
    menu = QMenu(title, parent)
    wear(menu, lazily=True)
    menu.aboutToShow.connect(lambda: freshen(menu))
    return menu


def looks_menu(
    parent: QWidget,
    speak: Callable[[str], object],
    dress: Callable[[str], object],
    scale: Callable[[int], object],
) -> QMenu:
    """Return the menu of language, appearance and text size; what holds is checked when it is shown."""
    menu = dressed_menu(parent, _("View"))
    names = {"ja": "日本語", "en": "English"}
    tongues = [(names[k], k) for k in language.LANGUAGES]
    _choices(menu, _("Language"), tongues, language.current, speak)
    looks = [(_("As the system"), "system"), (_("Light"), "light"), (_("Dark"), "dark")]
    _choices(menu, _("Appearance"), looks, theme.look, dress)
    sizes = [(f"{percent} %", percent) for percent in SCALES]
    _choices(menu, _("Text size"), sizes, lambda: theme.current().scale, scale)
    return menu


def _choices(
    menu: QMenu,
    title: str,
    choices: Iterable[tuple[str, object]],
    now: Callable[[], object],
    act: Callable[..., object],
) -> None:
    sub = menu.addMenu(title)
    group = QActionGroup(sub)
    made = []
    for words, value in choices:
        choice = sub.addAction(words)
        choice.setCheckable(True)
        choice.setChecked(value == now())
        group.addAction(choice)
        choice.triggered.connect(partial(_chosen, act, value))
        made.append((choice, value))
    # The settings and the palette change the same things.
    sub.aboutToShow.connect(partial(_check, made, now))


def _chosen(act: Callable[..., object], value: object, _checked: bool = False) -> None:
    act(value)


def _check(made: list[tuple[QAction, object]], now: Callable[[], object]) -> None:
    for choice, value in made:
        choice.setChecked(value == now())


def _do(act: Callable[[], object], _checked: bool = False) -> None:
    act()
