"""Why a row of a file stays out, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.imports.cells import text
from app.language import current, day, keyed, number


@dataclass(frozen=True)
class RowError:
    """Why a row, or one value of a wide row, stays out; `column` is the file's heading, "" for the whole row."""

    row: int
    column: str
    key: str
    params: Mapping[str, object]


def row_error_words(error: RowError, lang: str | None = None) -> str:
    """Return why a row stays out, in words; row and column are shown beside it."""
    shown: dict[str, object] = {}
    for name, value in error.params.items():
        if isinstance(value, date):
            shown[name] = day(value, lang)
        elif isinstance(value, list | tuple):
            shown[name] = ("、" if (lang or current()) == "ja" else ", ").join(text(each) for each in value)
        else:
            shown[name] = number(value) if isinstance(value, int) else value
    return keyed("import.cell", error.key, lang, **shown)
