"""People who may be one: the same name, address or phone, and nobody has said yet whether they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import or_, select

from app.models import tables
from app.models.database import Session
from app.operations.people_sameness import said_same


@dataclass(frozen=True)
class Face:
    """One of two who look alike, as a question shows them."""

    person_id: str
    name: str
    account: str
    title: str
    department: str
    email: str


@dataclass(frozen=True)
class Alike:
    """Two people who may be one; `because` says what they share: name, email or phone."""

    one: Face
    other: Face
    because: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """Somebody who was merged into a person, and can be split off again."""

    person_id: str
    name: str
    email: str
    into_id: str


def alike_people(session: Session, account_id: str) -> tuple[Alike, ...]:
    """Return the pairs to ask about at an account.

    Namesakes at one account are asked about; of two accounts only where one of the two has left there or may have, or
    where an address or a phone is shared too: names alone are too common.
    """
    rows = _faces(session, account_id)
    here = {row["person_id"] for row in rows if row["account_id"] == account_id}
    decided = said_same(session)
    by: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for row in rows:
        for kind, value in (("name", row["name_key"]), ("email", row["email"]), ("phone", _digits(row["phone"]))):
            if value:
                kept = by[kind, str(value).casefold()].setdefault(row["person_id"], row)
                if row["account_id"] == account_id and kept["account_id"] != account_id:
                    by[kind, str(value).casefold()][row["person_id"]] = row
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    faces: dict[str, Any] = {}
    for (kind, _value), people in by.items():
        for one, other in combinations(sorted(people), 2):
            if (one in here or other in here) and frozenset((one, other)) not in decided:
                shared[one, other].append(kind)
                faces |= {one: people[one], other: people[other]}
    loose = _may_have_left(session, list(faces))
    found = []
    for (one, other), because in shared.items():
        same_place = one in here and other in here
        if because == ["phone"] or (because == ["name"] and not same_place and not {one, other} & loose):
            continue  # a switchboard is shared by many, and so is a common name
        found.append(Alike(_face(faces[one]), _face(faces[other]), tuple(because)))
    return tuple(found)


def merged_into(session: Session, person_ids: list[str]) -> tuple[Merged, ...]:
    """Return who was merged into these people."""
    person = tables.person
    statement = (
        select(person)
        .where(person.c.merged_into.in_(person_ids), person.c.deleted_at.is_not(None))
        .order_by(person.c.no)
    )
    return tuple(
        Merged(row["id"], row["name"], row["email"] or "", row["merged_into"]) for row in session.rows(statement)
    )


def _faces(session: Session, account_id: str) -> list[Any]:
    """Return the positions of everybody at an account and of everybody who shares a name or an address with them."""
    person, position, account = tables.person, tables.position, tables.account
    theirs = (
        select(person.c.name_key, person.c.email)
        .join(position, position.c.person_id == person.c.id)
        .where(position.c.account_id == account_id, person.c.deleted_at.is_(None), position.c.deleted_at.is_(None))
    )
    known = session.rows(theirs)
    names = sorted({row["name_key"] for row in known})
    # As written and in small letters: a search that folds every address would go through the whole book.
    addresses = sorted({said for row in known if row["email"] for said in (row["email"], row["email"].lower())})
    statement = (
        select(
            person.c.name, person.c.name_key, person.c.email, person.c.phone,
            position.c.person_id, position.c.account_id, position.c.title, position.c.department,
            account.c.name.label("account"),
        )
        .join(position, position.c.person_id == person.c.id)
        .join(account, account.c.id == position.c.account_id)
        .where(
            or_(person.c.name_key.in_(names), person.c.email.in_(addresses)),
            person.c.deleted_at.is_(None), position.c.deleted_at.is_(None), account.c.deleted_at.is_(None),
        )
        .order_by(position.c.to_on.is_(None).desc(), position.c.no)
    )  # fmt: skip
    return list(session.rows(statement))


def _may_have_left(session: Session, people: list[str]) -> set[str]:
    position, move = tables.position, tables.move
    ended = session.rows(
        select(position.c.person_id).where(
            position.c.person_id.in_(people), position.c.to_on.is_not(None), position.c.deleted_at.is_(None)
        )
    )
    moving = session.rows(
        select(move.c.person_id).where(
            move.c.person_id.in_(people), move.c.state == "open", move.c.deleted_at.is_(None)
        )
    )
    return {row["person_id"] for row in (*ended, *moving)}


def _face(row: Any) -> Face:
    return Face(
        row["person_id"], row["name"], row["account"], row["title"] or "", row["department"] or "", row["email"] or ""
    )


def _digits(phone: object) -> str:
    return "".join(sign for sign in str(phone or "") if sign.isdigit())
