"""What the screens and verbs of syncing show, as frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

HUB = "hub"
"""The kind of connection that leads to a team hub."""


@dataclass(frozen=True)
class Kind:
    """A kind of system that can be connected. `broken` says why it cannot, in its own words.

    One whose package is not `trusted` has not been run yet: it shows its id and asks for nothing.
    """

    id: str
    label: str
    params: tuple[Param, ...]
    builtin: bool
    distribution: str = ""
    broken: str = ""
    sign_in: str = "none"  # none, secret, web
    trusted: bool = True


@dataclass(frozen=True)
class Param:
    """One row of a connection's form; `kind`: text password url int bool choice file folder."""

    name: str
    label: str
    kind: str
    required: bool
    default: object
    choices: tuple[tuple[str, str], ...]
    help: str
    pattern: str


@dataclass(frozen=True)
class Connection:
    """One connection as the list shows it. `why` are the words of its state: a key with parameters, or None.

    `state`: on, paused, auth, guard, error. `guard`: atomic, check, none, the weakest of its types; "" before the first
    run. `waiting` counts rows that would be sent now, `differences` open questions, `blocked` fields not sent,
    `links` proposals of a first sync, `missing` records that are not visible there any more.
    """

    id: int
    name: str
    connector: str
    label: str
    org: str
    user: str
    state: str
    why: tuple[str, Mapping[str, Any]] | None
    writes: bool
    every_minutes: int
    guard: str
    last_run: Run | None
    waiting: int
    differences: int
    blocked: int
    links: int
    missing: int


@dataclass(frozen=True)
class Run:
    """One run. `result`: done, cancelled, offline, auth, guard, busy, error; "" while it runs or where it was cut off.

    `change_id` is set where it wrote anything here; `undone` once that was taken back.
    """

    id: int
    connection_id: int
    connection: str
    started: str
    ended: str
    result: str
    pulled: int
    pushed: int
    conflicts: int
    requests: int
    bytes: int
    error: tuple[str, Mapping[str, Any]] | None
    change_id: str
    undone: bool


@dataclass(frozen=True)
class Note:
    """One line of a run's log; `title` names the row it is about, where there is one."""

    at: str
    level: str  # info, warning
    entity: str
    local_id: str
    title: str
    key: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class Overwritten:
    """What a run replaced in the other system: one of our fields of a row, the words that stood there, the new ones."""

    entity: str
    local_id: str
    title: str
    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """One open question. `kind`: field, deleted_there, deleted_here, merged, oscillation.

    `base`, `mine` and `theirs` are for people (dates, names of choices, names of accounts; lists with a line each);
    `both` is the combined proposal, None where there is none. `text` tells that words are compared one by one.
    `group` is the same for fields that are settled as one.
    """

    id: int
    connection_id: int
    system: str
    entity: str
    local_id: str
    account_id: str
    account: str
    title: str
    field: str
    kind: str
    type: str
    text: bool
    base: str | None
    mine: str | None
    theirs: str | None
    both: str | None
    group: str
    mine_by: str
    mine_at: str
    theirs_by: str
    theirs_at: str
    base_at: str


@dataclass(frozen=True)
class Link:
    """A proposal of a first sync: is this record there this row here? `by` is the field whose value is equal."""

    id: int
    connection_id: int
    entity: str
    local_id: str
    mine: str
    theirs: str
    by: str
    value: str
    theirs_fields: tuple[tuple[str, str, str], ...]  # field, here, there
    account_id: str = ""
    account: str = ""
    system: str = ""


@dataclass(frozen=True)
class MappedField:
    """One row of the mapping screen; `remote` is "" where the field of ours goes nowhere."""

    entity: str
    local: str
    local_type: str
    required: bool
    remote: str
    remote_label: str
    remote_type: str
    policy: str
    direction: str
    merge: str
    group: str
    values: Mapping[str, str]
    writable: bool
    problem: str  # "", missing (field gone there), type


@dataclass(frozen=True)
class RemoteField:
    """A field of theirs to choose from."""

    name: str
    label: str
    type: str
    writable: bool
    custom: bool
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MappedType:
    """One of our nouns in a connection: the remote type it goes with ("" for none), and what can be done with it."""

    entity: str
    rtype: str
    label: str
    types: tuple[tuple[str, str], ...]  # every type there, to choose from
    create: bool
    update: bool
    delete: bool
    create_key: str
    guard: str
    deletions: str
    fields: tuple[MappedField, ...]
    remote_fields: tuple[RemoteField, ...]


@dataclass(frozen=True)
class Blocked:
    """A field that is not sent, and why: shown beside the field."""

    connection: str
    entity: str
    local_id: str
    account_id: str
    title: str
    field: str
    code: str
    message: str


@dataclass(frozen=True)
class Pulse:
    """What the book knows of all connections for the sync pill. `state`: none, synced, waiting, ask, paused, error."""

    state: str
    waiting: int
    ask: int
    at: str
    why: tuple[str, Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Guarded:
    """What a stopped run would have done, one row per type and kind of damage, with some names as a sample."""

    entity: str
    kind: str  # deletes, missing, blanks, empty, pushes
    field: str
    count: int
    of: int
    sample: tuple[str, ...]


@dataclass(frozen=True)
class Identity:
    """What a test of a connection found."""

    org: str
    user: str
    types: tuple[tuple[str, str, str], ...]  # entity, label of the type there, guard


@dataclass(frozen=True)
class CameOver:
    """An account that a colleague has handed over to us, and who that was."""

    account_id: str
    account: str
    by: str


@dataclass(frozen=True)
class RunResult:
    """What one run did, as CLI.md's JSON has it; `came` are the accounts that colleagues handed over to us."""

    run: int
    name: str
    pulled: int
    pushed: int
    conflicts: int
    blocked: int
    requests: int
    state: str
    change_id: str
    result: str
    why: tuple[str, Mapping[str, Any]] | None
    came: tuple[CameOver, ...] = ()
