"""The window: sidebar, top bar and the pages of the places there are.

Texts are made when a part is built. So a switch of language builds every part anew (sidebar, top bar, menus, pages)
and goes back to where the person was; nothing keeps a list of what to translate. Work under way and its cards
belong to the window itself and live on. A switch of theme or text size rebuilds nothing: parts draw with
`theme.current()`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow

from app.language import _
from app.views import looks, menus, theme
from app.views.commands import Command
from app.views.frame import Frame
from app.views.icons import mark
from app.views.overlays import Overlays
from app.views.page import Crumb, Page, Place
from app.views.panes import step_pane
from app.views.side.rows import PinRow, Row
from app.views.steps import Steps
from app.views.visits import Visit, Visits
from app.views.wardrobe import wear
from app.views.window_commands import EXPORT_KEYS, NEW_KEYS, window_commands
from app.views.workspace import Running, Workspace

if TYPE_CHECKING:
    from app.views.widgets.progress_card import ProgressCard
    from app.views.widgets.toast import Offer

COLLAPSE_BELOW = 1080


class MainWindow(QMainWindow):
    """The window of one book. `log` opens the quick log; without it there is no such button.

    `settings` keep the look of the window and never customer data. `language_changed` carries the language, `rebuilt`
    follows when every part was built anew. `pin_menu(account id, position)` asks for the menu of a pinned account.
    `stays` is asked when a person closes the window: True hides it instead.
    """

    language_changed = Signal(str)
    rebuilt = Signal()
    pin_menu = Signal(str, QPoint)
    restore_wanted = Signal(object)

    def __init__(self, workspace: Workspace, settings: QSettings, *, log: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self.settings = settings
        self.asks: dict[str, Callable[[], object]] = {"log": log} if log is not None else {}
        self.stays: Callable[[], bool] = lambda: False
        self._leaving = False
        self._places: dict[str, Place] = {}
        self._pages: dict[str, Page] = {}
        self._visits = Visits()
        self._menus: menus.Menus | None = None
        self._overlays = Overlays(self)
        wear(self.menuBar())
        self._steps = Steps(self, workspace, self._overlays)
        # Places come one after another; the menus are made once for all of them.
        self._menus_due = QTimer(self)
        self._menus_due.setSingleShot(True)
        self._menus_due.timeout.connect(self._build_menus)
        self.undo, self.redo, self.take_back = self._steps.undo, self._steps.redo, self._steps.take_back
        tokens = theme.tokens()["size"]
        self.setWindowIcon(QIcon(mark(64, theme.make("light"))))
        self.setMinimumSize(tokens["windowMinW"], tokens["windowMinH"])
        self.resize(1280, 800)
        geometry = settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self._build()

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
        bottom: bool = False,
    ) -> None:
        """Add a place; its page is made at the first visit, and again after a switch of language."""
        place = self._places[key] = Place(key, icon, title, factory, shortcut, in_sidebar, bottom)
        if in_sidebar:
            self._sidebar.add(place)
        self._menus_due.start()

    def places(self) -> tuple[Place, ...]:
        """Return every place."""
        return tuple(self._places.values())

    def lead_to(self, **asks: Callable[[], object]) -> None:
        """Offer what lies beyond the places, such as the palette, under the name of its command."""
        self.asks |= asks
        self._build_menus()

    def open(self, place: str, argument: object = None) -> Page:
        """Go to a place and remember the way; return its page."""
        self._visits.go(Visit(place, argument))
        return self._arrive()

    def back(self) -> None:
        """Go where we were before."""
        if self._visits.back():
            self._arrive()

    def forward(self) -> None:
        """Go where we came back from."""
        if self._visits.forward():
            self._arrive()

    def page(self) -> Page | None:
        """Return the page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def here(self) -> tuple[str, object] | None:
        """Return (place, argument) of where we are."""
        here = self._visits.here
        return (here.place, here.argument) if here is not None else None

    def renew(self, kind: type[Page]) -> None:
        """Make the pages of one kind anew, such as those that waited for the book."""
        for key, page in list(self._pages.items()):
            if isinstance(page, kind):
                shown = page is self.page()
                del self._pages[key]
                if shown:
                    self._arrive()
                self._stack.removeWidget(page)
                page.deleteLater()

    def _arrive(self) -> Page:
        visit = self._visits.here
        assert visit is not None
        page = self._pages.get(visit.place)
        if page is None:
            page = self._pages[visit.place] = self._places[visit.place].factory()
            page.wants.connect(self.open)
            page.moved.connect(self._show_way)
            page.dress()
            self._stack.addWidget(page)
        # A switch of theme passes hidden pages by.
        page.freshen()
        # Shown first: what is hidden cannot take the focus.
        self._stack.setCurrentWidget(page)
        page.go(visit.argument)
        self._sidebar.set_current(visit.place, visit.argument)
        self.settings.setValue("window/place", visit.place)
        if visit.record is not None:
            self.settings.setValue("window/record", visit.record)
        self._show_way()
        self._tell_way()
        return page

    def _show_way(self) -> None:
        page, here = self.page(), self._visits.here
        if page is not None and here is not None:
            self._top.set_crumbs(page.crumbs() or (Crumb(self._places[here.place].title()),))

    def _tell_way(self) -> None:
        back, forward = self._visits.can_back, self._visits.can_forward
        self._top.tell_way(back=back, forward=forward)
        if self._menus is not None:
            self._menus.tell_way(back=back, forward=forward)

    # Telling

    def toast(self, words: str, undo: Callable[[], object] | None = None, offer: Offer | None = None) -> None:
        """Say what was done; `undo` takes it back, `offer` is what may come next."""
        self._overlays.toast(words, undo, offer)

    def follow(self, running: Running, name: str) -> ProgressCard:
        """Show a card for work under way."""
        return self._overlays.follow(running, name)

    def set_count(self, place: str, count: int | None) -> None:
        """Show beside a place how many things wait there."""
        self._sidebar.set_count(place, count)

    def set_sections(self, pins: Sequence[PinRow], views: Sequence[tuple[str, object, Row]]) -> None:
        """Show pinned accounts and saved views in the sidebar."""
        self._sidebar.set_sections(pins, views)

    # Looks

    def set_language(self, lang: str) -> None:
        """Speak another language from now on; every part is built anew."""
        looks.speak(looks.running(), lang)
        self.settings.setValue("language", lang)
        self._build()
        if self._visits.here is not None:
            self._arrive()
        self.language_changed.emit(lang)
        self.rebuilt.emit()

    def speak_later(self, lang: str) -> None:
        """Speak another language once the menu or list that asked for it has closed: it is built anew as well."""
        QTimer.singleShot(0, self, lambda: self.set_language(lang))

    def set_look(self, look: str) -> None:
        """Put on system, light or dark."""
        looks.put_on(self.settings, look, theme.current().scale)

    def set_scale(self, percent: int) -> None:
        """Show text at 90–150 percent."""
        looks.put_on(self.settings, theme.look(), percent)

    # Building

    def _build(self) -> None:
        self.setWindowTitle(_("Banso"))
        self.setAccessibleName(_("Banso"))
        self._pages = {}
        self._looks = menus.looks_menu(self, self.speak_later, self.set_look, self.set_scale)
        frame = Frame()
        self._sidebar, self._top, self._stack = frame.sidebar, frame.top, frame.stack
        self.show_sync = frame.sidebar.pill.show_face
        self._sidebar.wants.connect(self.open)
        self._sidebar.pin_menu.connect(self.pin_menu)
        self._top.wants.connect(self.open)
        for place in self._places.values():
            if place.in_sidebar:
                self._sidebar.add(place)
        frame.put_into(self)
        self._sidebar.set_collapsed(self.width() < COLLAPSE_BELOW)
        self._build_menus()
        self._overlays.place()

    def _build_menus(self) -> None:
        self._menus_due.stop()
        if self._menus is not None:
            self._menus.retire()
        self._menus = menus.Menus(
            self, window_commands(self), self._looks, self._here_commands, (NEW_KEYS, EXPORT_KEYS)
        )
        self._top.offer(dict(self._menus.commands()))
        self._tell_way()

    def _here_commands(self) -> Sequence[Command]:
        page = self.page()
        return page.commands() if page is not None else ()

    # Keys

    def log_touchpoint(self) -> None:
        """Open the quick log."""
        if "log" in self.asks:
            self.asks["log"]()

    def step_pane(self, step: int) -> None:
        """Go to the next part of the window, or the one before."""
        page = self.page()
        step_pane([self._sidebar, self._top, *(page.panes() if page is not None else ())], step)

    def search_here(self) -> None:
        """Go to the field that searches the page."""
        page = self.page()
        field = page.search_field() if page is not None else None
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_keys(self) -> None:
        """Show which keys there are here."""
        from app.views.keys_sheet.sheet import KeysSheet

        KeysSheet.open_over(self, window_commands(self), self.page())

    def leave(self) -> None:
        """Close the window and end, whether it would stay or not."""
        self._leaving = True
        self.close()
        looks.running().quit()

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """A switch of theme also passes by what a hidden window holds."""
        super().showEvent(event)
        page = self.page()
        if page is not None:
            page.freshen()

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
        """Keep the geometry; hide where the window is to stay, else stop what is under way."""
        self.settings.setValue("window/geometry", self.saveGeometry())
        if not self._leaving and self.stays():
            event.ignore()
            self.hide()
            return
        self.workspace.close()
        super().closeEvent(event)
