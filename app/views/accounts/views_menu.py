"""The saved views of the list: standing in one, saving what is shown as one, changing and removing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app.errors import BansoError
from app.language import _
from app.operations.account_filter import Filters
from app.views.page import Host
from app.views.workspace import Workspace

if TYPE_CHECKING:
    # The first rows are shown before the database's library is loaded.
    from app.operations.saved_views import SavedView
    from app.views.accounts.name_sheet import NameSheet
    from app.views.accounts.page import AccountsPage

PLACE = "accounts"


class Views(QObject):
    """The view that a page stands in, if any: `current`."""

    def __init__(self, page: AccountsPage, workspace: Workspace, host: Host | None) -> None:
        super().__init__(page)
        self._page, self._workspace, self._host = page, workspace, host
        self._before = Filters()
        self.current: SavedView | None = None
        page.face.views.clicked.connect(self._open)
        page.arrangement.changed.connect(self.tell)

    # Standing in a view

    def show(self, view_id: str) -> None:
        """Show the list as a saved view says; "" is the list as it was before any."""
        if not self._page.has_book or view_id == (self.current.id if self.current is not None else ""):
            return
        arrangement = self._page.arrangement
        if self.current is None:
            self._before = self._page.filters
        self.current = self._read(view_id) if view_id else None
        if self.current is None:
            arrangement.remembered()
            self._page.narrow(self._before)
        else:
            arrangement.in_view = True
            arrangement.take(self.current.spec)
            self._page.narrow(Filters.of(self.current.spec.get("filters")))
        self.tell()

    def renew(self) -> None:
        """Read the current view again after a change: it may be gone or called something else."""
        if self.current is not None:
            self.current = self._read(self.current.id)
            self.tell()

    def tell(self) -> None:
        """Say in which view the list stands, and whether it shows something else by now."""
        self._page.arrangement.in_view = self.current is not None
        face = self._page.face
        if face.title.text() != self.name:
            face.title.setText(self.name)
            self._page.moved.emit()
        face.views.setText(_("Views (changed)") if self.differs else _("Views"))

    @property
    def name(self) -> str:
        """Return what is shown in a name."""
        return self.current.name if self.current is not None else _("Accounts")

    @property
    def differs(self) -> bool:
        """Tell whether the list shows something else than its view says."""
        return self.current is not None and dict(self.current.spec) != dict(self._spec())

    def _spec(self) -> Mapping[str, object]:
        return {"filters": self._page.filters.spec(), **self._page.arrangement.spec()}

    def _read(self, view_id: str) -> SavedView | None:
        from app.operations.saved_views import saved_view

        try:
            view: SavedView = self._workspace.read(saved_view, view_id)
        except BansoError:
            return None
        return view

    # The menu

    def _open(self) -> None:
        if self._page.has_book:
            button = self._page.face.views
            menu = self.menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Return the menu of the views."""
        from app.operations.saved_views import saved_views

        menu = QMenu(self._page)
        menu.setAccessibleName(_("Saved views"))
        self._add(menu, _("All accounts"), "")
        for view in self._workspace.read(saved_views, PLACE):
            self._add(menu, view.name.replace("&", "&&"), view.id)
        menu.addSeparator()
        menu.addAction(_("Save as a view…")).triggered.connect(lambda: self.ask_to_save())
        if self.current is not None:
            update = menu.addAction(_("Update “{name}”", name=self.current.name.replace("&", "&&")))
            update.setEnabled(self.differs)
            update.triggered.connect(lambda: self.update())
            menu.addAction(_("Rename…")).triggered.connect(lambda: self.ask_to_rename())
            menu.addAction(_("Remove this view")).triggered.connect(lambda: self.remove())
        return menu

    def _add(self, menu: QMenu, words: str, view_id: str) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(view_id == (self.current.id if self.current is not None else ""))
        target = f"view:{view_id}" if view_id else None
        action.triggered.connect(lambda: self._page.wants.emit(PLACE, target))

    # Changing views

    def ask_to_save(self) -> NameSheet | None:
        """Ask for a name and keep what is shown under it."""
        if not self._page.has_book:
            return None
        from app.operations.saved_views import save_view
        from app.views.accounts.name_sheet import NameSheet

        def keep(name: str) -> None:
            view_id = self._workspace.write(save_view, place=PLACE, name=name, spec=self._spec())
            self._toast(_("View saved"))
            if self.current is None:
                self._before = Filters()
            # What is shown is what was saved: standing in it changes nothing on the screen.
            self.current = self._read(view_id)
            self.tell()
            self._page.wants.emit(PLACE, f"view:{view_id}")

        window = self._page.window()
        sheet = NameSheet(window, _("Save as a view"), _("Name of the view"), _("Save"), keep)
        sheet.open()
        return sheet

    def ask_to_rename(self) -> NameSheet | None:
        """Ask for another name of the current view."""
        view = self.current
        if view is None:
            return None
        from app.operations.saved_views import rename_view
        from app.views.accounts.name_sheet import NameSheet

        def keep(name: str) -> None:
            self._workspace.write(rename_view, view.id, name=name)

        window = self._page.window()
        sheet = NameSheet(window, _("Rename the view"), _("Name of the view"), _("Rename"), keep, view.name)
        sheet.open()
        return sheet

    def update(self) -> None:
        """Let the current view mean what is shown now."""
        if self.current is not None:
            from app.operations.saved_views import update_view

            self._workspace.write(update_view, self.current.id, spec=self._spec())
            self._toast(_("View updated"))

    def remove(self) -> None:
        """Remove the current view; the list stays as it is."""
        if self.current is not None:
            from app.operations.saved_views import remove_view

            name, view_id = self.name, self.current.id
            self._workspace.write(remove_view, view_id)
            self._toast(_("View “{name}” removed", name=name))

    def _toast(self, words: str) -> None:
        change_id = self._workspace.last_change
        if self._host is not None and change_id is not None:
            host = self._host
            host.toast(words, lambda: host.take_back(change_id))
