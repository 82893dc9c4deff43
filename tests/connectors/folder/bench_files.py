"""Tables as a colleague opens and saves them, with other means than Banso's."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from python_calamine import load_workbook
from xlsxwriter import Workbook


class Sheet:
    """One file, CSV or XLSX."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def save(self, rows: Sequence[Sequence[object]]) -> None:
        if self.path.suffix == ".csv":
            out = io.StringIO(newline="")
            csv.writer(out).writerows(rows)
            self.path.write_text(out.getvalue(), "utf-8-sig", newline="")
            return
        with Workbook(self.path, {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet("Sheet1")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)

    def cells(self) -> list[list[str]]:
        if self.path.suffix == ".csv":
            return list(csv.reader(io.StringIO(self.path.read_text("utf-8-sig"), newline="")))
        return [[str(cell) for cell in row] for row in load_workbook(self.path).get_sheet_by_index(0).to_python()]

    def rows(self) -> list[dict[str, str]]:
        heads, *rows = self.cells()
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def change(self, id: str, **values: str) -> None:
        heads, *rows = self.cells()
        for row in rows:
            if row[heads.index("banso_id")] == id:
                for name, value in values.items():
                    row[heads.index(name)] = value
        self.save([heads, *rows])
