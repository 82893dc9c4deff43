"""The window: sidebar, top bar and the pages of the places there are, with a way back and forward.

Texts are made when a part is built. So a switch of language builds every part anew (sidebar, top bar, menus, pages)
and goes back to where the person was; nothing keeps a list of what to translate. Work under way and its cards
belong to the window itself and live on. A switch of theme or text size rebuilds nothing: parts draw with
`theme.current()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
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
from app.views.icons import mark
from app.views.overlays import Overlays
from app.views.page import Crumb, Page, Place
from app.views.panes import step_pane
from app.views.sidebar import Sidebar
from app.views.top_bar import TopBar
from app.views.workspace import Running, Workspace

if TYPE_CHECKING:
    from app.views.widgets.progress_card import ProgressCard

COLLAPSE_BELOW = 1080


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
        self._menus: menus.Menus | None = None
        self._overlays = Overlays(self)
        tokens = theme.tokens()["size"]
        self.setWindowIcon(QIcon(mark(64, theme.make("light"))))
        self.setMinimumSize(tokens["windowMinW"], tokens["windowMinH"])
        self.resize(1280, 800)
        geometry = settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self._build()
        QShortcut(QKeySequence("F6"), self).activated.connect(lambda: self._step_pane(1))
        QShortcut(QKeySequence("Shift+F6"), self).activated.connect(lambda: self._step_pane(-1))
        QShortcut(QKeySequence("/"), self).activated.connect(self._search)

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
        # Shown first: what is hidden cannot take the focus.
        self._stack.setCurrentWidget(page)
        page.go(visit.argument)
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
        self._step(self.workspace.last_change, _("Taken back"), _("There is nothing to undo"))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self.workspace.last_undone, _("Done again"), _("There is nothing to redo"))

    def take_back(self, change_id: str) -> None:
        """Take back one change, whatever came after it."""
        self._step(change_id, _("Taken back"))

    def _step(self, change_id: str | None, done: str, nothing: str = "") -> None:
        working, work = _("Taking back…"), self.workspace
        if work.stepping:
            self.toast(working)
        elif change_id is None:
            self.toast(nothing)
        elif work.is_large(change_id):
            self.toast(working)
            running = work.step_later(change_id, owner=self, done=lambda _c: self.toast(done), failed=self._refused)
            self._overlays.follow(running, working, can_stop=False)
        else:
            try:
                self.workspace.step(change_id)
            except BansoError as error:
                self._refused(error)
            else:
                self.toast(done)

    def _refused(self, error: BansoError) -> None:
        from app.views.dialogs.error import show_error

        show_error(self, error)

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
        keys = QKeySequence(menus.LOG_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
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
        if self._menus is not None:
            self._menus.retire()
        log = self.log_touchpoint if self._log is not None else None
        acts = menus.Acts(self.back, self.forward, self.undo, self.redo, log)
        self._menus = menus.Menus(self, acts, self._looks)
        self._tell_way()
        for place in self._places.values():
            self._list(place)

    def _list(self, place: Place) -> None:
        if place.in_sidebar:
            self._sidebar.add(place)
            if self._menus is not None:
                self._menus.add_place(place, lambda: self.open(place.key))

    def _tell_way(self) -> None:
        if self._menus is not None:
            self._menus.tell_way(back=self._at > 0, forward=self._at < len(self._visits) - 1)

    def _later(self, act: Callable[[str], object]) -> Callable[[str], object]:
        # The menu that asked is itself built anew, so it must have closed first.
        return lambda value: QTimer.singleShot(0, self, lambda: act(value))

    # Keys

    def log_touchpoint(self) -> None:
        """Open the quick log."""
        if self._log is not None:
            self._log()

    def _step_pane(self, step: int) -> None:
        page = self.page()
        step_pane([self._sidebar, self._top, *(page.panes() if page is not None else ())], step)

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


def _app() -> QApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QApplication)
    return app
