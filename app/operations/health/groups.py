"""Accounts with subsidiaries: the figure of the whole group beside the parent's own, in the way the model chooses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.health.finish import rounded
from app.health.model import Model, RollUp
from app.health.values import micro
from app.models.database import Session
from app.operations.contracts import standings

_PARENTS = "SELECT id, parent_id FROM account WHERE deleted_at IS NULL AND parent_id IS NOT NULL"


@dataclass(frozen=True)
class Member:
    """One account of a group with its own score."""

    score: int | None
    exact: Decimal | None


def children_of(session: Session) -> dict[str, list[str]]:
    """Return the subsidiaries of every account that has some."""
    found: dict[str, list[str]] = defaultdict(list)
    for child, parent in session.driver.execute(_PARENTS):
        found[parent].append(child)
    return found


def grouped(session: Session, own: Mapping[str, Member], model: Model, *, today: date) -> dict[str, int | None]:
    """Return the score of each group by its parent; nothing where every account stands for itself.

    A group is a parent with all below it. Who has no score is not counted; a group where nobody has one has none. By
    money, who pays nothing weighs nothing; where nobody pays, or not all in one currency, all weigh the same.
    """
    if model.roll_up is RollUp.OWN:
        return {}
    children = children_of(session)
    families = {parent: _below(parent, children) for parent in children if parent in own}
    members = {one for family in families.values() for one in family}
    money = standings(session, today, members) if model.roll_up is RollUp.WEIGHTED else {}
    found: dict[str, int | None] = {}
    for parent, family in families.items():
        scored = [(one, Fraction(exact)) for one in family if one in own and (exact := own[one].exact) is not None]
        paid = {one: money[one] for one, _exact in scored if one in money and money[one].mrr}
        weights = {one: Fraction(1) for one, _exact in scored}
        if paid and len({standing.currency for standing in paid.values()}) == 1:
            weights = {one: Fraction(paid[one].mrr) if one in paid else Fraction(0) for one, _exact in scored}
        found[parent] = _together(model.roll_up, scored, weights)
    return found


def _together(how: RollUp, scored: list[tuple[str, Fraction]], weights: Mapping[str, Fraction]) -> int | None:
    if not scored:
        return None
    if how is RollUp.WORST:
        return rounded(micro(min(exact for _one, exact in scored)))
    whole = sum((weights[one] for one, _exact in scored), Fraction(0))
    total = sum((weights[one] * exact for one, exact in scored), Fraction(0))
    return rounded(micro(total / whole))


def _below(parent: str, children: Mapping[str, list[str]]) -> list[str]:
    """Return a parent and everybody below it; a ring ends where it began."""
    found, waiting = {parent: None}, [parent]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return list(found)
