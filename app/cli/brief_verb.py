"""The verb of the one page about an account, for our own executive or for the customer's champion."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answers import Answer
from app.language import _, current
from app.operations.accounts import find_account
from app.operations.book import Book


def brief(arguments: Namespace, book: Book) -> Answer:
    """Write one page of A4 as a PDF."""
    from app.operations.briefs.writing import write_brief

    account_id = book.read(find_account, arguments.account)
    lang = arguments.lang or current()
    done = write_brief(book, account_id, readers=arguments.readers, to=arguments.to, lang=lang)
    document = {"slides": 1, "warnings": list(done.warnings), "data_as_of": done.data_as_of.isoformat()}
    lines = [_("The page is written: {path}", path=arguments.to)]
    return Answer(document, "\n".join([*lines, *(f"- {warning}" for warning in done.warnings)]))
