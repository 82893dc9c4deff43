"""Asks how a plan goes out to the customer: as which kind of file, in which language, and where it is written to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current
from app.views import theme as themes
from app.views.dialogs.error import show_error
from app.views.dialogs.sheet import as_sheet
from app.views.folders import default_folder, free_place
from app.views.page import Host
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

HTML, PDF, XLSX = ".html", ".pdf", ".xlsx"


@dataclass(frozen=True)
class PlanWish:
    """What was asked for."""

    lang: str
    to: Path


class ExportDialog(QDialog):
    """`wished(PlanWish)` once it is answered."""

    wished = Signal(object)

    def __init__(self, stem: str, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plan-export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        as_sheet(self, parent)
        title = _("Write the plan for the customer")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._stem = stem
        self.kind = SegmentedControl([(HTML, "HTML"), (PDF, "PDF"), (XLSX, "Excel")], _("Kind of file"), kind)
        self.lang = SegmentedControl([("ja", "日本語"), ("en", "English")], _("Language"), current())
        self.to = free_place(default_folder(), stem, kind)
        self._to_label = ElidedLabel(str(self.to), "body")
        self._about = PlainLabel("", "label", tone="text2", wrap=True)
        self.write_button = Button(_("Write the file"), kind="primary", icon="share-2")
        self.write_button.setDefault(True)
        self.write_button.setAutoDefault(True)
        self.write_button.clicked.connect(self._wish)
        self.kind.chosen.connect(lambda key: self._turn(key))
        self._build(title)
        self._turn(kind)

    def _build(self, title: str) -> None:
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
        form.addRow(PlainLabel(_("Kind of file"), "body", tone="text2"), self.kind)
        form.addRow(PlainLabel(_("Language"), "body", tone="text2"), self.lang)
        form.addRow(PlainLabel(_("File"), "body", tone="text2"), place)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.write_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addLayout(form)
        whole.addWidget(self._about)
        whole.addLayout(buttons)
        self.setMinimumWidth(themes.current().px(540))

    def _turn(self, kind: str) -> None:
        self.set_place(str(free_place(self.to.parent, self._stem, kind)))
        self._about.setText(
            {
                HTML: _("One file that opens in any browser without a network. The customer ticks, comments, enters"
                        " figures and confirms by name, and sends it back."),
                PDF: _("For reading and printing. Answers come back by mail."),
                XLSX: _("A workbook that the customer fills in and sends back."),
            }[kind]
        )  # fmt: skip

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.windowTitle(), str(self.to))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.kind.key().removeprefix("."))
        dialog.fileSelected.connect(self.set_place)
        dialog.finished.connect(lambda _result: self.activateWindow())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_place(self, to: str) -> None:
        """Write to this file; the file dialog has asked before taking one that is there."""
        self.to = Path(to)
        self._to_label.setText(to)

    def _wish(self) -> None:
        self.wished.emit(PlanWish(self.lang.key(), self.to))
        self.accept()


def ask_to_export(owner: QWidget, workspace: Workspace, host: Host, plan_id: str, stem: str, kind: str) -> ExportDialog:
    """Open the dialog; the file is then written on a worker thread with a card."""

    def begin(wish: PlanWish) -> None:
        running = workspace.run(
            _job, workspace.book, plan_id, wish, owner=owner, done=lambda written: _written(workspace, host, written),
            failed=lambda error: _refused(owner, error),
        )  # fmt: skip
        host.follow(running, _("Write the plan for the customer"))

    dialog = ExportDialog(stem, kind, owner.window())
    dialog.wished.connect(begin)
    dialog.open()
    dialog.write_button.setFocus()
    return dialog


def _refused(owner: QWidget, error: BansoError) -> None:
    show_error(owner.window(), error)


def _written(workspace: Workspace, host: Host, written: Any) -> None:
    workspace.announce(written.changes)
    host.toast(_("Version {n} is written: {path}", n=str(written.version), path=str(written.path)))


def _job(_report: object, cancelled: Callable[[], bool], book: Any, plan_id: str, wish: PlanWish) -> Any:
    from app.operations.plans.exporting import write_plan_file

    return write_plan_file(book, plan_id, to=wish.to, lang=wish.lang, cancelled=cancelled)
