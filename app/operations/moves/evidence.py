"""Evidence that somebody left or arrived: kept once, and not again once it was dismissed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select

from app.journal import door
from app.models import tables
from app.models.database import Session

SURE: Mapping[str, int] = {"import": 50, "card": 60, "bounce": 60, "network": 70, "silence": 20, "said": 40}
"""How much a kind of evidence is worth by itself, of 100."""

BETWEEN = " → "


def post_text(department: object, title: object) -> str:
    """Return a post as evidence writes it: 製造本部 / 部長."""
    return " / ".join(str(part) for part in (department, title) if part)


def change_text(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return that a post became another one, in words of either language."""
    now = {name: after.get(name) or before.get(name) for name in ("department", "title")}
    return post_text(before["department"], before["title"]) + BETWEEN + post_text(now["department"], now["title"])


def note_moves(session: Session, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Keep evidence and return the ids of what is new.

    What says the same as a row that is there is not kept again: an open one takes the newer day, a decided one stays
    decided, except where evidence without words of its own (a bounce) comes back after the day of the decision.
    """
    made = []
    for row in rows:
        there = _same(session, row)
        if any(one["state"] == "open" for one in there):
            late = {
                str(one["id"]): {"on_date": row["on_date"]}
                for one in there
                if one["state"] == "open" and str(one["on_date"]) < str(row["on_date"])
            }
            door.amend(session, "move", late)
            continue
        again = row["source"] == "bounce" and all(str(one["decided_on"]) < str(row["on_date"]) for one in there)
        if there and not again:
            continue
        made += door.create(session, "move", [{**_BLANK, **row, "state": "open"}])
    return made


_BLANK: Mapping[str, object] = dict.fromkeys(("account_id", "company", "position_id", "evidence", "confidence"))


def _same(session: Session, row: Mapping[str, object]) -> list[Mapping[str, object]]:
    move = tables.move
    same = [move.c[name] == row[name] for name in ("person_id", "direction", "source")]
    for name in ("account_id", "company", "evidence"):
        value = row.get(name)
        same.append(move.c[name].is_(None) if value is None else move.c[name] == value)
    return list(session.rows(select(move).where(*same, move.c.deleted_at.is_(None))))


def note_bounce(session: Session, address: str, *, on: date, evidence: str = "") -> list[str]:
    """Keep that mail to an address came back, for everybody of that address; return the ids of what is new."""
    return note_moves(session, _bounces(session, address, on, evidence))


def is_bounce_known(session: Session, address: str, *, on: date, evidence: str = "") -> bool:
    """Tell whether `note_bounce` would keep nothing new."""
    return all(
        any(one["state"] == "open" and str(one["on_date"]) >= str(row["on_date"]) for one in there)
        or any(one["state"] != "open" and str(one["decided_on"]) >= str(row["on_date"]) for one in there)
        for row in _bounces(session, address, on, evidence)
        for there in [_same(session, row)]
    )


def _bounces(session: Session, address: str, on: date, evidence: str) -> list[dict[str, object]]:
    person = tables.person
    wanted = address.strip().casefold()
    everybody = session.rows(select(person.c.id, person.c.email).where(person.c.deleted_at.is_(None)))
    people = [row["id"] for row in everybody if str(row["email"] or "").casefold() == wanted] if wanted else []
    said = " · ".join(part for part in (wanted, " ".join(evidence.split())) if part)
    return [_row(row, "bounce", said, on) for row in held_by(session, people, on)]


def note_rumour(session: Session, position_id: str, *, on: date, evidence: str) -> list[str]:
    """Keep what somebody said about a move of who holds a position; return the id of what is new."""
    held = door.present(session, "position", [position_id])[position_id]
    return note_moves(session, [_row(held, "said", " ".join(evidence.split()) or None, on)])


def _row(held: Mapping[str, object], source: str, evidence: str | None, on: date) -> dict[str, object]:
    return {
        "person_id": held["person_id"],
        "account_id": held["account_id"],
        "position_id": held["id"],
        "direction": "departure",
        "source": source,
        "evidence": evidence,
        "confidence": SURE[source],
        "on_date": on.isoformat(),
    }


def held_by(session: Session, people: Sequence[str], on: date) -> list[Mapping[str, object]]:
    """Return the positions that people hold on a day."""
    position = tables.position
    statement = select(position).where(
        position.c.person_id.in_(list(people)),
        position.c.deleted_at.is_(None),
        or_(position.c.to_on.is_(None), position.c.to_on >= on.isoformat()),
    )
    return list(session.rows(statement.order_by(position.c.no)))
