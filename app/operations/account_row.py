"""One line of the accounts list and the SQL behind it; imports no database, for a starting window shows it first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.alerts.cadence import Cadence, cadence_days
from app.operations.chosen import Settings
from app.operations.standing import Standing
from app.vocabulary import Band, Phase, Segment

# Indexed look-ups of one row each: a GROUP BY over all touchpoints costs four times as much.
LAST_TOUCH = """(SELECT t.on_date FROM touchpoint t WHERE t.account_id = account.id AND t.state = 'done'
 AND t.two_way = 1 AND t.deleted_at IS NULL ORDER BY t.on_date DESC LIMIT 1)"""
NEXT_STEP = """(SELECT p.text FROM promise p WHERE p.account_id = account.id AND p.done_on IS NULL
 AND p.dropped_on IS NULL AND p.deleted_at IS NULL ORDER BY p.due IS NULL, p.due, p.no LIMIT 1)"""

LIST = f"""SELECT account.id, account.name, account.reading, account.segment, account.phase, account.tags,
 account.sample, member.name AS owner, {LAST_TOUCH} AS last_touch, {NEXT_STEP} AS next_step
 FROM account LEFT JOIN member ON member.id = account.owner_id WHERE account.deleted_at IS NULL"""
"""The one question for the list, asked through SQLAlchemy and, for the first rows, of the driver."""


@dataclass(frozen=True)
class AccountRow:
    """One line of the accounts list. `mrr` is in major units; health is not judged until scores exist."""

    id: str
    name: str
    reading: str
    segment: Segment | None
    phase: Phase | None
    owner: str
    tags: tuple[str, ...]
    mrr: Decimal
    currency: str
    renewal_date: date | None
    notice_date: date | None
    notice_estimated: bool
    last_touch: date | None
    cadence_days: int | None
    next_step: str
    sample: bool
    score: int | None = None
    band: Band = Band.UNKNOWN
    coverage: Decimal = Decimal(0)


def row_of(row: Mapping[str, Any], money: Standing, cadence: Cadence) -> AccountRow:
    """Return a line of the list from a row of `LIST`."""
    segment = Segment(row["segment"]) if row["segment"] else None
    phase = Phase(row["phase"]) if row["phase"] else None
    return AccountRow(
        id=row["id"],
        name=row["name"],
        reading=row["reading"] or "",
        segment=segment,
        phase=phase,
        owner=row["owner"] or "",
        tags=tuple(json.loads(row["tags"]) or ()) if row["tags"] else (),
        mrr=money.mrr,
        currency=money.currency,
        renewal_date=money.renewal_date,
        notice_date=money.notice_date,
        notice_estimated=money.estimated,
        last_touch=date.fromisoformat(row["last_touch"]) if row["last_touch"] else None,
        cadence_days=cadence_days(segment, phase, cadence) if segment else None,
        next_step=row["next_step"] or "",
        sample=bool(row["sample"]),
    )


def order_of(row: AccountRow) -> tuple[str, str, str]:
    """Return the order of the list: by reading where there is one, else by name."""
    return order_key(row.id, row.name, row.reading)


def order_key(account_id: str, name: str, reading: str | None) -> tuple[str, str, str]:
    """Return what `order_of` compares, from the columns themselves."""
    return (reading or name).casefold(), name, account_id


def cadence_of(chosen: Settings) -> Cadence:
    """Return the contact cadence that the settings say."""
    return Cadence(
        {Segment.HIGH: chosen.cadence_high, Segment.LOW: chosen.cadence_low},
        {Segment.HIGH: chosen.cadence_onboarding_high, Segment.LOW: chosen.cadence_onboarding_low},
    )
