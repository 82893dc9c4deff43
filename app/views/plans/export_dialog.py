"""Asks how a plan goes out to the customer: as which kind of file, in which language, and where it is written to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.language import _, current
from app.views import theme as themes
from app.views.dialogs.error import show_error
from app.views.dialogs.write_file import WriteFileDialog
from app.views.page import Host
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

HTML, PDF, XLSX = ".html", ".pdf", ".xlsx"


@dataclass(frozen=True)
class PlanWish:
    """What was asked for."""

    lang: str
    to: Path


class ExportDialog(WriteFileDialog):
    """`wished(PlanWish)` once it is answered."""

    def __init__(self, stem: str, kind: str, parent: QWidget) -> None:
        super().__init__(parent, _("Write the plan for the customer"), stem, kind, "share-2")
        self.setObjectName("plan-export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.kind = SegmentedControl([(HTML, "HTML"), (PDF, "PDF"), (XLSX, "Excel")], _("Kind of file"), kind)
        self.lang = SegmentedControl([("ja", "日本語"), ("en", "English")], _("Language"), current())
        self._about = PlainLabel("", "label", tone="text2", wrap=True)
        self.kind.chosen.connect(lambda key: self._turn(key))
        self.ask(_("Kind of file"), self.kind)
        self.ask(_("Language"), self.lang)
        self.lay_out(beneath=(self._about,))
        self.setMinimumWidth(themes.current().px(540))
        self._turn(kind)

    def _turn(self, kind: str) -> None:
        self.turn(kind)
        self._about.setText(
            {
                HTML: _("One file that opens in any browser without a network. The customer ticks, comments, enters"
                        " figures and confirms by name, and sends it back."),
                PDF: _("For reading and printing. Answers come back by mail."),
                XLSX: _("A workbook that the customer fills in and sends back."),
            }[kind]
        )  # fmt: skip

    def wish(self) -> PlanWish:
        """Return what is asked for."""
        return PlanWish(self.lang.key(), self.to)


def ask_to_export(owner: QWidget, workspace: Workspace, host: Host, plan_id: str, stem: str, kind: str) -> ExportDialog:
    """Open the dialog; the file is then written on a worker thread with a card."""

    def begin(wish: PlanWish) -> None:
        running = workspace.run(
            _job, workspace.book, plan_id, wish, owner=owner, done=lambda written: _written(workspace, host, written),
            failed=lambda error: show_error(owner.window(), error),
        )  # fmt: skip
        host.follow(running, _("Write the plan for the customer"))

    dialog = ExportDialog(stem, kind, owner.window())
    dialog.wished.connect(begin)
    dialog.open()
    dialog.write_button.setFocus()
    return dialog


def _written(workspace: Workspace, host: Host, written: Any) -> None:
    workspace.announce(written.changes)
    host.toast(_("Version {n} is written: {path}", n=str(written.version), path=str(written.path)))


def _job(_report: object, cancelled: Callable[[], bool], book: Any, plan_id: str, wish: PlanWish) -> Any:
    from app.operations.plans.exporting import write_plan_file

    return write_plan_file(book, plan_id, to=wish.to, lang=wish.lang, cancelled=cancelled)
