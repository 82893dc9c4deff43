"""The view as a workbook: what each column becomes there, and writing it off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import BansoError
from app.language import _, name_of, ngettext
from app.operations.account_row import AccountRow
from app.operations.export_view import Amount, Cell, Noted, SheetColumn, write_sheet
from app.views.accounts.health_cells import LETTERS
from app.views.page import Host
from app.views.workspace import Running, Workspace

Made = tuple[SheetColumn, Callable[[AccountRow], Cell]]


def sheet_columns() -> Mapping[str, Sequence[Made]]:
    """Return what each column of the list becomes; two facts of one column are two columns there."""
    return {
        "account": [(SheetColumn(_("Account"), width=28), lambda row: row.name)],
        "health": [
            (SheetColumn(_("Health"), "number", 10), lambda row: row.score),
            (SheetColumn(_("Band"), width=12), lambda row: name_of(row.band) if row.health is not None else None),
        ],
        "delta": [(SheetColumn(_("Health, 30 days"), "number", 14), _delta)],
        "trend": [(SheetColumn(_("Health 26 weeks ago"), "number", 16), _begun)],
        "dear": [(SheetColumn(letter, "number", 8), partial(_dimension, letter)) for letter in LETTERS],
        "stage": [
            (SheetColumn(_("Segment")), lambda row: name_of(row.segment) if row.segment else None),
            (SheetColumn(_("Phase")), lambda row: name_of(row.phase) if row.phase else None),
        ],
        "arr": [(SheetColumn("ARR", "number", 18), _arr)],
        "notice": [(SheetColumn(_("Notice deadline"), "date", 18), _notice)],
        "renewal": [(SheetColumn(_("Contract ends"), "date", 14), _ends)],
        "contact": [
            (SheetColumn(_("Last contact"), "date", 14), lambda row: row.last_touch),
            (SheetColumn(_("Cadence (days)"), "number", 14), lambda row: row.cadence_days),
        ],
        "next": [
            (SheetColumn(_("Next step"), width=36), lambda row: row.next_step),
            (SheetColumn(_("Next step by"), "date", 14), lambda row: row.next_due),
        ],
        "owner": [(SheetColumn(_("Owner")), lambda row: row.owner)],
        "tags": [(SheetColumn(_("Tags"), width=24), lambda row: " ".join(row.tags))],
        "fit": [(SheetColumn(_("Fit")), lambda row: name_of(row.fit) if row.fit else None)],
        "industry": [(SheetColumn(_("Industry")), lambda row: row.industry)],
        "parent": [(SheetColumn(_("Parent company"), width=28), lambda row: row.parent)],
        "reading": [(SheetColumn(_("Reading"), width=24), lambda row: row.reading)],
        "domain": [(SheetColumn(_("Domain"), width=24), lambda row: row.domain)],
    }


def _delta(row: AccountRow) -> Cell:
    return row.health.delta if row.health is not None else None


def _begun(row: AccountRow) -> Cell:
    return row.health.spark[0] if row.health is not None and row.health.spark is not None else None


def _dimension(letter: str, row: AccountRow) -> Cell:
    found = row.health.dear.get(letter) if row.health is not None else None
    return found.score if found is not None else None


def _arr(row: AccountRow) -> Cell:
    return Amount(row.mrr * 12, row.currency) if row.mrr else None


def _ends(row: AccountRow) -> Cell:
    return Noted(row.ends, _("Only by the grace")) if row.late is not None and row.ends == row.late.end else row.ends


def _notice(row: AccountRow) -> Cell:
    if row.notice_date is None or not row.notice_estimated:
        return row.notice_date
    return Noted(row.notice_date, _("est."))


def ask_and_export(
    owner: QWidget, workspace: Workspace, host: Host | None, name: str, keys: Sequence[str], rows: Sequence[AccountRow]
) -> None:
    """Ask where to, and write the rows with these columns there."""
    today = workspace.clock.today()
    clean = "".join("_" if sign in '\\/:*?"<>|' else sign for sign in name).strip() or "accounts"
    start = str(Path(QDir.homePath()) / f"{clean} {today.isoformat()}.xlsx")
    chosen, _kind = QFileDialog.getSaveFileName(
        owner.window(), _("Export this view"), start, _("Excel workbook (*.xlsx)")
    )
    if chosen:
        path = Path(chosen)
        export(owner, workspace, host, path if path.suffix else path.with_suffix(".xlsx"), name, keys, rows)


def export(
    owner: QWidget,
    workspace: Workspace,
    host: Host | None,
    path: Path,
    name: str,
    keys: Sequence[str],
    rows: Sequence[AccountRow],
) -> Running:
    """Write the rows with these columns into a workbook on a worker thread; a card shows how far it is."""
    made = [one for key in keys for one in sheet_columns()[key]]
    cells_of = [[cell(row) for _column, cell in made] for row in rows]

    def done(count: int) -> None:
        if host is not None:
            host.toast(
                ngettext("{n} row written to {file}", "{n} rows written to {file}", count, file=str(path))
            )  # fmt: skip

    running = workspace.run(
        write_sheet, path, name, [column for column, _cell in made], cells_of,
        owner=owner, done=done, failed=lambda error: _refused(owner, error),
    )  # fmt: skip
    if host is not None:
        host.follow(running, _("Excel export: {name}", name=name))
    return running


def _refused(owner: QWidget, error: BansoError) -> None:
    from app.views.dialogs.error import show_error

    show_error(owner.window(), error)
