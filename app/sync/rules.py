"""How one of our nouns goes with one remote type: which field with which, who may win, and which way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from app.connectors.base import Field, TypeInfo
from app.sync.entities import Entity, LocalField
from app.sync.values import TEXTS, Canon, Unfit, canon, from_book, plain, to_book

_NUMBERS = ("decimal", "money")

Policy = Literal["ask", "crm", "mine"]
Direction = Literal["both", "in", "out"]


@dataclass(frozen=True)
class Rule:
    """One field of ours and one of theirs. `values` maps our choices to theirs where they are called differently."""

    local: LocalField
    remote: Field
    policy: Policy = "ask"
    direction: Direction = "both"
    merge: Literal["atomic", "text"] = "atomic"
    group: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _is_text(self) -> bool:
        return self.local.type in TEXTS and self.remote.type in TEXTS and self.local.type != "ref"

    @cached_property
    def _keeps_texts(self) -> bool:
        """Tell whether any text of theirs is kept as it is told."""
        local = self.local
        plain_text = local.type in TEXTS - {"ref"} and not (local.lines or local.options or local.column == "custom")
        return plain_text and not self.values and self.nothing is None

    @cached_property
    def _back(self) -> Mapping[str, str]:
        return {there: here for here, there in self.values.items()}

    @cached_property
    def nothing(self) -> Canon:
        """Return what their field holds where there is nothing: None, or 0 where an amount cannot be empty there."""
        is_full = self.local.type == "money" and self.remote.type in _NUMBERS and not self.remote.nullable
        return canon(self.remote, Decimal(0)) if is_full and not self.remote.required else None

    @cached_property
    def tells_texts(self) -> bool:
        """Tell whether any text of ours goes there as it stands."""
        return self._is_text and not (self.values or self.local.lines or self.local.column == "custom")

    @cached_property
    def takes_texts(self) -> bool:
        """Tell whether any text of theirs is one, however it is called."""
        return self.remote.type in TEXTS

    @cached_property
    def _is_whole(self) -> bool:
        return self.local.type == "int" and self.remote.type == "int" and not self.values

    def mine(self, kept: object, currency: object = None) -> Canon:
        """Return what a column of ours holds as their field would hold it. Not for references."""
        if self._is_whole and type(kept) is int:
            return kept
        if self._is_text and type(kept) is str and kept:
            return plain(self.values.get(kept, kept) if self.values else kept)
        value = from_book(self.local, kept, currency)
        if self.values and isinstance(value, str):
            value = self.values.get(value, value)
        return canon(self.remote, value)

    def is_finer(self, kept: object, currency: object = None) -> bool:
        """Tell whether their field cannot hold all digits of what a column of ours holds."""
        value = from_book(self.local, kept, currency)
        if self.remote.scale is None or value is None:
            return False
        number = Decimal(str(value))
        return number != number.quantize(Decimal(1).scaleb(-self.remote.scale))

    def here(self, value: Canon, currency: Canon = None) -> object:
        """Return their value as our column keeps it; Unfit where it cannot. Not for references."""
        if self._keeps_texts and type(value) is str and value:
            return value
        if value == self.nothing:
            value = None
        if self.values and isinstance(value, str):
            value = self._back.get(value, value)
        return to_book(self.local, value, currency)

    @property
    def sends(self) -> bool:
        """Tell whether a value of ours is ever sent."""
        return self.direction != "in" and self.policy != "crm"

    def refusal(self, value: Canon, *, creating: bool) -> str:
        """Return why their system would refuse a value, as a key of words, or "": it is not even sent then."""
        there = self.remote
        if not (there.on_create if creating else there.writable):
            return "read_only"
        if value is None:
            return "required" if there.required or not there.nullable else ""
        if there.max_length is not None and isinstance(value, str) and len(value) > there.max_length:
            return "too_long"
        if there.options and there.type in ("enum", "multi"):
            allowed = {key for key, _ in there.options}
            if not set(str(value).split("\n") if there.type == "multi" else [str(value)]) <= allowed:
                return "no_such_option"
        return ""


@dataclass(frozen=True)
class Route:
    """One noun of ours and one remote type, with the rules of their fields.

    `has_lost`: something is mapped to a field that they do not have any more, so that not every edit of ours is seen.
    """

    entity: Entity
    info: TypeInfo
    rules: tuple[Rule, ...]
    writes: bool = False
    has_lost: bool = False

    @cached_property
    def scaled(self) -> tuple[Rule, ...]:
        """Return the rules of numbers that the other side keeps with so many digits."""
        return tuple(rule for rule in self.rules if rule.remote.scale is not None and rule.local.type in _NUMBERS)

    @cached_property
    def money(self) -> tuple[Rule, ...]:
        """Return the rules of amounts."""
        return tuple(rule for rule in self.rules if rule.local.currency)

    @cached_property
    def by_column(self) -> Mapping[str, str]:
        """Return the names of their fields by the columns of our own table that hold them."""
        return {rule.local.kept_in: rule.remote.name for rule in self.rules if not rule.local.table}

    @cached_property
    def leading(self) -> tuple[Rule, ...]:
        """Return the rules of fields that lead to other records."""
        return tuple(rule for rule in self.rules if rule.local.type == "ref")

    @cached_property
    def refs(self) -> frozenset[str]:
        """Return the names of their fields that lead to other records."""
        return frozenset(rule.remote.name for rule in self.leading)

    @cached_property
    def through(self) -> frozenset[str]:
        """Return the names of those through which a row tells what another row holds."""
        beyond = {local.beyond for local in self.entity.fields.values()}
        return frozenset(rule.remote.name for rule in self.rules if rule.local.name in beyond)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """Return the names of those that tell what another row holds, and never take it."""
        return tuple(rule.remote.name for rule in self.rules if rule.local.is_beyond)

    @property
    def rtype(self) -> str:
        """Return the name of the remote type."""
        return self.info.name

    @cached_property
    def units(self) -> tuple[tuple[Rule, ...], ...]:
        """Return the rules in what is merged as one: single fields, and groups such as an amount with its currency."""
        groups: dict[str, list[Rule]] = {}
        for rule in self.rules:
            groups.setdefault(rule.group or f"\0{rule.remote.name}", []).append(rule)
        return tuple(tuple(some) for some in groups.values())

    @cached_property
    def named_units(self) -> tuple[tuple[str, tuple[Rule, ...]], ...]:
        """Return the units with the name of their field, "" for a group."""
        return tuple((unit[0].remote.name if len(unit) == 1 else "", unit) for unit in self.units)

    @cached_property
    def by_remote(self) -> Mapping[str, Rule]:
        """Return the rules by the name of their field."""
        return {rule.remote.name: rule for rule in self.rules}

    @cached_property
    def places(self) -> Mapping[str, tuple[str, str]]:
        """Return the table and the column of ours, `custom.<key>` for a person's own, by the name of their field."""
        return {
            rule.remote.name: (
                rule.local.table or self.entity.table,
                rule.local.name if rule.local.column == "custom" else rule.local.kept_in,
            )
            for rule in self.rules
        }

    @cached_property
    def kept(self) -> tuple[tuple[str, Rule, tuple[str, str]], ...]:
        """Return the fields that are kept in a row of ours itself: their name, rule and place."""
        by_name = self.by_remote.items()
        return tuple((name, rule, self.places[name]) for name, rule in by_name if not rule.local.is_beyond)

    @cached_property
    def own(self) -> frozenset[str]:
        """Return the columns of `places` that are a person's own fields."""
        return frozenset(column for _table, column in self.places.values() if column.startswith("custom."))

    @cached_property
    def by_local(self) -> Mapping[str, Rule]:
        """Return the rules by the name of our field."""
        return {rule.local.name: rule for rule in self.rules}

    @property
    def fields(self) -> list[str]:
        """Return the names of their fields that are asked for."""
        return [rule.remote.name for rule in self.rules]

    @property
    def fields_hash(self) -> str:
        """Return a print of what is asked for: another one means that everything has to be asked for anew."""
        told = [(rule.remote.name, rule.remote.type, rule.remote.scale) for rule in self.rules]
        return hashlib.sha256(json.dumps(sorted(told)).encode()).hexdigest()[:16]

    def theirs(self, fields: Mapping[str, object]) -> tuple[dict[str, Canon], dict[str, str]]:
        """Return the fields of a change in canonical form, and those that are of no known form, with the reason."""
        told: dict[str, Canon] = {}
        bad: dict[str, str] = {}
        for name, value in fields.items():
            rule = self.by_remote.get(name)
            if rule is None:
                continue
            if value is None:
                told[name] = None
                continue
            if type(value) is str and value and rule.takes_texts:
                told[name] = plain(value)
                continue
            try:
                told[name] = canon(rule.remote, value)  # type: ignore[arg-type]
            except Unfit as error:
                bad[name] = str(error)
        return told, bad


def route(entity: Entity, info: TypeInfo, mapped: Iterable[Mapping[str, object]], *, writes: bool) -> Route:
    """Return the route that rows of `field_map` describe, as far as the remote type has the fields."""
    there = {one.name: one for one in info.fields}
    rules = []
    has_lost = False
    for row in mapped:
        local, remote = entity.field(str(row["local"])), there.get(str(row["remote"]))
        if local is None or remote is None:
            has_lost = True
            continue
        rules.append(
            Rule(
                local,
                remote,
                row["policy"],  # type: ignore[arg-type]
                row["direction"],  # type: ignore[arg-type]
                row["merge"],  # type: ignore[arg-type]
                str(row["grp"] or ""),
                row["vmap"] or {},  # type: ignore[arg-type]
            )
        )
    return Route(entity, info, tuple(rules), writes and info.guard != "none", has_lost)
