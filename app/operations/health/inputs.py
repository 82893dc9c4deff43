"""Loads what the scores of accounts depend on: all of it once, or what was known at the end of one day."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from app.health.inputs import Event, Inputs, Reading
from app.models.database import Session
from app.operations.health.away import Away, away
from app.operations.health.known import EventRow, FactRow, JudgementRow, Known, ReadingRow
from app.operations.settings import settings

_FOR = "(SELECT value FROM json_each(:accounts))"
_ACCOUNTS = f"SELECT id, no, name FROM account WHERE id IN {_FOR}"
_ALL = "SELECT id, no, name FROM account WHERE deleted_at IS NULL"
_READINGS = """SELECT r.account_no, r.no, m.key, r.value, r.observed_at, r.recorded_at, r.source, r.note, r.by_id,
 r.deleted_at FROM reading r JOIN measure m ON m.no = r.measure_no
 WHERE r.account_no IN (SELECT value FROM json_each(:numbers))"""
_FACTS = f"""SELECT account_id, id, no, field, value, effective_on, recorded_at, deleted_at FROM account_fact
 WHERE account_id IN {_FOR}"""
_EVENTS = f"""SELECT i.account_id, i.id, i.kind, i.on_date, i.note, c.at, i.deleted_at FROM indicator i
 JOIN change c ON c.id = i.change_id WHERE i.account_id IN {_FOR} ORDER BY i.on_date, i.no"""
_JUDGED = """SELECT account_id, id, no, {value}, reason, by_id, on_date, expires_on, said_at, deleted_at FROM {table}
 WHERE account_id IN (SELECT value FROM json_each(:accounts))"""
_NAMES = "SELECT id, name FROM member"
_RENAMED = """SELECT h.row_id, c.at, h.old FROM history h JOIN change c ON c.id = h.change_id
 WHERE h.entity = 'member' AND h.field = 'name' ORDER BY h.no"""


def inputs_of(session: Session, account_id: str, *, as_of: date) -> Inputs:
    """Return what was known of an account at the end of a day; KeyError where there is no such account."""
    return known_of(session, account_id).inputs(as_of)


def many_inputs(session: Session, account_ids: Iterable[str] | None, *, as_of: date) -> dict[str, Inputs]:
    """Return what was known of accounts (None: of all) at the end of a day, by account id."""
    return {account_id: known.inputs(as_of) for account_id, known in many_known(session, account_ids).items()}


def known_of(session: Session, account_id: str) -> Known:
    """Return all rows of one account, from which the inputs of many days are cut."""
    return many_known(session, [account_id])[account_id]


def many_known(session: Session, account_ids: Iterable[str] | None = None) -> dict[str, Known]:
    """Return all rows of accounts (None: of all that there are), by account id."""
    zone = settings(session).zone
    ask = session.driver.execute
    if account_ids is None:
        accounts = ask(_ALL).fetchall()
    else:
        accounts = ask(_ACCOUNTS, {"accounts": json.dumps(list(account_ids))}).fetchall()
    asked = {"accounts": json.dumps([row[0] for row in accounts])}
    ids = {row[1]: row[0] for row in accounts}
    spans = away(session, "reading", "account_fact", "indicator", "feeling", "score_override")
    readings = _readings(ask(_READINGS, {"numbers": json.dumps(list(ids))}), ids, zone, spans)
    facts: dict[str, list[FactRow]] = defaultdict(list)
    for account, row_id, no, name, value, on, at, gone in ask(_FACTS, asked):
        fact = FactRow(no, name, value, date.fromisoformat(on), at, gone, spans.get(("account_fact", row_id), ()))
        facts[account].append(fact)
    events: dict[str, list[EventRow]] = defaultdict(list)
    for account, row_id, kind, on, note, at, gone in ask(_EVENTS, asked):
        event = Event(kind, date.fromisoformat(on), note or "")
        events[account].append(EventRow(event, at, gone, spans.get(("indicator", row_id), ())))
    name_of = _names(ask(_NAMES).fetchall(), ask(_RENAMED).fetchall())
    feelings, overrides = (
        _judged(table, ask(_JUDGED.format(value=value, table=table), asked), name_of, spans)
        for table, value in (("feeling", "effect"), ("score_override", "score"))
    )
    return {
        account: Known(
            account, no, name, zone, readings.get(account, ()), facts.get(account, ()), events.get(account, ()),
            feelings.get(account, ()), overrides.get(account, ()),
        )
        for account, no, name in accounts
    }  # fmt: skip


def number(value: float | None) -> Fraction | None:
    """Return a stored value as the decimal a person wrote, not as the nearest binary fraction."""
    return None if value is None or not math.isfinite(value) else _exact(value)


@lru_cache(maxsize=65536)
def _exact(value: float) -> Fraction:
    return Fraction(repr(value))


def _readings(
    rows: Iterable[Sequence[Any]], ids: Mapping[int, str], zone: str, spans: Mapping[tuple[str, str], Away]
) -> dict[str, list[ReadingRow]]:
    where = ZoneInfo(zone)

    @lru_cache(maxsize=65536)
    def day(instant: str) -> date:
        return datetime.fromisoformat(instant).astimezone(where).date()

    found: dict[str, list[ReadingRow]] = defaultdict(list)
    for account_no, no, key, value, observed, recorded, source, note, by_id, gone in rows:
        reading = Reading(no, key, number(value), observed, recorded, day(observed), source, note or "", by_id)
        found[ids[account_no]].append(ReadingRow(reading, gone, spans.get(("reading", str(no)), ())))
    return found


def _judged(
    entity: str,
    rows: Iterable[Sequence[Any]],
    name_of: Callable[[str | None, str], str],
    spans: Mapping[tuple[str, str], Away],
) -> dict[str, list[JudgementRow]]:
    found: dict[str, list[JudgementRow]] = defaultdict(list)
    for account, row_id, no, value, reason, by_id, on, expires, at, gone in rows:
        days, taken = (date.fromisoformat(on), date.fromisoformat(expires)), spans.get((entity, row_id), ())
        found[account].append(JudgementRow(row_id, no, value, reason, name_of(by_id, at), *days, at, gone, taken))
    return found


def _names(now: Iterable[Sequence[Any]], renamed: Iterable[Sequence[Any]]) -> Callable[[str | None, str], str]:
    """Return what tells the name of a member at an instant: who signs with another name later signed with this one."""
    names: dict[str, str] = dict(now)  # type: ignore[arg-type]
    steps: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for member, at, old in renamed:
        steps[member].append((at, json.loads(old) or ""))

    def name(member: str | None, at: str) -> str:
        if member is None:
            return ""
        return next((old for later, old in steps[member] if later > at), names.get(member, ""))

    return name
