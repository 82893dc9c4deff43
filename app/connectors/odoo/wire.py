"""Values as Odoo writes them ↔ values of the contract. Empty is `false` there; anything unexpected is no answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from app.connectors.base import Scalar
from app.connectors.errors import Unavailable
from app.connectors.kit.convert import from_decimal, to_date, to_datetime, to_decimal
from app.connectors.odoo import words
from app.connectors.odoo.html import to_html, to_text
from app.connectors.odoo.schema import Shape

_HOST = re.compile(r"\A(?:[a-z][a-z0-9+.-]*:)?//(?:www\.)?([^/?#]*).*", re.IGNORECASE | re.DOTALL)


class Unfit(ValueError):
    """A value that a field cannot hold, theirs or ours, with the reason in words."""


def stamp(value: Any) -> datetime:
    """Return an instant of Odoo, which means UTC and tells whole seconds."""
    try:
        return to_datetime(str(value), zoneless=True)
    except ValueError as problem:
        raise Unavailable(f"no instant: {value!r}") from problem


def moment(value: datetime) -> str:
    """Return an instant as Odoo writes it."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def from_wire(shape: Shape, row: Mapping[str, Any], zone: ZoneInfo) -> Scalar:
    """Return what a field of a row holds; Unfit where that cannot be read. Not for what hangs on a partner."""
    try:
        return _read(shape, row[shape.shown], row, zone)
    except (ValueError, TypeError, AttributeError, LookupError, Unavailable) as problem:
        raise Unfit(f"{shape.field.name}: {type(problem).__name__}") from problem


def _read(shape: Shape, value: Any, row: Mapping[str, Any], zone: ZoneInfo) -> Scalar:
    if shape.kind == "boolean":
        flag: bool = _is(value, bool)
        return flag
    if shape.extra.form == "done" and row.get("active", True):
        return None
    if shape.extra.form in ("taken", "won", "lost"):
        return _stood(shape.extra.form, row, zone)
    if shape.kind in ("integer", "float", "monetary"):
        return _number(shape, value)
    if value is False or value is None:
        return None
    match shape.kind:
        case "date":
            return to_date(value)
        case "datetime":
            instant = stamp(value)
            return instant.astimezone(zone).date() if shape.extra.form == "day" else instant
        case "many2one":
            return str(value[0]) if shape.field.type == "ref" else str(value[1])
        case "many2many":
            return tuple(sorted({shape.names[id] for id in value if id in shape.names})) or None
        case "html":
            return to_text(_is(value, str)) or None
    text: str = _is(value, str)
    return _HOST.sub(r"\1", text) if shape.extra.form == "host" else text or None


def _stood(form: str, row: Mapping[str, Any], zone: ZoneInfo) -> date | None:
    """Return the day on which an opportunity was taken, won or lost; None where it stands otherwise by now."""
    stands, taken = (
        _is(row["won_status"], str),
        stamp(row["date_open"]) if row["user_id"] and row["date_open"] else None,
    )
    ended = stamp(row["date_closed"]) if stands in ("won", "lost") else None
    if form != "taken":
        instant = ended if stands == form else None
    elif ended is None or taken is None:
        # What was won was taken by whoever won it, whether or not they are named.
        instant = ended if stands == "won" else taken
    else:
        # Given to somebody else after its end: it had been taken by then.
        instant = min(taken, ended)
    return instant.astimezone(zone).date() if instant is not None else None


def _number(shape: Shape, value: Any) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        if value is False:
            return 0 if shape.kind == "integer" else Decimal(0)
        raise ValueError("no number")
    if shape.kind == "integer":
        return int(value)
    number = to_decimal(str(value))
    # Odoo keeps binary numbers: what lies beyond the field's places is none of anybody's doing.
    return number if shape.field.scale is None else round(number, shape.field.scale)


def _is(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"no {kind.__name__}")
    return value


def _codes(shape: Shape) -> Collection[str]:
    return shape.ids.keys() if shape.choices else {code for code, _ in shape.field.options}


def refusal(shape: Shape, value: Scalar, *, creating: bool) -> str:
    """Return why Odoo would not take a value, in words, or "": Odoo itself does not say which field it refused."""
    field = shape.field
    if not (field.on_create if creating else field.writable):
        return words.READ_ONLY
    if value in (None, "", ()):
        return words.REQUIRED if field.required else ""
    if isinstance(value, str):
        if field.max_length is not None and len(value) > field.max_length:
            return words.TOO_LONG
        if field.type == "enum" and value not in _codes(shape):
            return words.NO_SUCH_OPTION
    if isinstance(value, tuple) and not set(value) <= shape.ids.keys():
        return words.NO_SUCH_OPTION
    if isinstance(value, Decimal) and field.scale is not None and round(value, field.scale) != value:
        return words.TOO_FINE
    return ""


def to_wire(shape: Shape, value: Scalar, zone: ZoneInfo, now: datetime, present: Sequence[int] = ()) -> dict[str, Any]:
    """Return what `write` wants for a field. `present`: what a list holds there. Not for what hangs on a partner."""
    if shape.kind == "many2many":
        return {shape.source: _links(shape, value or (), present)}  # type: ignore[arg-type]
    if shape.extra.form == "currency":
        return {}
    if shape.extra.form == "done":
        return {"active": value is None, "date_done": False if value is None else _day(value)}
    return {shape.source: _written(shape, value, zone, now)}


def _written(shape: Shape, value: Scalar, zone: ZoneInfo, now: datetime) -> Any:
    if value in (None, "", ()):
        return 0 if shape.kind in ("integer", "monetary") else False
    match shape.kind:
        case "html":
            return to_html(str(value))
        case "many2one" | "many2one_reference":
            return int(str(value)) if shape.field.type == "ref" else shape.ids[str(value)]
        case "date":
            return _day(value)
        case "datetime":
            return moment(_instant(value, zone, now))
    return value


def _links(shape: Shape, names: Iterable[str], present: Sequence[int]) -> list[list[int]]:
    """Return what links and unlinks choices, each by itself: what has no name that we know of stays as it is."""
    wanted, there = set(names), {shape.names[id] for id in present if id in shape.names}
    added = [[4, shape.ids[name]] for name in sorted(wanted - there)]
    return added + [[3, id] for id in sorted(present) if id in shape.names and shape.names[id] not in wanted]


def to_cell(shape: Shape, value: Scalar, zone: ZoneInfo, now: datetime) -> dict[str, str]:
    """Return the columns and cells that `load` wants for a field."""
    made: dict[str, str] = {}
    for name, plain in to_wire(shape, value, zone, now).items():
        if shape.kind in ("many2one", "many2many"):
            ids = [plain] if shape.kind == "many2one" else [id for _, id in plain]
            made[f"{name}/.id"] = ",".join(str(id) for id in ids if id)
        elif isinstance(plain, bool):
            made[name] = str(plain) if shape.kind == "boolean" or name == "active" else ""
        else:
            made[name] = from_decimal(plain) if isinstance(plain, Decimal) else str(plain)
    return made


def _day(value: Scalar) -> str:
    if not isinstance(value, date):
        raise Unfit(f"no day: {value!r}")
    return value.isoformat()


def _instant(value: Scalar, zone: ZoneInfo, now: datetime) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, date):
        raise Unfit(f"no day: {value!r}")
    # Of a day gone by nobody knows the hour: noon is the same day for everybody near.
    if value == now.astimezone(zone).date():
        return now
    return datetime.combine(value, time(12), zone)
