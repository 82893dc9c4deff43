"""What becomes of findings: a new call to action, an open one told anew, one whose cause went away, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.alerts.rules import Rule

OWN_DUE, TOUCHPOINTS = "own_due", "touchpoints"
"""What a person adds to the facts of a call to action: the day they set for it, what they logged about it."""
Key = tuple[str, str, str]
"""Account, rule and subject (a person, a contract, an item; "" for the account itself)."""


@dataclass(frozen=True)
class Finding:
    """A cause that is there today: facts in `params` as JSON keeps them, days as ISO text.

    `step` rises where the same cause has become more pressing (the next notice window, 30 days late after 7): then
    it speaks up again though one of a lower step was closed a while ago. `sure` where nobody has to confirm it first.
    """

    account: str
    rule: str
    subject: str = ""
    params: Mapping[str, Any] | None = None
    due: date | None = None
    step: int = 0
    sure: bool = True

    @property
    def key(self) -> Key:
        """Return what makes it the same cause as another."""
        return self.account, self.rule, self.subject

    @property
    def facts(self) -> dict[str, Any]:
        """Return the facts with the step, as they are kept."""
        return {**(self.params or {}), "step": self.step}


@dataclass(frozen=True)
class Kept:
    """A call to action as the book has it."""

    id: str
    account: str
    rule: str
    subject: str
    state: str
    params: Mapping[str, Any]
    due: date | None
    gone_on: date | None
    closed_on: date | None

    @property
    def key(self) -> Key:
        """Return what it is about."""
        return self.account, self.rule, self.subject

    @property
    def step(self) -> int:
        """Return how pressing its cause was."""
        return int(self.params.get("step") or 0)

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was found, without what a person added."""
        return {key: value for key, value in self.params.items() if key not in (OWN_DUE, TOUCHPOINTS)}

    @property
    def is_own_due(self) -> bool:
        """Tell whether a person set its day; where that was taken back, the day named is another one."""
        return self.due is not None and self.params.get(OWN_DUE) == self.due.isoformat()

    def anew(self, found: Finding) -> tuple[dict[str, Any], date | None]:
        """Return its facts and its day as found now, with what a person added."""
        added = {TOUCHPOINTS: self.params[TOUCHPOINTS]} if TOUCHPOINTS in self.params else {}
        if not self.is_own_due:
            return {**found.facts, **added}, found.due
        return {**found.facts, **added, OWN_DUE: self.params[OWN_DUE]}, self.due


@dataclass(frozen=True)
class Decided:
    """What to write: findings to open, those that tell an open one anew, and open ones whose cause went away."""

    opened: tuple[Finding, ...]
    told: tuple[tuple[Kept, Finding], ...]
    gone: tuple[Kept, ...]


def decide(
    found: Iterable[Finding], kept: Iterable[Kept], rules: Mapping[str, Rule], *, looked: Iterable[str], today: date
) -> Decided:
    """Return what findings change of the calls to action that there are.

    `looked` are the rules that were looked into: what one finds nothing for any more has gone away; an open call to
    action of a rule that nobody looked into stays as it is, unless the rule was switched off.
    """
    found_by = {one.key: one for one in found}
    is_open: dict[Key, Kept] = {}
    last: dict[Key, Kept] = {}
    for one in kept:
        if one.state == "open":
            is_open[one.key] = one
        elif one.key not in last or (one.closed_on or date.min) >= (last[one.key].closed_on or date.min):
            last[one.key] = one
    opened = tuple(
        one for key, one in found_by.items() if key not in is_open and _awake(one, last.get(key), rules, today)
    )
    told = tuple((is_open[key], one) for key, one in found_by.items() if key in is_open and differs(is_open[key], one))
    silent = set(looked) | {key for key, rule in rules.items() if not rule.on}
    gone = tuple(
        one for key, one in is_open.items() if key not in found_by and one.rule in silent and one.gone_on is None
    )
    return Decided(opened, told, gone)


def differs(kept: Kept, found: Finding) -> bool:
    """Tell whether an open call to action says another thing than what is found now."""
    return kept.gone_on is not None or kept.facts != found.facts or (not kept.is_own_due and kept.due != found.due)


def cools_until(kept: Kept, rule: Rule) -> date | None:
    """Return the first day on which a closed one may be raised again; None while it is open."""
    return None if kept.closed_on is None else kept.closed_on + timedelta(rule.cool_down_days)


def _awake(found: Finding, last: Kept | None, rules: Mapping[str, Rule], today: date) -> bool:
    if last is None:
        return True
    until = cools_until(last, rules[found.rule])
    return until is None or today >= until or found.step > last.step
