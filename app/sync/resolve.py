"""A person's word on a difference: written here, agreed on, and sent by the next run like any other edit."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.sync import bindings, plan, waiting
from app.sync.rules import Route
from app.sync.scene import Scene
from app.sync.sides import Bound, Row, Unbound
from app.sync.sql import ask, write
from app.sync.text_merge import both, both_of_many
from app.sync.values import Canon

CHOICES = ("mine", "theirs", "both", "text")
_NAMES = ("id", "connection_id", "entity", "local_id", "field", "kind", "base", "mine", "theirs", "opened_run")


@dataclass(frozen=True)
class Question:
    """One open difference as it is kept."""

    id: int
    connection: int
    entity: str
    local_id: str
    field: str
    kind: str
    base: Any
    mine: Any
    theirs: Any


def open_question(session: Session, number: int) -> Question:
    """Return an open difference; "sync.settled" where there is none of that number."""
    sql = f"SELECT {', '.join(_NAMES)} FROM sync_conflict WHERE id = ? AND closed_at IS NULL"
    rows = ask(session, sql, number)
    if not rows:
        raise BansoError("sync.settled", field="id", id=number)
    *told, base, mine, theirs, _run = rows[0]
    return Question(*told, *(json.loads(text) if text else None for text in (base, mine, theirs)))


def settle(session: Session, number: int, choice: str, value: str | None = None, *, today: str) -> None:
    """Settle a difference: "mine", "theirs", "both", or "text" with a `value` of one's own; undo opens it again.

    Fields that are merged as one are settled together. Raises "sync.settled", "sync.no_both" and "sync.bad_choice".
    """
    one = open_question(session, number)
    if choice not in CHOICES or one.kind == "link":
        raise BansoError("sync.bad_choice", field="choice", choice=choice)
    door.begin(session)
    scene, route = _scene(session, one, today)
    if one.field == "*":
        _settle_record(session, scene, route, one, choice)
    else:
        _settle_field(session, scene, route, one, choice, value)


def _scene(session: Session, one: Question, today: str) -> tuple[Scene, Route]:
    kept = plan.kept(session, one.connection)
    routes = plan.routes(session, kept) if kept is not None else {}
    if kept is None or one.entity not in routes:
        raise BansoError("sync.settled", field="id", id=one.id)
    at = door.change_of(session).at
    scene = Scene(one.connection, routes, 0, today, at, str(kept.org_id or ""))
    return scene, routes[one.entity]


def _settle_field(session: Session, scene: Scene, route: Route, one: Question, choice: str, value: str | None) -> None:
    rows = scene.rows(session)
    row = rows.load(route, [one.local_id])[one.local_id]
    bound = bindings.of_rows(session, one.connection, one.entity, [one.local_id]).get(one.local_id)
    if bound is None or one.field not in route.by_remote:
        raise BansoError("sync.settled", field="id", id=one.id)
    together = [one] if one.kind == "merged" else _together(session, route, one)
    put: dict[str, Canon] = {}
    for each in together:
        said = _said(route, row, each, choice if each.id == one.id or choice in ("mine", "theirs") else "theirs", value)
        if said != row.mine[each.field] and not isinstance(said, Unbound):
            put[each.field] = said
    try:
        refused = rows.put(route, {one.local_id: put}).get(one.local_id)
    except IntegrityError as error:
        # Edited since it was asked: beside what its row says by now it cannot be, as an end before its beginning.
        raise BansoError("sync.unfit", field=one.field, value=str(put.get(one.field))) from error
    if refused:
        raise BansoError("sync.unfit", field=next(iter(refused)), value=str(put[next(iter(refused))]))
    if one.kind != "merged":
        base = {**bound.base, **{each.field: each.theirs for each in together}}
        after = replace(bound, base=base, synced_rev=0)
        bindings.save(session, one.connection, route.rtype, one.entity, [after])
    for each in together:
        _close(session, scene, each.id, choice)


def _together(session: Session, route: Route, one: Question) -> list[Question]:
    unit = next(unit for unit in route.units if one.field in {rule.remote.name for rule in unit})
    names = {rule.remote.name for rule in unit}
    sql = (
        "SELECT id FROM sync_conflict WHERE connection_id = ? AND entity = ? AND local_id = ? AND closed_at IS NULL "
        "AND kind IN ('field', 'oscillation')"
    )
    found = [open_question(session, row[0]) for row in ask(session, sql, one.connection, one.entity, one.local_id)]
    return [each for each in found if each.field in names]


def _said(route: Route, row: Row, one: Question, choice: str, value: str | None) -> Canon | Unbound:
    if choice == "theirs":
        return row.mine[one.field] if one.kind == "merged" else one.theirs
    if choice == "mine":
        return one.mine if one.kind == "merged" else row.mine[one.field]
    if choice == "text":
        return value or None
    mine = row.mine[one.field]
    proposal = proposed(route, one.field, one.base, None if isinstance(mine, Unbound) else mine, one.theirs)
    if proposal is None:
        raise BansoError("sync.no_both", field="choice", id=one.id)
    return proposal


def proposed(route: Route, field: str, base: Canon, mine: Canon, theirs: Canon) -> str | None:
    """Return a value that loses neither edit, for texts and lists; None for what cannot be both."""
    kind = route.by_remote[field].remote.type
    texts = (str(base or ""), str(mine or ""), str(theirs or ""))
    if kind == "multi" or route.by_remote[field].local.type == "multi":
        return both_of_many(*texts)
    return both(*texts) if kind in ("text", "longtext") else None


def _settle_record(session: Session, scene: Scene, route: Route, one: Question, choice: str) -> None:
    if choice not in ("mine", "theirs"):
        raise BansoError("sync.no_both", field="choice", id=one.id)
    bound = bindings.of_rows(session, one.connection, one.entity, [one.local_id])[one.local_id]
    rows = scene.rows(session)
    after: Bound | None
    if one.kind == "deleted_there":
        if choice == "mine":
            after = None
        else:
            rows.delete(route, [one.local_id])
            after = replace(bound, state="gone", synced_rev=rows.revs(route, [one.local_id])[one.local_id])
    elif choice == "mine":
        # The delete goes on, on top of what they wrote meanwhile.
        said = json.loads(one.theirs) if one.theirs else {}
        after = replace(bound, state="live", base={**bound.base, **said}, synced_rev=0)
    else:
        rows.restore(route, [one.local_id])
        after = replace(bound, state="live", version=None, synced_rev=0)
    _replace(session, route, one, bound, after)
    sql = "UPDATE sync_conflict SET base = ?, mine = ? WHERE id = ?"
    write(session, sql, bindings.packed(bound), bindings.packed(after), one.id)
    _close(session, scene, one.id, choice)


def _replace(session: Session, route: Route, one: Question, before: Bound, after: Bound | None) -> None:
    if after is None:
        bindings.drop(session, one.connection, route.rtype, before.remote_id)
        bindings.look_again_at_referring(session, one.connection, one.entity, one.local_id)
    else:
        bindings.save(session, one.connection, route.rtype, one.entity, [after])


def answer_link(session: Session, number: int, same: bool, *, today: str) -> None:
    """Say whether a record there and a row here are one. One: they meet at the next run; two: each goes its own way."""
    one = open_question(session, number)
    if one.kind != "link":
        raise BansoError("sync.bad_choice", field="choice", choice=str(same))
    door.begin(session)
    scene, route = _scene(session, one, today)
    remote_id = one.field
    if same:
        taken = bindings.load(session, one.connection, route.rtype, [remote_id])
        if taken or bindings.of_rows(session, one.connection, one.entity, [one.local_id]):
            raise BansoError("sync.settled", field="id", id=number)
        bound = Bound(remote_id, one.local_id, {}, None, 0)
        bindings.save(session, one.connection, route.rtype, one.entity, [bound])
        waiting.forget(session, one.connection, route.rtype, [remote_id])
        sql = (
            "UPDATE sync_conflict SET closed_at = ?, choice = 'settled' WHERE connection_id = ? AND kind = 'link' "
            "AND closed_at IS NULL AND id <> ? AND entity = ? AND (local_id = ? OR field = ?)"
        )
        others = ask(
            session,
            "SELECT field FROM sync_conflict WHERE connection_id = ? AND kind = 'link' AND closed_at IS NULL AND "
            "id <> ? AND entity = ? AND local_id = ?",
            one.connection, one.id, one.entity, one.local_id,
        )  # fmt: skip
        write(session, sql, scene.at, one.connection, one.id, one.entity, one.local_id, remote_id)
        for (other,) in others:
            waiting.add(session, one.connection, route.rtype, [(other, "", None)])
    else:
        waiting.add(session, one.connection, route.rtype, [(remote_id, "", None)])
    _close(session, scene, one.id, "same" if same else "apart")


def _close(session: Session, scene: Scene, number: int, choice: str) -> None:
    sql = "UPDATE sync_conflict SET closed_at = ?, closed_change = ?, choice = ? WHERE id = ?"
    write(session, sql, scene.at, door.change_of(session).id, choice, number)
