"""What the import does on a worker thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from app.language import _
from app.operations.book import Book
from app.operations.import_preview import FileChoice, ImportPreview, Report, import_paths, preview

Tell = Callable[[int, int, str], None]


def look_over(
    _report: Tell,
    cancelled: Callable[[], bool],
    book: Book,
    choices: Mapping[Path, FileChoice],
    named: Mapping[str, str],
) -> ImportPreview:
    """Return what the files would do."""
    return preview(book, choices, named=named, cancelled=cancelled)


def bring_in(
    report: Tell,
    cancelled: Callable[[], bool],
    book: Book,
    choices: Mapping[Path, FileChoice],
    named: Mapping[str, str],
) -> Report:
    """Bring the files in and return what came of it; cancelled, nothing is left."""
    return import_paths(
        book,
        list(choices),
        choices=choices,
        named=named,
        progress=lambda n, total: report(n, total, _("Bringing in rows")),
        cancelled=cancelled,
    )
