"""What one run did, line by line, and the way to take it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import Clock
from app.language import _, keyed, ngettext, number
from app.operations.syncing.rows import Note, Run
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.row_table import Column, RowTable
from app.views.sync.run_log import can_undo
from app.views.sync.words import note_words, result_words, when_words, why_words
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel

_WIDTH, _HEIGHT = 720, 460


class NotesDialog(QDialog):
    """`undo_wanted` where the run is to be taken back."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget, run: Run, notes: Sequence[Note], clock: Clock) -> None:
        super().__init__(parent)
        as_sheet(self, parent)
        self.setObjectName("run-notes")
        title = _("{name}, {when}", name=run.connection, when=when_words(run.started, clock))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.finished.connect(self.deleteLater)
        px = themes.current().px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(title, "dialogTitle", wrap=True))
        whole.addWidget(PlainLabel(_line(run), "body", tone="text2", wrap=True))
        why = why_words(run.error, clock)
        if why:
            whole.addWidget(PlainLabel(why, "body", wrap=True))
        model: RowTable[tuple[int, Note]] = RowTable(_columns(clock), lambda row: row[0], parent=self)
        model.set_rows(enumerate(notes))
        self.view = RowTableView(model, _("What the sync did"))
        if notes:
            whole.addWidget(self.view, 1)
        else:
            self.view.hide()
            whole.addWidget(PlainLabel(_("There is nothing else to say about it."), "body", tone="text2"), 1)
        self.undo = Button(_("Take this sync back"), icon="undo-2")
        self.undo.setEnabled(can_undo(run))
        self.undo.clicked.connect(self._undo)
        close = Button(_("Close"), kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.undo)
        foot.addStretch(1)
        foot.addWidget(close)
        whole.addLayout(foot)
        self.resize(px(_WIDTH), px(_HEIGHT if notes else 240))
        if notes:
            self.view.go_to(0)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            close.setFocus()

    def _undo(self) -> None:
        self.accept()
        self.undo_wanted.emit()


def _line(run: Run) -> str:
    parts = [
        result_words(run),
        _("{n} received", n=number(run.pulled)),
        _("{n} sent", n=number(run.pushed)),
        ngettext("{n} difference", "{n} differences", run.conflicts),
        ngettext("{n} call", "{n} calls", run.requests),
    ]
    return " · ".join(parts)


def _columns(clock: Clock) -> Sequence[Column[tuple[int, Note]]]:
    def name(row: tuple[int, Note]) -> str:
        note = row[1]
        kind = keyed("sync.entity", note.entity) if note.entity else ""
        return f"{note.title} ({kind})" if note.title and kind else note.title or kind

    return (
        Column("at", _("When"), lambda row: when_words(row[1].at, clock), lambda row: row[0], width=110),
        Column("record", _("Record"), name, name, width=200),
        Column("note", _("In words"), lambda row: note_words(row[1]), width=330),
    )
