"""Requests as a table for the product team: what customers said, who wants it, and the money that hangs on it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from app.errors import BansoError, Cancelled
from app.language import _, keyed, money
from app.operations.export_sheet import cell
from app.operations.export_view import Amount, Cell, SheetColumn, write_sheet
from app.operations.voice.rows import RequestRow


def columns() -> list[SheetColumn]:
    """Return what stands over each column."""
    return [
        SheetColumn(_("First renewal"), "date", 14),
        SheetColumn(_("Money at stake"), "number", 18),
        SheetColumn(_("In the customer’s words"), width=60),
        SheetColumn(_("Product area"), width=18),
        SheetColumn(_("State"), width=18),
        SheetColumn(_("Accounts"), "number", 10),
        SheetColumn(_("Wanted by"), width=60),
        SheetColumn(_("Raised on"), "date", 14),
        SheetColumn(_("Shipped on"), "date", 14),
    ]


def cells(rows: Sequence[RequestRow]) -> list[list[Cell]]:
    """Return the rows of the table, the first renewal at the front; names of people are left out."""
    return [
        [
            row.renewal, _at_stake(row), row.words, row.area, keyed("request.state", row.state), len(row.wanted),
            _(", ").join(one.account for one in row.wanted), row.raised_on, row.shipped_on,
        ]
        for row in sorted(rows, key=lambda row: (row.renewal or date.max, row.raised_on, row.id))
    ]  # fmt: skip


def _at_stake(row: RequestRow) -> Cell:
    stake = row.at_stake
    if len(stake) == 1:
        return Amount(stake[0].amount, stake[0].currency)
    return " + ".join(money(one.amount, one.currency) for one in stake) or None


def write_requests(
    report: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    path: Path,
    title: str,
    heads: Sequence[SheetColumn],
    rows: Sequence[Sequence[Cell]],
) -> int:
    """Write the table and return how many rows it has: CSV where the file is called so, else a workbook.

    No cell is ever what a spreadsheet would run.
    """
    if path.suffix.lower() != ".csv":
        return write_sheet(report, cancelled, path, title, heads, rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([head.title for head in heads])
    for row in rows:
        writer.writerow([_plain(one) for one in row])
    if cancelled():
        raise Cancelled
    part = path.with_name(f".{path.name}.part")
    try:
        # Spreadsheet programs take CSV for the old encoding unless it begins with a mark.
        part.write_text(out.getvalue(), "utf-8-sig", newline="")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise BansoError("export_view.failed", field="to", file=path.name, reason=reason) from error
    return len(rows)


def _plain(one: Cell) -> object:
    if isinstance(one, Amount):
        return f"{one.value:f} {one.currency}"
    return cell(one.isoformat() if isinstance(one, date) else one)
