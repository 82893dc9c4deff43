"""The touchpoints that meetings of a calendar have become, and what was told of without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from app.imports.calendar_files import CalendarFile
from app.models import tables
from app.models.database import Session
from app.operations.meetings.whose import domain_of
from app.search.fold import fold_name

TAKEN = ("take_calendar", "take_arrivals")  # the causes of changes that a calendar makes
CHUNK = 500
SHOWN = 300
YEAR = timedelta(days=366)
Row = Mapping[str, Any]


def rows_of(session: Session, read: CalendarFile) -> tuple[dict[str, Row], set[str]]:
    """Return the touchpoints that stand for meetings of the file, by key, and the keys that a person removed."""
    touchpoint, history, change = tables.touchpoint, tables.history, tables.change
    keys = {one.key for one in read.meetings}
    told = [touchpoint.c[name] for name in ("id", "external_id", "account_id", "state", "on_date", "at", "minutes")]
    statement = (
        select(*told, touchpoint.c.deleted_at, func.substr(touchpoint.c.body, 1, SHOWN).label("body"))
        # Another system's touchpoints have ids as well, and there may be years of them.
        .where(touchpoint.c.external_id.is_not(None), touchpoint.c.on_date >= (read.first - YEAR).isoformat())
        .order_by(touchpoint.c.no)
    )
    rows: dict[str, Row] = {}
    dead: dict[str, str] = {}
    for row in session.rows(statement):
        key = str(row["external_id"])
        if key not in keys and series_of(key) not in read.series:
            continue
        if row["deleted_at"] is None:
            rows[key] = row
        else:
            dead[row["id"]] = key
    gone = set(dead.values())
    ids = list(dead)
    for start in range(0, len(ids), CHUNK):
        removed = (
            select(history.c.row_id, change.c.cause)
            .join(change, change.c.id == history.c.change_id)
            .where(
                history.c.entity == "touchpoint",
                history.c.field == "deleted_at",
                history.c.row_id.in_(ids[start : start + CHUNK]),
            )
            .order_by(history.c.no)
        )
        by = {row["row_id"]: row["cause"] for row in session.rows(removed)}
        # What the calendar itself took away it may bring back.
        gone -= {dead[row_id] for row_id, cause in by.items() if cause in TAKEN}
    return rows, gone


def siblings_of(rows: Iterable[Row]) -> dict[str, str]:
    """Return series → the account that a meeting of it is with."""
    return {series_of(str(row["external_id"])): str(row["account_id"]) for row in rows}


def told_lately(session: Session, since: date) -> set[tuple[str, str]]:
    """Return (account, day) of what took place from a day on."""
    touchpoint = tables.touchpoint
    statement = select(touchpoint.c.account_id, touchpoint.c.on_date).where(
        touchpoint.c.state == "done",
        touchpoint.c.two_way.is_(True),
        touchpoint.c.on_date >= since.isoformat(),
        touchpoint.c.deleted_at.is_(None),
    )
    return {(row["account_id"], row["on_date"]) for row in session.rows(statement)}


def people_at(session: Session, touchpoints: Sequence[str]) -> dict[str, tuple[set[str], set[str]]]:
    """Return touchpoint → (persons, folded names) of those noted there."""
    met = tables.touchpoint_person
    found: dict[str, tuple[set[str], set[str]]] = {}
    for start in range(0, len(touchpoints), CHUNK):
        some = touchpoints[start : start + CHUNK]
        statement = select(met.c.touchpoint_id, met.c.person_id, met.c.name).where(
            met.c.touchpoint_id.in_(some), met.c.deleted_at.is_(None)
        )
        for row in session.rows(statement):
            ids, names = found.setdefault(row["touchpoint_id"], (set(), set()))
            ids.add(row["person_id"])
            names.add(fold_name(row["name"]))
    return found


def my_domains(session: Session) -> frozenset[str]:
    """Return the domains of our own addresses."""
    member = tables.member
    rows = session.rows(select(member.c.email).where(member.c.email.is_not(None), member.c.deleted_at.is_(None)))
    return frozenset(domain_of(row["email"]) for row in rows)


def series_of(key: str) -> str:
    """Return which series a key belongs to."""
    head, slash, tail = key.rpartition("/")
    return head if slash and tail[:8].isdigit() else key
