"""Causes in people: sponsors and champions who leave or fall silent, and moves that nobody has confirmed."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import text

from app.alerts.firing import Finding
from app.alerts.rules import Rule
from app.models.database import Session, json_text
from app.operations.today_causes import Ground, next_meetings

_SUCCESSOR = timedelta(60)
"""Who took a role up to so long before somebody left it may have come in their place."""
_LEAST_TOUCHES = 4
_LOOK_BACK = timedelta(730)

_CARRIES_ON = ("sponsor", "champion", "decision_maker")
_KEY_ROLES = "('sponsor', 'champion')"
# One shape for the three kinds of evidence; `person_id` is empty where only an event says that somebody goes.
_LEAVING = text(
    f"""SELECT account_id, person_id, role, to_on AS on_date, 'position' AS source, 100 AS confidence FROM position
 WHERE deleted_at IS NULL AND role IN {_KEY_ROLES} AND to_on >= :since AND to_on <= :until
UNION ALL SELECT m.account_id, m.person_id, p.role, m.on_date, m.source,
 CASE m.state WHEN 'confirmed' THEN 100 ELSE coalesce(m.confidence, 50) END
 FROM move m JOIN position p ON p.person_id = m.person_id AND p.account_id = m.account_id AND p.deleted_at IS NULL
  AND (m.position_id IS NULL OR m.position_id = p.id)
 WHERE m.deleted_at IS NULL AND m.direction = 'departure' AND m.state IN ('open', 'confirmed')
 AND m.source <> 'silence' AND p.role IN {_KEY_ROLES} AND m.on_date >= :since AND m.on_date <= :until
UNION ALL SELECT account_id, '', substr(kind, 1, instr(kind, '_') - 1), on_date, 'event', 100 FROM indicator
 WHERE deleted_at IS NULL AND on_date >= :since AND on_date <= :today
 AND kind IN ('sponsor_left', 'sponsor_leaving', 'champion_left', 'champion_leaving')"""
)
_THERE = text("SELECT account_id, person_id, role, from_on FROM position WHERE deleted_at IS NULL AND to_on IS NULL")
_STAYING = text(
    """SELECT p.account_id, p.person_id, p.role, count(*) AS n, max(t.on_date) AS last FROM position p
 JOIN touchpoint_person w ON w.person_id = p.person_id AND w.deleted_at IS NULL
 JOIN touchpoint t ON t.id = w.touchpoint_id AND t.account_id = p.account_id AND t.state = 'done'
  AND t.deleted_at IS NULL AND t.on_date >= :since AND t.on_date <= :today
 WHERE p.deleted_at IS NULL AND p.role IN ('sponsor', 'champion') AND p.to_on IS NULL
 GROUP BY p.id HAVING count(*) >= :least AND max(t.on_date) < :silent"""
)
_DAYS = text(
    """SELECT t.account_id, w.person_id, t.on_date FROM touchpoint_person w JOIN touchpoint t ON t.id = w.touchpoint_id
 WHERE w.person_id IN (SELECT value FROM json_each(:people)) AND w.deleted_at IS NULL AND t.state = 'done'
 AND t.deleted_at IS NULL AND t.on_date >= :since AND t.on_date <= :today GROUP BY 1, 2, 3 ORDER BY t.on_date"""
)
_WAVED = text(
    """SELECT account_id, person_id, evidence FROM move WHERE deleted_at IS NULL AND source = 'silence'
 AND state = 'dismissed'"""
)
_UNCONFIRMED = text(
    """SELECT m.account_id, m.person_id FROM move m JOIN person p ON p.id = m.person_id AND p.deleted_at IS NULL
 WHERE m.deleted_at IS NULL AND m.state = 'open' AND m.account_id IS NOT NULL ORDER BY m.on_date, m.no"""
)


def people_left(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield the sponsors and champions who left lately or soon will, until somebody has come in their place.

    A position that ended is sure, and so is a move that somebody confirmed; other evidence is to be confirmed first.
    Who goes on at the same customer in a position of the same weight has not left.
    """
    today, within = ground.today, timedelta(rule.number("within_days"))
    span = {"since": (today - within).isoformat(), "today": today.isoformat(), "until": (today + within).isoformat()}
    there = _there(ground.session)
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    told: dict[tuple[str, str], Mapping[str, Any]] = {}
    for row in ground.session.rows(_LEAVING, **span):
        if not row["person_id"]:
            told[row["account_id"], row["role"]] = row
            continue
        key = row["account_id"], row["person_id"]
        if key not in found or _weight(row) > _weight(found[key]):
            found[key] = row
    known = {(row["account_id"], row["role"]) for row in found.values()}
    for (account_id, person_id), row in found.items():
        on = date.fromisoformat(row["on_date"])
        holders = there[account_id]
        goes_on = row["source"] == "position" and any(
            one["person_id"] == person_id and one["role"] in _CARRIES_ON and _is_later(one, on) for one in holders
        )
        if goes_on or _succeeded(holders, row["role"], person_id, on):
            continue
        yield _left(rule, row, person_id, told.get((account_id, row["role"])))
    for (account_id, role), row in told.items():
        on = date.fromisoformat(row["on_date"])
        if (account_id, role) not in known and not _succeeded(there[account_id], role, "", on):
            yield _left(rule, row, role, None)


def _left(rule: Rule, row: Mapping[str, Any], subject: str, event: Mapping[str, Any] | None) -> Finding:
    sure = row["confidence"] >= 100
    params = {
        "person": row["person_id"] or None, "role": row["role"], "on": row["on_date"], "source": row["source"],
        "confidence": None if sure else row["confidence"], "told_on": event["on_date"] if event else None,
    }  # fmt: skip
    return Finding(row["account_id"], rule.key, subject, params, step=int(sure), sure=sure)


def _weight(row: Mapping[str, Any]) -> tuple[int, bool, str]:
    return row["confidence"], row["source"] == "position", row["on_date"]


def _there(session: Session) -> Mapping[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in session.rows(_THERE):
        found[row["account_id"]].append(row)
    return found


def _is_later(position: Mapping[str, Any], ended: date) -> bool:
    return position["from_on"] is None or date.fromisoformat(position["from_on"]) >= ended - _SUCCESSOR


def _succeeded(holders: list[Mapping[str, Any]], role: str, person_id: str, ended: date) -> bool:
    return any(
        one["role"] == role and one["person_id"] != person_id and one["from_on"] is not None and _is_later(one, ended)
        for one in holders
    )


def people_silent(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield sponsors and champions who were spoken with in some rhythm and have been silent for several times it.

    A silence of which somebody said that it means no move is left alone until it was broken.
    """
    today, floor = ground.today, rule.number("floor_days")
    span = {"since": (today - _LOOK_BACK).isoformat(), "today": today.isoformat()}
    silent = (today - timedelta(floor)).isoformat()
    rows = ground.session.rows(_STAYING, **span, least=_LEAST_TOUCHES, silent=silent)
    met = next_meetings(ground.session, today)
    asked = [row for row in rows if row["account_id"] in ground.accounts and row["account_id"] not in met]
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    people = json_text(list({row["person_id"] for row in asked}))
    for row in ground.session.rows(_DAYS, **span, people=people) if asked else ():
        days[row["account_id"], row["person_id"]].append(date.fromisoformat(row["on_date"]))
    waved = {(row["account_id"], row["person_id"], row["evidence"]) for row in ground.session.rows(_WAVED)}
    for row in asked:
        spoke = days[row["account_id"], row["person_id"]]
        if len(spoke) < _LEAST_TOUCHES or (row["account_id"], row["person_id"], row["last"]) in waved:
            continue
        gap = median((later - earlier).days for earlier, later in itertools.pairwise(spoke))
        if (today - spoke[-1]).days > rule.number("times_gap") * gap:
            params = {
                "person": row["person_id"], "role": row["role"], "last": row["last"], "gap": round(gap),
            }  # fmt: skip
            yield Finding(row["account_id"], rule.key, row["person_id"], params)


def moves_unconfirmed(ground: Ground, rule: Rule) -> Iterator[Finding]:
    """Yield, in the months of 異動, the accounts with people whose move nobody has confirmed: one cause for all."""
    if ground.today.month not in (rule.number("first"), rule.number("second")):
        return
    people: dict[str, list[str]] = defaultdict(list)
    for row in ground.session.rows(_UNCONFIRMED):
        if row["person_id"] not in people[row["account_id"]]:
            people[row["account_id"]].append(row["person_id"])
    for account_id, ids in people.items():
        yield Finding(account_id, rule.key, "", {"people": ids})
