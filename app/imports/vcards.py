"""Reads business cards from a file of vCards (2.1, 3, 4) into the rows of a people file."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import BansoError
from app.imports.limits import MAX_CELL, MAX_ROWS
from app.imports.text_tables import decode

HEADINGS = ("account", "name", "reading", "department", "title", "email", "phone")
_BEGIN, _END = b"BEGIN:VCARD", b"END:VCARD"
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNESCAPED_SEMICOLON = re.compile(r"(?<!\\);")


@dataclass(frozen=True)
class _Line:
    """One property of a card: its name, its parameters in upper case, and its value with escapes still in it."""

    name: str
    params: tuple[tuple[str, str], ...]
    value: str

    def has(self, word: str) -> bool:
        """Tell whether a type such as WORK or PREF is said."""
        return any(word in value.upper().split(",") or name == word for name, value in self.params)

    def param(self, wanted: str) -> str:
        """Return the value of a parameter, "" without it."""
        return next((value for name, value in self.params if name == wanted), "")

    def parts(self) -> list[str]:
        """Return the parts of a structured value."""
        return [_plain(part) for part in _UNESCAPED_SEMICOLON.split(self.value)]


def is_vcards(data: bytes) -> bool:
    """Tell whether a file holds vCards."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(_BEGIN)].upper() == _BEGIN


def read_vcards(data: bytes, file: str) -> tuple[list[tuple[int, tuple[object, ...]]], str]:
    """Return (number of the card, its cells under HEADINGS) of every card, and the encoding of the file."""
    _text, encoding = decode(data, file)
    found: list[tuple[int, tuple[object, ...]]] = []
    for number, lines in enumerate(_cards(data.removeprefix(b"\xef\xbb\xbf")), start=1):
        if number > MAX_ROWS:
            raise BansoError("import.too_many_rows", "file", file=file, limit=MAX_ROWS)
        cells = _row([line for raw in lines if (line := _line(raw, encoding)) is not None])
        if any(len(cell) > MAX_CELL for cell in cells):
            raise BansoError("import.cell_too_long", "file", file=file, row=number, limit=MAX_CELL)
        found.append((number, cells))
    if not found:
        raise BansoError("import.empty", "file", file=file)
    return found, encoding


def _cards(data: bytes) -> Iterator[list[bytes]]:
    card: list[bytes] | None = None
    for line in _unfolded(data):
        word = line.strip().upper()
        if word == _BEGIN:
            card = []
        elif word == _END and card is not None:
            yield card
            card = None
        elif card is not None:
            card.append(line)


def _unfolded(data: bytes) -> Iterator[bytes]:
    """Yield whole lines: one that begins with white space goes on, and so does quoted text that ends in =."""
    whole = b""
    for line in data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        soft = whole.endswith(b"=") and b"QUOTED-PRINTABLE" in whole.upper().split(b":", 1)[0]
        if soft:
            whole = whole[:-1] + line
        elif line[:1] in (b" ", b"\t") and whole:
            whole += line[1:]
        else:
            if whole:
                yield whole
            whole = line
    if whole:
        yield whole


def _line(raw: bytes, encoding: str) -> _Line | None:
    head, colon, value = _at_colon(raw)
    if not colon:
        return None
    name, *given = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', head.decode("ascii", "replace"))
    params = tuple(_param(one) for one in given)
    said = dict(params)
    if "QUOTED-PRINTABLE" in (said.get("ENCODING", "").upper(), *(name for name, _value in params)):
        value = quopri.decodestring(value)
    charset = said.get("CHARSET") or encoding
    try:
        text = value.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = value.decode(encoding, "replace")
    return _Line(name.rpartition(".")[2].strip().upper(), params, text)


def _at_colon(raw: bytes) -> tuple[bytes, bytes, bytes]:
    quoted = False
    for at, sign in enumerate(raw):
        if sign == 0x22:
            quoted = not quoted
        elif sign == 0x3A and not quoted:
            return raw[:at], b":", raw[at + 1 :]
    return raw, b"", b""


def _param(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    return (name.strip().upper(), value.strip().strip('"')) if equals else (text.strip().upper(), "")


def _row(lines: list[_Line]) -> tuple[str, ...]:
    first: dict[str, _Line] = {}
    for line in lines:
        first.setdefault(line.name, line)
    org = first["ORG"].parts() if "ORG" in first else []
    title = _plain(first["TITLE"].value) if "TITLE" in first else ""
    phone = _best([line for line in lines if line.name == "TEL" and not line.has("FAX")], ("PREF", "WORK", "CELL"))
    email = _best([line for line in lines if line.name == "EMAIL"], ("PREF", "WORK"))
    return (
        org[0] if org else "", _name(first), _reading(first), " ".join(part for part in org[1:] if part), title,
        email, re.sub(r"^tel:", "", phone, flags=re.IGNORECASE),
    )  # fmt: skip


def _best(lines: list[_Line], words: tuple[str, ...]) -> str:
    """Return the value whose types say most for it, the first one where none does."""
    ranked = sorted(lines, key=lambda line: [not line.has(word) for word in words])
    return _plain(ranked[0].value) if ranked else ""


def _name(first: dict[str, _Line]) -> str:
    parts = first["N"].parts() if "N" in first else []
    family, given = (*parts, "", "")[:2]
    if family and given and not f"{family}{given}".isascii() and _is_east_asian(family + given):
        return f"{family} {given}"
    if "FN" in first and (said := _plain(first["FN"].value)):
        return said
    return " ".join(part for part in (given, family) if part)


def _reading(first: dict[str, _Line]) -> str:
    if "SORT-STRING" in first:
        return " ".join(_plain(first["SORT-STRING"].value).replace(",", " ").split())
    halves = [_plain(first[name].value) for name in ("X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME") if name in first]
    if not halves and "N" in first and (sort_as := first["N"].param("SORT-AS")):
        halves = sort_as.split(",")
    if not halves and "SOUND" in first:
        halves = first["SOUND"].parts()
    return " ".join(part.strip() for part in halves if part.strip())


def _is_east_asian(text: str) -> bool:
    return any("\u3040" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" for sign in text)


def _plain(value: str) -> str:
    said = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return " ".join(said.split())
