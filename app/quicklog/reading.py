"""What a quick log line says: its parts, where they stand, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.quicklog.names import AccountName, PersonName
from app.quicklog.pulses import PulseRef
from app.vocabulary import Flag, Side, TouchpointKind


class TokenKind(StrEnum):
    """What a stretch of the line is, for tinting."""

    ACCOUNT = "account"
    PERSON = "person"
    KIND = "kind"
    DATE = "date"
    TAG = "tag"
    FLAG = "flag"
    PROMISE = "promise"
    DUE = "due"
    PULSE = "pulse"


@dataclass(frozen=True, order=True)
class Token:
    """Characters `start` to `end` (exclusive) of the line as typed; tokens never overlap."""

    start: int
    end: int
    kind: TokenKind


class AccountState(StrEnum):
    """Whether the account is certain: assumed = the one on screen, none = nobody named one."""

    KNOWN = "known"
    ASSUMED = "assumed"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True)
class AccountRef:
    """The account of a line: its id, or the words typed after @ and who may be meant."""

    state: AccountState
    id: str | None = None
    text: str = ""
    candidates: tuple[AccountName, ...] = ()


@dataclass(frozen=True)
class PersonRef:
    """A person as typed; `id` where exactly one person of the account is meant, else who may be."""

    text: str
    id: str | None = None
    candidates: tuple[PersonName, ...] = ()


@dataclass(frozen=True)
class PromiseRef:
    """What is to be done by when and who owes it; `ambiguous` = the next such day was taken.

    `span` is where it stands in the line, marker and day included; `due_span` where the day does.
    """

    text: str
    due: date | None
    ambiguous: bool = False
    owner: Side = Side.ME
    owner_name: str = ""
    span: tuple[int, int] = field(default=(0, 0), compare=False)
    due_span: tuple[int, int] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Reading:
    """One line as understood. `body` is all of it but the account; `gist` what is left without any token.

    `pulses` holds each aspect once, with the value that was written last.
    """

    line: str
    tokens: tuple[Token, ...]
    account: AccountRef
    people: tuple[PersonRef, ...]
    kind: TouchpointKind
    kind_written: bool
    on: date
    tags: tuple[str, ...]
    flags: tuple[Flag, ...]
    promises: tuple[PromiseRef, ...]
    body: str
    gist: str
    pulses: tuple[PulseRef, ...] = ()
