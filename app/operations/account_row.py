"""One line of the accounts list and the SQL behind it; imports no database, for a starting window shows it first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.alerts.cadence import Cadence, cadence_days
from app.operations.chosen import Settings
from app.operations.phases import Phases
from app.operations.standing import Late, Standing
from app.vocabulary import Band, Fit, Phase, Segment, Side

if TYPE_CHECKING:
    # Scores come after the first rows, and so does what they are made of.
    from app.operations.health.row_health import RowHealth

# Indexed look-ups of one row each: a GROUP BY over all touchpoints costs four times as much.
LAST_TOUCH = """(SELECT t.on_date FROM touchpoint t WHERE t.account_id = account.id AND t.state = 'done'
 AND t.two_way = 1 AND t.deleted_at IS NULL ORDER BY t.on_date DESC LIMIT 1)"""
_NEXT_STEP = """(SELECT p.no FROM promise p WHERE p.account_id = account.id AND p.done_on IS NULL
 AND p.dropped_on IS NULL AND p.deleted_at IS NULL ORDER BY p.due IS NULL, p.due, p.no LIMIT 1)"""

LIST = f"""SELECT account.id, account.name, account.reading, account.segment, account.phase, account.tags,
 account.sample, account.fit, account.industry, account.domain, account.pinned, account.owner_id,
 member.name AS owner, parent.name AS parent, {LAST_TOUCH} AS last_touch,
 step.text AS next_step, step.due AS next_due, step.side AS next_side
 FROM account LEFT JOIN member ON member.id = account.owner_id
 LEFT JOIN account parent ON parent.id = account.parent_id AND parent.deleted_at IS NULL
 LEFT JOIN promise step ON step.no = {_NEXT_STEP} WHERE account.deleted_at IS NULL"""
"""The one question for the list, asked through SQLAlchemy and, for the first rows, of the driver."""


@dataclass(frozen=True)
class AccountRow:
    """One line of the accounts list. `mrr` is in major units.

    `health` is None until somebody has worked the scores out: rows are shown first, their health arrives later.
    `place` is that of its most pressing row of today, None where nothing is to do or nobody has asked yet. `late` where
    part of the MRR counts only by the grace, as a renewal is late.
    """

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
    next_due: date | None = None
    next_side: Side | None = None
    owner_id: str = ""
    fit: Fit | None = None
    industry: str = ""
    parent: str = ""
    domain: str = ""
    pinned: bool = False
    place: int | None = None
    score: int | None = None
    band: Band = Band.UNKNOWN
    coverage: Decimal = Decimal(0)
    health: RowHealth | None = field(default=None, repr=False)
    late: Late | None = None

    @property
    def ends(self) -> date | None:
        """Return the last day of its contract, also of one whose renewal is late."""
        return self.renewal_date or (self.late.end if self.late is not None else None)


def with_health(rows: Iterable[AccountRow], health: Mapping[str, RowHealth]) -> list[AccountRow]:
    """Return rows with their scores, as far as they are known."""
    made = []
    for row in rows:
        known = health.get(row.id)
        if known is not None and known is not row.health:
            row = replace(row, score=known.score, band=known.band, coverage=known.coverage, health=known)
        made.append(row)
    return made


def row_of(row: Mapping[str, Any], money: Standing, cadence: Cadence, phases: Phases) -> AccountRow:
    """Return a line of the list from a row of `LIST`."""
    segment = Segment(row["segment"]) if row["segment"] else None
    written = Phase(row["phase"]) if row["phase"] else None
    phase = phases.of(segment, written, money.first_start, money.ends)
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
        next_due=date.fromisoformat(row["next_due"]) if row["next_due"] else None,
        next_side=Side(row["next_side"]) if row["next_side"] else None,
        owner_id=row["owner_id"] or "",
        fit=Fit(row["fit"]) if row["fit"] else None,
        industry=row["industry"] or "",
        parent=row["parent"] or "",
        domain=row["domain"] or "",
        pinned=bool(row["pinned"]),
        late=money.late,
    )


def order_of(row: AccountRow) -> tuple[str, str, str]:
    """Return the order of the list: by reading where there is one, else by name."""
    return order_key(row.id, row.name, row.reading)


def order_key(account_id: str, name: str, reading: str | None) -> tuple[str, str, str]:
    """Return what `order_of` compares, from the columns themselves."""
    return (reading or name).casefold(), name, account_id


def by_priority(rows: Iterable[AccountRow], places: Mapping[str, int]) -> list[AccountRow]:
    """Return rows with their places of today, the most pressing first; those with nothing to do by what they pay."""
    placed = [row if row.place == places.get(row.id) else replace(row, place=places.get(row.id)) for row in rows]
    money = Counter(row.currency for row in placed if row.mrr)
    # Amounts compare only within one currency: that of most accounts comes first.
    order = {currency: at for at, (currency, _n) in enumerate(sorted(money.items(), key=lambda m: (-m[1], m[0])))}
    last = len(order)

    def key(row: AccountRow) -> tuple[object, ...]:
        if row.place is not None:
            return 0, row.place
        return 1, order.get(row.currency, last) if row.mrr else last, -row.mrr, *order_of(row)

    return sorted(placed, key=key)


def cadence_of(chosen: Settings) -> Cadence:
    """Return the contact cadence that the settings say."""
    return Cadence(
        {Segment.HIGH: chosen.cadence_high, Segment.LOW: chosen.cadence_low},
        {Segment.HIGH: chosen.cadence_onboarding_high, Segment.LOW: chosen.cadence_onboarding_low},
    )
