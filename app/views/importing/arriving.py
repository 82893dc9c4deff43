"""Bringing in calendar files and mails: see what each is, say whose the unknown ones are, then bring them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, ngettext
from app.operations.book import Book
from app.operations.changes import Changes
from app.operations.meetings.arriving import Arrival, Arrived, Opened, arrivals, open_files, take_files
from app.operations.people_page import account_choices
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.importing.arriving_words import arrival_columns, done_words, would_words
from app.views.page import Host, toast_undoable
from app.views.row_table import RowTable
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.choices import ComboBox
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Running, Workspace

_NOBODY = "\0nobody"


class ArrivalsDialog(QDialog):
    """Files of meetings and mails. What a person says of one whose customer is unknown counts for its whole domain."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._host = workspace, host
        self._opened = Opened()
        self._chosen: dict[str, str] = {}
        self._running: Running | None = None
        self.setObjectName("arrivals")
        title = _("Bring in meetings and mails")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        as_sheet(self, parent)
        self.resize(themes.current().px(1000), themes.current().px(560))
        self._table: RowTable[Arrival] = RowTable(
            arrival_columns(workspace.clock.zone), lambda one: (one.file, one.subject, one.on, one.title), parent=self
        )
        self.list = RowTableView(self._table, _("Meetings and mails"))
        self.whose = ComboBox(_("Account"))
        self.would = PlainLabel("", "bodyStrong", wrap=True)
        self.fault = PlainLabel("", "body", tone="risk_text", wrap=True)
        self.take_button = Button(_("Bring in"), kind="primary", icon="import")
        self.close_button = Button(_("Close"), kind="quiet")
        self._fill_accounts()
        self._lay_out(title)
        self.list.chosen.connect(self._show_whose)
        self.whose.activated.connect(lambda _at: self._say_whose(str(self.whose.currentData())))
        self.take_button.clicked.connect(self._take)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._tell()

    def _fill_accounts(self) -> None:
        self.whose.addItem(_("Choose an account"), "")
        self.whose.addItem(_("None of the accounts"), _NOBODY)
        for account_id, name in self._workspace.read(account_choices):
            self.whose.addItem(name, account_id)

    def _lay_out(self, title: str) -> None:
        self._choice = QWidget()
        row = QHBoxLayout(self._choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(PlainLabel(_("Whose is the chosen one?"), "label", tone="text2"))
        row.addWidget(self.whose)
        row.addStretch(1)
        card = self._card = Card()
        card.flush()
        card.body.addWidget(self.list)
        self._nothing = EmptyState("calendar", _("No meeting with a customer stands in these files."))
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.would, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.take_button)
        about = _(
            "From calendars, the meetings of the next 60 days. "
            "Whose a meeting is follows from the people’s addresses; what you say here is remembered by domain."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addWidget(PlainLabel(about, tone="text2", wrap=True))
        whole.addWidget(card, 1)
        whole.addWidget(self._nothing, 1)
        whole.addWidget(self._choice)
        whole.addWidget(self.fault)
        whole.addLayout(foot)

    # Files

    def start(self, paths: Sequence[Path]) -> None:
        """Show the dialog and read the files."""
        self.open()
        self._running = self._workspace.run(
            _open, self._workspace.book, list(paths), owner=self, done=self._read, failed=self._failed
        )
        self._tell()

    def _read(self, opened: Opened) -> None:
        self._running, self._opened = None, opened
        self._look()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        today = self._workspace.clock.today()
        self._table.set_rows(self._workspace.read(arrivals, self._opened, today=today, chosen=self._chosen))
        self._tell()
        self._show_whose(self.list.current_row())

    def _failed(self, error: BansoError) -> None:
        self._running = None
        self.show()
        self._tell(error)

    # Whose

    def _show_whose(self, one: Arrival | None) -> None:
        may_say = one is not None and (one.asks or one.subject in self._chosen) and not self._busy()
        self._choice.setEnabled(may_say)
        said = self._chosen.get(one.subject) if one is not None else None
        self.whose.setCurrentIndex(max(self.whose.findData(_NOBODY if said == "" else said), 0))

    def _say_whose(self, account_id: str) -> None:
        one = self.list.current_row()
        if one is None:
            return
        if account_id:
            self._chosen[one.subject] = "" if account_id == _NOBODY else account_id
        else:
            self._chosen.pop(one.subject, None)
        self._look()

    # Telling and bringing in

    def _busy(self) -> bool:
        return self._running is not None

    def _tell(self, error: BansoError | None = None) -> None:
        rows = [self._table.row_at(at) for at in range(self._table.rowCount())]
        self._card.setVisible(bool(rows) or self._busy())
        self._nothing.setVisible(not rows and not self._busy())
        self._choice.setVisible(any(one.asks for one in rows) or bool(self._chosen))
        self.would.setText(_("Reading the files…") if self._busy() else would_words(rows) if rows else "")
        does = any(one.fate in ("new", "moved", "cancelled", "bounce") for one in rows)
        self.take_button.setEnabled(does and not self._busy())
        faults = [error_words(fault)[1] for _name, fault in self._opened.faults]
        if self._opened.unread:
            count = self._opened.unread
            faults.append(ngettext("{n} event cannot be read", "{n} events cannot be read", count))
        if error is not None:
            faults.append(error_words(error)[1])
        self.fault.setText("\n".join(faults))
        self.fault.setVisible(bool(faults))

    def _take(self) -> None:
        self._running = self._workspace.run(
            _take, self._workspace.book, self._opened, dict(self._chosen), owner=self, done=self._taken,
            failed=self._failed,
        )  # fmt: skip
        self._tell()

    def _taken(self, answer: tuple[Changes, Arrived]) -> None:
        changes, done = answer
        self._workspace.announce(changes)
        toast_undoable(self._host, done_words(done), changes.id)
        self.accept()


def _open(_report: object, cancelled: Callable[[], bool], book: Book, paths: Sequence[Path]) -> Opened:
    return open_files(book, paths, cancelled)


def _take(
    _report: object, _cancelled: object, book: Book, opened: Opened, chosen: Mapping[str, str]
) -> tuple[Changes, Arrived]:
    return take_files(book, opened, chosen)
