"""What an import would do, for a person to look at before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import BansoError
from app.imports.columns import COLUMNS, REQUIRED
from app.imports.headings import guess
from app.imports.sheets import Sheet, read_sheet
from app.imports.words import row_error_words
from app.operations.book import Book
from app.operations.importing.remembered import FileChoice, kind_and_mapping
from app.operations.importing.run import Rejected, Report, import_paths
from app.vocabulary import ImportKind

__all__ = [
    "FileChoice", "FileLook", "ImportPreview", "Rejected", "Report", "canonical_columns", "import_paths", "preview",
    "row_error_words",
]  # fmt: skip

SHOWN = 20


@dataclass(frozen=True)
class FileLook:
    """A file as it will be read. `columns` holds canonical column → heading; `error` says why it cannot be yet."""

    path: Path
    kind: ImportKind | None = None
    headings: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    total: int = 0
    encoding: str = ""
    error: BansoError | None = None


@dataclass(frozen=True)
class ImportPreview:
    """The files and what bringing them in together would do; no report while one of them cannot be read."""

    files: tuple[FileLook, ...]
    report: Report | None


def canonical_columns(kind: ImportKind) -> tuple[str, ...]:
    """Return the columns that a kind of file can have, the required ones first."""
    required = REQUIRED[kind]
    return (*required, *(name for name in COLUMNS[kind] if name not in required))


def preview(
    book: Book,
    choices: Mapping[Path, FileChoice],
    *,
    named: Mapping[str, str] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportPreview:
    """Return how files would be read and what they would do; writes nothing, and runs off the UI thread.

    `named` says which account a name in doubt means, as for `import_paths`.
    """
    files = tuple(_look(book, path, choice) for path, choice in choices.items())
    if not files or any(one.error is not None for one in files):
        return ImportPreview(files, None)
    report = import_paths(book, list(choices), choices=choices, named=named, dry_run=True, cancelled=cancelled)
    return ImportPreview(files, report)


def _look(book: Book, path: Path, choice: FileChoice) -> FileLook:
    try:
        sheet = read_sheet(path)
    except BansoError as error:
        return FileLook(path, error=error)
    kind, remembered = book.read(kind_and_mapping, sheet, path.name, choice)
    if kind is None:
        kinds = [str(each) for each in ImportKind]
        return _with(path, sheet, error=BansoError("import.unknown_kind", "kind", file=path.name, kinds=kinds))
    try:
        mapping = guess(kind, sheet.headings, remembered, choice.given, sheet.rows)
    except BansoError as error:
        return _with(path, sheet, kind, error=error)
    missing = list(mapping.missing)
    fault = (
        BansoError("import.missing_columns", missing[0], file=path.name, kind=str(kind), columns=missing)
        if missing
        else None
    )
    headings = {local: sheet.headings[index] for local, index in mapping.columns.items()}
    return _with(path, sheet, kind, headings, tuple(mapping.measures), fault)


def _with(
    path: Path,
    sheet: Sheet,
    kind: ImportKind | None = None,
    columns: Mapping[str, str] | None = None,
    measures: tuple[str, ...] = (),
    error: BansoError | None = None,
) -> FileLook:
    width = len(sheet.headings)
    rows = tuple(_texts(row.cells, width) for row in sheet.rows[:SHOWN])
    return FileLook(
        path, kind, sheet.headings, columns or {}, measures, rows, len(sheet.rows), sheet.encoding or "", error
    )


def _texts(cells: Sequence[object], width: int) -> tuple[str, ...]:
    shown = ["" if cell is None else str(cell) for cell in cells[:width]]
    return tuple(shown + [""] * (width - len(shown)))
