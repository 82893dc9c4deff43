"""Reads the words of a PDF back, by its fonts' own maps, and the size of its pages: for tests that search documents."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.S)
_STREAM = re.compile(rb"(.*?)\bstream\r?\n(.*?)\r?\n?endstream", re.S)
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()]+|\[|\]|[^\s/<>\[\]()]+", re.S
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
A4 = (595.28, 841.89)


@dataclass(frozen=True)
class Font:
    """How the codes of a font read; codes are one or two bytes."""

    wide: bool
    reads: dict[int, str]

    def text(self, codes: bytes) -> str:
        step = 2 if self.wide else 1
        return "".join(
            self.reads.get(int.from_bytes(codes[at : at + step]), "" if self.wide else chr(codes[at]))
            for at in range(0, len(codes), step)
        )


class Pdf:
    """A PDF as its objects."""

    def __init__(self, data: bytes) -> None:
        self._parts: dict[int, bytes] = {}
        self.streams: dict[int, bytes] = {}
        for found in _OBJECT.finditer(data):
            number, body = int(found[1]), found[2]
            stream = _STREAM.match(body)
            self._parts[number] = stream[1] if stream else body
            if stream:
                self.streams[number] = _inflated(stream[1], stream[2])

    @property
    def dictionaries(self) -> bytes:
        """Return everything that is not a stream, such as titles."""
        return b"\n".join(self._parts.values())

    def sizes(self) -> list[tuple[float, float]]:
        """Return (width, height) of each page in points."""
        found = []
        for _number, page in self._pages():
            box = re.search(rb"/MediaBox\s*\[([^\]]*)\]", page)
            assert box is not None
            left, low, right, high = (float(part) for part in box[1].split())
            found.append((right - left, high - low))
        return found

    def text(self) -> str:
        """Return the words of all pages, as they are drawn."""
        return "\n".join(self._page_text(page) for _number, page in self._pages())

    def _pages(self) -> Iterator[tuple[int, bytes]]:
        for number, part in self._parts.items():
            if re.search(rb"/Type\s*/Page\b", part):
                yield number, part

    def _page_text(self, page: bytes) -> str:
        fonts = self._fonts(page)
        drawn = b"\n".join(self.streams[number] for number in self._numbers(page, b"Contents"))
        return _shown(drawn, fonts)

    def _numbers(self, part: bytes, name: bytes) -> list[int]:
        found = re.search(rb"/" + name + rb"\s*(\[[^\]]*\]|\d+ 0 R)", part)
        return [int(number) for number in re.findall(rb"(\d+) 0 R", found[1])] if found else []

    def _fonts(self, page: bytes) -> dict[bytes, Font]:
        known = page
        for name in (b"Resources", b"Font"):
            for number in self._numbers(known, name):
                known += self._parts[number]
        return {
            found[1]: self._font(int(found[2]))
            for found in re.finditer(rb"/([A-Za-z0-9+]+)\s+(\d+) 0 R", known)
            if int(found[2]) in self._parts and b"/ToUnicode" in self._parts[int(found[2])]
        }

    def _font(self, number: int) -> Font:
        part = self._parts[number]
        maps = self._numbers(part, b"ToUnicode")
        return Font(b"/Type0" in part.replace(b" ", b""), _reads(self.streams[maps[0]]))


def _inflated(head: bytes, data: bytes) -> bytes:
    if b"/ASCII85Decode" in head:
        data = base64.a85decode(data.strip().removesuffix(b"~>"))
    return zlib.decompressobj().decompress(data) if b"/FlateDecode" in head else data


def _reads(cmap: bytes) -> dict[int, str]:
    reads: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            reads[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for low, high, to in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\[[^\]]*\]|<[0-9A-Fa-f]+>)", block):
            texts = re.findall(rb"<([0-9A-Fa-f]+)>", to)
            for step, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                one = texts[step] if to.startswith(b"[") else b"%04x" % (int(texts[0], 16) + step)
                reads[code] = _utf16(one)
    return reads


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode().zfill(4)).decode("utf-16-be", "replace")


def _shown(content: bytes, fonts: dict[bytes, Font]) -> str:
    """Return the strings of a content stream as its fonts read them."""
    font = Font(False, {})
    held: list[bytes] = []
    found: list[str] = []
    for token in _TOKEN.findall(content):
        if token == b"Tf":
            name = next((one for one in reversed(held) if one.startswith(b"/")), b"/")
            font = fonts.get(name[1:], Font(False, {}))
        elif token in {b"Tj", b"TJ", b"'", b'"'}:
            found.append("".join(font.text(_codes(one)) for one in held if one[:1] in b"(<"))
        if token[:1].isalpha() or token in {b"'", b'"'}:
            held = []
            found += ["\n"] if token == b"ET" else []
        else:
            held.append(token)
    return "".join(found)


def _codes(token: bytes) -> bytes:
    if token.startswith(b"<"):
        digits = re.sub(rb"\s", b"", token[1:-1]).decode()
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8) & 255]) if said[:1].isdigit() else _PLAIN.get(said, said)
