"""Reads what a customer answered to a plan: from the HTML copy, the workbook, a mail with either, or the text code.

What is read is only what the file says. Whether its sent part is the one that went out is for the book to tell.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import BansoError
from app.imports.cells import BadCell, text
from app.imports.choices import parse_bool
from app.imports.dates import parse_date
from app.imports.packed import checked_workbook, is_workbook
from app.imports.plan_file_parts import Malformed, PlanAnswers, answers_of, in_mail
from app.plans import plan_file

SUFFIXES = (".html", ".htm", ".xlsx", ".eml")
"""What a plan file may be called; the text code has no file of its own."""

_PLAN_FILES = ("plan_file.newer", "plan_file.damaged", "plan_file.damaged_code", "plan_file.cell")
MAX_BYTES = 8 * 2**20
MAX_ROWS = 20_000
_DATA = re.compile(rf"<script\b[^>]*\bid=[\"']?{plan_file.DATA}\b[^>]*>(.*?)</script", re.S | re.I)


@dataclass(frozen=True)
class _File:
    name: str
    data: bytes


def read_answers(path: Path) -> PlanAnswers:
    """Return what a file answers.

    "import.missing_file", "import.unreadable", "plan_file.too_large", "plan_file.not_one", "plan_file.newer" for one of
    a later version of Banso, "plan_file.damaged" where it is one and cannot be read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BansoError("plan_file.too_large", "file", file=path.name, limit=MAX_BYTES // 2**20)
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise BansoError("import.missing_file", "file", file=path.name) from fault
    except OSError as fault:
        raise BansoError("import.unreadable", "file", file=path.name) from fault
    return _read(_File(path.name, data))


def holds_answers(path: Path) -> bool:
    """Tell whether a file is a plan file, or a mail that brings one along; what cannot be read is none."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        read_answers(path)
    except BansoError as refused:
        return refused.key in _PLAN_FILES
    return True


def answers_in_text(words: str) -> PlanAnswers:
    """Return what the text code in a pasted mail answers; the refusals of `read_answers`, for a name of "text"."""
    return _read(_File("text", words.encode("utf-8", "replace")))


def _read(file: _File) -> PlanAnswers:
    for part in _parts(file):
        document = _document(part)
        if document is None:
            continue
        found = document.get("format")
        if type(found) is int and found > plan_file.FORMAT:
            raise BansoError("plan_file.newer", "file", file=file.name, found=found, known=plan_file.FORMAT)
        try:
            return answers_of(document)
        except Malformed as fault:
            raise BansoError("plan_file.damaged", "file", file=file.name) from fault
    raise BansoError("plan_file.not_one", "file", file=file.name)


def _parts(file: _File) -> Iterator[_File]:
    """Yield what may be a plan file: the file itself, or what a mail brings along."""
    if file.name.lower().endswith(".eml"):
        yield from (_File(name, data) for name, data in in_mail(file.data))
    else:
        yield file


def _document(file: _File) -> dict[str, Any] | None:
    """Return the data of a plan file; None where it is none."""
    if is_workbook(file.data):
        return _workbook(file)
    encoding = "utf-16" if file.data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    words = file.data.decode(encoding, "replace")
    inside = _DATA.search(words)
    if inside is not None:
        return _loaded(inside[1], file)
    code = plan_file.find_code(words)
    if code is None:
        return None
    known, signs = code
    if known > plan_file.FORMAT:
        raise BansoError("plan_file.newer", "file", file=file.name, found=known, known=plan_file.FORMAT)
    try:
        return plan_file.decode(signs)
    except ValueError as fault:
        raise BansoError("plan_file.damaged_code", "file", file=file.name) from fault


def _loaded(words: str, file: _File) -> dict[str, Any]:
    try:
        document = json.loads(words)
    except (ValueError, RecursionError) as fault:
        raise BansoError("plan_file.damaged", "file", file=file.name) from fault
    if not isinstance(document, dict):
        raise BansoError("plan_file.damaged", "file", file=file.name)
    return document


def _workbook(file: _File) -> dict[str, Any] | None:
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(checked_workbook(file.data, file.name)))
        if plan_file.HIDDEN_SHEET not in book.sheet_names:
            return None
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names[:8]]
        if any(sheet.total_height > MAX_ROWS for sheet in sheets):
            raise BansoError("plan_file.damaged", "file", file=file.name)
        rows = {sheet.name: sheet.to_python(skip_empty_area=False) for sheet in sheets}
    except (python_calamine.CalamineError, python_calamine.PasswordError, OSError, ValueError) as fault:
        raise BansoError("plan_file.damaged", "file", file=file.name) from fault
    kept = "".join(str(row[0]) for row in rows.pop(plan_file.HIDDEN_SHEET) if row)
    document = _loaded(kept, file)
    for table in rows.values():
        if (head := next((n for n, row in enumerate(table) if row and row[0] == plan_file.ITEM_COLUMN), None)) is None:
            continue
        names = [str(cell) for cell in table[head]]
        document["answers"] = _typed([dict(zip(names, row, strict=False)) for row in table[head + 1 :]], file)
        return document
    raise BansoError("plan_file.damaged", "file", file=file.name)


def _typed(rows: Sequence[Mapping[str, Any]], file: _File) -> dict[str, Any]:
    """Return the cells that a customer filled in as a copy of the page would carry them."""
    items: dict[str, dict[str, Any]] = {}
    answers: dict[str, Any] = {"items": items, "comment": "", "by": "", "on": "", "confirmed": {}}
    for row in rows:
        item = str(row[plan_file.ITEM_COLUMN])
        if not item:
            continue
        try:
            by, comment = text(row.get("confirmed_by")), text(row.get("comment"))
            on = _day(row.get("read_on"))
            if by:
                whole = item == plan_file.PLAN_ROW
                answers["confirmed"]["" if whole else item] = {"by": by, "on": ""}
                answers["by"] = by if whole or not answers["by"] else answers["by"]
            if item == plan_file.PLAN_ROW:
                answers["comment"] = comment
                continue
            said: dict[str, Any] = {"comment": comment} if comment else {}
            if done := text(row.get("done")):
                said["done"] = _done(done)
            if value := text(row.get("reading")):
                said |= {"value": value, "read": on}
        except BadCell as fault:
            title = text(row.get("item"))
            raise BansoError("plan_file.cell", "file", file=file.name, item=title) from fault
        if said:
            items[item] = said
    return answers


def _done(words: str) -> bool:
    # The words of the list in the cell; what is typed over it is read as any yes or no.
    if words in plan_file.DONE_WORDS:
        return True
    return False if words in plan_file.OPEN_WORDS else parse_bool(words)


def _day(cell: object) -> str:
    return parse_date(cell).isoformat() if text(cell) else ""
