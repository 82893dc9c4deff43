"""Writes what records of theirs make of our rows: a page at a time, in the transaction of the caller."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.ids import uuid7
from app.journal.forgotten import forgotten_records
from app.models.database import Session, json_text
from app.sync import beside, bindings, questions, sent, waiting
from app.sync.links import meet, propose
from app.sync.merge import Ours, dirty, nothing_unsure, reconcile
from app.sync.merging import merge_records, unite_twins
from app.sync.record import Record
from app.sync.rows import NeedsOther, Rows
from app.sync.rules import Route
from app.sync.scene import Scene, Told
from app.sync.sides import Bound, Decision, Row, Unbound, but
from app.sync.values import Canon
from app.sync.whole import BESIDE, HELD, Refused


def apply(session: Session, scene: Scene, route: Route, records: Sequence[Record], told: Told) -> None:
    """Reconcile records of one type with our rows; the same page twice is the page once."""
    # Of one record only the last word of a page counts.
    latest = {one.theirs.id: one for one in records}
    moved = [one for one in latest.values() if one.theirs.moved_to]
    for one in moved:
        merge_records(session, scene, route, one.theirs, told)
    rest = _followed(session, scene, route, [one for one in latest.values() if not one.theirs.moved_to])
    bounds = bindings.load(session, scene.connection, route.rtype, [one.theirs.id for one in rest])
    _bind_by_key(session, scene, route, [one for one in rest if one.theirs.id not in bounds], bounds)
    known = [(one, bounds[one.theirs.id]) for one in rest if one.theirs.id in bounds]
    twins = {one.key: bound for one, bound in known if one.key not in (None, bound.local_id) and not one.theirs.gone}
    if twins:
        unite_twins(session, scene, route, twins, told)
    _reconcile(session, scene, route, known, told)
    fresh = [one for one in rest if one.theirs.id not in bounds]
    if fresh:
        _take_in(session, scene, route, fresh, told)


def _followed(session: Session, scene: Scene, route: Route, records: list[Record]) -> list[Record]:
    moved = bindings.aliases(session, scene.connection, route.rtype, [one.theirs.id for one in records])
    # What is told under an id that was merged away tells nothing of the record that it went into.
    return [one for one in records if one.theirs.id not in moved]


def _bind_by_key(session: Session, scene: Scene, route: Route, records: list[Record], bounds: dict[str, Bound]) -> None:
    keyed = {one.key: one for one in records if one.key and not one.theirs.gone}
    if not keyed:
        return
    taken = bindings.of_rows(session, scene.connection, route.entity.name, keyed)
    there = scene.rows(session).revs(route, [key for key in keyed if key not in taken])
    for key in there:
        # What we sent is what was agreed on: what others changed since is theirs.
        base = sent.on_create(session, scene.connection, route.entity.name, key)
        one = keyed[key].theirs
        bounds[one.id] = Bound(one.id, key, base, None, 0)
        questions.close_link(session, scene.connection, one.id, scene.at)
        waiting.forget(session, scene.connection, route.rtype, [one.id])


def _reconcile(session: Session, scene: Scene, route: Route, known: Sequence[tuple[Record, Bound]], told: Told) -> None:
    if not known:
        return
    rows = scene.rows(session)
    ours = rows.load(route, [bound.local_id for _one, bound in known])
    unsure = sent.unsure(session, scene.connection, route.entity.name, [bound.local_id for _one, bound in known])
    children = beside.with_unsent_children(session, scene.connection, route, [
        bound.local_id for one, bound in known if one.theirs.gone
    ])  # fmt: skip
    decided: list[tuple[Record, Decision, Row]] = []
    bases: dict[str, Mapping[str, Canon]] = {}
    for one, bound in known:
        row = ours.get(bound.local_id)
        if row is None:
            continue
        decision = reconcile(
            route,
            row,
            bound,
            one.theirs,
            ours=_ours(unsure[bound.local_id]) if bound.local_id in unsure else nothing_unsure,
            keeps_children=bound.local_id in children,
            flips=beside.flips(session, scene, route, bound.local_id) if scene.several else None,
        )
        decided.append((one, decision, row))
        bases[bound.local_id] = bound.base
    _write(session, scene, route, rows, decided, bases, told)
    # A record that moved on takes no request any more that was meant for how it stood.
    moved = [bound.local_id for one, bound in known if one.theirs.version != bound.version]
    sent.settle(session, scene.connection, route.entity.name, [row for row in moved if row in unsure])


def _ours(sent: Mapping[str, frozenset[Canon]]) -> Ours:
    return lambda name: sent.get(name, frozenset())


def _write(
    session: Session,
    scene: Scene,
    route: Route,
    rows: Rows,
    decided: Sequence[tuple[Record, Decision, Row]],
    bases: Mapping[str, Mapping[str, Canon]],
    told: Told,
) -> None:
    entity = route.entity.name
    rows.restore(route, [one.bound.local_id for _r, one, _row in decided if one.restore])
    rows.delete(route, [one.bound.local_id for _r, one, _row in decided if one.delete])
    refused = rows.put(route, {one.bound.local_id: one.put for _r, one, _row in decided if one.put})
    # Both sides may have led a row on alike: nothing is put then, and yet what others tell of it is another.
    led = [
        one.bound.local_id
        for _r, one, _row in decided
        if any(one.bound.base.get(name) != bases[one.bound.local_id].get(name) for name in route.refs)
    ]
    bindings.look_again_below(session, scene.connection, entity, led)
    revs = rows.revs(route, [one.bound.local_id for _r, one, _row in decided])
    there = questions.open_fields(session, scene.connection, entity, revs)
    renamed = _by_merged_ids(session, scene, route, [r for r, one, _row in decided if one.put.keys() & route.refs])
    bounds, asked, closed = [], [], []
    for record, one, row in decided:
        local_id = one.bound.local_id
        for name, code in refused.get(local_id, {}).items():
            if code in HELD - {BESIDE} and one.bound.blocked.get(name, {}).get("code") != code:
                told.note("refused", entity, local_id, field=name, why=code)
        bound = _with_refused(one.bound, refused.get(local_id, {}), record, row, bases[local_id])
        led_on = any(name in route.through for name in one.put) or record.theirs.id in renamed
        if bound.state == "hold" or not (one.differs or led_on):
            bound = but(bound, synced_rev=revs[local_id])
        elif one.sends or led_on:
            bound = but(bound, synced_rev=0)
        bounds.append(bound)
        asked += [(local_id, question, record.theirs.by, record.theirs.at) for question in one.ask]
        closed += [(local_id, name) for name in there.get(local_id, ()) if name in one.close]
        told.records += bool(one.put or one.delete or one.restore or one.ask)
        for name, reason in record.bad.items():
            told.note("unreadable", entity, local_id, field=name, reason=reason)
    bindings.save(session, scene.connection, route.rtype, entity, bounds)
    questions.close(session, scene.connection, entity, closed, scene.at)
    told.asked += questions.raise_all(session, scene.connection, entity, asked, scene.run)


def _with_refused(
    bound: Bound, refused: Mapping[str, str], record: Record, row: Row, agreed: Mapping[str, Canon] | None = None
) -> Bound:
    """Return a binding that remembers which of their values are of no use here; ours is not sent over them.

    `agreed` is what was agreed on before: what cannot be so as long as its row says what it does stays open.
    """
    if not refused and not bound.blocked:
        return bound
    told = record.theirs.fields
    held = {name for name, one in bound.blocked.items() if one["code"] in HELD and name in told}
    if held:
        bound = replace(bound, blocked={name: one for name, one in bound.blocked.items() if name not in held})
    if not refused:
        return bound
    open_ = [name for name, code in refused.items() if code in HELD and agreed is not None]
    if agreed is not None and open_:
        rest = {name: value for name, value in bound.base.items() if name not in open_}
        bound = replace(bound, base={**rest, **{name: agreed[name] for name in open_ if name in agreed}})
    pending = {**bound.pending, **{n: str(record.theirs.fields[n]) for n, code in refused.items() if code == "pending"}}
    # Until it comes, what ours leads to is no edit of ours: it is not sent over where theirs leads.
    stands = {name: row.mine[name] for name, code in refused.items() if code == "pending"}
    stays = {name: mine for name, mine in stands.items() if mine is not None and not isinstance(mine, Unbound)}
    bound = replace(bound, base={**bound.base, **stays})
    blocked = {
        **bound.blocked,
        **{
            name: {"code": code, "message": "", "hash": value_hash(row.mine[name])}
            for name, code in refused.items()
            if code != "pending"
        },
    }
    return replace(bound, pending=pending, blocked=blocked)


def value_hash(value: object) -> str:
    """Return a print of a value: what is not sent is looked at again once it is another one."""
    text = json_text(value if isinstance(value, bool | int | str | None) else repr(value))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _take_in(session: Session, scene: Scene, route: Route, records: Sequence[Record], told: Told) -> None:
    """Make rows of records that are bound to none."""
    waiting.forget(session, scene.connection, route.rtype, [one.theirs.id for one in records if one.theirs.gone])
    alive = [one for one in records if not one.theirs.gone]
    erased = forgotten_records(session, scene.org, route.rtype, [one.theirs.id for one in alive])
    alive = [one for one in alive if one.theirs.id not in erased]
    met = meet(session, scene, route, alive)
    waiting.forget(session, scene.connection, route.rtype, met)
    known = [(one, Bound(one.theirs.id, met[one.theirs.id])) for one in alive if one.theirs.id in met]
    _reconcile(session, scene, route, known, told)
    alive = [one for one in alive if one.theirs.id not in met]
    proposed, asked = propose(session, scene, route, alive)
    told.asked += asked
    insert(session, scene, route, [one for one in alive if one.theirs.id not in proposed], told)


def insert(session: Session, scene: Scene, route: Route, records: Sequence[Record], told: Told) -> None:
    """Make a row of each record, under the id it was made with where that is one of ours."""
    rows = scene.rows(session)
    free = _free_ids(session, scene, route, records)
    new = {free[one.theirs.id]: one for one in records}
    refused, useless = rows.create(route, {row_id: one.theirs.fields for row_id, one in new.items()})
    made = {row_id: one for row_id, one in new.items() if row_id not in refused}
    wait: list[tuple[str, str | None, str | None]] = []
    noted = waiting.looked_at_again(session, scene.connection, route.rtype) if refused else set()
    for row_id, why in refused.items():
        one = new[row_id].theirs
        if isinstance(why, NeedsOther):
            wait.append((one.id, why.rtype, why.remote_id))
            continue
        # It may be as told once what it belongs to is told otherwise: it is looked at again, and noted once.
        wait.append((one.id, "" if isinstance(why, Refused) else None, None))
        if not isinstance(why, Refused):
            told.note("unusable", route.entity.name, "", reason=str(why), id=one.id)
        elif one.id not in noted:
            field = route.by_column.get(why.column, why.column)
            told.note("refused_new", route.entity.name, "", field=field, why=why.code, id=one.id)
    waiting.add(session, scene.connection, route.rtype, wait)
    revs = rows.revs(route, made)
    ours = rows.load(route, made if route.told else useless)
    renamed = _by_merged_ids(session, scene, route, list(made.values()))
    bounds = []
    for row_id, record in made.items():
        theirs = record.theirs
        bound = Bound(theirs.id, row_id, theirs.fields, theirs.version, revs[row_id])
        if theirs.id in renamed or any(
            name in theirs.fields and theirs.fields[name] != ours[row_id].mine[name] for name in route.told
        ):
            bound = but(bound, synced_rev=0)
        bounds.append(_with_refused(bound, useless[row_id], record, ours[row_id]) if row_id in useless else bound)
    bindings.add(session, scene.connection, route.rtype, route.entity.name, bounds)
    waiting.forget(session, scene.connection, route.rtype, [bound.remote_id for bound in bounds])
    told.records += len(bounds)


def _by_merged_ids(session: Session, scene: Scene, route: Route, records: Sequence[Record]) -> set[str]:
    """Return the records that call another one by an id that was merged away; our row names the one that is left."""
    found: set[str] = set()
    for rule in route.leading:
        name = rule.remote.name
        said = {one.theirs.id: str(one.theirs.fields[name]) for one in records if one.theirs.fields.get(name)}
        if said and rule.local.ref in scene.routes:
            of = scene.routes[rule.local.ref].rtype
            moved = bindings.aliases(session, scene.connection, of, set(said.values()))
            found |= {record_id for record_id, there in said.items() if there in moved}
    return found


def _free_ids(session: Session, scene: Scene, route: Route, records: Sequence[Record]) -> dict[str, str]:
    keys = [one.key for one in records if one.key]
    taken = set(scene.rows(session).revs(route, keys)) if keys else set()
    ids: dict[str, str] = {}
    for one in records:
        free = one.key is not None and one.key not in taken and _is_id(one.key)
        ids[one.theirs.id] = str(one.key) if free else uuid7()
        taken.add(ids[one.theirs.id])
    return ids


def _is_id(key: str) -> bool:
    return len(key) == 36 and key.count("-") == 4


def lead_references(session: Session, scene: Scene, route: Route, found: Sequence[Bound]) -> None:
    """Lead references of our rows to records that have come since; where one was set meanwhile, that stands."""
    rows = scene.rows(session)
    before = rows.load(route, [one.local_id for one in found])
    open_ = {
        one.local_id: {
            name: there
            for name, there in one.pending.items()
            if before[one.local_id].mine[name] in (None, one.base.get(name))
        }
        for one in found
    }
    refused = rows.put(route, open_)
    bindings.look_again_below(session, scene.connection, route.entity.name, open_)
    revs = rows.revs(route, [one.local_id for one in found])
    ours = rows.load(route, [one.local_id for one in found])
    bounds = []
    for one in found:
        left = {name: there for name, there in open_[one.local_id].items() if name in refused.get(one.local_id, {})}
        come = {name: there for name, there in open_[one.local_id].items() if name not in left}
        after = replace(one, base={**one.base, **come}, pending=left)
        is_dirty = dirty(route, ours[one.local_id], after)
        bounds.append(replace(after, synced_rev=0 if is_dirty else revs[one.local_id]))
    bindings.save(session, scene.connection, route.rtype, route.entity.name, bounds)
