"""Writes a sheet as one file that needs nothing else: the hand-over sheet, the call sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.errors import BansoError, Cancelled
from app.operations.book import Book
from app.operations.call_parts import call_document
from app.operations.call_sheet import call_sheet
from app.operations.handover_parts import handover_document, known_parts
from app.operations.handovers import handover_sheet
from app.reports.sheet import Sheet
from app.reports.sheet_page import page
from app.reports.whole_file import put_in_place

SUFFIX = ".html"


def write_handover_file(
    book: Book, account_id: str, *, to: Path, lang: str, cancelled: Callable[[], bool] = lambda: False
) -> Path:
    """Write the hand-over sheet of an account; an error or a cancellation leaves no file."""
    today = book.clock.today()
    sheet = book.read(handover_sheet, account_id, today=today)
    known = book.read(known_parts, account_id, today=today, lang=lang)
    return _write(handover_document(sheet, known, today=today, lang=lang), to, cancelled)


def write_call_file(
    book: Book, touchpoint_id: str, *, to: Path, lang: str, cancelled: Callable[[], bool] = lambda: False
) -> Path:
    """Write the sheet of a planned touchpoint; an error or a cancellation leaves no file."""
    today = book.clock.today()
    sheet = book.read(call_sheet, touchpoint_id, today=today)
    return _write(call_document(sheet, today=today, zone=book.clock.zone, lang=lang), to, cancelled)


def _write(sheet: Sheet, to: Path, cancelled: Callable[[], bool]) -> Path:
    if to.suffix.lower() != SUFFIX:
        raise BansoError("sheet.not_html", field="to", file=to.name)
    if cancelled():
        raise Cancelled
    put_in_place(to, page(sheet), cancelled)
    return to
