"""The course of one customer's MRR: the days on which it changes, and what kind of change each of them is.

Kinds after the usual bridge of recurring revenue: new, reactivation, upsell, cross-sell, price, contraction, churn.
Each is told from contracts, products and quantities alone; none is what is left over of the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.revenue.pieces import FAR, Piece


class Kind(StrEnum):
    """What a change of MRR is."""

    NEW = "new"
    REACTIVATION = "reactivation"
    UPSELL = "upsell"
    CROSS_SELL = "cross_sell"
    PRICE = "price"
    CONTRACTION = "contraction"
    CHURN = "churn"


@dataclass(frozen=True, slots=True)
class Movement:
    """A change on its first day, signed, in fine units; the contracts are those whose lines came, went or changed."""

    customer: str
    day: date
    kind: Kind
    amount: int
    product: str
    contracts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What a customer pays from a day on, and whether a contract is in force."""

    day: date
    amount: int
    in_force: bool


@dataclass(frozen=True, slots=True)
class Course:
    """One customer: lines as they count, the days on which the amount changes, the changes by kind."""

    customer: str
    pieces: tuple[Piece, ...]
    steps: tuple[Step, ...]
    movements: tuple[Movement, ...]

    def at(self, day: date) -> Step:
        """Return what holds on a day."""
        found = bisect_right(self.steps, day, key=lambda step: step.day)
        return self.steps[found - 1] if found else Step(date.min, 0, False)

    def amount_on(self, day: date) -> int:
        """Return the MRR on a day, in fine units."""
        return self.at(day).amount

    def is_late(self, day: date) -> bool:
        """Tell whether part of the MRR of a day is past its last day and only not given up yet."""
        return any(piece.counts(day) and day >= piece.late and piece.worth > 0 for piece in self.pieces)

    def later_on(self, day: date) -> int:
        """Return the MRR on a day at the rates of the end."""
        return sum(piece.later for piece in self.pieces if piece.counts(day))


@dataclass(slots=True)
class _Held:
    amount: int = 0
    quantity: Decimal = Decimal(0)
    contracts: tuple[str, ...] = ()


def course_of(customer: str, pieces: Sequence[Piece]) -> Course:
    """Return the course of one customer from the lines that were ever in force."""
    pieces = tuple(piece for piece in pieces if piece.since < piece.until)
    days = sorted({piece.since for piece in pieces} | {piece.until for piece in pieces if piece.until < FAR})
    steps: list[Step] = []
    movements: list[Movement] = []
    before: Mapping[str, _Held] = {}
    was_in_force = paid_once = gone_since = False
    for day in days:
        running = [piece for piece in pieces if piece.counts(day)]
        after = _held(running)
        amount, was = (sum(held.amount for held in some.values()) for some in (after, before))
        if not running:
            forced: Kind | None = Kind.CHURN
        elif was == 0 and amount and not paid_once:
            forced = Kind.NEW
        elif was == 0 and (gone_since or not was_in_force) and paid_once:
            forced = Kind.REACTIVATION
        else:
            forced = None
        movements += _changes(customer, day, before, after, forced)
        paid_once = paid_once or amount > 0
        gone_since = not running or (gone_since and amount == 0)
        steps.append(Step(day, amount, bool(running)))
        before, was_in_force = after, bool(running)
    return Course(customer, pieces, tuple(steps), tuple(movements))


def same_family(one: str, other: str) -> bool:
    """Tell whether two products are tiers of one: names of words that begin with the same (Desk Basic, Desk Pro)."""
    words, others = one.split(), other.split()
    return len(words) > 1 and len(others) > 1 and words[0] == others[0]


def _held(running: Sequence[Piece]) -> dict[str, _Held]:
    held: dict[str, _Held] = {}
    for piece in running:
        if piece.recurs:
            one = held.setdefault(piece.product, _Held())
            one.amount += piece.worth
            one.quantity += piece.of.quantity
            one.contracts += (piece.of.contract_id,)
    return held


def _changes(
    customer: str, day: date, before: Mapping[str, _Held], after: Mapping[str, _Held], forced: Kind | None
) -> list[Movement]:
    if before.keys() == after.keys():
        return _each(customer, day, [(product, was, after[product]) for product, was in before.items()], before, forced)
    gone = [product for product in before if product not in after]
    come = [product for product in after if product not in before]
    none = _Held()
    pairs = [(product, before.get(product, none), after.get(product, none)) for product in {**before, **after}]
    found = []
    for old, new in _swapped(gone, come) if forced is None else ():
        pairs = [pair for pair in pairs if pair[0] not in (old, new)]
        was, now = before[old], after[new]
        if now.amount != was.amount:
            kind = Kind.UPSELL if now.amount > was.amount else Kind.CONTRACTION
            found.append(_movement(customer, day, kind, new, was, now))
    return [*found, *_each(customer, day, pairs, before, forced)]


def _swapped(gone: Sequence[str], come: Sequence[str]) -> list[tuple[str, str]]:
    """Return the tiers that took each other's place: of a family one that went and one that came, never more."""
    found = []
    for old in gone:
        new = [one for one in come if same_family(old, one)]
        if len(new) == 1 and not any(same_family(other, new[0]) for other in gone if other != old):
            found.append((old, new[0]))
    return found


def _each(
    customer: str,
    day: date,
    pairs: Sequence[tuple[str, _Held, _Held]],
    before: Mapping[str, _Held],
    forced: Kind | None,
) -> list[Movement]:
    found = []
    for product, was, now in pairs:
        if now.amount == was.amount:
            continue
        if forced is not None:
            kind = forced
        elif now.amount < was.amount:
            kind = Kind.CONTRACTION
        elif product not in before:
            kind = Kind.CROSS_SELL
        else:
            kind = Kind.UPSELL if now.quantity > was.quantity else Kind.PRICE
        found.append(_movement(customer, day, kind, product, was, now))
    return found


def _movement(customer: str, day: date, kind: Kind, product: str, was: _Held, now: _Held) -> Movement:
    return Movement(
        customer, day, kind, now.amount - was.amount, product, tuple(dict.fromkeys(was.contracts + now.contracts))
    )
