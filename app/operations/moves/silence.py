"""Who has gone quiet against their own habit: a weak sign that they may have moved."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from sqlalchemy import or_, select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.moves.evidence import SURE
from app.vocabulary import Role

TIMES = 3
"""Silent is who was not met for more than so many times their own median gap."""

LEAST_GAPS, LEAST_DAYS = 3, 21
"""Fewer gaps tell no habit; a shorter silence is none."""

WATCHED = (Role.CHAMPION, Role.SPONSOR, Role.DECISION_MAKER)


@dataclass(frozen=True)
class Silent:
    """Somebody of weight who was met at a steady pace, and is not any more."""

    position_id: str
    person_id: str
    name: str
    role: Role
    last_met: date
    days: int
    usual_days: int


def silent_people(session: Session, account_id: str, *, today: date) -> tuple[Silent, ...]:
    """Return who of weight at an account has gone quiet, unless somebody said that this silence means nothing."""
    position, person = tables.position, tables.person
    statement = (
        select(position, person.c.name)
        .join(person, person.c.id == position.c.person_id)
        .where(
            position.c.account_id == account_id,
            position.c.role.in_([str(role) for role in WATCHED]),
            position.c.deleted_at.is_(None),
            person.c.deleted_at.is_(None),
            or_(position.c.to_on.is_(None), position.c.to_on >= today.isoformat()),
        )
        .order_by(position.c.no)
    )
    met, waved = _met(session, account_id), _waved_aside(session, account_id)
    found: dict[str, Silent] = {}
    for row in session.rows(statement):
        days = sorted(met.get(row["person_id"], ()))
        usual = usual_gap(days)
        if usual is None or row["person_id"] in found or row["to_on"] is not None:
            continue
        silent = (today - days[-1]).days
        if silent > max(TIMES * usual, LEAST_DAYS) and (row["person_id"], days[-1].isoformat()) not in waved:
            found[row["person_id"]] = Silent(
                row["id"], row["person_id"], row["name"], Role(row["role"]), days[-1], silent, round(usual)
            )
    return tuple(found.values())


def usual_gap(days: list[date]) -> float | None:
    """Return the median of the days between one meeting and the next; None where they are too few."""
    gaps = [(after - before).days for before, after in pairwise(days)]
    return float(median(gaps)) if len(gaps) >= LEAST_GAPS else None


def wave_silence_aside(session: Session, position_id: str, *, last_met: date, reason: str, today: date) -> str:
    """Keep that a silence means no move: it is asked about again once it was broken."""
    if not reason.strip():
        raise BansoError("move.no_reason", field="reason")
    held = door.present(session, "position", [position_id])[position_id]
    row = {
        "person_id": held["person_id"],
        "account_id": held["account_id"],
        "position_id": position_id,
        "direction": "departure",
        "source": "silence",
        "evidence": last_met.isoformat(),
        "confidence": SURE["silence"],
        "on_date": today.isoformat(),
        "state": "dismissed",
        "decided_on": today.isoformat(),
        "reason": reason.strip(),
    }
    return door.create(session, "move", [row])[0]


def _met(session: Session, account_id: str) -> dict[str, set[date]]:
    met, touchpoint = tables.touchpoint_person, tables.touchpoint
    statement = (
        select(met.c.person_id, touchpoint.c.on_date)
        .join(touchpoint, touchpoint.c.id == met.c.touchpoint_id)
        .where(
            touchpoint.c.account_id == account_id,
            touchpoint.c.state == "done",
            touchpoint.c.deleted_at.is_(None),
            met.c.deleted_at.is_(None),
            met.c.person_id.is_not(None),
        )
    )
    found: dict[str, set[date]] = defaultdict(set)
    for row in session.rows(statement):
        found[row["person_id"]].add(date.fromisoformat(row["on_date"]))
    return found


def _waved_aside(session: Session, account_id: str) -> set[tuple[str, str]]:
    move = tables.move
    statement = select(move.c.person_id, move.c.evidence).where(
        move.c.account_id == account_id, move.c.source == "silence", move.c.deleted_at.is_(None)
    )
    return {(row["person_id"], row["evidence"]) for row in session.rows(statement)}
