"""The rows of the mapping: one field of ours with one of theirs, or several that are only ever settled together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.operations.syncing.rows import MappedField, MappedType, RemoteField
from app.vocabulary import (
    Billing,
    ContractKind,
    Fit,
    LeadOrigin,
    Outcome,
    Phase,
    Purpose,
    Role,
    Segment,
    Side,
    TouchpointKind,
)

OWN = "custom."
LONG = ("longtext",)
_CHOICES: Mapping[str, type[StrEnum]] = {
    "account.segment": Segment,
    "account.phase": Phase,
    "account.fit": Fit,
    "contact.role": Role,
    "touchpoint.kind": TouchpointKind,
    "touchpoint.purpose": Purpose,
    "task.side": Side,
    "milestone.side": Side,
    "contract.kind": ContractKind,
    "contract.outcome": Outcome,
    "contract_line.billing": Billing,
    "csql.origin": LeadOrigin,
}
CHAPTER = "review_section.chapter"
_STATES: Mapping[str, tuple[str, ...]] = {
    "touchpoint.state": ("planned", "done"),
    "commitment.state": ("proposed", "committed", "lapsed"),
    "review.comparison": ("previous", "last_year", "none"),
    "review.lang": ("ja", "en"),
    "contract.notice_unit": ("d", "m"),
    CHAPTER: (
        "promises",
        "goals",
        "outcomes",
        "use",
        "support",
        "health",
        "people",
        "actions",
        "next",
        "asks",
        "roadmap",
        "own",
    ),
}


@dataclass(frozen=True)
class Unit:
    """What is shown as one row: a field, or the fields of a group, which are settled as one."""

    fields: tuple[MappedField, ...]

    @property
    def head(self) -> MappedField:
        """Return the field that the others go with."""
        return self.fields[0]

    @property
    def key(self) -> str:
        """Return what tells it from the others, whichever group it is in."""
        return self.head.local

    @property
    def mapped(self) -> bool:
        """Tell whether anything of it goes anywhere."""
        return any(one.remote for one in self.fields)

    @property
    def own(self) -> bool:
        """Tell whether it is a person's own field."""
        return self.head.local.startswith(OWN)


def units(mapped: MappedType) -> list[Unit]:
    """Return the rows of a noun: groups as one, in the order of their first field; own fields last."""
    found: dict[str, list[MappedField]] = {}
    for one in mapped.fields:
        found.setdefault(f"\0{one.group}" if one.group and one.remote else one.local, []).append(one)
    rows = [Unit(tuple(some)) for some in found.values()]
    return sorted(rows, key=lambda unit: unit.own)


def choices_of(entity: str, local: str) -> tuple[str, ...]:
    """Return what a field of ours may hold, by key; nothing where it is no choice."""
    kind = _CHOICES.get(f"{entity}.{local}")
    return tuple(str(one) for one in kind) if kind is not None else _STATES.get(f"{entity}.{local}", ())


def kind_of(entity: str, local: str) -> type[StrEnum] | None:
    """Return the vocabulary that a field of ours is chosen from."""
    return _CHOICES.get(f"{entity}.{local}")


def uncovered(one: MappedField, remote: RemoteField | None) -> tuple[str, ...]:
    """Return the choices of ours that their field has no option for."""
    if remote is None or not remote.options or remote.type not in ("enum", "multi"):
        return ()
    there = {key for key, _label in remote.options}
    return tuple(key for key in choices_of(one.entity, one.local) if one.values.get(key, key) not in there)


def trouble(one: MappedField, remotes: Mapping[str, RemoteField]) -> str:
    """Return what is wrong with a field as a key: missing, type, read_only, choices; "" where nothing is."""
    if not one.remote:
        return ""
    if one.problem:
        return one.problem
    if not one.writable and one.direction != "in":
        return "read_only"
    return "choices" if one.direction != "in" and uncovered(one, remotes.get(one.remote)) else ""


def free(mapped: MappedType, besides: str = "") -> list[RemoteField]:
    """Return their fields that nothing of ours goes with, by their words; `besides` is one that counts as free."""
    used = {one.remote for one in mapped.fields} - {besides}
    rows: Sequence[RemoteField] = [one for one in mapped.remote_fields if one.name not in used]
    return sorted(rows, key=lambda one: (one.custom, one.label.casefold(), one.name))
