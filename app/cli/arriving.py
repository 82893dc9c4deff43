"""Calendar files and mails among the files of `import`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.language import keyed
from app.operations.book import Book


@dataclass(frozen=True)
class Brought:
    """What came of them, in the words of an import; `rejected` are those whose customer nobody can tell."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[dict[str, object], ...] = ()


def is_arriving(path: Path) -> bool:
    """Tell whether a file is a calendar or a mail."""
    from app.operations.meetings.arriving import SUFFIXES

    return path.suffix.lower() in SUFFIXES


def bring_in(book: Book, paths: Sequence[Path], *, dry_run: bool) -> Brought:
    """Bring calendar files and mails in; a file that cannot be read refuses them all."""
    from app.operations.meetings.arriving import arrivals, open_files, take_files

    if not paths:
        return Brought()
    opened = open_files(book, paths)
    for _file, fault in opened.faults:
        raise fault
    rows = book.read(arrivals, opened, today=book.clock.today())
    if not dry_run:
        take_files(book, opened)
    fates = Counter(row.fate for row in rows)
    rejected = tuple(
        {
            "row": at,
            "column": "",
            "message": keyed("arrival", "whose", subject=row.title),
            "file": row.file,
        }
        for at, row in enumerate(rows, start=1)
        if row.asks
    )
    return Brought(
        fates["new"] + fates["bounce"], fates["moved"] + fates["cancelled"], fates["same"] + fates["held"], rejected
    )
