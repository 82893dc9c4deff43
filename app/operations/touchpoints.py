"""Touchpoints of an account: the timeline, and writing, planning, changing and removing one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.clock import parse_stamp, stamp
from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.settings import settings
from app.search.fold import fold_name
from app.vocabulary import Purpose, TouchpointKind

EARLIEST = date(1990, 1, 1)
MOST_MINUTES = 24 * 60


@dataclass(frozen=True)
class TouchpointRow:
    """One touchpoint of the timeline; `at` is the instant where the time of day is known."""

    id: str
    date: date
    at: datetime | None
    kind: TouchpointKind
    planned: bool
    body: str
    people: tuple[str, ...]
    tags: tuple[str, ...]
    two_way: bool
    by: str
    sentiment: int | None = None
    purpose: Purpose | None = None
    minutes: int | None = None
    shown: bool = False


def touchpoint_rows(session: Session, account_id: str, *, limit: int | None = 500) -> list[TouchpointRow]:
    """Return the touchpoints of an account, newest first, planned ones before all."""
    touchpoint, member = tables.touchpoint, tables.member
    statement = (
        select(touchpoint, member.c.name.label("by"))
        .outerjoin(member, member.c.id == touchpoint.c.by_id)
        .where(touchpoint.c.account_id == account_id, touchpoint.c.deleted_at.is_(None))
        .order_by(touchpoint.c.on_date.desc(), touchpoint.c.no.desc())
    )
    rows = session.rows(statement if limit is None else statement.limit(limit))
    people = _people(session, account_id)
    return [_row(row, people) for row in rows]


def _people(session: Session, account_id: str) -> dict[str, list[str]]:
    met, touchpoint = tables.touchpoint_person, tables.touchpoint
    found: dict[str, list[str]] = defaultdict(list)
    statement = (
        select(met.c.touchpoint_id, met.c.name)
        .join(touchpoint, touchpoint.c.id == met.c.touchpoint_id)
        .where(touchpoint.c.account_id == account_id, met.c.deleted_at.is_(None))
        .order_by(met.c.no)
    )
    for row in session.rows(statement):
        found[row["touchpoint_id"]].append(row["name"])
    return found


def _row(row: Mapping[str, Any], people: Mapping[str, list[str]]) -> TouchpointRow:
    return TouchpointRow(
        id=row["id"],
        date=date.fromisoformat(row["on_date"]),
        at=parse_stamp(row["at"]) if row["at"] else None,
        kind=TouchpointKind(row["kind"]),
        planned=row["state"] == "planned",
        body=row["body"],
        people=tuple(people.get(row["id"], ())),
        tags=tuple(row["tags"] or ()),
        two_way=bool(row["two_way"]),
        by=row["by"] or "",
        sentiment=row["sentiment"],
        purpose=Purpose(row["purpose"]) if row["purpose"] else None,
        minutes=row["minutes"],
        shown=bool(row["shown"]),
    )


def amend_touchpoint(session: Session, touchpoint_id: str, values: Mapping[str, Any], *, today: date) -> int:
    """Change what is given of a touchpoint and return how many rows differ now.

    `values` are as a screen shows them: body, kind, date, time (or None), people and tags (names), two_way, sentiment
    (−2…2 or None), purpose, minutes, shown. A day to come makes it planned; one moved back to a past day has happened.
    """
    before = door.present(session, "touchpoint", [touchpoint_id])[touchpoint_id]
    fields: dict[str, object] = {}
    if "body" in values:
        fields["body"] = _body(values["body"])
    if "kind" in values:
        fields["kind"] = str(TouchpointKind(values["kind"]))
    if "date" in values or "time" in values:
        fields.update(_moment(session, before, values, today))
    for name, read in (("tags", _tags), ("sentiment", _sentiment), ("minutes", _minutes), ("purpose", _purpose)):
        if name in values:
            fields[name] = read(values[name])
    for name in ("two_way", "shown"):
        if name in values:
            fields[name] = bool(values[name])
    changed = door.amend(session, "touchpoint", {touchpoint_id: fields}) if fields else 0
    if "people" in values:
        changed += _meet(session, touchpoint_id, str(before["account_id"]), values["people"])
    return changed


def plan_touchpoint(
    session: Session,
    account_id: str,
    *,
    kind: TouchpointKind,
    on: date,
    at: time | None = None,
    body: str,
    people: Sequence[str] = (),
    today: date,
    by_id: str | None,
) -> str:
    """Put a touchpoint into the days to come and return its id; a day that is over is refused."""
    if on < today:
        raise BansoError("touchpoint.past", field="date", day=on)
    [touchpoint_id] = door.create(
        session,
        "touchpoint",
        [
            {
                "account_id": account_id,
                "state": "planned",
                "kind": str(kind),
                "on_date": on.isoformat(),
                "at": _instant(session, on, at),
                "body": _body(body),
                "two_way": kind.two_way,
                "by_id": by_id,
            }
        ],
    )
    _meet(session, touchpoint_id, account_id, people)
    return touchpoint_id


def remove_touchpoint(session: Session, touchpoint_id: str) -> int:
    """Remove a touchpoint; undo brings it back."""
    return door.remove(session, "touchpoint", [touchpoint_id])


# What a field may hold


def _body(text: str) -> str:
    if not text.strip():
        raise BansoError("touchpoint.empty", field="body")
    return text.strip()


def _tags(words: Sequence[str]) -> list[str] | None:
    bare = [word.strip().lstrip("#＃").strip() for word in words]
    return list(dict.fromkeys(word for word in bare if word)) or None


def _sentiment(value: int | None) -> int | None:
    if value is not None and not -2 <= value <= 2:
        raise BansoError("touchpoint.bad_sentiment", field="sentiment", value=value)
    return value


def _minutes(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= MOST_MINUTES:
        raise BansoError("touchpoint.bad_minutes", field="minutes", value=value)
    return value


def _purpose(value: str | None) -> str | None:
    return str(Purpose(value)) if value else None


def _moment(
    session: Session, before: Mapping[str, object], values: Mapping[str, Any], today: date
) -> dict[str, object]:
    on: date = values["date"] if "date" in values else date.fromisoformat(str(before["on_date"]))
    if not EARLIEST <= on <= date(today.year + 10, 12, 31):
        raise BansoError("touchpoint.bad_day", field="date", day=on)
    at = values["time"] if "time" in values else _time_of(session, before)
    fields: dict[str, object] = {"on_date": on.isoformat(), "at": _instant(session, on, at)}
    if on > today:
        fields["state"] = "planned"
    elif on < today and "date" in values:
        fields["state"] = "done"
    return fields


def _time_of(session: Session, row: Mapping[str, object]) -> time | None:
    if not row["at"]:
        return None
    return parse_stamp(str(row["at"])).astimezone(ZoneInfo(settings(session).zone)).time()


def _instant(session: Session, on: date, at: time | None) -> str | None:
    if at is None:
        return None
    return stamp(datetime.combine(on, at, ZoneInfo(settings(session).zone)).astimezone(UTC))


def _meet(session: Session, touchpoint_id: str, account_id: str, names: Sequence[str]) -> int:
    """Let exactly these people have taken part; who is known at the account is linked by name."""
    met = tables.touchpoint_person
    there = session.rows(select(met).where(met.c.touchpoint_id == touchpoint_id, met.c.deleted_at.is_(None)))
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    gone = [row["id"] for row in there if row["name"] not in wanted]
    new = [name for name in wanted if name not in {row["name"] for row in there}]
    known = _known(session, account_id) if new else {}
    rows = [{"touchpoint_id": touchpoint_id, "person_id": known.get(fold_name(name)), "name": name} for name in new]
    door.create(session, "touchpoint_person", rows)
    return door.remove(session, "touchpoint_person", gone) + len(rows)


def _known(session: Session, account_id: str) -> dict[str, str]:
    person, position = tables.person, tables.position
    statement = (
        select(person.c.id, person.c.name)
        .join(position, position.c.person_id == person.c.id)
        .where(position.c.account_id == account_id, person.c.deleted_at.is_(None), position.c.deleted_at.is_(None))
        .order_by(position.c.to_on.is_(None))
    )
    return {fold_name(row["name"]): row["id"] for row in session.rows(statement)}
