"""Who knows whom at an account: two people who know each other well enough to introduce somebody."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session


@dataclass(frozen=True)
class TieRow:
    """Two people who know each other; the order of the two says nothing."""

    id: str
    one_id: str
    other_id: str
    note: str

    def beside(self, person_id: str) -> str | None:
        """Return the other one of the two; None where the person is neither."""
        if person_id == self.one_id:
            return self.other_id
        return self.one_id if person_id == self.other_id else None


def tie_people(session: Session, account_id: str, one_id: str, other_id: str, *, note: str = "") -> str:
    """Keep that two people of an account know each other and return the id of the tie; there is one for each two."""
    if one_id == other_id:
        raise BansoError("tie.same_person", field="other")
    first, second = sorted((one_id, other_id))
    for tie in ties_of(session, account_id):
        if {tie.one_id, tie.other_id} == {first, second}:
            if note.strip():
                door.amend(session, "tie", {tie.id: {"note": note.strip()}})
            return tie.id
    row = {"account_id": account_id, "one_id": first, "other_id": second, "note": note.strip() or None}
    return door.create(session, "tie", [row])[0]


def untie_people(session: Session, tie_id: str) -> int:
    """Take away that two know each other; undo brings it back."""
    return door.remove(session, "tie", [tie_id])


def ties_of(session: Session, account_id: str) -> tuple[TieRow, ...]:
    """Return who knows whom at an account."""
    tie, person = tables.tie, tables.person
    gone = select(person.c.id).where(
        or_(person.c.id == tie.c.one_id, person.c.id == tie.c.other_id), person.c.deleted_at.is_not(None)
    )
    statement = (
        select(tie.c.id, tie.c.one_id, tie.c.other_id, tie.c.note)
        .where(tie.c.account_id == account_id, tie.c.deleted_at.is_(None), ~gone.exists())
        .order_by(tie.c.no)
    )
    return tuple(
        TieRow(row["id"], row["one_id"], row["other_id"], row["note"] or "") for row in session.rows(statement)
    )
