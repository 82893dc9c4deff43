"""A book that shares its records with a folder, and a colleague who edits the tables there."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from app.operations.book import Book
from app.operations.syncing import connections
from app.operations.syncing.rows import RunResult
from app.operations.syncing.running import run_sync

SYSTEM = "共有フォルダー"


class SharedFolder:
    """The folder and its connection, write-back on; everything that the book holds is there."""

    def __init__(self, book: Book, folder: Path) -> None:
        self.book, self.folder = book, folder
        folder.mkdir(exist_ok=True)
        config = {"folder": str(folder)}
        self.id: int = book.write(connections.connect, name=SYSTEM, connector="folder", config=config)[1]
        book.write(connections.set_writes, self.id, True)
        self.sync()

    def sync(self) -> RunResult:
        """Run the connection as if a person had asked for it."""
        result = run_sync(self.book, self.id, pressed=True)[1]
        assert result.result == "done", result
        return result

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table as they stand in the folder."""
        text = (self.folder / f"{table}.csv").read_text("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def row(self, table: str, row_id: str) -> dict[str, str]:
        """Return one row by its id."""
        return next(row for row in self.rows(table) if row["banso_id"] == row_id)

    def edit(self, table: str, row_id: str, **said: str) -> None:
        """Write something into a row, as a colleague does in a spreadsheet."""
        self._write(table, [{**row, **said} if row["banso_id"] == row_id else row for row in self.rows(table)])

    def delete(self, table: str, row_id: str) -> None:
        """Take a row out."""
        self._write(table, [row for row in self.rows(table) if row["banso_id"] != row_id])

    def _write(self, table: str, rows: list[dict[str, str]]) -> None:
        text = io.StringIO()
        writer = csv.DictWriter(text, list(self.rows(table)[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        (self.folder / f"{table}.csv").write_text(text.getvalue(), "utf-8-sig")
