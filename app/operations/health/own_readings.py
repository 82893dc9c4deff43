"""Readings by hand: one more value of a series, or a corrected one. A correction is a later row; nothing is rewritten.

What was known before stays known: a score of last month is still that of last month's readings.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.clock import parse_stamp, stamp
from app.errors import BansoError
from app.health.derived import SOURCE as BOOK
from app.health.model import Kind, Measure, Model
from app.health.ranges import ranges
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.health.models import model_at
from app.operations.pulses import ASPECTS, SOURCE, say_pulse
from app.operations.settings import settings


def add_reading(
    session: Session,
    account_id: str,
    series: str,
    value: Decimal,
    *,
    note: str = "",
    observed_on: date,
    today: date,
    by_id: str | None,
) -> None:
    """Add a value of a series as observed on a day; a pulse needs a reason, which is its note.

    Refused: an unknown series, one that the book itself tells, a value outside its range, a day to come.
    """
    model = model_at(session)
    measures = _of_series(model, series)
    by_id = by_id or door.change_of(session).by_id
    if series in ASPECTS:
        say_pulse(session, account_id, series, _whole(value), note, observed_on=observed_on, by_id=by_id)
        return
    _refuse_book(series)
    _refuse_no_reason(measures, note)
    if observed_on > today:
        raise BansoError("reading.in_the_future", field="observed_on", day=observed_on)
    _refuse_range(model, series, value)
    account_no = session.scalar(
        select(tables.account.c.no).where(tables.account.c.id == account_id, tables.account.c.deleted_at.is_(None))
    )
    if account_no is None:
        raise BansoError("account.unknown", field="account", name=account_id)
    at = parse_stamp(door.change_of(session).at)
    zone = ZoneInfo(settings(session).zone)
    noon = datetime.combine(observed_on, time(12), zone).astimezone(UTC)
    observed = at if observed_on == at.astimezone(zone).date() else noon
    row = {
        "account_no": account_no,
        "measure_no": _measure_no(session, series, measures),
        "value": float(value),
        "observed_at": stamp(observed),
        "recorded_at": stamp(at),
        "source": SOURCE,
        "note": note.strip() or None,
        "by_id": by_id,
    }
    door.create(session, "reading", [row])


def correct_reading(
    session: Session, reading_no: int, value: Decimal | None, *, note: str = "", by_id: str | None
) -> None:
    """Record what a reading should have said, or with None that it says nothing; the wrong one stays beside it."""
    reading, measure = tables.reading, tables.measure
    statement = (
        select(reading, measure.c.key)
        .join(measure, measure.c.no == reading.c.measure_no)
        .where(reading.c.no == reading_no, reading.c.deleted_at.is_(None))
    )
    row = next(iter(session.rows(statement)), None)
    if row is None:
        raise BansoError("reading.gone", field="reading")
    model = model_at(session)
    measures = _of_series(model, row["key"])
    if row["source"] == BOOK:
        _refuse_book(row["key"])
    _refuse_no_reason(measures, note)
    if value is not None:
        if row["key"] in ASPECTS:
            _whole(value)
        _refuse_range(model, row["key"], value)
    # The same instant and source, recorded later: of these the last one counts.
    corrected = {
        "account_no": row["account_no"],
        "measure_no": row["measure_no"],
        "value": None if value is None else float(value),
        "observed_at": row["observed_at"],
        "recorded_at": max(door.change_of(session).at, row["recorded_at"]),
        "source": row["source"],
        "note": note.strip() or None,
        "by_id": by_id or door.change_of(session).by_id,
    }
    door.create(session, "reading", [corrected])


def _of_series(model: Model, series: str) -> list[Measure]:
    return [measure for _dimension, measure in model.measures() if measure.reading == series]


def _refuse_book(series: str) -> None:
    if series.startswith("book_"):
        raise BansoError("reading.from_the_book", field="measure")


def _refuse_no_reason(measures: list[Measure], note: str) -> None:
    if any(measure.kind is Kind.PULSE for measure in measures) and not note.strip():
        raise BansoError("pulse.no_reason", field="reason")


def _refuse_range(model: Model, series: str, value: Decimal) -> None:
    if not value.is_finite():
        raise BansoError("reading.not_a_number", field="value", value=str(value))
    limits = ranges(model).get(series)
    if limits is not None and not limits.holds(value):
        raise BansoError(f"reading.{limits.words}", field="value", value=value, low=limits.low, high=limits.high)


def _whole(value: Decimal) -> int:
    if not value.is_finite() or value != value.to_integral_value():
        raise BansoError("pulse.out_of_range", field="value", value=str(value))
    return int(value)


def _measure_no(session: Session, series: str, measures: list[Measure]) -> int:
    measure = tables.measure
    asked = select(measure.c.no).where(measure.c.key == series, measure.c.deleted_at.is_(None))
    known = session.scalar(asked)
    if known is None:
        if not measures and not _is_whole(model_at(session), series):
            raise BansoError("reading.unknown_measure", field="measure", measure=series)
        own = next((one for one in measures if one.per is None), None)
        names = own.name if own is not None else {}
        row: dict[str, object] = {
            "key": series,
            "name_ja": names.get("ja") or series,
            "name_en": names.get("en") or series,
            "unit": own.unit if own is not None else None,
            "loyalty": str(own.loyalty) if own is not None else None,
            "null_rule": str(own.null_rule) if own is not None else None,
            "validity_days": own.validity_days if own is not None else None,
            "delay_days": 0,
        }
        door.create(session, "measure", [row])
        known = session.scalar(asked)
    return int(known)


def _is_whole(model: Model, series: str) -> bool:
    return any(measure.per == series for _dimension, measure in model.measures()) or any(
        rule.reading == series for rule in model.rules
    )
