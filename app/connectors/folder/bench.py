"""A folder as a bench of the conformance suite: colleagues have a Banso of their own, or a spreadsheet program."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from app.connectors.base import Ok, Op, Scalar
from app.connectors.conformance.bench import Bench
from app.connectors.folder.layout import ID

_Rows = list[list[object]]


class FolderBench(Bench):
    """Requests in CSV."""

    type = "requests"
    page_size = 1_000
    readonly: Sequence[str] = (ID,)
    faults = frozenset({"503", "truncated"})
    requests_no_change = 0
    format = "csv"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.drive = folder / "drive"
        self.share = self.drive / "share"
        self.share.mkdir(parents=True)
        self.taken: dict[str, list[object]] = {}
        self.owner = self.add({"name": "Owner"}, "accounts")

    @property
    def table(self) -> Path:
        """Return the file under test."""
        return self.share / f"{self.type}.{self.format}"

    def config(self) -> Mapping[str, Scalar]:
        """Name the folder."""
        return {"folder": str(self.share), "format": self.format}

    def secrets(self) -> Mapping[str, str]:
        """Nobody signs in."""
        return {}

    def bad_configs(self) -> Mapping[str, Mapping[str, Scalar]]:
        """Name what is no folder, and what is no format."""
        return {
            "folder": {"folder": str(self.share / "not here"), "format": self.format},
            "format": {"folder": str(self.share), "format": "pdf"},
        }

    def values(self, number: int, type: str = "") -> dict[str, Scalar]:
        """Return a request, or an account."""
        if type == "accounts":
            return {"name": f"顧客 {number}", "tags": ("beta", "vip")}
        return {
            "account": self.owner,
            "words": f"Request {number}\nof two lines, 要望",
            "raised_on": date(2026, 1, 1 + number % 28),
            "amount": Decimal(number) + Decimal("0.25"),
            "currency": "JPY",
            "closed_on": None,
        }

    def add(self, values: Mapping[str, Scalar], type: str = "") -> str:
        """Add a record by a colleague's Banso."""
        return self._added([values], type or self.type)[0]

    def seed(self, count: int, *, tie: bool = False) -> list[str]:
        """Add records at one stroke: a file knows no order of them."""
        return self._added([self.values(number) for number in range(count)], self.type)

    def _added(self, rows: Sequence[Mapping[str, Scalar]], type: str) -> list[str]:
        ops = [Op(uuid4().hex, "create", str(uuid4()), fields=values) for values in rows]
        with self.session() as session:
            outcomes = session.push(type, ops)
        return [outcome.id for outcome in outcomes if isinstance(outcome, Ok)]

    def edit(self, id: str, values: Mapping[str, Scalar]) -> None:
        """Change cells in a spreadsheet program."""
        rows = self._rows()
        (row,) = [row for row in rows if row[0] == id]
        for name, value in values.items():
            row[rows[0].index(name)] = value if value is not None else ""
        self._save(rows)

    def remove(self, id: str) -> None:
        """Delete a row in a spreadsheet program."""
        rows = self._rows()
        self.taken[id] = next(row for row in rows if row[0] == id)
        self._save([row for row in rows if row[0] != id])

    def restore(self, id: str) -> None:
        """Put a deleted row back: the one at hand, else the one among the removed."""
        rows = self._rows()
        self._save([*rows, self.taken.pop(id) if id in self.taken else self._removed(rows[0], id)])

    def _removed(self, headings: Sequence[object], id: str) -> list[object]:
        text = self.table.with_name(f"{self.type}.removed.csv").read_text("utf-8-sig")
        (found,) = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row[ID] == id]
        return [found[str(name)] for name in headings]

    def hide(self, field: str) -> None:
        """Delete a whole column."""
        rows = self._rows()
        at = rows[0].index(field)
        self._save([row[:at] + row[at + 1 :] for row in rows])

    def future_cursor(self) -> str:
        """Return the place behind a file that is not written yet."""
        return f"1 {self.type} 99 99999999999999999999 1 {'f' * 32} end -"

    def fault(self, name: str, *, writes: bool = False) -> None:
        """Take the drive away, or cut the file in two."""
        if name == "503":
            self.drive.rename(self.folder / "away")
        elif name == "truncated":
            data = self.table.read_bytes()
            self.table.write_bytes(data[: len(data) - len(data) // 4 - 3])

    def close(self) -> None:
        """Put the drive back."""
        if (self.folder / "away").exists():
            (self.folder / "away").rename(self.drive)

    def requests(self) -> int:
        """Return 0: nobody is asked for anything."""
        return 0

    def _rows(self) -> _Rows:
        text = self.table.read_text("utf-8-sig")
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]

    def _save(self, rows: _Rows) -> None:
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        self.table.write_text(out.getvalue(), "utf-8-sig", newline="")


class WorkbookBench(FolderBench):
    """Requests in XLSX."""

    format = "xlsx"
    over_limit = many = 4_001

    def _rows(self) -> _Rows:
        from python_calamine import load_workbook

        return [list(row) for row in load_workbook(self.table).get_sheet_by_index(0).to_python()]

    def _save(self, rows: _Rows) -> None:
        from xlsxwriter import Workbook

        with Workbook(self.table, {"strings_to_formulas": False}) as book:
            day = book.add_format({"num_format": "yyyy/mm/dd"})
            sheet = book.add_worksheet("Sheet1")
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(number, column, cell, *([day] if isinstance(cell, date) else []))
