"""The requests of all customers as a file for the product team."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QWidget

from app.language import _, ngettext
from app.operations.voice.exporting import cells, columns, write_requests
from app.operations.voice.questions import request_rows
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.workspace import Running, Workspace


def ask_and_export(owner: QWidget, workspace: Workspace, host: Host) -> None:
    """Ask where to, and write every request there."""
    name = f"{_('Customer requests')} {workspace.clock.today().isoformat()}.xlsx"
    chosen, _kind = QFileDialog.getSaveFileName(
        owner.window(), _("Requests for the product team"), str(Path(QDir.homePath()) / name),
        ";;".join((_("Excel workbook (*.xlsx)"), _("CSV file (*.csv)"))),
    )  # fmt: skip
    if chosen:
        path = Path(chosen)
        export(owner, workspace, host, path if path.suffix else path.with_suffix(".xlsx"))


def export(owner: QWidget, workspace: Workspace, host: Host, path: Path) -> Running:
    """Write every request of the book on a worker thread; a card shows how far it is."""
    rows = workspace.read(request_rows, today=workspace.clock.today())
    running = workspace.run(
        write_requests, path, _("Customer requests"), columns(), cells(rows), owner=owner,
        done=lambda count: host.toast(
            ngettext("{n} row written to {file}", "{n} rows written to {file}", count, file=str(path))
        ),
        failed=lambda error: show_error(owner.window(), error),
    )  # fmt: skip
    host.follow(running, _("Requests for the product team"))
    return running
