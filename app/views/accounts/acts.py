"""What can be done with the rows of the list: peeking, pinning, logging, all selected at once, new ones, exporting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu

from app.errors import BansoError
from app.language import _
from app.operations.account_row import AccountRow
from app.views import theme as themes
from app.views.accounts.health_cells import chip
from app.views.commands import Command, Reach
from app.views.header import LEAD, PAD
from app.views.page import Host
from app.views.paint.chip import health_chip_size
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.views.accounts.bulk_bar import BulkBar
    from app.views.accounts.new_account import NewAccount
    from app.views.accounts.page import AccountsPage
    from app.views.accounts.peek import Peek

# Held down, an arrow goes faster than a panel is worth filling.
_PEEK_MS = 40
_PLAIN = Qt.KeyboardModifier.NoModifier


class Acts(QObject):
    """Acts on the rows of a page; the parts for it are made when they are first asked for."""

    def __init__(self, page: AccountsPage, workspace: Workspace, host: Host | None) -> None:
        super().__init__(page)
        self._page, self._workspace, self._host = page, workspace, host
        self.peek: Peek | None = None
        self.bulk: BulkBar | None = None
        self._forced = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PEEK_MS)
        self._pause.timeout.connect(self._fill)
        view = page.view
        view.peeked.connect(lambda _row: self.toggle_peek())
        view.chosen.connect(lambda _row: self.follow())
        view.looked_into.connect(lambda _row: self.open_health())
        view.clicked.connect(self.clicked)
        view.entered.connect(self._point)
        view.viewportEntered.connect(lambda: self._point(QModelIndex()))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)

    # Peek

    @property
    def peeking(self) -> bool:
        """Tell whether the panel is there."""
        return self.peek is not None and not self.peek.isHidden()

    def toggle_peek(self) -> None:
        """Show the panel, or put it away; the list keeps its place and its focus."""
        if self.peeking:
            self.close_peek()
            return
        if self._page.view.current_row() is None or not self._page.has_book:
            return
        if self.peek is None:
            from app.views.accounts.peek import Peek

            self.peek = Peek()
            self.peek.opened.connect(lambda account_id: self._page.wants.emit("account", account_id))
            self.peek.logged.connect(self._page.log_wanted)
            self.peek.left.connect(self.close_peek)
            self._page.face.body.addWidget(self.peek)
        self._fill()
        self.peek.show()

    def close_peek(self) -> None:
        """Put the panel away."""
        if self.peek is not None:
            self.peek.hide()
            self._page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self) -> None:
        """Let the panel follow the row with the focus."""
        if self.peeking:
            self._pause.start()

    def _fill(self) -> None:
        from app.operations.account_peek import account_peek

        row, today = self._page.view.current_row(), self._workspace.clock.today()
        if self.peek is None or row is None:
            return
        try:
            found = self._workspace.read(account_peek, row.id, today=today)
            self.peek.show_account(found, today, row, self._page.scored.limits)
        except BansoError:
            # It was removed meanwhile; the list is asked again and says so.
            self.close_peek()

    # The selection

    def rows(self) -> list[AccountRow]:
        """Return the selected rows, or the one with the focus where none is."""
        row = self._page.view.current_row()
        return self._page.view.selected_rows() or ([row] if row is not None else [])

    def tell(self) -> None:
        """Show what can be done with several at once while several are selected."""
        selected = self._page.view.selected_rows()
        marking = self._page.view.marking
        self._forced = self._forced and len(selected) > 0
        wanted = len(selected) > 1 or self._forced
        self._page.footer.tell_selected(len(selected) if len(selected) > 1 or marking else 0)
        if wanted:
            self.bar().tell(selected)
        if self.bulk is not None and self.bulk.isHidden() is wanted:
            self.bulk.setVisible(wanted)
            self._page.bar.setVisible(not wanted)

    def bar(self) -> BulkBar:
        """Return the bar of what can be done with several; in the place of the filters."""
        if self.bulk is None:
            from app.views.accounts.bulk_bar import BulkBar

            table = self._page.table
            self.bulk = BulkBar(
                self._workspace,
                self._host,
                self.rows,
                lambda: sorted({tag for row in table.all_rows() for tag in row.tags}),
            )
            self.bulk.hide()
            self.bulk.left.connect(self.let_go)
            self._page.face.tools.insertWidget(1, self.bulk, 1)
        return self.bulk

    def _tags(self) -> list[str]:
        return sorted({tag for row in self._page.table.all_rows() for tag in row.tags})

    def let_go(self) -> None:
        """Select nothing but the row with the focus."""
        self._forced = False
        self._page.view.let_go()
        self.tell()
        self._page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def in_bar(self, act: Callable[[BulkBar], object]) -> None:
        """Do something of the bar, which is shown for it, also for one row."""
        if self.rows() and self._page.has_book:
            self._forced = True
            self.tell()
            act(self.bar())

    def pin(self) -> None:
        """Pin the selected rows, or let them go."""
        if self.rows() and self._page.has_book:
            self.bar().toggle_pins()

    # The rest

    def new(self) -> NewAccount | None:
        """Ask for a new account; once it is written the list stands on it."""
        if not self._page.has_book:
            return None
        from app.views.accounts.new_account import NewAccount

        sheet = NewAccount(self._workspace, self._page.window(), self._page.me)
        sheet.made.connect(self._made)
        sheet.open()
        return sheet

    def _made(self, account_id: str) -> None:
        change_id, host = self._workspace.last_change, self._host
        if host is not None and change_id is not None:
            host.toast(_("Account added"), lambda: host.take_back(change_id))
        at = self._page.table.place_of(account_id)
        if at >= 0:
            self._page.view.go_to(at)
        self._page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def export(self) -> None:
        """Write what is shown into a workbook."""
        if self._page.has_book:
            from app.views.accounts.export import ask_and_export

            ask_and_export(
                self._page, self._workspace, self._host, self._page.views.name, self._page.arrangement.columns.keys(),
                self._page.table.shown_rows(),
            )  # fmt: skip

    def log(self) -> None:
        """Log a touchpoint of the row with the focus."""
        row = self._page.view.current_row()
        if row is not None:
            self._page.log_wanted.emit(row.id)

    def open_health(self) -> None:
        """Open what costs the score of the row with the focus most."""
        row = self._page.view.current_row()
        if row is not None and self._page.has_book:
            self._page.health_wanted.emit(row.id)

    def clicked(self, index: QModelIndex) -> None:
        """A plain click on the chip of a score opens what it is made of."""
        view = self._page.view
        if view.table.columns[index.column()].key != "health" or QApplication.keyboardModifiers() != _PLAIN:
            return
        row = view.table.row_at(index.row())
        left = view.visualRect(index).left() + (LEAD if view.is_first(index.column()) else PAD)
        wide = health_chip_size(chip(row), themes.current()).width()
        if row.health is not None and left <= view.pressed_at.x() <= left + wide:
            self.open_health()

    def _point(self, index: QModelIndex) -> None:
        """Show over a chip that it can be clicked."""
        over = index.isValid() and self._page.view.table.columns[index.column()].key == "health"
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self._page.view.viewport().setCursor(shape)

    @property
    def letters(self) -> dict[int, Callable[[], object]]:
        """Return what single letters do to the row with the focus."""
        key = Qt.Key
        return {key.Key_L: self.log, key.Key_P: self.pin, key.Key_H: self.feel, key.Key_C: self.call}

    def feel(self) -> None:
        """Say a feeling about the row with the focus."""
        row = self._page.view.current_row()
        if row is not None and self._page.has_book:
            self._page.feeling_wanted.emit(row.id)

    def call(self) -> None:
        """Open or raise a call to action at the account with the focus."""
        row = self._page.view.current_row()
        if row is not None and self._page.has_book:
            self._page.calls_wanted.emit(row.id)

    def _open(self) -> None:
        row = self._page.view.current_row()
        if row is not None:
            self._page.view.opened.emit(row)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be asked for here, for menus, the palette and the sheet of keys."""
        page, lists = self._page, Reach.LISTS
        return (
            Command("new", _("New account"), "Ctrl+N", "plus", self.new),
            Command("export", _("Export this view to Excel"), "Ctrl+E", "file-spreadsheet", self.export),
            Command("columns", _("Choose columns"), "", "columns-3", page.open_columns),
            Command("save-view", _("Save as a view…"), "", "funnel", page.views.ask_to_save),
            Command("filter", _("Filter"), "F", "funnel", page.bar.focus_first, lists),
            Command("clear-filter", _("Clear filter"), "Shift+F", "x", page.clear_filter, lists),
            *self.row_commands(),
            Command("mark", _("Select"), "X", "check", page.view.mark, lists),
            Command("column-left", _("Move the column to the left"), "Alt+Shift+Left", "", None, lists),
            Command("column-right", _("Move the column to the right"), "Alt+Shift+Right", "", None, lists),
        )

    def row_commands(self) -> tuple[Command, ...]:
        """Return what can be done with the row with the focus, or with all selected."""
        lists = Reach.LISTS
        pinned = bool(self.rows()) and all(row.pinned for row in self.rows())
        return (
            Command("open", _("Open"), "Return", "corner-down-left", self._open, lists),
            Command(
                "health", _("Open what its health is made of"), "Shift+Return", "chart-line", self.open_health, lists
            ),
            Command("peek", _("Peek"), "Space", "eye", self.toggle_peek, lists),
            Command("log", _("Log"), "L", "pen-line", self.log, lists),
            Command("feeling", _("Say a feeling"), "H", "heart-handshake", self.feel, lists),
            Command("cta", _("Open or raise a call to action"), "C", "flag", self.call, lists),
            Command("pin", _("Unpin") if pinned else _("Pin"), "P", "pin", self.pin, lists),
            Command("tags", _("Tags…"), "", "hash", lambda: self.in_bar(lambda bar: bar.open_tags()), lists),
            Command("segment", _("Segment…"), "", "", lambda: self.in_bar(lambda bar: bar.open_segments()), lists),
            Command("owner", _("Owner…"), "", "user", lambda: self.in_bar(lambda bar: bar.open_owners()), lists),
        )

    def _menu(self, where: QPoint) -> None:
        if self._page.view.current_row() is None:
            return
        menu = QMenu(self._page.view)
        menu.setAccessibleName(_("Actions for the selection"))
        for command in self.row_commands():
            act = menu.addAction(f"{command.words}\t{command.keys}" if command.keys else command.words)
            act.triggered.connect(lambda _on=False, command=command: command.act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._page.view.viewport().mapToGlobal(where))
