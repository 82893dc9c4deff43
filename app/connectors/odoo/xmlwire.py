"""XML-RPC as bytes: what Odoo reads and what it writes. Nothing that an answer might contain is ever carried out.

The standard library knows how answers are built; what else XML could do is taken away. An answer with a document type
is none, for entities are declared there, and a number with a point stays the digits that were sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from xml.parsers import expat
from xmlrpc.client import MAXINT, MININT, Error, Fault, Unmarshaller

from app.connectors.errors import Unavailable

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE = bytes(set(range(32)) - {9, 10, 13})
_DEEPEST = 200
"""Elements within elements; Odoo's answers have some ten."""


def carries(text: str) -> bool:
    """Tell whether XML can carry a text: most control characters it cannot."""
    return _UNFIT.search(text) is None


def asked(method: str, params: Sequence[Any]) -> bytes:
    """Return a request; ValueError where a text or a number in it cannot be carried."""
    parts = "".join(f"<param>{_packed(one)}</param>" for one in params)
    whole = f'<?xml version="1.0"?><methodCall><methodName>{method}</methodName><params>{parts}</params></methodCall>'
    return whole.encode()


def _packed(value: Any) -> str:
    match value:
        case None:
            inner = "<nil/>"
        case bool():
            inner = f"<boolean>{value:d}</boolean>"
        case int():
            kind = "int" if MININT <= value <= MAXINT else "i8"
            inner = f"<{kind}>{value}</{kind}>"
        case float() | Decimal():
            inner = f"<double>{_number(value)!r}</double>"
        case str():
            inner = f"<string>{_escaped(value)}</string>"
        case Mapping():
            parts = (f"<member><name>{_escaped(str(n))}</name>{_packed(v)}</member>" for n, v in value.items())
            inner = f"<struct>{''.join(parts)}</struct>"
        case list() | tuple():
            inner = f"<array><data>{''.join(map(_packed, value))}</data></array>"
        case _:
            raise ValueError(f"{type(value).__name__} has no form in XML-RPC")
    return f"<value>{inner}</value>"


def _number(value: float | Decimal) -> float:
    number = float(value)
    if not Decimal(number).is_finite() or Decimal(repr(number)) != Decimal(str(value)):
        raise ValueError("more digits than such a number keeps")
    return number


def _escaped(text: str) -> str:
    if not carries(text):
        raise ValueError("XML cannot carry this text")
    # A bare carriage return would be read as a line feed.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def told(body: bytes) -> Any:
    """Return the value of an answer; Fault where it is one, Unavailable where it is nothing to go by."""
    try:
        return _read(body)
    except Fault:
        raise
    except (expat.ExpatError, Error, ValueError, TypeError, LookupError, ArithmeticError):
        raise Unavailable("the answer is no whole XML-RPC") from None


def _read(body: bytes) -> Any:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.begun, reader.end
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _declared
    # Older versions of Odoo let control characters through, which would spoil the whole answer.
    parser.Parse(body.translate(None, _BARE), True)
    values = reader.close()
    if len(values) != 1:
        raise ValueError("an answer is one value")
    return values[0]


def _declared(*_given: object) -> None:
    raise ValueError("an answer declares nothing")


def _exact(reader: Unmarshaller, data: str) -> None:
    number = Decimal(data.strip())
    if not number.is_finite():
        raise ValueError("no number")
    _as_it_is(reader, number)


def _as_it_is(reader: Unmarshaller, value: object) -> None:
    reader.append(value)
    reader._value = False  # noqa: SLF001


class _Reader(Unmarshaller):
    """Reads values: decimals exact, instants as the texts that they come as."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self.xml("", None)  # what arrives is text already

    def begun(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a mark, unless there are more of them in each other than any answer has."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("too deep")
        self.start(tag, attributes)

    def end(self, tag: str) -> None:
        """Note the end of a mark."""
        self._depth -= 1
        super().end(tag)

    dispatch = {  # noqa: RUF012
        **Unmarshaller.dispatch,
        "double": _exact,
        "float": _exact,
        "bigdecimal": _exact,
        "dateTime.iso8601": _as_it_is,
    }
