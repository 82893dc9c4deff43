"""What a calendar file does to the book: meetings are planned, moved and removed; what was held is left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.clock import parse_stamp, stamp
from app.ids import uuid7
from app.imports.calendar_files import CalendarFile, Meeting, read_calendar
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.meetings.calendar_rows import my_domains, people_at, rows_of, series_of, siblings_of, told_lately
from app.operations.meetings.whose import Party, Whose, domain_of, own_domains, remember_domains, whose
from app.search.fold import fold_name
from app.vocabulary import TouchpointKind

AHEAD, BACK = timedelta(days=60), timedelta(days=7)


class Fate(StrEnum):
    """What becomes of a meeting: `held` has taken place already, `asked` needs a person to say whose it is."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    SAME = "same"
    HELD = "held"
    ASKED = "asked"
    LEFT = "left"


@dataclass(frozen=True)
class Step:
    """One meeting and what is done about it; `row_id` is its touchpoint, `was` the day it was planned for before."""

    fate: Fate
    key: str
    series: str
    on: date
    at: datetime | None
    title: str
    account_id: str | None = None
    account: str = ""
    guests: tuple[str, ...] = ()
    row_id: str | None = None
    was: date | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Taken:
    """What came of a calendar file."""

    planned: int = 0
    moved: int = 0
    cancelled: int = 0
    unchanged: int = 0
    asked: tuple[Step, ...] = ()


def open_calendar(book: Book, path: Path) -> CalendarFile:
    """Read a calendar file as far as it concerns the weeks around today; for a worker thread."""
    today = book.clock.today()
    return read_calendar(path, zone=book.clock.zone, first=today - BACK, last=today + AHEAD)


def calendar_steps(
    session: Session,
    read: CalendarFile,
    *,
    today: date,
    chosen: Mapping[str, str] | None = None,
    by_hand: bool = True,
) -> list[Step]:
    """Return what a calendar file would do. `chosen` says whose a series is (series → account, "" for nobody's).

    A meeting that a person removed stays away, unless they bring the file in `by_hand`.
    """
    known, own = _ground(session, read)
    parties = {one.key: [Party(guest.email, guest.name) for guest in one.guests] for one in read.meetings}
    rows, gone = rows_of(session, read)
    siblings = siblings_of(rows.values())
    told = told_lately(session, today - BACK) if any(one.on < today for one in read.meetings) else set()
    steps = []
    for meeting in read.meetings:
        row = rows.get(meeting.key)
        if row is None and (meeting.on > read.last or meeting.cancelled):
            continue
        if row is None and not by_hand and meeting.key in gone:
            continue
        account_id = str(row["account_id"]) if row is not None else None
        if account_id is None:
            account_id = (chosen or {}).get(meeting.series) or siblings.get(meeting.series)
            account_id = account_id or known.account_of(parties[meeting.key], meeting.title, own)
        if account_id not in known.accounts.names:
            account_id = None
        fate, was = _fate(meeting, row, account_id)
        if fate is Fate.ASKED:
            outsiders = [one for one in parties[meeting.key] if domain_of(one.email) not in own]
            if not outsiders or (chosen or {}).get(meeting.series) == "":
                fate = Fate.LEFT
        elif fate is Fate.NEW and meeting.on < today and (account_id, meeting.on.isoformat()) in told:
            # It was noted by hand before the calendar told of it.
            fate = Fate.HELD
        steps.append(_step(fate, meeting, row, account_id, known, parties[meeting.key], own, was))
    return [*steps, *_vanished(read, rows, known)]


def take_calendar(
    session: Session,
    read: CalendarFile,
    *,
    today: date,
    chosen: Mapping[str, str] | None = None,
    by_hand: bool = True,
    by_id: str | None = None,
) -> Taken:
    """Plan what is new, move what moved, remove what was cancelled; whose a person chose is remembered."""
    steps = calendar_steps(session, read, today=today, chosen=chosen, by_hand=by_hand)
    _remember(session, read, chosen or {})
    new, moved = [], {}
    guests: dict[str, tuple[str, Meeting]] = {}
    for step in steps:
        meeting = step.meeting
        if step.fate is Fate.NEW and meeting is not None:
            kind, row_id = TouchpointKind.MEETING, uuid7()
            row = {"id": row_id, "account_id": step.account_id, "external_id": meeting.key, "body": _body(meeting)}
            how = {"state": "planned", "kind": str(kind), "two_way": kind.two_way, "by_id": by_id}
            new.append({**row, **how, **_when(meeting)})
            guests[row_id] = (str(step.account_id), meeting)
        elif step.fate in (Fate.MOVED, Fate.SAME) and meeting is not None and step.row_id:
            moved[step.row_id] = _when(meeting)
            guests[step.row_id] = (str(step.account_id), meeting)
    door.create(session, "touchpoint", new)
    door.amend(session, "touchpoint", moved)
    _invite(session, read, guests)
    door.remove(session, "touchpoint", [step.row_id for step in steps if step.fate is Fate.CANCELLED and step.row_id])
    fates = [step.fate for step in steps]
    return Taken(
        fates.count(Fate.NEW), fates.count(Fate.MOVED), fates.count(Fate.CANCELLED),
        fates.count(Fate.SAME) + fates.count(Fate.HELD), tuple(step for step in steps if step.fate is Fate.ASKED),
    )  # fmt: skip


def _fate(meeting: Meeting, row: Mapping[str, Any] | None, account_id: str | None) -> tuple[Fate, date | None]:
    if row is None:
        return (Fate.NEW if account_id is not None else Fate.ASKED), None
    if row["state"] != "planned":
        return Fate.HELD, None
    if meeting.cancelled:
        return Fate.CANCELLED, None
    when = _when(meeting)
    if any(row[field] != value for field, value in when.items()):
        return Fate.MOVED, date.fromisoformat(row["on_date"])
    return Fate.SAME, None


def _step(
    fate: Fate,
    meeting: Meeting,
    row: Mapping[str, Any] | None,
    account_id: str | None,
    known: Whose,
    parties: Sequence[Party],
    own: frozenset[str],
    was: date | None,
) -> Step:
    name = known.accounts.names[account_id] if account_id else ""
    if account_id:
        guests = tuple(name for _id, name in known.guests_of(account_id, parties, own))
    else:
        guests = tuple(one.name or one.email for one in parties if domain_of(one.email) not in own)
    return Step(
        fate, meeting.key, meeting.series, meeting.on, meeting.at, meeting.title, account_id, name, guests,
        row["id"] if row is not None else None, was, meeting,
    )  # fmt: skip


def _vanished(read: CalendarFile, rows: Mapping[str, Mapping[str, Any]], known: Whose) -> list[Step]:
    """Return the planned ones of a series in the file that the file does not hold any more."""
    there = {one.key for one in read.meetings}
    first, last = read.first.isoformat(), read.last.isoformat()
    return [
        Step(
            Fate.CANCELLED, key, series_of(key), date.fromisoformat(row["on_date"]),
            parse_stamp(row["at"]) if row["at"] else None, str(row["body"]).partition("\n")[0],
            row["account_id"], known.accounts.names.get(row["account_id"], ""), (), row["id"],
        )
        for key, row in rows.items()
        if key not in there and row["state"] == "planned" and first <= row["on_date"] <= last
    ]  # fmt: skip


def _remember(session: Session, read: CalendarFile, chosen: Mapping[str, str]) -> None:
    """Remember the one domain of a series that nobody is known by."""
    if not any(chosen.values()):
        return
    known, own = _ground(session, read)
    fresh: dict[str, str] = {}
    for meeting in read.meetings:
        account_id = chosen.get(meeting.series)
        domains = {domain_of(guest.email) for guest in meeting.guests} - own
        unknown = {domain for domain in domains if not known.accounts_of(f"@{domain}")}
        if account_id in known.accounts.names and len(unknown) == 1:
            fresh[unknown.pop()] = str(account_id)
    remember_domains(session, fresh)


def _invite(session: Session, read: CalendarFile, guests: Mapping[str, tuple[str, Meeting]]) -> None:
    """Add to each touchpoint who is invited and not noted yet; nobody is taken away."""
    known, own = _ground(session, read)
    there = people_at(session, list(guests))
    rows = []
    for touchpoint_id, (account_id, meeting) in guests.items():
        ids, names = there.get(touchpoint_id, (set(), set()))
        parties = [Party(guest.email, guest.name) for guest in meeting.guests]
        rows += [
            {"touchpoint_id": touchpoint_id, "person_id": person_id, "name": name}
            for person_id, name in known.guests_of(account_id, parties, own)
            if (person_id is None or person_id not in ids) and fold_name(name) not in names
        ]
    door.create(session, "touchpoint_person", rows)


def _ground(session: Session, read: CalendarFile) -> tuple[Whose, frozenset[str]]:
    """Return what tells whose a meeting is, and the domains of our own."""
    known = whose(session)
    parties = [[Party(guest.email, guest.name) for guest in one.guests] for one in read.meetings]
    return known, own_domains(known, parties) | my_domains(session)


def _when(meeting: Meeting) -> dict[str, object]:
    at = stamp(meeting.at) if meeting.at is not None else None
    return {"on_date": meeting.on.isoformat(), "at": at, "minutes": meeting.minutes}


def _body(meeting: Meeting) -> str:
    said = [meeting.title, meeting.place, meeting.words]
    return "\n".join(part for part in said if part) or "—"
