"""A role is handed over inside the customer: who held it ends, who follows begins, in one change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.people import add_person, end_position, start_position


@dataclass(frozen=True)
class HandedOver:
    """The position that carries the role from now on."""

    person_id: str
    position_id: str


def hand_over_role(
    session: Session,
    position_id: str,
    *,
    on: date,
    successor_id: str | None = None,
    name: str = "",
    title: str = "",
    department: str = "",
) -> HandedOver:
    """Let a position end on `on` and its role go to a successor from the day after.

    The successor is somebody of the account, or new by name. What they held without a role ends the same day; a post
    with a role of its own goes on beside the new one (兼務). Without title and department those of their present post
    are kept, of somebody new those that are handed over. The influence of the role goes along, the support does not.
    """
    before = door.present(session, "position", [position_id])[position_id]
    if not before["role"]:
        raise BansoError("succession.no_role", field="role")
    if successor_id == before["person_id"]:
        raise BansoError("succession.same_person", field="successor")
    account_id, begins = str(before["account_id"]), on + timedelta(days=1)
    end_position(session, position_id, on=on)
    values: dict[str, str] = {
        "title": title or str(before["title"] or ""),
        "department": department or str(before["department"] or ""),
    }
    given = {"role": before["role"], "since": begins, "influence": before["influence"]}
    if successor_id is None:
        made = add_person(session, account_id, name=name, title=values["title"], department=values["department"])
        door.amend(session, "position", {made.position_id: _columns(given)})
        return HandedOver(made.person_id, made.position_id)
    held = _held(session, successor_id, account_id, begins)
    if held:
        values = {key: said or str(held[0][key] or "") for key, said in (("title", title), ("department", department))}
    for row in held:
        if not row["role"] and str(row["from_on"] or "") <= on.isoformat():
            end_position(session, str(row["id"]), on=on)
    return HandedOver(successor_id, start_position(session, successor_id, account_id, {**values, **given}))


def _columns(given: dict[str, object]) -> dict[str, object]:
    return {"role": given["role"], "from_on": str(given["since"]), "influence": given["influence"]}


def _held(session: Session, person_id: str, account_id: str, day: date) -> list[dict[str, object]]:
    position = tables.position
    statement = (
        select(position)
        .where(
            position.c.person_id == person_id,
            position.c.account_id == account_id,
            position.c.deleted_at.is_(None),
            or_(position.c.to_on.is_(None), position.c.to_on >= day.isoformat()),
        )
        .order_by(position.c.no)
    )
    return [dict(row) for row in session.rows(statement)]
