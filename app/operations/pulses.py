"""Pulses: the customer success manager's own scores 1–5, each with a reason, a day and an end of its validity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from app.clock import Clock, parse_stamp, stamp
from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session, json_text
from app.operations.settings import settings

ASPECTS = ("pulse_embedding", "pulse_backing", "pulse_warmth")
"""What is judged; the anchors of each value stand in the catalogue under "pulse.anchor"."""
LOWEST, HIGHEST = 1, 5
VALID_DAYS, VALID_DAYS_LOW, LOW = 90, 30, 2
SOURCE = "me"

_MEASURES: Mapping[str, tuple[str, str, str]] = {
    "pulse_embedding": ("業務への組み込み", "Embedded in daily work", "behavioural"),
    "pulse_backing": ("経営層の後押し", "Backing by executives", "psychological"),
    "pulse_warmth": ("関係の温度", "Warmth of the relation", "psychological"),
}


@dataclass(frozen=True)
class Pulse:
    """One aspect as last judged; `value` None where nobody has yet.

    `inherited`: judged before the account changed hands by somebody else, so that it counts as expired.
    """

    key: str
    value: int | None = None
    reason: str = ""
    on: date | None = None
    by: str = ""
    until: date | None = None
    inherited: bool = False
    expired: bool = False


_LATEST = text(
    """SELECT a.id AS account_id, a.owner_id, m.key, r.value, r.observed_at, r.note, r.by_id, b.name AS by_name,
 (SELECT max(f.effective_on) FROM account_fact f WHERE f.account_id = a.id AND f.field = 'owner_id'
  AND f.deleted_at IS NULL) AS held_since
 FROM account a CROSS JOIN measure m
 JOIN reading r ON r.no = (SELECT x.no FROM reading x WHERE x.account_no = a.no AND x.measure_no = m.no
  AND x.deleted_at IS NULL AND x.value IS NOT NULL
  ORDER BY x.observed_at DESC, x.recorded_at DESC, x.no DESC LIMIT 1)
 LEFT JOIN member b ON b.id = r.by_id
 WHERE m.deleted_at IS NULL AND m.key IN (SELECT value FROM json_each(:keys)) AND a.deleted_at IS NULL
 AND (:accounts IS NULL OR a.id IN (SELECT value FROM json_each(:accounts)))"""
)


def pulses(session: Session, account_ids: Iterable[str] | None = None, *, today: date) -> dict[str, tuple[Pulse, ...]]:
    """Return the three aspects of each account that has been judged at all, in their order."""
    zone = Clock(settings(session).zone)
    asked = None if account_ids is None else json_text(list(account_ids))
    found: dict[str, dict[str, Pulse]] = defaultdict(dict)
    for row in session.rows(_LATEST, keys=json_text(list(ASPECTS)), accounts=asked):
        found[row["account_id"]][row["key"]] = _pulse(row, zone.day_of(parse_stamp(row["observed_at"])), today)
    return {account: tuple(known.get(key, Pulse(key)) for key in ASPECTS) for account, known in found.items()}


def pulses_of(session: Session, account_id: str, *, today: date) -> tuple[Pulse, ...]:
    """Return the three aspects of one account, those nobody has judged among them."""
    unsaid = tuple(Pulse(key) for key in ASPECTS)
    return pulses(session, [account_id], today=today).get(account_id, unsaid)


def _pulse(row: Mapping[str, Any], on: date, today: date) -> Pulse:
    value = round(row["value"])
    until = on + timedelta(VALID_DAYS_LOW if value <= LOW else VALID_DAYS)
    inherited = bool(
        row["held_since"] and on < date.fromisoformat(row["held_since"]) and row["by_id"] != row["owner_id"]
    )
    return Pulse(
        row["key"], value, row["note"] or "", on, row["by_name"] or "", until, inherited, inherited or today > until
    )


def say_pulse(
    session: Session,
    account_id: str,
    measure_key: str,
    value: int,
    reason: str,
    *,
    observed_on: date,
    by_id: str | None,
) -> None:
    """Add a pulse. A reason is required, unless the same value of the same holder is only confirmed."""
    if measure_key not in ASPECTS:
        raise BansoError("pulse.unknown", field="measure", measure=measure_key)
    if not LOWEST <= value <= HIGHEST:
        raise BansoError("pulse.out_of_range", field="value", value=value)
    zone = settings(session).zone
    at = parse_stamp(door.change_of(session).at)
    today = Clock(zone).day_of(at)
    if observed_on > today:
        raise BansoError("pulse.in_the_future", field="observed_on", day=observed_on)
    last = next(p for p in pulses_of(session, account_id, today=today) if p.key == measure_key)
    if not reason.strip() and (last.value != value or last.inherited):
        raise BansoError("pulse.no_reason", field="reason")
    row = {
        "account_no": session.scalar(select(tables.account.c.no).where(tables.account.c.id == account_id)),
        "measure_no": _measure_no(session, measure_key),
        "value": float(value),
        "observed_at": stamp(at if observed_on == today else _noon(observed_on, zone)),
        "recorded_at": stamp(at),
        "source": SOURCE,
        "note": reason.strip() or None,
        "by_id": by_id,
    }
    if row["account_no"] is None:
        raise BansoError("account.unknown", name=account_id)
    door.create(session, "reading", [row])


def _measure_no(session: Session, key: str) -> int:
    measure = tables.measure
    asked = select(measure.c.no).where(measure.c.key == key, measure.c.deleted_at.is_(None))
    known = session.scalar(asked)
    if known is None:
        # A book of one's own begins without measures; the first word on an aspect defines it.
        ja, en, loyalty = _MEASURES[key]
        row: dict[str, object] = {"key": key, "name_ja": ja, "name_en": en, "unit": "1-5", "loyalty": loyalty}
        row |= {"null_rule": "zero_is_missing", "validity_days": VALID_DAYS, "delay_days": 0}
        door.create(session, "measure", [row])
        known = session.scalar(asked)
    return int(known)


def _noon(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)
