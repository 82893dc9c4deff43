"""The contract between Banso and a connector: what a system is, what changed there, what to write, what came of it.

Standard library only, published to strangers as `banso_connector`. A connector translates and reports; the engine
alone decides, retries, waits, batches and remembers. Every call is blocking and runs on one worker thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal, Protocol, TypeAlias

from app.connectors.context import Context, HttpClient, HttpReply

__all__ = [
    "API", "Auth", "Change", "Connector", "Context", "Duplicate", "Field", "FieldPreset", "FieldType", "Gone",
    "HttpClient", "HttpReply", "Identity", "NoAuth", "OAuth2", "Ok", "Op", "Outcome", "Page", "Param", "ParamKind",
    "Preset", "Rejected", "Scalar", "SecretAuth", "Session", "Stale", "TypeInfo", "Unsure",
]  # fmt: skip

API = 1
"""The version of this contract; a connector names the one it was written for."""

Scalar: TypeAlias = bool | int | str | Decimal | date | datetime | tuple[str, ...] | None
"""A field's value. `datetime` is aware and UTC, a `date` has no zone, money is a Decimal beside its currency field;
never a float."""

ParamKind = Literal["text", "password", "url", "int", "bool", "choice", "file", "folder"]
FieldType = Literal[
    "text", "longtext", "int", "decimal", "money", "bool", "date", "datetime",
    "enum", "multi", "ref", "email", "url", "phone",
]  # fmt: skip


@dataclass(frozen=True)
class Param:
    """One row of the form in which a person sets a connection up; a password is never kept in its settings."""

    name: str
    label: str
    kind: ParamKind = "text"
    required: bool = True
    default: Scalar = None
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    pattern: str = ""


@dataclass(frozen=True)
class NoAuth:
    """The system asks nobody who they are."""


@dataclass(frozen=True)
class SecretAuth:
    """Signing in by what a person types: a key, a user with a password."""

    params: tuple[Param, ...]


@dataclass(frozen=True)
class OAuth2:
    """Signing in on a web page of the system; addresses may contain `{param}` of the settings."""

    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    client_id: str
    pkce: bool = True


Auth: TypeAlias = NoAuth | SecretAuth | OAuth2


@dataclass(frozen=True)
class Field:
    """One field of a remote type, as far as the user who signed in may see it."""

    name: str
    label: str
    type: FieldType
    writable: bool = True
    on_create: bool = True
    required: bool = False
    nullable: bool = True
    max_length: int | None = None
    scale: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    ref_to: tuple[str, ...] = ()
    currency_field: str = ""
    custom: bool = False


@dataclass(frozen=True)
class TypeInfo:
    """A kind of record and what can be done with it, found at run time.

    `create_key`: "unique" where the system refuses a second record with our key, "search" where the key can only be
    looked up, "none" where nothing is created. `guard`: "atomic" where the system itself compares the version while it
    writes, "check" where the connector reads just before, "none" where neither. `deletions`: "feed" where `pull` tells
    of them, "sweep" where absent ids do; `sweep_hours` is the least time between two sweeps, 0 for every run.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    create: bool = True
    update: bool = True
    delete: bool = True
    create_key: Literal["unique", "search", "none"] = "none"
    guard: Literal["atomic", "check", "none"] = "none"
    deletions: Literal["feed", "sweep", "none"] = "none"
    delete_kind: Literal["restorable", "hard"] = "restorable"
    batch: int = 100
    sweep_hours: int = 24


@dataclass(frozen=True)
class Identity:
    """Which system this is and who signed in; `org_id` pins a connection to it for good."""

    org_id: str
    user_id: str = ""
    user_name: str = ""
    tz: str = ""
    currency: str = ""


@dataclass(frozen=True)
class Change:
    """A record as it stands there. A field the user may not read is absent from `fields`, not None.

    `key` is our own id, where we created it. `moved_to` is the record that this one was merged into. `at` and `by` are
    for people only and are never compared.
    """

    id: str
    version: str | None
    fields: Mapping[str, Scalar] = field(default_factory=dict)
    key: str | None = None
    gone: bool = False
    moved_to: str | None = None
    at: str = ""
    by: str = ""


@dataclass(frozen=True)
class Page:
    """Some changes and the cursor from which to go on after them; `quota_left` is a share from 0 to 1."""

    changes: Sequence[Change]
    cursor: str
    total: int | None = None
    quota_left: float | None = None


@dataclass(frozen=True)
class Op:
    """One write: `key` is our id of the record, `version` the one last seen, `fields` only what changes."""

    op_id: str
    kind: Literal["create", "update", "delete"]
    key: str
    id: str | None = None
    version: str | None = None
    fields: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class Ok:
    """Written. `after` is the record as the system keeps it, where that costs nothing more."""

    id: str
    version: str | None = None
    after: Change | None = None


@dataclass(frozen=True)
class Stale:
    """The version was no longer the one given: nothing was written."""


@dataclass(frozen=True)
class Duplicate:
    """Refused: there is a record with our key already."""

    id: str | None = None


@dataclass(frozen=True)
class Gone:
    """There is no such record any more; nothing was written."""

    moved_to: str | None = None


@dataclass(frozen=True)
class Rejected:
    """Refused for good, nothing was written: the reason by field, "*" for the record as a whole."""

    fields: Mapping[str, str]
    code: str = ""


@dataclass(frozen=True)
class Unsure:
    """It may or may not have been written."""

    why: str = ""


Outcome: TypeAlias = Ok | Stale | Duplicate | Gone | Rejected | Unsure


class Session(Protocol):
    """An open conversation with one system."""

    def identity(self) -> Identity:
        """Return which system this is and who signed in."""

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        """Return the types that this user sees."""

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        """Yield what changed since `cursor`, None for everything; at least once, in any order.

        The cursor of each page can be gone on from, also by another session.
        """

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        """Return records as they stand at this instant; one that was surely deleted is `gone`, an unknown one absent.

        A record that was merged away is returned under the id asked for, with `moved_to`.
        """

    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        """Yield the ids of all records that this user sees."""

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        """Write; one kind of op per call, at most `TypeInfo.batch` of them, one outcome each in their order."""

    def close(self) -> None:
        """End the conversation."""


class Connector(Protocol):
    """What an entry point of the group `banso.connectors` names. Importing it does nothing but define it.

    `presets` is the field map to begin with: our noun → remote type, and our field → the type's field.
    """

    api: ClassVar[int]
    id: ClassVar[str]
    label: ClassVar[str]
    params: ClassVar[tuple[Param, ...]]
    auth: ClassVar[Auth]
    presets: ClassVar[Mapping[str, Preset]]

    def open(self, config: Mapping[str, Scalar], ctx: Context) -> Session:
        """Open a conversation; BadConfig names the parameter at fault."""


@dataclass(frozen=True)
class FieldPreset:
    """How one of our fields goes with one of theirs, before a person has chosen otherwise."""

    remote: str
    policy: Literal["ask", "crm", "mine"] = "ask"
    direction: Literal["both", "in", "out"] = "both"
    merge: Literal["atomic", "text"] = "atomic"
    group: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Preset:
    """How one of our nouns goes with one remote type; a plain name stands for FieldPreset(name)."""

    type: str
    fields: Mapping[str, str | FieldPreset]
