"""The people of an account as its tab shows them: positions over time, who was met when, programmes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.models import tables
from app.models.database import Session
from app.operations.moves.rows import OpenMove, open_moves
from app.operations.people_ties import TieRow, ties_of
from app.vocabulary import Programme, Role, TouchpointKind

ASK_AGAIN_DAYS = 90
"""Who was asked for something less long ago is better left in peace."""

COVERED = (Role.SPONSOR, Role.CHAMPION, Role.USER, Role.PAYER, Role.CONNECTOR)
"""The roles that should be held by somebody at every account."""


@dataclass(frozen=True)
class Elsewhere:
    """Another position of the same person, at another account."""

    account_id: str
    account: str
    title: str
    department: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class PositionRow:
    """One position of a person at the account; `until` is set for one that has ended or will."""

    id: str
    person_id: str
    name: str
    reading: str
    email: str
    phone: str
    title: str
    department: str
    role: Role | None
    since: date | None
    until: date | None
    last_met: date | None
    elsewhere: tuple[Elsewhere, ...]
    influence: int | None = None
    support: int | None = None
    cadence_days: int | None = None

    def is_current(self, today: date) -> bool:
        """Tell whether the position is held on a day."""
        return self.until is None or self.until >= today

    def over_cadence(self, today: date) -> int:
        """Return for how many days the person waits beyond their own cadence; 0 where nothing is overdue."""
        if self.cadence_days is None or self.last_met is None:
            return 0
        return max((today - self.last_met).days - self.cadence_days, 0)


@dataclass(frozen=True)
class ParticipationRow:
    """Somebody of the account in a programme."""

    id: str
    person_id: str
    name: str
    programme: Programme
    since: date | None
    last_asked: date | None

    def asked_lately(self, today: date) -> bool:
        """Tell whether the last asking is too near to ask again."""
        return self.last_asked is not None and (today - self.last_asked).days < ASK_AGAIN_DAYS


@dataclass(frozen=True)
class People:
    """Everything the tab shows: positions with the current ones first, programmes, ties and open moves."""

    positions: tuple[PositionRow, ...]
    programmes: tuple[ParticipationRow, ...]
    ties: tuple[TieRow, ...] = ()
    moves: tuple[OpenMove, ...] = ()

    def current(self, today: date) -> tuple[PositionRow, ...]:
        """Return the positions held on a day, one of each person: that of the most weight."""
        found: dict[str, PositionRow] = {}
        for row in self.positions:
            if row.is_current(today):
                found.setdefault(row.person_id, row)
        return tuple(found.values())

    def leaving(self, row: PositionRow) -> OpenMove | None:
        """Return what speaks for the departure of who holds a position; None where nothing does."""
        return next((m for m in self.moves if m.direction == "departure" and m.person_id == row.person_id), None)

    def goes(self, row: PositionRow, today: date) -> bool:
        """Tell whether a position is likely to end: its last day is known, or a departure waits to be confirmed."""
        return row.is_current(today) and (row.until is not None or self.leaving(row) is not None)

    def standing(self, row: PositionRow, today: date) -> str:
        """Return how it stands with a person: good, watch, risk, or unknown where there is too little to say."""
        if self.goes(row, today):
            return "risk"
        if row.last_met is None or row.support is None:
            return "unknown"
        return "watch" if row.over_cadence(today) or row.support < 0 else "good"

    def known_by(self, person_id: str) -> tuple[str, ...]:
        """Return the ids of the people whom somebody knows."""
        return tuple(other for tie in self.ties if (other := tie.beside(person_id)) is not None)

    def held(self, role: Role, today: date) -> tuple[PositionRow, ...]:
        """Return who holds a role on a day."""
        return tuple(row for row in self.positions if row.role is role and row.is_current(today))

    def of(self, person_id: str) -> tuple[PositionRow, ...]:
        """Return the positions of one person at the account."""
        return tuple(row for row in self.positions if row.person_id == person_id)

    def has_two(self, row: PositionRow, today: date) -> bool:
        """Tell whether a person holds another position on the same day (兼務), here or elsewhere."""
        here = sum(other.is_current(today) for other in self.of(row.person_id))
        away = sum(other.until is None or other.until >= today for other in row.elsewhere)
        return row.is_current(today) and here + away > 1


@dataclass(frozen=True)
class MetRow:
    """A touchpoint that somebody took part in."""

    id: str
    date: date
    kind: TouchpointKind
    planned: bool
    gist: str


def people_of(session: Session, account_id: str, *, today: date) -> People:
    """Return the people of an account, the current ones by weight of their role, then those who left, latest first."""
    person, position = tables.person, tables.position
    statement = (
        select(person.c.name, person.c.reading, person.c.email, person.c.phone, position)
        .join(position, position.c.person_id == person.c.id)
        .where(position.c.account_id == account_id, position.c.deleted_at.is_(None), person.c.deleted_at.is_(None))
        .order_by(position.c.no)
    )
    rows = session.rows(statement)
    met = _last_met(session, account_id)
    elsewhere = _elsewhere(session, account_id, {row["person_id"] for row in rows})
    found = [
        PositionRow(
            id=row["id"],
            person_id=row["person_id"],
            name=row["name"],
            reading=row["reading"] or "",
            email=row["email"] or "",
            phone=row["phone"] or "",
            title=row["title"] or "",
            department=row["department"] or "",
            role=Role(row["role"]) if row["role"] else None,
            since=_day(row["from_on"]),
            until=_day(row["to_on"]),
            last_met=max(filter(None, (met.get(row["person_id"]), met.get(row["name"]))), default=None),
            elsewhere=tuple(elsewhere.get(row["person_id"], ())),
            influence=row["influence"],
            support=row["support"],
            cadence_days=row["cadence_days"],
        )
        for row in rows
    ]
    order = list(Role)
    now = [row for row in found if row.is_current(today)]
    left = [row for row in found if not row.is_current(today)]
    now.sort(key=lambda row: order.index(row.role) if row.role is not None else len(order))
    left.sort(key=lambda row: row.until or date.min, reverse=True)
    ties, moves = ties_of(session, account_id), open_moves(session, account_id)
    return People((*now, *left), _programmes(session, account_id), ties, moves)


def _last_met(session: Session, account_id: str) -> dict[str, date]:
    """Return the last day by person id and, where nobody was linked, by name."""
    met, touchpoint = tables.touchpoint_person, tables.touchpoint
    statement = (
        select(met.c.person_id, met.c.name, touchpoint.c.on_date)
        .join(touchpoint, touchpoint.c.id == met.c.touchpoint_id)
        .where(
            touchpoint.c.account_id == account_id,
            touchpoint.c.state == "done",
            touchpoint.c.deleted_at.is_(None),
            met.c.deleted_at.is_(None),
        )
        .order_by(touchpoint.c.on_date)
    )
    return {row["person_id"] or row["name"]: date.fromisoformat(row["on_date"]) for row in session.rows(statement)}


def _elsewhere(session: Session, account_id: str, people: Iterable[str]) -> dict[str, list[Elsewhere]]:
    position, account = tables.position, tables.account
    statement = (
        select(position, account.c.name.label("account"))
        .join(account, account.c.id == position.c.account_id)
        .where(
            position.c.person_id.in_(list(people)),
            position.c.account_id != account_id,
            position.c.deleted_at.is_(None),
            account.c.deleted_at.is_(None),
        )
        .order_by(position.c.no)
    )
    found: dict[str, list[Elsewhere]] = defaultdict(list)
    for row in session.rows(statement):
        found[row["person_id"]].append(
            Elsewhere(
                row["account_id"],
                row["account"],
                row["title"] or "",
                row["department"] or "",
                _day(row["from_on"]),
                _day(row["to_on"]),
            )
        )
    return found


def _programmes(session: Session, account_id: str) -> tuple[ParticipationRow, ...]:
    part, person = tables.participation, tables.person
    statement = (
        select(part, person.c.name)
        .join(person, person.c.id == part.c.person_id)
        .where(part.c.account_id == account_id, part.c.deleted_at.is_(None), part.c.until.is_(None))
        .order_by(part.c.no)
    )
    return tuple(
        ParticipationRow(
            row["id"],
            row["person_id"],
            row["name"],
            Programme(row["programme"]),
            _day(row["since"]),
            _day(row["last_asked_on"]),
        )
        for row in session.rows(statement)
    )


def met_with(session: Session, account_id: str, person_id: str, name: str, *, limit: int = 5) -> list[MetRow]:
    """Return the last touchpoints at an account that a person took part in, newest first."""
    met, touchpoint = tables.touchpoint_person, tables.touchpoint
    statement = (
        select(touchpoint)
        .join(met, met.c.touchpoint_id == touchpoint.c.id)
        .where(
            touchpoint.c.account_id == account_id,
            touchpoint.c.deleted_at.is_(None),
            met.c.deleted_at.is_(None),
            or_(met.c.person_id == person_id, met.c.person_id.is_(None) & (met.c.name == name)),
        )
        .order_by(touchpoint.c.on_date.desc(), touchpoint.c.no.desc())
        .limit(limit)
    )
    return [
        MetRow(
            row["id"],
            date.fromisoformat(row["on_date"]),
            TouchpointKind(row["kind"]),
            row["state"] == "planned",
            row["body"].strip().split("\n", 1)[0],
        )
        for row in session.rows(statement)
    ]


def account_choices(session: Session, *, but: str = "") -> list[tuple[str, str]]:
    """Return (id, name) of every account but one, by reading and name, to choose one from."""
    account = tables.account
    statement = select(account.c.id, account.c.name, account.c.reading).where(
        account.c.deleted_at.is_(None), account.c.id != but
    )
    rows = sorted(session.rows(statement), key=lambda row: (row["reading"] or row["name"], row["id"]))
    return [(row["id"], row["name"]) for row in rows]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
