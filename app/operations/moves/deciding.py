"""A person decides on a move: it is so, and positions end or begin; or it is not, and the same evidence stays away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.moves.evidence import held_by
from app.operations.people import end_position, start_position


def confirm_move(
    session: Session,
    move_id: str,
    *,
    on: date,
    today: date,
    to_account: str | None = None,
    to_company: str | None = None,
    post: Mapping[str, Any] | None = None,
) -> str | None:
    """Keep that a move is so, with everything else that speaks for it; return the id of a position that began.

    A departure: `on` is the last day of the position; with `to_account` one there begins on the day after, at the same
    account too (社内異動), as `post` (title, department, role) says. What speaks for an arrival there, or at
    `to_company`, which is no customer, is confirmed with it. An arrival at a customer begins on `on`.
    """
    row = door.present(session, "move", [move_id])[move_id]
    _decide(session, row, "confirmed", today, None)
    if row["direction"] == "arrival":
        there = row["account_id"] or to_account
        if there is None:
            return None
        return start_position(session, str(row["person_id"]), str(there), {**(post or {}), "since": on})
    for held in _ending(session, row, on):
        end_position(session, str(held["id"]), on=on)
    for arrived in _arriving(session, str(row["person_id"]), to_account, to_company):
        door.amend(session, "move", {arrived: {"state": "confirmed", "decided_on": today.isoformat()}})
    if to_account is None:
        return None
    values = {**(post or {}), "since": on + timedelta(days=1)}
    return start_position(session, str(row["person_id"]), to_account, values)


def dismiss_move(session: Session, move_id: str, *, reason: str, today: date) -> int:
    """Keep that a move is not so, and why; what speaks for it in the same words does not come back."""
    if not reason.strip():
        raise BansoError("move.no_reason", field="reason")
    row = door.present(session, "move", [move_id])[move_id]
    return _decide(session, row, "dismissed", today, reason.strip())


def _decide(session: Session, row: Mapping[str, Any], state: str, today: date, reason: str | None) -> int:
    if row["state"] != "open":
        raise BansoError("move.decided", field="move")
    move = tables.move
    same = [
        move.c[name].is_(None) if row[name] is None else move.c[name] == row[name]
        for name in ("person_id", "account_id", "company", "direction")
    ]
    every = session.rows(select(move.c.id).where(*same, move.c.state == "open", move.c.deleted_at.is_(None)))
    values = {"state": state, "decided_on": today.isoformat(), "reason": reason}
    return door.amend(session, "move", {one["id"]: values for one in every})


def _arriving(session: Session, person_id: str, account_id: str | None, company: str | None) -> list[str]:
    """Return what waits and says that somebody arrived at an account, or at a company that is none."""
    if not (account_id or company):
        return []
    move = tables.move
    there = move.c.account_id == account_id if account_id else move.c.company == company
    waiting = select(move.c.id).where(
        move.c.person_id == person_id, there, move.c.direction == "arrival", move.c.state == "open",
        move.c.deleted_at.is_(None),
    )  # fmt: skip
    return [row["id"] for row in session.rows(waiting)]


def _ending(session: Session, row: Mapping[str, Any], on: date) -> list[Mapping[str, Any]]:
    """Return what ends: the position spoken of, else everything the person holds at the account."""
    held = [one for one in held_by(session, [str(row["person_id"])], on) if one["account_id"] == row["account_id"]]
    spoken_of = [one for one in held if one["id"] == row["position_id"]]
    return spoken_of or held
