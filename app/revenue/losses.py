"""What was lost in a period, case by case: how much, why, known since when, and whether it could have been avoided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.revenue.bridge import Bridge
from app.revenue.churn_tags import Seen, told
from app.revenue.mrr import GRACE_DAYS

KINDS = ("full", "partial", "voluntary", "involuntary", "avoidable", "unavoidable", "early", "mature")
"""Tags that say what kind of loss it was; all others are reasons."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is known of the end of a contract: tags, when notice was given, when its first term ends."""

    contract: str
    tags: tuple[str, ...]
    notice_on: date | None
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class Before:
    """What tells an early loss from a later one: the last day of the first term, and the first value.

    `onboarded` where there is an onboarding at all; without one nobody knows whether a value came.
    """

    first_end: date | None
    first_value: date | None
    onboarded: bool


@dataclass(frozen=True, slots=True)
class Loss:
    """One fall of MRR; `amount` in fine units and negative. None where nobody said: voluntary, avoidable.

    `day` is when it took effect, `notice_on` when notice was given of it.
    """

    customer: str
    day: date
    amount: int
    full: bool
    early: bool
    voluntary: bool | None
    avoidable: bool | None
    reasons: tuple[str, ...]
    notice_on: date | None
    contracts: tuple[str, ...]
    competitors: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()


def losses(
    bridge: Bridge, decided: Mapping[str, Decided], before: Mapping[str, Before], grace: int = GRACE_DAYS
) -> tuple[Loss, ...]:
    """Return churn and contraction of a bridge, those of one customer and day as one, the earliest first."""
    cases: dict[tuple[str, date, bool], list[tuple[int, tuple[str, ...]]]] = {}
    for part in bridge.parts:
        if part.term in ("churn", "contraction"):
            cases.setdefault((part.customer, part.day, part.term == "churn"), []).append((part.amount, part.contracts))
    found = []
    for (customer, day, full), some in cases.items():
        contracts = tuple(dict.fromkeys(contract for _amount, behind in some for contract in behind))
        known = [decided[contract] for contract in contracts if contract in decided]
        tags = tuple(dict.fromkeys(tag for one in known for tag in one.tags))
        notices = [one.notice_on for one in known if one.notice_on is not None]
        said = told(tag for tag in tags if tag not in KINDS)
        found.append(
            Loss(
                customer, day, sum(amount for amount, _behind in some), full,
                _early(tags, before.get(customer), day, grace), _either(tags, "voluntary", "involuntary"),
                _either(tags, "avoidable", "unavoidable"), said.reasons,
                min(notices, default=None), contracts, said.competitors, said.seen,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda loss: (loss.day, loss.customer)))


def by_reason(some: Sequence[Loss]) -> Mapping[str, tuple[Loss, ...]]:
    """Return losses by reason, "" where nobody said; one with several reasons stands under each."""
    return grouped(some, {id(loss): loss.reasons or ("",) for loss in some})


def grouped(some: Sequence[Loss], keys: Mapping[int, Iterable[str]]) -> Mapping[str, tuple[Loss, ...]]:
    """Return losses under each of their keys, the most money first."""
    found: dict[str, list[Loss]] = {}
    for loss in some:
        for key in keys[id(loss)]:
            found.setdefault(key, []).append(loss)
    return {
        key: tuple(found[key]) for key in sorted(found, key=lambda k: (sum(loss.amount for loss in found[k]), k))
    }  # fmt: skip


def _either(tags: Sequence[str], yes: str, no: str) -> bool | None:
    return True if yes in tags else False if no in tags else None


def _early(tags: Sequence[str], before: Before | None, day: date, grace: int) -> bool:
    """Tell whether it fell in the first term or before the first value; what a person said of it comes first."""
    said = _either(tags, "early", "mature")
    if said is not None or before is None:
        return bool(said)
    waited = before.onboarded and (before.first_value is None or before.first_value >= day)
    # It bears the day after the last of the first term, or a grace later.
    first_term = before.first_end is not None and day <= before.first_end + timedelta(grace + 1)
    return waited or first_term
