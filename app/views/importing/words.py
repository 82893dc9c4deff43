"""Words of the import: what would happen, what came of it, what a file is."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import _, current, name_of, ngettext, number
from app.operations.import_preview import FileLook, Rejected, Report
from app.views.row_table import Column

_ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp932": "Shift_JIS", "utf-16": "UTF-16"}


def kind_words(look: FileLook) -> str:
    """Return what a file holds."""
    return name_of(look.kind) if look.kind is not None else _("Not known yet")


def encoding_words(look: FileLook) -> str:
    """Return how a file is written."""
    if not look.encoding:
        return _("Workbook") if look.headings else ""
    return _ENCODINGS.get(look.encoding.lower().replace("_", "-"), look.encoding)


def would_words(report: Report) -> str:
    """Return what an import would do."""
    parts = [
        _("New {n}", n=number(report.imported)),
        _("Updated {n}", n=number(report.updated)),
        _("Unchanged {n}", n=number(report.unchanged)),
    ]
    return _(" · ").join(parts)


def rejected_count(report: Report) -> int:
    """Return how many rows stay out; a row with two faults is one row."""
    return len({(one.file, one.row) for one in report.rejected})


def done_words(report: Report) -> str:
    """Return what came of an import, in one or two sentences."""
    good, bad = report.imported + report.updated + report.unchanged, rejected_count(report)
    if not bad and report.change_id is None:
        return _("Everything in these files was there already; nothing has changed.")
    if not bad:
        return ngettext("{n} row is in.", "{n} rows are in.", good)
    left = ngettext("{n} row could not be imported.", "{n} rows could not be imported.", bad)
    if not good:
        return _("{left} Nothing has changed.", left=left)
    rest = ngettext("The other one is in.", "The other {n} are in.", good)
    return left + rest if current() == "ja" else f"{left} {rest}"


def rejected_columns(words: object) -> Sequence[Column[Rejected]]:
    """Return the columns of the list of rows that stay out; `words` puts a fault into words."""
    assert callable(words)
    return (
        Column("file", _("File"), lambda one: one.file, width=180),
        Column("row", _("Row"), lambda one: number(one.row), lambda one: one.row, width=72),
        Column("column", _("Column"), lambda one: one.column, width=150),
        Column("why", _("Why"), lambda one: words(one), width=420),
    )


def file_columns() -> Sequence[Column[FileLook]]:
    """Return the columns of the list of files."""
    return (
        Column("file", _("File"), lambda one: one.path.name, width=300, strong=True),
        Column("kind", _("What it holds"), kind_words, width=180),
        Column("rows", _("Rows"), lambda one: number(one.total) if one.headings else "", width=90),
        Column("encoding", _("Encoding"), encoding_words, width=160),
    )
