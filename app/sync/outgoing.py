"""What of our rows is to be sent: found by revision, told by the difference to what was agreed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.connectors.base import Ok
from app.ids import uuid7
from app.models.database import Session, json_text
from app.sync import bindings, looked, questions
from app.sync.apply import value_hash
from app.sync.row_sql import rev, says, source
from app.sync.rules import Route, Rule
from app.sync.scene import Scene
from app.sync.sides import Bound, Row, State, Unbound
from app.sync.sql import ANY, ask, listed, write, write_many
from app.sync.values import Canon
from app.sync.whole import HELD

Blocked = dict[str, Mapping[str, str]]
UNREADABLE = "unreadable"
NO_OPTION = "no_such_option"
OTHER_CURRENCY = "other_currency"
"""Why an amount is not sent: the other system keeps it in another currency, and takes none from us."""


@dataclass(frozen=True)
class Candidates:
    """Rows to look at: new ones, changed ones by their binding, and such as must be read first.

    `reached`: as far as where nothing else is left, where that is worth keeping.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    to_read: tuple[str, ...]
    reached: looked.Reached | None = None


@dataclass(frozen=True)
class Out:
    """One op to be sent: the canonical fields with what they replace."""

    op_id: str
    kind: str
    local_id: str
    rev: int
    bound: Bound | None
    fields: Mapping[str, tuple[Canon, Canon]] = field(default_factory=dict)


def candidates(session: Session, scene: Scene, route: Route, *, whole: bool = False) -> Candidates:
    """Return the rows of a noun that may have something to send; `whole`: whatever was looked through before."""
    entity = route.entity
    mark = looked.mark(session, scene.connection, route)
    since = looked.since(scene.connection, route, looked.Mark() if whole else mark)
    left: list[int] = []
    new: tuple[str, ...] = ()
    if route.info.create and route.info.create_key != "none":
        sql = (
            f"SELECT t.id, {rev(entity)}, EXISTS (SELECT 1 FROM unsent u WHERE u.connection_id = ? AND u.entity = ? "
            f"AND u.local_id = t.id) FROM {source(entity)} WHERE {since} AND t.deleted_at IS NULL AND NOT t.sample "
            "AND NOT EXISTS "
            "(SELECT 1 FROM binding b WHERE b.connection_id = ? AND b.entity = ? AND b.local_id = t.id) AND NOT EXISTS "
            "(SELECT 1 FROM sync_conflict c WHERE c.connection_id = ? AND c.entity = ? AND c.local_id = t.id "
            "AND c.closed_at IS NULL) AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.connection_id = ? "
            f"AND o.entity = ? AND o.local_id = t.id) AND {says(entity)} ORDER BY t.no"
        )
        found = ask(session, sql, *(scene.connection, entity.name) * 4)
        new = tuple(row[0] for row in found)
        left += [at for _id, at, refused in found if not refused]
    sql = (
        f"SELECT b.local_id, b.remote_id, b.state, b.version, t.deleted_at, b.synced_rev, {rev(entity)} "
        f"FROM {source(entity)} CROSS JOIN binding b INDEXED BY ux_binding_local "
        f"WHERE {since} AND b.connection_id = ? AND b.entity = ? AND b.local_id = t.id "
        f"AND {rev(entity)} > b.synced_rev AND b.state <> 'missing' AND NOT EXISTS (SELECT 1 FROM outbox o "
        "WHERE o.connection_id = b.connection_id AND o.entity = b.entity AND o.local_id = b.local_id)"
    )
    changed, to_read = [], []
    for local_id, remote_id, state, version, deleted, synced, at in ask(session, sql, scene.connection, entity.name):
        if state in ("gone", "away") and deleted is not None:
            continue
        if state == "live" and version is not None:
            changed.append(local_id)
        else:
            to_read.append(remote_id)
        if synced:
            left.append(at)
    reached = looked.reached(session, scene.connection, route, mark, left)
    return Candidates(new, tuple(changed), tuple(to_read), reached)


def ops(session: Session, scene: Scene, route: Route, local_ids: Sequence[str], *, tried: frozenset[str]) -> list[Out]:
    """Return what is to be sent of rows, and hold back what is not; `tried` were sent in vain in this run already."""
    rows = scene.rows(session).load(route, local_ids)
    bounds = bindings.of_rows(session, scene.connection, route.entity.name, local_ids)
    asked = questions.open_fields(session, scene.connection, route.entity.name, local_ids)
    held_back = _unsent(session, scene, route, [one for one in local_ids if one not in bounds])
    found: list[Out] = []
    kept: list[Bound] = []
    refused: list[tuple[str, Row, Blocked]] = []
    for local_id in local_ids:
        row, bound = rows.get(local_id), bounds.get(local_id)
        if row is None or local_id in tried or (bound is None and row.deleted):
            continue
        if bound is None:
            if held_back.get(local_id) == _row_hash(row):
                continue
            out, bad = _create(route, local_id, row)
            if out is None and bad:
                refused.append((local_id, row, bad))
            elif out is not None:
                found.append(out)
        elif row.deleted:
            if not route.info.delete:
                # It lives on there, where nobody can delete it; here it stays put away.
                kept.append(replace(bound, synced_rev=row.rev))
            elif "*" not in asked.get(local_id, {}):
                found.append(Out(uuid7(), "delete", local_id, row.rev, bound))
        else:
            out, after = _update(route, local_id, row, bound, asked.get(local_id, {}))
            if out is not None:
                found.append(replace(out, bound=after))
            if after != bound:
                kept.append(after)
    bindings.save(session, scene.connection, route.rtype, route.entity.name, kept)
    # Whatever it was that changed here: what others tell of these rows may be another by now.
    bindings.look_again_below(session, scene.connection, route.entity.name, bounds)
    hold_back(session, scene, route, refused)
    return found


def _create(route: Route, local_id: str, row: Row) -> tuple[Out | None, Blocked]:
    fields: dict[str, tuple[Canon, Canon]] = {}
    bad: Blocked = {}
    rev = row.rev
    for rule in route.rules:
        name, value = rule.remote.name, row.mine[rule.remote.name]
        if rule.direction == "in":
            continue
        if isinstance(value, Unbound):
            if rule.local.required or rule.remote.required:
                # What it belongs to goes first; it is looked at again then.
                return None, {}
            # Sent once what it leads to is there: until then something is left to send.
            rev = 0
            continue
        why = "scale" if name in row.finer else rule.refusal(value, creating=True)
        if why and not rule.sends:
            # Where nothing stands yet nothing of theirs is overwritten; what they would not take from us is theirs.
            continue
        if why and not (why == "read_only" and value is None):
            bad[name] = {"code": why, "message": "", "hash": value_hash(value)}
        elif value is not None:
            fields[name] = (None, value)
    _keep_back_amounts(route, row, fields, bad, None)
    if any(_is_needed(route.by_remote[name], one["code"]) for name, one in bad.items()) or not fields:
        return None, bad
    bound = Bound("", local_id, blocked=bad)
    return Out(uuid7(), "create", local_id, rev, bound, fields), bad


def _keep_back_amounts(
    route: Route, row: Row, fields: dict[str, tuple[Canon, Canon]], bad: Blocked, base: Mapping[str, Canon] | None
) -> None:
    """Send no amount to where it is surely in another currency: it would be another amount. `base` None: it is new."""
    for rule in route.money:
        name, beside = rule.remote.name, route.by_local.get(rule.local.currency)
        value = row.mine[name]
        if name not in fields or beside is None or value == rule.nothing or isinstance(value, Unbound):
            continue
        there = beside.remote.name
        mine = row.mine[there]
        if there in fields or mine is None or isinstance(mine, Unbound):
            continue
        if beside.refusal(mine, creating=True) == NO_OPTION if base is None else base.get(there) not in (None, mine):
            del fields[name]
            bad[name] = {"code": OTHER_CURRENCY, "message": "", "hash": value_hash(value)}


def _is_needed(rule: Rule, code: str) -> bool:
    if code == "read_only":
        return False
    must_be_full = not rule.remote.nullable and code != OTHER_CURRENCY
    return rule.remote.required or rule.local.required or must_be_full


def _update(route: Route, local_id: str, row: Row, bound: Bound, asked: Mapping[str, str]) -> tuple[Out | None, Bound]:
    fields: dict[str, tuple[Canon, Canon]] = {}
    blocked: Blocked = {}
    waits = False
    for unit in route.units:
        if any(rule.remote.name in asked and asked[rule.remote.name] != "merged" for rule in unit):
            continue
        for rule in unit:
            name, value = rule.remote.name, row.mine[rule.remote.name]
            was = bound.base.get(name)
            if (value == was and not _is_strange(bound, name)) or (name in bound.pending and value is None):
                continue
            if isinstance(value, Unbound):
                waits = True
            elif name in bound.unread:
                blocked[name] = {"code": UNREADABLE, "message": "", "hash": value_hash(value)}
            elif _is_strange(bound, name) or _is_held(bound.blocked.get(name), value):
                blocked[name] = bound.blocked[name]
            elif not rule.sends:
                continue
            elif why := "scale" if name in row.finer else rule.refusal(value, creating=False):
                blocked[name] = {"code": why, "message": "", "hash": value_hash(value)}
            elif route.info.update:
                fields[name] = (was, value)
    _keep_back_amounts(route, row, fields, blocked, bound.base)
    after = replace(bound, blocked=blocked)
    if fields:
        return Out(uuid7(), "update", local_id, 0 if waits else row.rev, after, fields), after
    return None, after if waits else replace(after, synced_rev=row.rev)


def _is_strange(bound: Bound, name: str) -> bool:
    """Tell whether what stands there could not be taken over: it is not written over either."""
    return bound.blocked.get(name, {}).get("code") in HELD


def _is_held(held: Mapping[str, str] | None, value: Canon) -> bool:
    return held is not None and held["code"] not in (UNREADABLE, OTHER_CURRENCY) and held["hash"] == value_hash(value)


def intend(session: Session, scene: Scene, route: Route, outs: Iterable[Out]) -> None:
    """Write the intent down, before anything is sent."""
    sql = (
        "INSERT INTO outbox (op_id, connection_id, entity, local_id, kind, remote_id, version, fields, sent_rev, "
        "sent_at, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    rows = [
        (
            out.op_id, scene.connection, route.entity.name, out.local_id, out.kind,
            out.bound.remote_id if out.bound and out.kind != "create" else None,
            out.bound.version if out.bound else None,
            json_text({name: new for name, (_old, new) in out.fields.items()}), out.rev, scene.at, scene.run,
        )
        for out in outs
    ]  # fmt: skip
    write_many(session, sql, rows)


def images(outs: Iterable[Out]) -> Iterator[tuple[str, str, Mapping[str, tuple[Canon, Canon]]]]:
    """Yield what each op is to replace and to say: op, row, field → (old, new)."""
    for out in outs:
        if out.kind == "delete" and out.bound is not None:
            # All of the record is what a delete replaces.
            yield out.op_id, out.local_id, {name: (value, None) for name, value in out.bound.base.items()}
        else:
            yield out.op_id, out.local_id, dict(out.fields)


def agreed(out: Out, outcome: Ok) -> Bound:
    """Return a binding after a write: what was sent is agreed on; without the record as kept it is to be read."""
    before = out.bound or Bound("", out.local_id)
    base = {**before.base, **{name: new for name, (_old, new) in out.fields.items()}}
    state: State = "gone" if out.kind == "delete" else "live"
    # Of what is deleted the version last seen stays known: an old page must not bring it back.
    version = (outcome.version or before.version) if out.kind == "delete" else None
    return replace(before, remote_id=outcome.id, base=base, version=version, synced_rev=out.rev, state=state)


def hold_back(session: Session, scene: Scene, route: Route, rows: Iterable[tuple[str, Row, Blocked]]) -> None:
    """Remember new rows that the other system refuses, until they say something else."""
    sql = "INSERT OR REPLACE INTO unsent (connection_id, entity, local_id, hash, blocked) VALUES (?, ?, ?, ?, ?)"
    entity = route.entity.name
    write_many(session, sql, [
        (scene.connection, entity, local_id, _row_hash(row), json_text(bad)) for local_id, row, bad in rows
    ])  # fmt: skip


def no_longer_held(session: Session, scene: Scene, route: Route, local_ids: Iterable[str]) -> None:
    """Let go of what was remembered of new rows that are bound now."""
    sql = f"DELETE FROM unsent WHERE connection_id = ? AND entity = ? AND local_id IN {ANY}"
    write(session, sql, scene.connection, route.entity.name, listed(local_ids))


def _unsent(session: Session, scene: Scene, route: Route, local_ids: Sequence[str]) -> dict[str, str]:
    sql = f"SELECT local_id, hash FROM unsent WHERE connection_id = ? AND entity = ? AND local_id IN {ANY}"
    return dict(ask(session, sql, scene.connection, route.entity.name, listed(local_ids)))


def _row_hash(row: Row) -> str:
    return value_hash(json_text({name: repr(value) for name, value in row.mine.items()}))
