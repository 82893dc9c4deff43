"""What the mapping writes: a row as it is to be, a whole noun as it was; `doors` are the operations of mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.operations.syncing.rows import MappedField, MappedType, RemoteField
from app.views.workspace import Workspace

_MONEY = frozenset({"amount", "currency"})
_SAID = ("remote", "policy", "direction", "merge", "group", "values")


def write_fields(
    doors: Any,
    workspace: Workspace,
    connection_id: int,
    fields: Iterable[MappedField],
    remotes: Mapping[str, RemoteField],
) -> None:
    """Map fields as they say, or let those go that say nothing."""
    for one in fields:
        if not one.remote:
            workspace.write(doors.unmap_field, connection_id, one.entity, one.local)
            continue
        there = remotes.get(one.remote)
        # What can only be read there is not offered as if it could be written.
        direction = "in" if there is not None and not there.writable else one.direction
        workspace.write(
            doors.map_field,
            connection_id,
            one.entity,
            one.local,
            remote=one.remote,
            policy=one.policy,
            direction=direction,
            merge=one.merge,
            # An amount means nothing without its currency.
            group=one.group or ("money" if one.local in _MONEY else ""),
            values=one.values,
        )


def restore(doors: Any, workspace: Workspace, connection_id: int, before: MappedType, now: MappedType) -> None:
    """Map a noun again as it was."""
    if before.rtype != now.rtype:
        workspace.write(doors.map_type, connection_id, before.entity, before.rtype)
        now = next(one for one in workspace.read(doors.mapping, connection_id) if one.entity == before.entity)
    was = {one.local: one for one in before.fields}
    current = {one.local: one for one in now.fields}
    let_go = [one for one in now.fields if one.remote and not (one.local in was and was[one.local].remote)]
    for one in let_go:
        workspace.write(doors.unmap_field, connection_id, one.entity, one.local)
    differing = [one for one in before.fields if one.remote and not _same(one, current.get(one.local))]
    write_fields(doors, workspace, connection_id, differing, {one.name: one for one in before.remote_fields})


def _same(one: MappedField, other: MappedField | None) -> bool:
    return other is not None and all(getattr(one, name) == getattr(other, name) for name in _SAID)
