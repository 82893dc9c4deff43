"""Values of two systems in the words of a person: days, numbers, names of choices and of records, lists by line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from app.language import _, day, keyed, name_of, number
from app.sync.rules import Rule
from app.sync.values import MULTI, Canon, Unfit
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
_STATES = frozenset(
    {"touchpoint.state", "commitment.state", "review.comparison", "review.lang", "contract.notice_unit"}
)
_CHAPTER = "review_section.chapter"
Names = Mapping[tuple[str, str], str]


def words_of(entity: str, rule: Rule, value: Canon, names: Names | None = None) -> str | None:
    """Return a value of theirs as a person would write it, None where there is none.

    `names` are those of the records that references lead to, by noun and id there.
    """
    if value is None:
        return None
    kind = rule.local.type
    if kind == "ref":
        return (names or {}).get((rule.local.ref, str(value)), str(value))
    if kind == "enum":
        return _choice(entity, rule, value)
    return plain_words(f"{entity}.{rule.local.name}", kind, value)


def plain_words(field: str, kind: str, value: Canon) -> str:
    """Return a value by its type alone."""
    if isinstance(value, bool) or kind == "bool":
        return _("yes") if value in (True, "true", "1") else _("no")
    if field.endswith(".sentiment"):
        return keyed("sentiment", str(value))
    if kind == "date":
        return _day(value)
    if kind == "datetime":
        return _day(str(value)[:10])
    if kind in ("int", "decimal", "money"):
        return _number(value)
    return str(value).replace(MULTI, "\n")


def _choice(entity: str, rule: Rule, value: Canon) -> str:
    try:
        kept = rule.here(value)
    except Unfit:
        kept = None
    words = _CHOICES.get(f"{entity}.{rule.local.name}")
    if words is not None and kept in list(words):
        return name_of(words(str(kept)))
    if f"{entity}.{rule.local.name}" in _STATES and kept is not None:
        return keyed("sync.state", str(kept))
    if f"{entity}.{rule.local.name}" == _CHAPTER and kept is not None:
        return keyed("deck.section", str(kept))
    return dict(rule.remote.options).get(str(value), str(value))


def _day(value: Canon) -> str:
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _number(value: Canon) -> str:
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    exponent = exact.normalize().as_tuple().exponent
    return number(exact, max(0, -exponent) if isinstance(exponent, int) else 0)


def plain_value(rule: Rule | None, value: Canon, names: Names) -> object:
    """Return a value of theirs as a program reads it: our key of a choice, an ISO day, a list, a record by name."""
    if value is None or rule is None or isinstance(value, bool):
        return value
    if rule.local.type == "ref":
        return names.get((rule.local.ref, str(value)), str(value))
    if rule.local.type == "multi":
        return str(value).split(MULTI)
    try:
        return rule.here(value) if rule.local.type in ("enum", "bool", "int") else value
    except Unfit:
        return value
