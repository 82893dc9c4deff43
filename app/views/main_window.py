"""The window: sidebar, top bar and the pages of the places there are, with a way back and forward.

Texts are made when a part is built. So a switch of language builds every part anew (sidebar, top bar, menus, pages)
and goes back to where the person was; nothing keeps a list of what to translate. Work under way and its cards
belong to the window itself and live on. A switch of theme or text size rebuilds nothing: parts draw with
`theme.current()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QGuiApplication,
    QIcon,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _
from app.views import looks, menus, theme
from app.views.dialogs.error import show_error
from app.views.icons import mark
from app.views.overlays import Overlays
from app.views.page import Crumb, Page, Place
from app.views.sidebar import Sidebar
from app.views.top_bar import TopBar
from app.views.widgets.progress_card import ProgressCard
from app.views.workspace import Running, Workspace

COLLAPSE_BELOW = 1080
LOG_KEYS = "Ctrl+L"


@dataclass(frozen=True)
class _Visit:
    place: str
    argument: object


class MainWindow(QMainWindow):
    """The window of one book. `log` opens the quick log; without it there is no such button.

    `settings` keep the look of the window and never customer data. `language_changed` carries the language.
    """

    language_changed = Signal(str)

    def __init__(self, workspace: Workspace, settings: QSettings, *, log: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self._settings = settings
        self._log = log
        self._places: dict[str, Place] = {}
        self._pages: dict[str, Page] = {}
        self._visits: list[_Visit] = []
        self._at = -1
        self._actions: list[QAction] = []
        self._overlays = Overlays(self)
        tokens = theme.tokens()["size"]
        self.setWindowIcon(QIcon(mark(64, theme.make("light"))))
        self.setMinimumSize(tokens["windowMinW"], tokens["windowMinH"])
        self.resize(1280, 800)
        geometry = settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self._build()
        for keys, act in (("F6", self._next_pane), ("Shift+F6", self._previous_pane), ("/", self._search)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # Places

    def add_place(
        self,
        key: str,
        icon: str,
        title: Callable[[], str],
        factory: Callable[[], Page],
        *,
        shortcut: str = "",
        in_sidebar: bool = True,
    ) -> None:
        """Add a place; its page is made at the first visit, and again after a switch of language."""
        place = self._places[key] = Place(key, icon, title, factory, shortcut, in_sidebar)
        self._list(place)

    def open(self, place: str, argument: object = None) -> Page:
        """Go to a place and remember the way; return its page."""
        visit = _Visit(place, argument)
        if not (0 <= self._at < len(self._visits) and self._visits[self._at] == visit):
            self._visits[self._at + 1 :] = [visit]
            self._at = len(self._visits) - 1
        return self._arrive()

    def back(self) -> None:
        """Go where we were before."""
        if self._at > 0:
            self._at -= 1
            self._arrive()

    def forward(self) -> None:
        """Go where we came back from."""
        if self._at < len(self._visits) - 1:
            self._at += 1
            self._arrive()

    def page(self) -> Page | None:
        """Return the page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def here(self) -> tuple[str, object] | None:
        """Return (place, argument) of where we are."""
        return (self._visits[self._at].place, self._visits[self._at].argument) if self._at >= 0 else None

    def set_count(self, place: str, count: int | None) -> None:
        """Show beside a place how many things wait there."""
        self._sidebar.set_count(place, count)

    def _arrive(self) -> Page:
        visit = self._visits[self._at]
        page = self._pages.get(visit.place)
        if page is None:
            page = self._pages[visit.place] = self._places[visit.place].factory()
            page.wants.connect(self.open)
            page.moved.connect(self._show_way)
            self._stack.addWidget(page)
        page.go(visit.argument)
        self._stack.setCurrentWidget(page)
        self._sidebar.set_current(visit.place)
        self._settings.setValue("window/place", visit.place)
        self._show_way()
        self._tell_way()
        return page

    def _show_way(self) -> None:
        page = self.page()
        if page is not None and self._at >= 0:
            crumbs = page.crumbs() or (Crumb(self._places[self._visits[self._at].place].title()),)
            self._top.set_crumbs(crumbs)

    # Telling

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done; `undo` takes it back."""
        self._overlays.toast(words, undo)

    def follow(self, running: Running, name: str) -> ProgressCard:
        """Show a card for work under way."""
        return self._overlays.follow(running, name)

    def undo(self) -> None:
        """Take back the last change, whichever screen made it."""
        self._step(self.workspace.undo, _("Taken back"), _("There is nothing to undo"))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self.workspace.redo, _("Done again"), _("There is nothing to redo"))

    def _step(self, way: Callable[[], object], done: str, nothing: str) -> None:
        try:
            changes = way()
        except BansoError as error:
            show_error(self, error)
        else:
            self.toast(done if changes is not None else nothing)

    # Looks

    def set_language(self, lang: str) -> None:
        """Speak another language from now on; every part is built anew."""
        looks.speak(_app(), lang)
        self._settings.setValue("language", lang)
        self._build()
        if self._at >= 0:
            self._arrive()
        self.language_changed.emit(lang)

    def set_look(self, look: str) -> None:
        """Put on system, light or dark."""
        self._settings.setValue("look", look)
        theme.use(_app(), look, theme.current().scale)

    def set_scale(self, percent: int) -> None:
        """Show text at 90–150 percent."""
        self._settings.setValue("scale", percent)
        theme.use(_app(), theme.look(), percent)

    # Building

    def _build(self) -> None:
        self.setWindowTitle(_("Banso"))
        self.setAccessibleName(_("Banso"))
        self._pages = {}
        self._looks = menus.looks_menu(self, self._later(self.set_language), self.set_look, self.set_scale)
        whole = QWidget()
        self._sidebar = Sidebar()
        self._sidebar.chosen.connect(self.open)
        keys = QKeySequence(LOG_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self._top = TopBar(self._looks, can_log=self._log is not None, log_key=keys)
        self._top.wants.connect(self.open)
        self._top.log_wanted.connect(self.log_touchpoint)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        row.addLayout(right, 1)
        old = self.takeCentralWidget()
        self.setCentralWidget(whole)
        if old is not None:
            old.hide()
            old.deleteLater()
        self._sidebar.set_collapsed(self.width() < COLLAPSE_BELOW)
        self._build_menus()
        self._overlays.place()

    def _build_menus(self) -> None:
        # What is replaced dies only later; until then its keys must not stand in the way of the new ones.
        for old in self._actions:
            old.setEnabled(False)
            old.deleteLater()
        self._back = menus.action(self, _("Back"), self.back, "Alt+Left")
        self._forward = menus.action(self, _("Forward"), self.forward, "Alt+Right")
        undo = menus.action(self, _("Undo"), self.undo, QKeySequence.StandardKey.Undo)
        redo = menus.action(self, _("Redo"), self.redo, "Ctrl+Shift+Z")
        self._actions = [self._back, self._forward, undo, redo]
        self._tell_way()
        bar = self.menuBar()
        bar.clear()
        edit = bar.addMenu(_("Edit"))
        if self._log is not None:
            log = menus.action(self, _("Log touchpoint"), self.log_touchpoint, LOG_KEYS)
            self._actions.append(log)
            edit.addAction(log)
            edit.addSeparator()
        edit.addActions([undo, redo])
        self._go_menu = bar.addMenu(_("Go"))
        self._go_end = self._go_menu.addSeparator()
        self._go_menu.addActions([self._back, self._forward])
        for place in self._places.values():
            self._list(place)
        bar.addMenu(self._looks)

    def _list(self, place: Place) -> None:
        if place.in_sidebar:
            self._sidebar.add(place)
            go = menus.action(self, place.title(), lambda: self.open(place.key), place.shortcut or None)
            self._actions.append(go)
            self._go_menu.insertAction(self._go_end, go)

    def _tell_way(self) -> None:
        self._back.setEnabled(self._at > 0)
        self._forward.setEnabled(self._at < len(self._visits) - 1)

    def _later(self, act: Callable[[str], object]) -> Callable[[str], object]:
        # The menu that asked is itself built anew, so it must have closed first.
        return lambda value: QTimer.singleShot(0, self, lambda: act(value))

    # Keys

    def log_touchpoint(self) -> None:
        """Open the quick log."""
        if self._log is not None:
            self._log()

    def _panes(self) -> list[QWidget]:
        page = self.page()
        return [self._sidebar, self._top, *(page.panes() if page is not None else ())]

    def _next_pane(self) -> None:
        self._step_pane(1)

    def _previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panes, focus = self._panes(), QApplication.focusWidget()
        at = -1 if step > 0 else 0
        for number, pane in enumerate(panes):
            if focus is not None and (pane is focus or pane.isAncestorOf(focus)):
                at = number
        pane = panes[(at + step) % len(panes)]
        reason = Qt.FocusReason.ShortcutFocusReason
        if pane is self._sidebar:
            self._sidebar.focus_current()
        elif pane is self._top:
            self._top.first_focus().setFocus(reason)
        else:
            first_focusable(pane).setFocus(reason)

    def _search(self) -> None:
        page = self.page()
        field = page.search_field() if page is not None else None
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What Qt tells

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Collapse the sidebar where the window is narrow."""
        super().resizeEvent(event)
        self._sidebar.set_collapsed(self.width() < COLLAPSE_BELOW)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The side buttons of a mouse go back and forward."""
        if event.button() == Qt.MouseButton.BackButton:
            self.back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.forward()
        else:
            super().mousePressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the geometry and stop what is under way."""
        self._settings.setValue("window/geometry", self.saveGeometry())
        self.workspace.close()
        super().closeEvent(event)


def first_focusable(pane: QWidget) -> QWidget:
    """Return the first part of a pane that takes the focus, or the pane."""
    if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return pane
    for child in pane.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(pane) and child.isEnabled():
            return child
    return pane


def _app() -> QApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QApplication)
    return app
