"""Connections to other systems: the list, making one, and what a person decides about each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.connectors import base
from app.errors import BansoError
from app.language import _
from app.models.database import Session
from app.operations.syncing.kept import kept
from app.operations.syncing.kinds import connector as ready
from app.operations.syncing.kinds import label_of, settings_of
from app.operations.syncing.rows import Connection, Run
from app.operations.syncing.runs import last_runs
from app.operations.syncing.waiting import look_again, next_run, waiting
from app.operations.syncing.why import why_of
from app.sync import keeping
from app.sync.sql import ask, one

Config = Mapping[str, str | int | bool | None]
LONGEST_PAUSE = 7 * 24 * 60
"""Minutes between two runs at most; 0 stands for runs on demand alone."""

_GUARDS = ("atomic", "check", "none")
_LISTED = (
    "SELECT id, name, connector, org_id, user_id, user_name, state, state_why, writes, every_minutes, schema "
    "FROM connection "
)


def connections(session: Session) -> list[Connection]:
    """Return every connection by name, with what waits, what differs and how the last run went."""
    rows = ask(session, _LISTED + "ORDER BY name COLLATE NOCASE, id")
    if not rows:
        return []
    counted = _counts(session)
    last = last_runs(session)
    return [_connection(session, row, counted.get(row[0], {}), last.get(row[0])) for row in rows]


def connection(session: Session, connection_id: int) -> Connection:
    """Return one connection; "connection.unknown" where there is none of that number."""
    kept(session, connection_id)
    [row] = ask(session, _LISTED + "WHERE id = ?", connection_id)
    return _connection(session, row, _counts(session).get(connection_id, {}), last_runs(session).get(connection_id))


def find_connection(session: Session, name: str) -> int:
    """Return the number of the connection of that name; "connection.none" where there is none."""
    found = one(session, "SELECT id FROM connection WHERE name = ? COLLATE NOCASE ORDER BY name = ? DESC", name, name)
    if found is None:
        raise BansoError("connection.none", field="name", name=name)
    return int(found)


def config_of(session: Session, connection_id: int) -> Config:
    """Return the settings of a connection; there is no secret among them."""
    return dict(kept(session, connection_id).config)


def connect(session: Session, *, name: str, connector: str, config: Config) -> int:
    """Make a connection, at first for reading only, and return its number.

    "connection.name" without a name, "connection.taken", "sync.broken_connector", and those of `checked`.
    """
    values = checked(ready(connector), config)
    title = _free_name(session, name)
    return keeping.add_connection(
        session, {"connector": connector, "name": title, "config": values, "writes": 0, "state": "on"}
    )


def rename_connection(session: Session, connection_id: int, name: str) -> None:
    """Call a connection something else."""
    _set(session, connection_id, {"name": _free_name(session, name, connection_id)})


def pause(session: Session, connection_id: int) -> None:
    """Let a connection rest; nothing is lost meanwhile."""
    _set(session, connection_id, {"state": "paused", "state_why": None})


def resume(session: Session, connection_id: int) -> None:
    """Let a connection run again, whatever it had stopped for; after a restore this is what confirms it."""
    _set(session, connection_id, {"state": "on", "state_why": None})


def set_writes(session: Session, connection_id: int, on: bool) -> None:
    """Switch write-back on or off."""
    _set(session, connection_id, {"writes": next_run(session) if on else 0})


def set_every(session: Session, connection_id: int, minutes: int) -> None:
    """Say how often a connection runs by itself; 0 for never. "connection.every" for what is no such time."""
    if not 0 <= minutes <= LONGEST_PAUSE:
        raise BansoError("connection.every", field="every_minutes", most=LONGEST_PAUSE)
    _set(session, connection_id, {"every_minutes": minutes})


def amend_config(session: Session, connection_id: int, config: Config) -> None:
    """Change the settings of a connection; which system it is stays pinned. Those of `checked`."""
    now = kept(session, connection_id)
    values = checked(ready(now.connector), {**now.config, **config})
    state = {"state": "on", "state_why": None} if now.state in ("auth", "error") else {}
    _set(session, connection_id, {"config": values, "schema_at": None, **state})


def full_resync(session: Session, connection_id: int) -> None:
    """Ask for every record anew at the next run; what was agreed on stays, so that nothing is overwritten."""
    kept(session, connection_id)
    keeping.start_over(session, connection_id)


def forget_bindings(session: Session, connection_id: int) -> None:
    """Forget which record is which row; the next run proposes them again. Rows stay as they are."""
    kept(session, connection_id)
    keeping.drop_agreed(session, connection_id)
    look_again(session, connection_id)


def remove_connection(session: Session, connection_id: int) -> None:
    """Take a connection away with what was agreed on through it; rows stay, on both sides.

    Its secrets in the keyring go by `secrets.forget_secrets`, before this.
    """
    kept(session, connection_id)
    keeping.drop_connection(session, connection_id)


def checked(found: base.Connector, config: Config) -> dict[str, Any]:
    """Return settings as a connector takes them: "param.unknown", "param.missing", "param.value" name the field."""
    params = {one.name: one for one in settings_of(found)}
    for name in config:
        if name not in params:
            raise BansoError("param.unknown", field=name, name=name)
    values = {name: _value(param, config.get(name)) for name, param in params.items()}
    return {name: value for name, value in values.items() if value is not None}


def _value(param: base.Param, given: object) -> object:
    value = param.default if given is None or given == "" else given
    if value is None or value == "":
        if param.required and param.kind != "bool":
            raise BansoError("param.missing", field=param.name, label=_(param.label))
        return None
    if param.kind == "bool":
        return _yes(value)
    if param.kind == "int":
        if not re.fullmatch(r"[+-]?\d{1,9}", str(value)):
            raise BansoError("param.value", field=param.name, label=_(param.label), value=str(value))
        return int(str(value))
    text = str(value).strip()
    wrong = (param.kind == "choice" and text not in dict(param.choices)) or (
        param.pattern and not re.fullmatch(param.pattern, text)
    )
    if wrong or (param.kind == "url" and not re.match(r"https?://\S", text)):
        raise BansoError("param.value", field=param.name, label=_(param.label), value=text)
    return text


def _yes(value: object) -> bool:
    return value if isinstance(value, bool) else str(value).casefold() in ("1", "true", "yes", "on", "はい")


def _free_name(session: Session, name: str, but: int = 0) -> str:
    title = " ".join(name.split())
    if not title:
        raise BansoError("connection.name", field="name")
    if one(session, "SELECT 1 FROM connection WHERE name = ? COLLATE NOCASE AND id <> ?", title, but):
        raise BansoError("connection.taken", field="name", name=title)
    return title


def _set(session: Session, connection_id: int, values: Mapping[str, object]) -> None:
    kept(session, connection_id)
    keeping.set_connection(session, connection_id, values)


def _counts(session: Session) -> dict[int, dict[str, int]]:
    """Return open questions, proposals, fields not sent and records not seen any more, by connection."""
    found: dict[int, dict[str, int]] = {}
    questions = (
        "SELECT connection_id, CASE kind WHEN 'link' THEN 'links' ELSE 'differences' END AS what, count(*) "
        "FROM sync_conflict WHERE closed_at IS NULL GROUP BY connection_id, what"
    )
    bound = (
        "SELECT connection_id, 'missing', count(*) FROM binding WHERE state = 'missing' GROUP BY connection_id "
        "UNION ALL SELECT b.connection_id, 'blocked', count(*) FROM binding b, json_each(b.blocked) "
        "WHERE b.blocked IS NOT NULL GROUP BY b.connection_id "
        "UNION ALL SELECT u.connection_id, 'blocked', count(*) FROM unsent u, json_each(u.blocked) "
        "GROUP BY u.connection_id"
    )
    for number, what, count in [*ask(session, questions), *ask(session, bound)]:
        kinds = found.setdefault(number, {})
        kinds[what] = kinds.get(what, 0) + count
    return found


def _connection(session: Session, row: Sequence[Any], counted: Mapping[str, int], last: Run | None) -> Connection:
    number, name, kind, org, user, user_name, state, why, writes, every, schema = row
    return Connection(
        number,
        name,
        kind,
        label_of(kind),
        org or "",
        user_name or user or "",
        state,
        why_of(why),
        bool(writes),
        every,
        _guard(session, number, json.loads(schema) if schema else ()),
        last,
        waiting(session, number) if state != "paused" else 0,
        counted.get("differences", 0),
        counted.get("blocked", 0),
        counted.get("links", 0),
        counted.get("missing", 0),
    )


def _guard(session: Session, connection_id: int, schema: Sequence[Mapping[str, Any]]) -> str:
    """Return the weakest guard of what is mapped; "none" too where nothing of it can be written."""
    used = {
        row[0] for row in ask(session, "SELECT DISTINCT rtype FROM field_map WHERE connection_id = ?", connection_id)
    }
    mapped = [info for info in schema if info["name"] in used]
    if mapped and not any(info["create"] or info["update"] for info in mapped):
        return "none"
    levels = [_GUARDS.index(info["guard"]) for info in mapped]
    return _GUARDS[max(levels)] if levels else ""
