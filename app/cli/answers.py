"""What a verb answers: one JSON document or people's text; errors in the same two ways."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.errors import BansoError
from app.language import error_words


@dataclass(frozen=True)
class Answer:
    """The document that scripts read and the text that people read; `error`: what stopped beside what went well."""

    document: object
    text: str
    error: BansoError | None = None


def show(answer: Answer, *, as_json: bool) -> None:
    """Print an answer on standard output; where something stopped, that too, as `show_error` does."""
    document = answer.document
    if as_json and answer.error is not None:
        done = document if isinstance(document, Mapping) else {}
        document = {**_refused(answer.error), "runs": done.get("runs", [])}
    if as_json:
        # Made whole first: a document that cannot be written must not leave half of itself behind.
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    elif answer.text:
        sys.stdout.write(answer.text.rstrip("\n") + "\n")
    sys.stdout.flush()
    if answer.error is not None and not as_json:
        show_error(answer.error, as_json=False)


def _refused(error: BansoError) -> dict[str, object]:
    title, message = error_words(error)
    return {"error": {"title": title, "message": message, "field": error.field}}


def show_error(error: BansoError, *, as_json: bool) -> None:
    """Print what was refused: on standard error for people, as a document for scripts."""
    if as_json:
        json.dump(_refused(error), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        title, message = error_words(error)
        sys.stderr.write(f"{title}: {message}\n")


def money(amount: Decimal, currency: str) -> dict[str, str]:
    """Return money as scripts read it: major units as a decimal string."""
    return {"amount": format(amount.normalize(), "f") if amount else "0", "currency": currency}


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as text columns; wide (East Asian) characters count as two."""
    widths = [max(_width(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (headings, *rows)
    ]
    return "\n".join(lines)


def _width(text: str) -> int:
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def account_name(account_id: str, name: str) -> Mapping[str, str]:
    """Return an account as every document names it."""
    return {"id": account_id, "name": name}
