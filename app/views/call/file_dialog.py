"""Asks where a sheet is written to and in which language: one file, to be opened in a browser or as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current
from app.views.dialogs.error import show_error
from app.views.dialogs.sheet import as_sheet
from app.views.folders import default_folder, free_place
from app.views.page import Host
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Progress, Workspace

SUFFIX = ".html"


@dataclass(frozen=True)
class FileForm:
    """What kind of file it is: how its name ends, how a file dialog calls it, and what is said of it.

    One that is not `spoken` is in the language of the window, so that nobody is asked for another; who writes a
    `counted` one takes `report(n, of)` and tells how far it is.
    """

    suffix: str
    filter: str
    words: str
    spoken: bool = True
    counted: bool = False


def browser_page() -> FileForm:
    """Return a page that any browser opens, for ourselves."""
    said = _("One file that opens in any browser without a network and prints to A4. It is for us only.")
    return FileForm(SUFFIX, _("Page for a browser (*.html)"), said)


@dataclass(frozen=True)
class FileWish:
    """What was asked for."""

    lang: str
    to: Path


class SheetFileDialog(QDialog):
    """`wished(FileWish)` once it is answered."""

    wished = Signal(object)

    def __init__(self, title: str, stem: str, parent: QWidget | None = None, kind: FileForm | None = None) -> None:
        super().__init__(parent)
        self._form = kind or browser_page()
        self.setObjectName("sheet-file")
        as_sheet(self, parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.lang = SegmentedControl([("ja", "日本語"), ("en", "English")], _("Language"), current())
        self.to = free_place(default_folder(), stem, self._form.suffix)
        self._to_label = ElidedLabel(str(self.to), "body")
        self.write_button = Button(_("Write the file"), kind="primary", icon="download")
        self.write_button.setDefault(True)
        self.write_button.clicked.connect(self._wish)
        choose = Button(_("Choose…"), icon="folder-open")
        choose.clicked.connect(self._choose)
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        place = QHBoxLayout()
        place.addWidget(self._to_label, 1)
        place.addWidget(choose)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if self._form.spoken:
            form.addRow(PlainLabel(_("Language"), "body", tone="text2"), self.lang)
        else:
            self.lang.setParent(self)
            self.lang.hide()
        form.addRow(PlainLabel(_("File"), "body", tone="text2"), place)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.write_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addWidget(PlainLabel(self._form.words, "body", tone="text2", wrap=True))
        whole.addLayout(form)
        whole.addSpacing(4)
        whole.addLayout(buttons)
        self.setMinimumWidth(540)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.windowTitle(), str(self.to))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self._form.filter)
        dialog.setDefaultSuffix(self._form.suffix.removeprefix("."))
        dialog.fileSelected.connect(self.set_place)
        dialog.finished.connect(lambda _result: self.activateWindow())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_place(self, to: str) -> None:
        """Write to this file; the file dialog has asked before taking one that is there."""
        self.to = Path(to)
        self._to_label.setText(to)

    def _wish(self) -> None:
        self.wished.emit(FileWish(self.lang.key(), self.to))
        self.accept()


def ask_for_file(
    owner: QWidget,
    workspace: Workspace,
    host: Host,
    title: str,
    stem: str,
    write: Callable[..., Path],
    subject_id: str,
    form: FileForm | None = None,
) -> SheetFileDialog:
    """Open the dialog; `write(book, subject_id, to=, lang=, cancelled=)` then runs on a worker thread with a card."""

    def begin(wish: FileWish) -> None:
        running = workspace.run(
            _job,
            write,
            workspace.book,
            subject_id,
            wish,
            form is not None and form.counted,
            owner=owner,
            done=lambda path: host.toast(_("{name} is written", name=path.name)),
            failed=lambda error: _refused(owner, error),
        )
        host.follow(running, title)

    dialog = SheetFileDialog(title, stem, owner.window(), form)
    dialog.wished.connect(begin)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _job(
    report: Progress,
    cancelled: Callable[[], bool],
    write: Callable[..., Path],
    book: Any,
    subject_id: str,
    wish: FileWish,
    counted: bool,
) -> Path:
    tells = {"report": lambda n, of: report(n, of, "")} if counted else {}
    return write(book, subject_id, to=wish.to, lang=wish.lang, cancelled=cancelled, **tells)


def _refused(owner: QWidget, error: BansoError) -> None:
    show_error(owner.window(), error)
