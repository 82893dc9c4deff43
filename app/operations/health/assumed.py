"""What is assumed of readings that were imported later: that they were known when their source would have told.

A history that is imported today was recorded today; taken at its word, nothing was known of any day before. So the
first value of an imported reading counts as known so many days after it was observed as its measure says (one day
where it says nothing). A later correction stays what it is: a value nobody knew before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from app.clock import parse_stamp, stamp
from app.models.database import Session, json_text
from app.operations.health.known import FactRow, Known, ReadingRow

DELAY_DAYS = 1

_IMPORTED = text(
    """SELECT r.no, coalesce(m.delay_days, :delay) AS delay FROM reading r JOIN change c ON c.id = r.change_id
 JOIN measure m ON m.no = r.measure_no
 WHERE c.cause = 'import' AND r.recorded_at = c.at AND r.account_no IN (SELECT value FROM json_each(:numbers))"""
)
_IMPORTED_ACCOUNTS = text(
    """SELECT a.id FROM account a JOIN change c ON c.id = a.change_id
 WHERE c.cause = 'import' AND a.id IN (SELECT value FROM json_each(:accounts))"""
)
_SINCE_EVER = ("segment", "owner_id", "started_on")


def assumed_known(session: Session, known: Mapping[str, Known]) -> tuple[dict[str, Known], int]:
    """Return what is known of accounts with imported readings moved to when they would have been told, and how many.

    Who was imported had a segment and a start before that, too: the first ones that were written down.
    """
    numbers = json_text([one.account_no for one in known.values()])
    delays = {row["no"]: row["delay"] for row in session.rows(_IMPORTED, numbers=numbers, delay=DELAY_DAYS)}
    brought = {row["id"] for row in session.rows(_IMPORTED_ACCOUNTS, accounts=json_text(list(known)))}
    moved = 0
    found: dict[str, Known] = {}
    for account_id, one in known.items():
        readings = _told(one.readings, delays)
        moved += sum(new is not old for new, old in zip(readings, one.readings, strict=True))
        facts = _since_ever(one.facts) if account_id in brought else one.facts
        found[account_id] = replace(one, readings=readings, facts=facts)
    return found, moved


def _told(rows: Sequence[ReadingRow], delays: Mapping[int, int]) -> list[ReadingRow]:
    first: dict[tuple[str, str, str], ReadingRow] = {}
    for row in rows:
        key = row.reading.series, row.reading.observed_at, row.reading.source
        if key not in first or (row.at, row.reading.no) < (first[key].at, first[key].reading.no):
            first[key] = row
    told = {id(row) for row in first.values() if row.reading.no in delays}
    return [_moved(row, delays[row.reading.no]) if id(row) in told else row for row in rows]


def _moved(row: ReadingRow, delay: int) -> ReadingRow:
    at = stamp(parse_stamp(row.reading.observed_at) + timedelta(delay))
    return replace(row, reading=replace(row.reading, recorded_at=at)) if at < row.at else row


def _since_ever(rows: Sequence[FactRow]) -> list[FactRow]:
    first: dict[str, FactRow] = {}
    for row in sorted(rows, key=lambda row: (row.on, row.at, row.no)):
        first.setdefault(row.name, row)
    early = [replace(row, on=row.on.min, at="") for name, row in first.items() if name in _SINCE_EVER]
    return [*early, *rows]
