"""Everything that can be read in a document, however it is packed: office packages, PDF streams, HTML, codes."""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator

from app.plans.plan_file import decode, find_code
from tests.reports.pdf_text import Pdf

_JSON = re.compile(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', re.S)
_TAG = re.compile(r"<[^>]*>")
_STRING = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.S)
_OCTAL = re.compile(rb"\\([0-7]{3}|.)", re.S)


def readable(data: bytes) -> str:
    """Return every text of a document, one after the other, without spaces: a line may break anywhere."""
    return "\n".join(bare(text) for text in _texts(data))


def bare(text: str) -> str:
    """Return a text as it is compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def found_in(data: bytes, words: Iterable[str]) -> set[str]:
    """Return which of some words can be read in a document."""
    text = readable(data)
    return {word for word in words if bare(word) in text}


def _texts(data: bytes) -> Iterator[str]:
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                yield name
                yield from _texts(package.read(name))
    elif data.startswith(b"%PDF"):
        yield from _pdf(Pdf(data))
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp932"):
        yield data.decode(encoding, "ignore")
    plain = data.decode("utf-8", "ignore")
    yield html.unescape(plain)
    # Cells and runs of one text stand in elements of their own.
    yield html.unescape(_TAG.sub("", plain))
    for inside in _JSON.findall(plain):
        yield from _strings(json.loads(inside))
    code = find_code(plain)
    if code is not None:
        yield from _strings(decode(code[1]))


def _pdf(pdf: Pdf) -> Iterator[str]:
    yield pdf.text()
    for stream in pdf.streams.values():
        yield stream.decode("latin-1")
    for said in _STRING.findall(pdf.dictionaries):
        octets = _OCTAL.sub(lambda m: bytes([int(m[1], 8) & 255]) if len(m[1]) == 3 else m[1], said)
        yield octets.decode("utf-16" if octets.startswith((b"\xfe\xff", b"\xff\xfe")) else "latin-1", "ignore")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inside in value.items():
            yield str(name)
            yield from _strings(inside)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value
        # A document in a document: what is sealed.
        if value.startswith('{"'):
            yield from _strings(json.loads(value))
    elif value is not None:
        yield str(value)
