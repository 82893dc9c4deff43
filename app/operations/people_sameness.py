"""One person or two: merging, splitting again, and what the next import has to keep to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.reviews.guests import follow_merge
from app.search.fold import fold

_FILLED = ("reading", "email", "phone")
_POST = ("title", "department", "role", "from_on", "exchanged_on", "influence", "support", "cadence_days", "note")


def merge_people(session: Session, keep_id: str, gone_id: str) -> int:
    """Make one person of two: everything of the second is the first's from now on; return how many rows moved.

    What the first lacks of name's reading, address and phone is filled. Two positions of one post at one account are
    one. `split_people` takes exactly this apart again; both are remembered, and imports keep to it.
    """
    if keep_id == gone_id:
        raise BansoError("sameness.one_person", field="other")
    people = door.present(session, "person", [keep_id, gone_id])
    keep, gone = people[keep_id], people[gone_id]
    if keep["deleted_at"] or gone["deleted_at"]:
        raise BansoError("sameness.gone", field="other")
    _join_posts(session, keep_id, gone_id)
    moved = 0
    for entity, column in _references():
        table = tables.metadata.tables[entity]
        rows = session.rows(select(table.c.id).where(table.c[column] == gone_id, table.c.deleted_at.is_(None)))
        moved += door.amend(session, entity, {row["id"]: {column: keep_id} for row in rows})
    moved += follow_merge(session, keep_id, gone_id)
    _loose_ties(session, keep_id)
    door.amend(session, "person", {keep_id: {n: gone[n] for n in _FILLED if gone[n] and not keep[n]}})
    at = door.change_of(session).at
    door.amend(session, "person", {gone_id: {"deleted_at": at, "merged_into": keep_id}})
    _remember(session, keep_id, gone_id, same=True)
    return moved


def split_people(session: Session, gone_id: str) -> str:
    """Take a merge apart: who was merged away is there again with what was theirs; return the id of the other one."""
    gone = door.present(session, "person", [gone_id])[gone_id]
    if not gone["merged_into"]:
        raise BansoError("sameness.not_merged", field="other")
    keep_id = str(gone["merged_into"])
    change_id = _merged_in(session, gone_id)
    history = tables.history
    back: dict[str, dict[str, dict[str, Any]]] = {}
    for row in session.rows(select(history).where(history.c.change_id == change_id).order_by(history.c.no)):
        entity, row_id, field = row["entity"], row["row_id"], row["field"]
        if entity == "sameness" or row_id not in _there(session, entity, row_id):
            continue
        now = door.present(session, entity, [row_id])[row_id][field]
        if now == json.loads(row["new"]):
            back.setdefault(entity, {}).setdefault(row_id, {})[field] = json.loads(row["old"])
    for entity, values in back.items():
        door.amend(session, entity, values)
    _remember(session, keep_id, gone_id, same=False)
    return keep_id


def keep_apart(session: Session, one_id: str, other_id: str) -> str:
    """Keep that two who look alike are two people; they are not asked about again."""
    if one_id == other_id:
        raise BansoError("sameness.one_person", field="other")
    return _remember(session, one_id, other_id, same=False)


def said_same(session: Session) -> Mapping[frozenset[str], bool]:
    """Return what was decided of every two: True for one person, False for two."""
    sameness = tables.sameness
    rows = session.rows(select(sameness).where(sameness.c.deleted_at.is_(None)).order_by(sameness.c.no))
    return {frozenset((row["one_id"], row["other_id"])): bool(row["same"]) for row in rows}


def _remember(session: Session, one_id: str, other_id: str, *, same: bool) -> str:
    first, second = sorted((one_id, other_id))
    sameness = tables.sameness
    there = session.rows(
        select(sameness.c.id).where(
            sameness.c.one_id == first, sameness.c.other_id == second, sameness.c.deleted_at.is_(None)
        )
    )
    if there:
        door.amend(session, "sameness", {there[0]["id"]: {"same": same}})
        return str(there[0]["id"])
    return door.create(session, "sameness", [{"one_id": first, "other_id": second, "same": same}])[0]


def _references() -> list[tuple[str, str]]:
    """Return (table, column) of everything that names a person, but for what says who is whom."""
    person = tables.person
    return [
        (table.name, key.parent.name)
        for table in tables.NOUNS
        for key in table.foreign_keys
        if key.column.table is person and table.name not in ("person", "sameness")
    ]


def _join_posts(session: Session, keep_id: str, gone_id: str) -> None:
    """Remove of the second what the first holds too, after filling what is blank there."""
    position = tables.position
    held = session.rows(
        select(position)
        .where(
            position.c.person_id.in_([keep_id, gone_id]), position.c.deleted_at.is_(None), position.c.to_on.is_(None)
        )
        .order_by(position.c.no)
    )
    theirs = [row for row in held if row["person_id"] == gone_id]
    for row in theirs:
        same = [
            one
            for one in held
            if one["person_id"] == keep_id and one["account_id"] == row["account_id"] and _is_one_post(one, row)
        ]
        if not same:
            continue
        blank = {name: row[name] for name in _POST if row[name] is not None and same[0][name] is None}
        if blank:
            door.amend(session, "position", {same[0]["id"]: blank})
        move = tables.move
        spoken = session.rows(select(move.c.id).where(move.c.position_id == row["id"], move.c.deleted_at.is_(None)))
        door.amend(session, "move", {one["id"]: {"position_id": same[0]["id"]} for one in spoken})
        door.remove(session, "position", [row["id"]])


def _is_one_post(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    pairs = ((one[name], other[name]) for name in ("title", "department"))
    return all(not mine or not theirs or fold(mine) == fold(theirs) for mine, theirs in pairs)


def _loose_ties(session: Session, person_id: str) -> None:
    tie = tables.tie
    own = session.rows(
        select(tie.c.id).where(tie.c.one_id == person_id, tie.c.other_id == person_id, tie.c.deleted_at.is_(None))
    )
    door.remove(session, "tie", [row["id"] for row in own])


def _merged_in(session: Session, gone_id: str) -> str:
    history = tables.history
    rows = session.rows(
        select(history.c.change_id)
        .where(history.c.entity == "person", history.c.row_id == gone_id, history.c.field == "merged_into")
        .order_by(history.c.no.desc())
        .limit(1)
    )
    if not rows:
        raise BansoError("sameness.not_merged", field="other")
    return str(rows[0]["change_id"])


def _there(session: Session, entity: str, row_id: str) -> set[str]:
    table = door.table_of(entity)
    return {str(row["id"]) for row in session.rows(select(table.c.id).where(table.c.id == row_id))}
