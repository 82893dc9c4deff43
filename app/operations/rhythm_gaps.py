"""What the rhythms of this quarter lack, over the whole book: per kind of regular interaction which accounts.

One question for all touchpoints, one row for each manner in which an account was met: its last one, the next booked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from app.alerts.rhythms import Every, first_of, lacking, month_of
from app.operations.account_row import order_of
from app.operations.contracts import NOTHING
from app.operations.rhythms import MONTHS, counts_for
from app.operations.settings import settings
from app.operations.today_causes import Ground
from app.vocabulary import Rhythm

_MET = text(
    """SELECT account_id, kind, purpose, tags,
 max(CASE WHEN state = 'done' AND on_date <= :today THEN on_date END) AS last,
 min(CASE WHEN state <> 'done' AND on_date >= :month THEN on_date END) AS booked
 FROM touchpoint WHERE deleted_at IS NULL AND on_date >= :since
 AND (kind IN ('meeting', 'review', 'visit') OR purpose = 'renewal' OR json_array_length(tags) > 0)
 GROUP BY account_id, kind, purpose, tags"""
)


@dataclass(frozen=True)
class Lacking:
    """An account without a rhythm that was due in a month."""

    account_id: str
    account: str
    due: date


@dataclass(frozen=True)
class RhythmGap:
    """A rhythm with the accounts that lack it in this quarter, what is longest due first."""

    rhythm: Rhythm
    accounts: tuple[Lacking, ...]


def gaps_of(ground: Ground) -> tuple[RhythmGap, ...]:
    """Return the rhythms that accounts lack in this quarter, in their order; none where nobody lacks any."""
    today, every = ground.today, settings(ground.session).rhythms
    last, booked = _met(ground)
    found: dict[Rhythm, list[Lacking]] = defaultdict(list)
    for account in sorted(ground.accounts.values(), key=order_of):
        asked: Every = every.get(account.segment, {}) if account.segment is not None else {}
        money = ground.money.get(account.id, NOTHING)
        for rhythm, months in asked.items():
            key = account.id, rhythm
            due = lacking(
                rhythm, months, last.get(key), booked.get(key), today=today, since=money.first_start,
                notice=money.notice_date,
            )  # fmt: skip
            if due is not None:
                found[rhythm].append(Lacking(account.id, account.name, due))
    return tuple(
        RhythmGap(rhythm, tuple(sorted(found[rhythm], key=lambda one: one.due))) for rhythm in Rhythm if found[rhythm]
    )


_Days = dict[tuple[str, Rhythm], date]


def _met(ground: Ground) -> tuple[_Days, _Days]:
    """Return for each account and rhythm the last day that had it, and the first day that is booked."""
    now = month_of(ground.today)
    asked = {"month": first_of(now).isoformat(), "since": first_of(now - MONTHS).isoformat()}
    last: _Days = {}
    booked: _Days = {}
    known: dict[tuple[str, str, str], set[Rhythm]] = {}
    for row in ground.session.rows(_MET, today=ground.today.isoformat(), **asked):
        manner = row["kind"], row["purpose"], row["tags"]
        if manner not in known:
            known[manner] = counts_for({**row, "tags": json.loads(row["tags"] or "null")})
        for rhythm in known[manner]:
            key = row["account_id"], rhythm
            if row["last"]:
                last[key] = max(last.get(key, date.min), date.fromisoformat(row["last"]))
            if row["booked"]:
                booked[key] = min(booked.get(key, date.max), date.fromisoformat(row["booked"]))
    return last, booked
