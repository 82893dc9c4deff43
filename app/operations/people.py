"""People at an account: who is there in which position, who was, and what has to be true of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.account_index import whole
from app.vocabulary import Role

_PERSON = ("name", "reading", "email", "phone")
_POSITION = ("title", "department", "role", "since", "until", "influence", "support", "cadence")
_DAYS = {"since": "from_on", "until": "to_on"}
_NUMBERS = {"influence": ("influence", 0, 100), "support": ("support", -100, 100), "cadence": ("cadence_days", 1, 366)}


@dataclass(frozen=True)
class Added:
    """Somebody new at an account."""

    person_id: str
    position_id: str


def add_person(
    session: Session,
    account_id: str,
    *,
    name: str,
    reading: str = "",
    title: str = "",
    department: str = "",
    role: Role | None = None,
    since: date | None = None,
    email: str = "",
    phone: str = "",
) -> Added:
    """Add somebody who is at an account; one of the same name there, unless the address differs, is refused."""
    person = _person_fields({"name": name, "reading": reading, "email": email, "phone": phone})
    _refuse_namesake(session, account_id, person)
    [person_id] = door.create(session, "person", [person])
    values = {"title": title, "department": department, "role": role, "since": since}
    return Added(person_id, start_position(session, person_id, account_id, values))


def amend_person(session: Session, person_id: str, values: Mapping[str, Any]) -> int:
    """Change what is given of a person: name, reading, email, phone."""
    return door.amend(session, "person", {person_id: _person_fields(values)})


def start_position(session: Session, person_id: str, account_id: str, values: Mapping[str, Any]) -> str:
    """Give a person one more position at an account (兼務 where others go on) and return its id."""
    fields = _position_fields(values)
    _check_order(fields.get("from_on"), fields.get("to_on"))
    row = {**dict.fromkeys(("title", "department", "role", "from_on")), **fields}
    return door.create(session, "position", [{**row, "person_id": person_id, "account_id": account_id}])[0]


def amend_position(session: Session, position_id: str, values: Mapping[str, Any]) -> int:
    """Change what is given of a position: title, department, role, days, influence, support, cadence.

    Since is never after until; influence is 0 to 100, support −100 to 100.
    """
    before = door.present(session, "position", [position_id])[position_id]
    fields = _position_fields(values)
    merged = {**before, **fields}
    _check_order(merged["from_on"], merged["to_on"])
    return door.amend(session, "position", {position_id: fields})


def end_position(session: Session, position_id: str, *, on: date) -> int:
    """Let a position end, its last day being `on`."""
    return amend_position(session, position_id, {"until": on})


def change_position(session: Session, position_id: str, values: Mapping[str, Any]) -> str:
    """Let a position end on the eve of `since` and another one at the same account begin; return the new one's id."""
    since = values.get("since")
    if since is None:
        raise BansoError("person.no_day", field="since")
    before = door.present(session, "position", [position_id])[position_id]
    end_position(session, position_id, on=since - timedelta(days=1))
    return start_position(session, str(before["person_id"]), str(before["account_id"]), values)


def move_person(session: Session, position_id: str, *, to_account: str, on: date, title: str = "") -> str:
    """Let a position end on the day before `on` and one at another account begin; return the new one's id.

    The person stays the same, so what happened with them goes along.
    """
    before = door.present(session, "position", [position_id])[position_id]
    if before["account_id"] == to_account:
        raise BansoError("person.same_account", field="to_account")
    end_position(session, position_id, on=on - timedelta(days=1))
    return start_position(session, str(before["person_id"]), to_account, {"since": on, "title": title})


def remove_position(session: Session, position_id: str) -> int:
    """Remove a position that was written by mistake, and the person where it was their only one."""
    person_id = str(door.present(session, "position", [position_id])[position_id]["person_id"])
    removed = door.remove(session, "position", [position_id])
    position = tables.position
    left = select(position.c.id).where(position.c.person_id == person_id, position.c.deleted_at.is_(None)).limit(1)
    if not session.rows(left):
        _let_go_of_programmes(session, person_id)
        door.remove(session, "person", [person_id])
    return removed


def _let_go_of_programmes(session: Session, person_id: str) -> None:
    part = tables.participation
    rows = session.rows(select(part.c.id).where(part.c.person_id == person_id, part.c.deleted_at.is_(None)))
    door.remove(session, "participation", [row["id"] for row in rows])


# What a field may hold


def _person_fields(values: Mapping[str, Any]) -> dict[str, object]:
    fields: dict[str, object] = {name: str(values[name]).strip() or None for name in _PERSON if name in values}
    if "name" in fields:
        if fields["name"] is None:
            raise BansoError("person.no_name", field="name")
        fields["name"] = " ".join(str(fields["name"]).split())
        fields["name_key"] = whole(str(fields["name"]))
    email = str(fields.get("email") or "")
    if email and ("@" not in email.strip("@") or any(sign.isspace() for sign in email)):
        raise BansoError("person.bad_email", field="email", email=email)
    return fields


def _position_fields(values: Mapping[str, Any]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name in _POSITION:
        if name not in values:
            continue
        given = values[name]
        if name in _DAYS:
            fields[_DAYS[name]] = given.isoformat() if given is not None else None
        elif name in _NUMBERS:
            column, least, most = _NUMBERS[name]
            if given is not None and not least <= int(given) <= most:
                raise BansoError("person.out_of_range", field=name, least=least, most=most)
            fields[column] = None if given is None else int(given)
        elif name == "role":
            fields[name] = str(Role(given)) if given else None
        else:
            fields[name] = str(given).strip() or None
    return fields


def _check_order(since: object, until: object) -> None:
    if since and until and str(since) > str(until):
        first, last = date.fromisoformat(str(since)), date.fromisoformat(str(until))
        raise BansoError("person.days_reversed", field="until", since=first, until=last)


def _refuse_namesake(session: Session, account_id: str, person: Mapping[str, object]) -> None:
    who, position = tables.person, tables.position
    statement = (
        select(who.c.name, who.c.email)
        .join(position, position.c.person_id == who.c.id)
        .where(
            position.c.account_id == account_id,
            position.c.deleted_at.is_(None),
            who.c.deleted_at.is_(None),
            who.c.name_key == person["name_key"],
        )
    )
    for row in session.rows(statement):
        both = row["email"] and person["email"]
        if not both or str(row["email"]).casefold() == str(person["email"]).casefold():
            raise BansoError("person.namesake", field="name", name=row["name"])
