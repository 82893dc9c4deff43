"""The form of a plan file and of its text code: what carries the sent part, where the answers lie, how codes are made.

A file carries the sent part as sealed text, byte for byte, and the answers beside it. The text code carries the answers
alone, for mail that lets no file through: letters that survive quoting, folding and a change of case.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT = 1
"""What this program writes; it reads no newer one."""

DATA = "plan-data"
"""The id of the script element that holds the data of an HTML file."""

HIDDEN_SHEET = "_banso"
"""The hidden sheet of a workbook that holds the same data, in cells one below the other."""

CELL = 30_000
"""Characters in one of its cells: a spreadsheet holds at most 32,767."""

ITEM_COLUMN = "_id"
"""The heading of the hidden column that names the item of a row."""

PLAN_ROW = "plan"
"""What the hidden column says in the row where the whole plan is confirmed."""

DONE_WORDS, OPEN_WORDS = ("済", "Done"), ("未", "Open")
"""What a cell of the workbook offers, in Japanese and English."""

LONGEST_COMMENT, LONGEST_NAME, LONGEST_VALUE = 4_000, 100, 40
_PLAIN, _DEFLATED = 0, 1
_MOST = 2 * 2**20  # what a code may unpack to
_CODE = re.compile(r"\(\(\s*BANSO\s*(\d{1,4})[^A-Z0-9](.*?)\)\)", re.S | re.I)
_SIGN = re.compile(r"[^A-Z2-7]")


@dataclass(frozen=True)
class SentPart:
    """What went out, as a file carries it: the content as `text` under its `seal`, which only the book can make.

    `book` names the book without telling anything about it; `tag` lets a text code show that the version was made here.
    """

    plan: str
    version: int
    book: str
    tag: str
    text: str
    seal: str

    def document(self) -> dict[str, Any]:
        """Return the data of a file that nobody has answered yet."""
        return {
            "format": FORMAT, "plan": self.plan, "version": self.version, "book": self.book, "tag": self.tag,
            "sent": self.text, "seal": self.seal,
            "answers": {"items": {}, "comment": "", "by": "", "on": "", "confirmed": {}},
        }  # fmt: skip


def canonical(document: Mapping[str, Any]) -> str:
    """Return a document as the one text that is sealed."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def code_of(document: Mapping[str, Any]) -> str:
    """Return the text code of a document, as the page makes it."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = bytes([_DEFLATED]) + squeezer.compress(canonical(document).encode()) + squeezer.flush()
    signs = base64.b32encode(packed + zlib.crc32(packed).to_bytes(4)).decode().rstrip("=")
    lines = "\n".join(signs[at : at + 64] for at in range(0, len(signs), 64))
    return f"((BANSO{FORMAT}\n{lines}\n))"


def find_code(text: str) -> tuple[int, str] | None:
    """Return (format, signs) of the first text code in a mail or a note; None where there is none."""
    found = _CODE.search(text)
    # A quoted mail puts > before each line; no sign of a code looks like it.
    return None if found is None else (int(found[1]), _SIGN.sub("", found[2].upper()))


def decode(signs: str) -> dict[str, Any]:
    """Return the document of a code's signs; ValueError where a sign is missing or wrong."""
    try:
        data = base64.b32decode(signs + "=" * (-len(signs) % 8))
        packed, told = data[:-4], int.from_bytes(data[-4:])
        if len(data) < 6 or zlib.crc32(packed) != told:
            raise ValueError("sum")
        plain = packed[1:] if packed[0] == _PLAIN else _inflated(packed[1:])
        document = json.loads(plain)
    except (zlib.error, UnicodeDecodeError, RecursionError) as fault:
        raise ValueError("code") from fault
    if not isinstance(document, dict):
        raise ValueError("document")
    return document


def _inflated(data: bytes) -> bytes:
    machine = zlib.decompressobj(-15)
    plain = machine.decompress(data, _MOST)
    if machine.unconsumed_tail or not machine.eof:
        raise ValueError("length")
    return plain
