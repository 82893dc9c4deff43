"""Two records of theirs became one: what that makes of the rows that were bound to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Table, select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.sync import bindings, questions, sent, waiting
from app.sync.chapters import unite_chapters
from app.sync.rules import Route
from app.sync.scene import Scene, Told
from app.sync.sides import Asked, Bound, Theirs, Unbound


def merge_records(session: Session, scene: Scene, route: Route, theirs: Theirs, told: Told) -> None:
    """Follow a merge: only the loser bound → its row is now the winner's; both bound → the loser's row goes into it."""
    old = theirs.id
    new = bindings.aliases(session, scene.connection, route.rtype, [str(theirs.moved_to)]).get(
        str(theirs.moved_to), str(theirs.moved_to)
    )
    if old == new:
        return
    followed = bool(bindings.aliases(session, scene.connection, route.rtype, [old]))
    bindings.add_alias(session, scene.connection, route.rtype, old, new)
    waiting.forget(session, scene.connection, route.rtype, [old])
    waiting.follow(session, scene.connection, route.rtype, old, new)
    questions.close_link(session, scene.connection, old, scene.at)
    bounds = bindings.load(session, scene.connection, route.rtype, [old, new])
    told.reread.setdefault(route.entity.name, set()).add(new)
    if old not in bounds:
        return
    if bounds[old].state == "gone" or (followed and bounds[old].state == "hold"):
        _ask_whether_it_stays(session, scene, route, bounds[old], told)
        return
    if new in bounds and not _only_the_loser_stands(session, scene, route, bounds[old], bounds[new]):
        _unite(session, scene, route, bounds[old], bounds[new], told)
        return
    # A winner that was deleted here takes nobody along: the loser's row goes on as the winner's record.
    bindings.drop(session, scene.connection, route.rtype, new)
    if new in bounds:
        _ask_no_more(session, scene, route, bounds[new])
    # What was agreed on with the loser says nothing of the winner's other values: they are theirs.
    bindings.drop(session, scene.connection, route.rtype, old)
    moved = replace(bounds[old], remote_id=new, version=None, state="live")
    bindings.save(session, scene.connection, route.rtype, route.entity.name, [moved])
    told.note("merged", route.entity.name, bounds[old].local_id)


def _only_the_loser_stands(session: Session, scene: Scene, route: Route, loser: Bound, winner: Bound) -> bool:
    rows = scene.rows(session).load(route, [loser.local_id, winner.local_id])
    return rows[winner.local_id].deleted and not rows[loser.local_id].deleted


def _ask_no_more(session: Session, scene: Scene, route: Route, bound: Bound) -> None:
    """Close what was asked about a row whose record is another row's from now on."""
    asked = [(bound.local_id, name) for name in ("*", *route.by_remote)]
    questions.close(session, scene.connection, route.entity.name, asked, scene.at)


def _ask_whether_it_stays(session: Session, scene: Scene, route: Route, loser: Bound, told: Told) -> None:
    """Ask about a row that was brought back after its record went into another one."""
    row = scene.rows(session).load(route, [loser.local_id])[loser.local_id]
    if row.deleted:
        return
    held = replace(loser, state="hold", synced_rev=row.rev)
    bindings.save(session, scene.connection, route.rtype, route.entity.name, [held])
    asked = [(loser.local_id, Asked("*", "deleted_there", None, None, None), "", "")]
    told.asked += questions.raise_all(session, scene.connection, route.entity.name, asked, scene.run)


def _unite(session: Session, scene: Scene, route: Route, loser: Bound, winner: Bound, told: Told) -> None:
    entity = route.entity
    rows = scene.rows(session).load(route, [loser.local_id, winner.local_id])
    bindings.save(session, scene.connection, route.rtype, entity.name, [replace(loser, state="gone", pending={})])
    if loser.local_id == winner.local_id:
        return
    if rows[loser.local_id].deleted:
        _ask_no_more(session, scene, route, loser)
        return
    _go_into(session, scene, route, loser, winner, told)


def unite_twins(session: Session, scene: Scene, route: Route, twins: Mapping[str, Bound], told: Told) -> None:
    """Follow a merge into a record that a row of ours had made without hearing of it: it is another row's by now."""
    bound = bindings.of_rows(session, scene.connection, route.entity.name, twins)
    free = [row_id for row_id in twins if row_id not in bound]
    there = scene.rows(session).load(route, free)
    for row_id in free:
        if row_id in there and not there[row_id].deleted:
            base = sent.on_create(session, scene.connection, route.entity.name, row_id)
            _go_into(session, scene, route, Bound("", row_id, base), twins[row_id], told)


def _go_into(session: Session, scene: Scene, route: Route, loser: Bound, winner: Bound, told: Told) -> None:
    entity = route.entity
    rows = scene.rows(session).load(route, [loser.local_id, winner.local_id])
    asked = []
    for rule in route.rules:
        name = rule.remote.name
        mine, kept = rows[loser.local_id].mine[name], rows[winner.local_id].mine[name]
        if mine == loser.base.get(name) or mine == kept or isinstance(mine, Unbound) or name in loser.pending:
            continue
        if rule.local.type == "ref" and mine == winner.remote_id:
            # What led to the one it went into would lead to itself.
            continue
        asked.append((winner.local_id, Asked(name, "merged", loser.base.get(name), mine, _plain(kept)), "", ""))
    told.asked += questions.raise_all(session, scene.connection, entity.name, asked, scene.run)
    _ask_no_more(session, scene, route, loser)
    _move_children(session, tables.metadata.tables[entity.table], loser.local_id, winner.local_id)
    door.amend(
        session,
        entity.table,
        {loser.local_id: {"deleted_at": scene.at, "merged_into": winner.local_id}},
    )
    told.records += 1
    told.note("united", entity.name, winner.local_id)


def _plain(value: object) -> bool | int | str | None:
    return value if isinstance(value, bool | int | str) else None


def _move_children(session: Session, table: Table, loser: str, winner: str) -> None:
    if table.name == "review":
        unite_chapters(session, loser, winner)
    for child in tables.NOUNS:
        for key in child.foreign_keys:
            if key.column.table is not table:
                continue
            column = key.parent
            found = session.rows(select(child.c.id).where(column == loser))
            ids = [str(row["id"]) for row in found if not (child is table and row["id"] == winner)]
            door.amend(session, child.name, {row_id: {column.name: winner} for row_id in ids})
    if table.name == "account":
        _move_readings(session, loser, winner)


def _move_readings(session: Session, loser: str, winner: str) -> None:
    account, reading = tables.account, tables.reading
    numbers = {row["id"]: row["no"] for row in session.rows(
        select(account.c.id, account.c.no).where(account.c.id.in_([loser, winner]))
    )}  # fmt: skip
    found = session.rows(select(reading.c.no).where(reading.c.account_no == numbers[loser]))
    door.amend(session, "reading", {str(row["no"]): {"account_no": numbers[winner]} for row in found})
