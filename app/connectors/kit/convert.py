"""Text as systems send it ↔ values as the contract wants them; strictly, and ValueError for everything else."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Context, Decimal, InvalidOperation

_INT = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d{1,28}(\.\d{0,12})?|\.\d{1,12})([eE][+-]?\d{1,2})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_WIDE = Context(prec=60)
_TRUE, _FALSE = {"true", "1", "yes"}, {"false", "0", "no"}


def to_int(text: str) -> int:
    """Return a whole number, its digits plain ASCII."""
    if not _INT.fullmatch(text.strip()):
        raise ValueError(f"no whole number: {text[:40]!r}")
    return int(text)


def to_decimal(text: str, scale: int | None = None) -> Decimal:
    """Return an exact number; with `scale`, one that has no more decimal places than that."""
    if not _DECIMAL.fullmatch(text.strip()):
        raise ValueError(f"no number: {text[:40]!r}")
    number = Decimal(text.strip())
    if scale is None:
        return number
    try:
        fitted = number.quantize(Decimal(1).scaleb(-scale), context=_WIDE)
    except InvalidOperation as error:
        raise ValueError(f"too large a number: {text[:40]!r}") from error
    if fitted != number:
        raise ValueError(f"more than {scale} decimal places: {text[:40]!r}")
    return fitted


def from_decimal(number: Decimal) -> str:
    """Return a number in plain digits, without an exponent."""
    if not number.is_finite():
        raise ValueError("no number")
    return format(number, "f")


def to_bool(text: str) -> bool:
    """Return yes or no as a system writes it."""
    word = text.strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(f"neither yes nor no: {text[:40]!r}")
    return word in _TRUE


def to_date(text: str) -> date:
    """Return a day written 2026-12-01; a day has no zone, so that an instant is none."""
    if not _DATE.fullmatch(text.strip()):
        raise ValueError(f"no day: {text[:40]!r}")
    return date.fromisoformat(text.strip())


def to_datetime(text: str, *, zoneless: bool = False) -> datetime:
    """Return an instant in UTC. One without a zone is refused, unless the system is known to mean UTC (`zoneless`)."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"no instant: {text[:40]!r}")
    day, clock, fraction, zone = found.groups()
    if zone is None and not zoneless:
        raise ValueError(f"an instant without its zone: {text[:40]!r}")
    offset = {None: "+00:00", "Z": "+00:00"}.get(zone, zone)
    micro = (fraction or "0").ljust(6, "0")[:6]
    clock = clock if len(clock) == 8 else f"{clock}:00"
    try:
        return datetime.fromisoformat(f"{day}T{clock}.{micro}{offset}").astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"no instant: {text[:40]!r}") from error


def from_datetime(moment: datetime) -> str:
    """Return an instant as 2026-12-01T09:30:00.000Z; one without a zone is refused."""
    return _aware(moment).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def datetime_of_ms(milliseconds: int) -> datetime:
    """Return the instant so many milliseconds after 1970."""
    try:
        return _EPOCH + milliseconds * _MILLISECOND
    except OverflowError as error:
        raise ValueError(f"no instant: {milliseconds}") from error


def ms_of_datetime(moment: datetime) -> int:
    """Return the milliseconds since 1970, what is finer cut off."""
    return (_aware(moment) - _EPOCH) // _MILLISECOND


def date_of_ms(milliseconds: int) -> date:
    """Return the day that a system writes as its midnight in UTC; an instant within a day is refused."""
    moment = datetime_of_ms(milliseconds)
    if moment.time() != _EPOCH.time():
        raise ValueError(f"not midnight: {milliseconds}")
    return moment.date()


def ms_of_date(day: date) -> int:
    """Return a day as its midnight in UTC."""
    return ms_of_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("an instant without its zone")
    return moment.astimezone(UTC)
