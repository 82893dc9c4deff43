"""What came back of a request: headers that know no case, a body that is JSON or nothing to go by."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.connectors.errors import Unavailable


class Headers(Mapping[str, str]):
    """Headers found by name in any case; one that came several times is joined by commas."""

    def __init__(self, items: Iterable[tuple[str, str]] = ()) -> None:
        self._items: dict[str, str] = {}
        for name, value in items:
            known = self._items.get(name.lower())
            self._items[name.lower()] = value if known is None else f"{known}, {value}"

    def __getitem__(self, name: str) -> str:
        return self._items[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        # A server may set a cookie that signs in: names are enough to tell what came.
        return f"<Headers {', '.join(self._items)}>"


@dataclass(repr=False)
class Reply:
    """A whole reply; one that was cut off never becomes one."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    host: str = ""

    def __repr__(self) -> str:
        return f"<Reply {self.status} of {len(self.body)} bytes>"

    def json(self) -> Any:
        """Return the body read as JSON, its decimals exact; Unavailable where it is none."""
        try:
            return json.loads(self.body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
        except (ValueError, RecursionError):
            kind = self.headers.get("content-type", "").partition(";")[0] or "nothing"
            raise Unavailable(f"{self.host} answered with {kind} where JSON was expected") from None

    @property
    def is_page(self) -> bool:
        """Return whether this is a page for a browser, such as the sign-in of a hotel."""
        return self.headers.get("content-type", "").lower().startswith(("text/html", "application/xhtml"))


def _refuse(name: str) -> None:
    raise ValueError(name)


def inflated(body: bytes, encoding: str, limit: int) -> bytes:
    """Return a body as it was before it was packed; ValueError where it was cut off, is packed otherwise or too big."""
    if encoding in {"", "identity"}:
        return body
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise ValueError(f"packed as {encoding}")
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        plain = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise ValueError("cannot be unpacked") from error
    if len(plain) > limit:
        raise ValueError("too big")
    if not unpacker.eof:
        raise ValueError("cut off")
    return plain


def packed(value: Any) -> bytes:
    """Return a JSON body; a Decimal goes as the very number it is, or not at all."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_number).encode()


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    if Decimal(repr(number)) != value:
        raise ValueError("more digits than a JSON number keeps; send it as text")
    return number
