"""How customers start: onboardings against the day that was agreed first, and the time until the first value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.revenue.periods import Period
from app.revenue.survival import Curve, Wait, kaplan_meier
from app.statistics import Rate


@dataclass(frozen=True, slots=True)
class Start:
    """One onboarding; `contract_start` is the first clock of the time to value, the kick-off the second.

    `gone_on` is when the customer left, where they did.
    """

    account: str
    contract_start: date
    kick_off: date | None
    agreed_due: date | None
    first_value: date | None
    verdict: str | None
    verdict_on: date | None
    gone_on: date | None = None


@dataclass(frozen=True)
class OnboardingRate:
    """Of those whose first agreed day fell into a period: in time ÷ all, and where the others are."""

    rate: Rate
    in_time: tuple[str, ...]
    late: tuple[str, ...]
    abandoned: tuple[str, ...]
    failed: tuple[str, ...]
    waiting: tuple[str, ...]


def onboarding_rate(starts: Sequence[Start], period: Period, today: date) -> OnboardingRate:
    """Return the onboarding rate; late is one that succeeded after the day, or goes on past it."""
    asked = [one for one in starts if one.agreed_due is not None and period.start <= one.agreed_due <= period.end]
    found: dict[str, list[str]] = {"in_time": [], "late": [], "abandoned": [], "failed": [], "waiting": []}
    for one in asked:
        found[_where(one, today)].append(one.account)
    lists = {name: tuple(some) for name, some in found.items()}
    return OnboardingRate(Rate(len(lists["in_time"]), len(asked)), **lists)


def _where(one: Start, today: date) -> str:
    assert one.agreed_due is not None
    if one.verdict in ("failed", "abandoned"):
        return one.verdict
    done = one.first_value or (one.verdict_on if one.verdict == "succeeded" else None)
    if done is not None:
        return "in_time" if done <= one.agreed_due else "late"
    return "late" if today > one.agreed_due else "waiting"


def time_to_value(starts: Sequence[Start], today: date, *, from_kick_off: bool = False) -> Curve:
    """Return how long it takes to the first value, in days from the start of the contract or from the kick-off.

    First value before the clock starts counts as 0. Who waits counts as far as today; who left before stays "never".
    """
    waits = []
    for one in starts:
        clock = one.kick_off if from_kick_off else one.contract_start
        if clock is None or clock > today:
            continue
        if one.first_value is not None and one.first_value <= today:
            waits.append(Wait(one.account, max(0, (one.first_value - clock).days), True))
        else:
            gone = one.gone_on is not None and one.gone_on <= today
            until = one.gone_on if gone and one.gone_on is not None else today
            given_up = one.verdict in ("failed", "abandoned") and (one.verdict_on is None or one.verdict_on <= today)
            never = gone or given_up
            waits.append(Wait(one.account, max(0, (until - clock).days), False, never))
    return kaplan_meier(waits)
