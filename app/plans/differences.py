"""What changed between two states of a plan: items added, removed, and fields that read otherwise, item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

ItemKind = Literal["plan", "objective", "milestone", "task"]


@dataclass(frozen=True)
class Item:
    """One item of a plan with its fields as text; a field that is empty is not among them. `below` is its parent."""

    id: str
    kind: ItemKind
    title: str
    fields: Mapping[str, str]
    below: str = ""


@dataclass(frozen=True)
class FieldChange:
    """A field that reads otherwise now; "" where there was, or is, nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What became of one item. What was added or removed names no fields."""

    deed: Literal["added", "removed", "changed"]
    item: Item
    fields: tuple[FieldChange, ...] = ()


def differences(before: Iterable[Item], after: Iterable[Item]) -> tuple[Change, ...]:
    """Return what changed: in the order of the later state, then what is gone in the order of the earlier one."""
    old = {item.id: item for item in before}
    new = {item.id: item for item in after}
    found = []
    for item in new.values():
        was = old.get(item.id)
        if was is None:
            found.append(Change("added", item))
        elif fields := _fields(was, item):
            found.append(Change("changed", item, fields))
    return (*found, *(Change("removed", item) for item in old.values() if item.id not in new))


def _fields(was: Item, item: Item) -> tuple[FieldChange, ...]:
    before, after = _all(was), _all(item)
    names = (*after, *(name for name in before if name not in after))
    return tuple(
        FieldChange(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )


def _all(item: Item) -> dict[str, str]:
    place = {"below": item.below} if item.below else {}
    return {"title": item.title, **place, **{name: text for name, text in item.fields.items() if text}}
