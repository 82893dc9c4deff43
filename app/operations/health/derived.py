"""Keeps what scores take from the book itself: readings of source "book", dated facts, the first model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select, text

from app.alerts.cadence import cadence_days
from app.clock import Clock, parse_stamp
from app.health.derived import MEASURES, NOTHING, REFRESH_DAYS, SOURCE, Known, derive, to_write
from app.journal import door
from app.language import minor_digits
from app.models import tables
from app.models.database import Session, json_text
from app.operations.account_row import cadence_of
from app.operations.chosen import phases_of
from app.operations.contracts import NOTHING as NO_MONEY
from app.operations.contracts import Standing, standings
from app.operations.health.models import keep_first_model
from app.operations.plans.reached import PlansSay, plans_say
from app.operations.settings import settings
from app.vocabulary import Phase, Segment

STARTED_ON, DERIVED_PHASE = "started_on", "derived_phase"
DERIVED_FACTS = (STARTED_ON, DERIVED_PHASE)
"""Dated facts that are worked out, not said by anybody."""

_NO_PLANS = PlansSay(None, {})

_ACCOUNTS = text(
    """SELECT a.id, a.no, a.segment, a.phase, (SELECT t.on_date FROM touchpoint t WHERE t.account_id = a.id
  AND t.state = 'done' AND t.two_way = 1 AND t.deleted_at IS NULL AND t.on_date <= :day
  ORDER BY t.on_date DESC LIMIT 1) AS last_two_way FROM account a WHERE a.deleted_at IS NULL"""
)
_POSITIONS = text(
    """SELECT account_id, role, (from_on IS NULL OR from_on <= :day) AS begun, (to_on IS NULL OR to_on >= :day) AS there
 FROM position WHERE deleted_at IS NULL"""
)
_OVERDUE = text(
    """SELECT account_id, count(*) AS n FROM promise WHERE deleted_at IS NULL AND side IN ('me', 'internal')
 AND done_on IS NULL AND dropped_on IS NULL AND due < :day GROUP BY account_id"""
)
_LAST = text(
    """SELECT a.no AS account_no, m.key, m.validity_days, r.value, r.observed_at FROM account a CROSS JOIN measure m
 JOIN reading r ON r.no = (SELECT x.no FROM reading x WHERE x.account_no = a.no AND x.measure_no = m.no
  AND x.deleted_at IS NULL AND (:source IS NULL OR x.source = :source)
  ORDER BY x.observed_at DESC, x.recorded_at DESC, x.no DESC LIMIT 1)
 WHERE a.deleted_at IS NULL AND m.deleted_at IS NULL AND m.key IN (SELECT value FROM json_each(:keys))"""
)
_FACTS = text(
    """SELECT account_id, field, value FROM account_fact WHERE deleted_at IS NULL
 AND field IN ('started_on', 'derived_phase') ORDER BY effective_on, recorded_at, no"""
)


def keep_derived(session: Session, *, today: date) -> int:
    """Bring what the book says of itself up to date and return how many rows it took; nothing twice.

    Only what differs from what was last kept is written, or what was kept too long ago to be valid much longer.
    """
    chosen = settings(session)
    cadence, phases = cadence_of(chosen), phases_of(chosen, today)
    accounts = session.rows(_ACCOUNTS, day=today.isoformat())
    money = standings(session, today)
    roles, sponsored = _people(session, today)
    overdue = _overdue(session, today)
    plans = plans_say(session, today=today)
    clock = Clock(chosen.zone)
    values = _values(session, clock, today)
    wanted: dict[int, Mapping[str, int | None]] = {}
    facts: dict[tuple[str, str], str | None] = {}
    for row in accounts:
        account_id = row["id"]
        segment = Segment(row["segment"]) if row["segment"] else None
        written = Phase(row["phase"]) if row["phase"] else None
        standing = money.get(account_id, NO_MONEY)
        phase = phases.of(segment, written, standing.first_start, standing.ends)
        start = standing.first_start
        facts[account_id, STARTED_ON] = start.isoformat() if start else None
        facts[account_id, DERIVED_PHASE] = phase if segment in chosen.by_months and phase else None
        if phase is Phase.CHURNED:
            wanted[row["no"]] = NOTHING
            continue
        known = Known(
            cadence=cadence_days(segment, phase, cadence) if segment else None,
            last_two_way=date.fromisoformat(row["last_two_way"]) if row["last_two_way"] else None,
            started_on=start if start and start <= today else None,
            people=account_id in roles,
            roles=frozenset(roles.get(account_id, ())),
            had_sponsor=account_id in sponsored,
            overdue=overdue.get(account_id, 0),
            value=_worth(values.get(row["no"]), plans.get(account_id, _NO_PLANS), standing),
            mrr=standing.mrr,
            objectives=plans.get(account_id, _NO_PLANS).objectives,
        )
        wanted[row["no"]] = derive(known, today)
    kept = int(keep_first_model(session))
    return kept + _keep_readings(session, wanted, clock, today) + _keep_facts(session, facts, today)


def _people(session: Session, today: date) -> tuple[dict[str, set[str]], set[str]]:
    """Return the roles held on the day by account, and the accounts that have or had a sponsor.

    An account with people of the past alone has an empty set of roles.
    """
    found: dict[str, set[str]] = defaultdict(set)
    sponsored: set[str] = set()
    for row in session.rows(_POSITIONS, day=today.isoformat()):
        roles = found[row["account_id"]]
        if row["begun"] and row["role"] == "sponsor":
            sponsored.add(row["account_id"])
        if row["begun"] and row["there"] and row["role"]:
            roles.add(row["role"])
    return dict(found), sponsored


def _overdue(session: Session, today: date) -> dict[str, int]:
    return {row["account_id"]: row["n"] for row in session.rows(_OVERDUE, day=today.isoformat())}


def _values(session: Session, clock: Clock, today: date) -> dict[int, float]:
    """Return the agreed value a month in yen that is still valid, by the number of the account."""
    found: dict[int, float] = {}
    for row in session.rows(_LAST, keys=json_text(["value_jpy"]), source=None):
        age = (today - clock.day_of(parse_stamp(row["observed_at"]))).days
        if row["value"] is not None and 0 <= age <= (row["validity_days"] or age):
            found[row["account_no"]] = row["value"]
    return found


def _worth(value: float | None, plans: PlansSay, standing: Standing) -> Decimal | None:
    """Return the agreed money a month: that of the plans, which say it exactly, else what somebody wrote down."""
    agreed = plans.worth.get(standing.currency)
    if agreed is not None:
        return max(agreed, Decimal(0)).scaleb(-minor_digits(standing.currency))
    # An amount in yen says nothing about a fee in another currency.
    return None if value is None or standing.currency != "JPY" else Decimal(str(value))


def _keep_readings(session: Session, wanted: Mapping[int, Mapping[str, int | None]], clock: Clock, today: date) -> int:
    last: dict[tuple[int, str], tuple[float | None, date]] = {
        (row["account_no"], row["key"]): (row["value"], clock.day_of(parse_stamp(row["observed_at"])))
        for row in session.rows(_LAST, keys=json_text(list(MEASURES)), source=SOURCE)
    }
    due = [
        (no, key, value)
        for no, values in wanted.items()
        for key, value in values.items()
        if to_write(value, last.get((no, key)), today, REFRESH_DAYS)
    ]
    if not due:
        return 0
    measures = _measures(session, {key for _no, key, _value in due})
    at = door.change_of(session).at
    rows = [
        {
            "account_no": no,
            "measure_no": measures[key],
            "value": None if value is None else float(value),
            "observed_at": at,
            "recorded_at": at,
            "source": SOURCE,
            "note": None,
            "by_id": None,
        }
        for no, key, value in due
    ]
    door.create(session, "reading", rows)
    return len(rows)


def _measures(session: Session, keys: set[str]) -> dict[str, int]:
    measure = tables.measure
    asked = select(measure.c.key, measure.c.no).where(measure.c.key.in_(sorted(keys)), measure.c.deleted_at.is_(None))
    known = {row["key"]: row["no"] for row in session.rows(asked)}
    missing = [key for key in MEASURES if key in keys - set(known)]
    if missing:
        door.create(session, "measure", [measure_row(key) for key in missing])
        known |= {row["key"]: row["no"] for row in session.rows(asked)}
    return known


def measure_row(key: str) -> dict[str, object]:
    """Return a series that is kept from the book, as the table of measures has it."""
    name_ja, name_en, unit, loyalty, validity = MEASURES[key]
    return {
        "key": key, "name_ja": name_ja, "name_en": name_en, "unit": unit, "loyalty": loyalty,
        "null_rule": "zero_is_value", "validity_days": validity, "delay_days": 0,
    }  # fmt: skip


def _keep_facts(session: Session, wanted: Mapping[tuple[str, str], str | None], today: date) -> int:
    kept: dict[tuple[str, str], Any] = {(row["account_id"], row["field"]): row["value"] for row in session.rows(_FACTS)}
    at = door.change_of(session).at
    rows: list[dict[str, object]] = [
        {"account_id": account_id, "field": field, "value": value, "effective_on": today.isoformat(), "recorded_at": at}
        for (account_id, field), value in wanted.items()
        if kept.get((account_id, field)) != value
    ]
    door.create(session, "account_fact", rows)
    return len(rows)
