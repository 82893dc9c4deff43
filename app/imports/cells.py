"""What one cell says, as text, and the error for a cell that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

_SHOWN = 40  # characters of a cell that an error repeats
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


class BadCell(Exception):
    """A cell that cannot be read; `key` names its words under the catalogue context "import.cell"."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params: Mapping[str, object] = {
            name: shortened(value) if isinstance(value, str) else value for name, value in params.items()
        }


def shortened(words: str) -> str:
    """Return text short enough for an error line."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def text(cell: object) -> str:
    """Return a cell as trimmed text with \\n as its only line break.

    Raises BadCell for NUL and other control signs: they would break files written later.
    """
    if isinstance(cell, str):
        words = cell.replace("\r\n", "\n").translate(_BREAKS).strip().strip("\ufeff")
        if _CONTROL.search(words):
            raise BadCell("control_sign")
        return words
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f")
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


def folded(cell: object) -> str:
    """Return a cell as one line of half-width, lower-case text, for parsing."""
    words = text(cell)
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())
