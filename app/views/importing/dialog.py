"""Bringing in spreadsheets: choose files, see how they are read and what they would do, then bring them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, name_of, ngettext
from app.operations.import_preview import (
    FileChoice,
    FileLook,
    ImportPreview,
    Rejected,
    Report,
    row_error_words,
)
from app.operations.meetings.arriving import SUFFIXES as ARRIVING
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.importing.arriving import ArrivalsDialog
from app.views.importing.jobs import bring_in, look_over
from app.views.importing.lists import fit, framed
from app.views.importing.mapping import MappingView, given_after
from app.views.importing.whose import WhoseName
from app.views.importing.words import done_words, file_columns, rejected_columns, rejected_count, would_words
from app.views.page import Host, toast_undoable
from app.views.row_table import RowTable
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Running, Workspace
from app.vocabulary import ImportKind

_KINDS = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods *.vcf *.ics *.eml"


class ImportDialog(QDialog):
    """One import. `host` says what came of it and shows how far it is; its undo takes the whole import back."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._host = workspace, host
        self._choices: dict[Path, FileChoice] = {}
        self._named: dict[str, str] = {}
        self._preview = ImportPreview((), None)
        self._looking: Running | None = None
        self._importing: Running | None = None
        self.setObjectName("import")
        self.setWindowTitle(_("Bring in spreadsheets"))
        self.setAccessibleName(_("Bring in spreadsheets"))
        self.setAcceptDrops(True)
        as_sheet(self, parent)
        self.resize(themes.current().px(980), themes.current().px(680))
        self._files: RowTable[FileLook] = RowTable(file_columns(), lambda one: one.path, parent=self)
        self.files = RowTableView(self._files, _("Files"))
        self.kind = ComboBox(_("What the file holds"))
        self.mapping = MappingView()
        self.fault = PlainLabel("", "body", tone="risk_text", wrap=True)
        self._rejected: RowTable[Rejected] = RowTable(
            rejected_columns(row_error_words), lambda one: (one.file, one.row, one.column, one.key), parent=self
        )
        self.left_rows = RowTableView(self._rejected, _("Rows that would stay out"))
        self.whose = WhoseName()
        self.would = PlainLabel("", "bodyStrong", wrap=True)
        self.left_out = PlainLabel("", "body", tone="watch_text")
        self.add_button = Button(_("Choose files"), icon="folder-open")
        self.import_button = Button(_("Bring in"), kind="primary", icon="import")
        self.close_button = Button(_("Close"), kind="quiet")
        self._lay_out()
        self.files.chosen.connect(self._show_file)
        self.kind.activated.connect(lambda _at: self._choose_kind(str(self.kind.currentData())))
        self.mapping.chosen.connect(self._choose_column)
        self.left_rows.chosen.connect(lambda row: self.whose.ask(self._rejected.all_rows(), row))
        self.whose.said.connect(self._say_name)
        self.add_button.clicked.connect(self.ask)
        self.import_button.clicked.connect(self._start)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._tell()

    def _lay_out(self) -> None:
        px = themes.current().px
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Bring in spreadsheets"), "dialogTitle"), 1)
        head.addWidget(self.add_button)
        choice = self._choice_row = QWidget()
        row = QHBoxLayout(choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(PlainLabel(_("What the file holds"), "label", tone="text2"))
        row.addWidget(self.kind)
        row.addStretch(1)
        self.mapping.setMinimumHeight(px(160))
        self._nothing = EmptyState("file-spreadsheet", _("Files can also be dropped here."))
        self._files_card, self._left_card = framed(self.files), framed(self.left_rows)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        said = QVBoxLayout()
        said.addWidget(self.would)
        said.addWidget(self.left_out)
        foot.addLayout(said, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.import_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(
            PlainLabel(
                _("CSV and workbooks, in any order. Nothing is written before you have looked it over."),
                tone="text2",
                wrap=True,
            )
        )
        whole.addWidget(self._files_card)
        whole.addWidget(self._nothing, 1)
        whole.addWidget(choice)
        whole.addWidget(self.fault)
        whole.addWidget(self.mapping, 1)
        whole.addWidget(self._left_card)
        whole.addWidget(self.whose)
        whole.addLayout(foot)

    # Files

    def start(self, paths: Sequence[Path] = ()) -> None:
        """Show the dialog, with files or with the question for them."""
        self.open()
        if paths:
            self.add(paths)
        else:
            self.ask()

    def ask(self) -> None:
        """Ask for files."""
        dialog = QFileDialog(self, _("Choose files"))
        dialog.setObjectName("choose-files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{_('Tables')} ({_KINDS})", f"{_('All files')} (*)"])
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self, paths: Sequence[Path]) -> None:
        """Take files into the list and look them over."""
        arriving = [path for path in paths if path.suffix.lower() in ARRIVING]
        if arriving:
            ArrivalsDialog(self._workspace, self._host, self.parentWidget() or self).start(arriving)
        tables = [path for path in paths if path not in arriving]
        for path in tables:
            self._choices.setdefault(path, FileChoice())
        if tables:
            self._look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from elsewhere."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look over what was dropped."""
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # Looking over

    def _look(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self._looking = running = self._workspace.run(
            look_over,
            self._workspace.book,
            dict(self._choices),
            dict(self._named),
            owner=self,
            done=lambda preview: self._looked(running, preview),
            failed=lambda error: self._not_looked(running, error),
        )
        self._tell()

    def _looked(self, running: Running, preview: ImportPreview) -> None:
        if running is not self._looking:
            return
        self._looking, self._preview = None, preview
        before = self.files.current_row()
        self._files.set_rows(preview.files)
        wrong = next((one.path for one in preview.files if one.error is not None), None)
        wanted = before.path if before is not None else wrong
        self.files.go_to(max(self._files.place_of(wanted), 0) if wanted is not None else 0)
        self._rejected.set_rows(preview.report.rejected if preview.report is not None else [])
        self.whose.ask(self._rejected.all_rows(), self.left_rows.current_row())
        self._show_file(self.files.current_row())
        self._tell()
        if self.import_button.isEnabled() and self.focusWidget() in (None, self.add_button):
            asked = self.whose.choice if self.whose.isVisible() else self.import_button
            asked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_looked(self, running: Running, error: BansoError) -> None:
        if running is self._looking:
            self._looking = None
            self._say(error)
            self._tell()

    def _show_file(self, look: FileLook | None) -> None:
        self.kind.clear()
        if look is None:
            self._say(None)
            return
        if look.kind is None:
            self.kind.addItem(_("Not known yet"), "")
        for kind in ImportKind:
            self.kind.addItem(name_of(kind), str(kind))
        self.kind.setCurrentIndex(max(self.kind.findData(str(look.kind or "")), 0))
        self.mapping.show_look(look)
        self._say(look.error)
        # The lists over the columns are made anew for each file; Tab comes to them where they stand.
        round_ = [self.add_button, self.files, self.kind, *self.mapping.combos.values(), self.left_rows]
        round_.append(self.whose.choice)
        for before, after in pairwise([*round_, self.close_button, self.import_button]):
            QWidget.setTabOrder(before, after)

    def _say(self, error: BansoError | None) -> None:
        self.fault.setText(error_words(error)[1] if error is not None else "")
        self.fault.setVisible(error is not None)

    def _choose_kind(self, kind: str) -> None:
        look = self.files.current_row()
        if look is not None and kind and kind != str(look.kind or ""):
            # What was said about columns was said of the other kind.
            self._choices[look.path] = FileChoice(kind)
            self._look()

    def _choose_column(self, heading: str, name: str) -> None:
        look: FileLook | None = self.files.current_row()
        if look is not None:
            choice = self._choices[look.path]
            kind = choice.kind or (str(look.kind) if look.kind is not None else None)
            given = given_after(choice.given, look, heading, name)
            self._choices[look.path] = replace(choice, kind=kind, given=given)
            self._look()

    def _say_name(self, name: str, account_id: str) -> None:
        self._named[name] = account_id
        self.left_rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def _tell(self) -> None:
        report, files = self._preview.report, self._preview.files
        self._files_card.setVisible(bool(files))
        fit(self.files)
        fit(self.left_rows)
        self._nothing.setVisible(not files)
        self._choice_row.setVisible(bool(files))
        self.mapping.setVisible(bool(files))
        self._left_card.setVisible(bool(report is not None and report.rejected))
        ready = self._looking is None and self._importing is None and report is not None
        good = report is not None and bool(report.imported + report.updated + report.unchanged)
        self.import_button.setEnabled(ready and good)
        if self._looking is not None:
            words = _("Looking the files over…")
        elif report is not None:
            words = would_words(report)
        elif files:
            words = _("One of the files cannot be read yet.")
        else:
            words = _("No file is chosen yet.")
        self.would.setText(words)
        bad = rejected_count(report) if report is not None else 0
        self.left_out.setText(ngettext("{n} row would stay out", "{n} rows would stay out", bad))
        self.left_out.setVisible(bool(bad))

    # Bringing in

    def _start(self) -> None:
        self._importing = self._workspace.run(
            bring_in,
            self._workspace.book,
            dict(self._choices),
            dict(self._named),
            owner=self._workspace,
            done=self._done,
            failed=self._failed,
        )
        self._importing.ended.connect(self._ended)
        self._host.follow(self._importing, _("Bringing in spreadsheets"))
        self._tell()
        self.hide()

    def _done(self, report: Report) -> None:
        self._workspace.announce(report.changes)
        # The toast outlives this dialog.
        toast_undoable(self._host, done_words(report), report.change_id)
        self.accept()

    def _failed(self, error: BansoError) -> None:
        self.show()
        self._say(error)

    def _ended(self) -> None:
        running, self._importing = self._importing, None
        if running is not None and running.cancelled and self.result() != QDialog.DialogCode.Accepted:
            self._host.toast(_("The import was stopped. Nothing has changed."))
            self.show()
        self._tell()
