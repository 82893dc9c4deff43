"""The rules that raise calls to action: what each looks at, its parameters with their limits, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from app.errors import BansoError
from app.vocabulary import Segment, TodayKind

FORMAT, VERSION = "banso-signals", 1
MOST_URGENT, LONGEST_COOL_DOWN = 20, 730
MOST_WINDOWS = 8


class Evidence(StrEnum):
    """What a rule looks at."""

    PERSON_LEFT = "person_left"
    PERSON_SILENT = "person_silent"
    MOVES = "moves"
    SHIPPED = "shipped"
    USAGE_DROP = "usage_drop"
    LICENCES = "licences"
    TICKETS = "tickets"
    PAYMENT = "payment"
    OUTAGES = "outages"
    SCORE_FELL = "score_fell"
    DISAGREEMENT = "disagreement"
    OVERDUE = "overdue"
    ONBOARDING = "onboarding"
    NOTICE = "notice"
    QUIET = "quiet"
    DATA_GAP = "data_gap"

    @property
    def needs_scores(self) -> bool:
        """Tell whether the scores of the book have to be known."""
        return self in {Evidence.SCORE_FELL, Evidence.DISAGREEMENT}


GROUP: Mapping[Evidence, TodayKind] = {
    Evidence.NOTICE: TodayKind.RENEWAL,
    Evidence.QUIET: TodayKind.QUIET,
    Evidence.DATA_GAP: TodayKind.DATA_GAP,
}
"""Causes that have a group of their own in Today: a call to action adds only a play to them."""

Value = int | str | tuple[int, ...]


@dataclass(frozen=True)
class Parameter:
    """A number, several of them ("windows"), or the key of a series ("measure"), with its unit and limits."""

    key: str
    value: Value
    unit: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Rule:
    """One rule: on what evidence, how pressing, how long it keeps quiet once closed, and the play it proposes.

    `starts`: the play begins by itself where the evidence is sure.
    """

    key: str
    name: Mapping[str, str]
    evidence: Evidence
    parameters: tuple[Parameter, ...]
    urgency: int
    cool_down_days: int
    playbook: str | None
    starts: bool
    on: bool
    segments: frozenset[Segment] = field(default_factory=lambda: frozenset(Segment))

    @property
    def group(self) -> TodayKind:
        """Return the group of Today in which its causes stand."""
        return GROUP.get(self.evidence, TodayKind.SIGNAL)

    def number(self, key: str) -> int:
        """Return a parameter that is a number."""
        value = self._value(key)
        assert isinstance(value, int)
        return value

    def words(self, key: str) -> str:
        """Return a parameter that names a series."""
        return str(self._value(key))

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a parameter that is several numbers."""
        value = self._value(key)
        assert isinstance(value, tuple)
        return value

    def looks_at(self, segment: Segment | None) -> bool:
        """Tell whether accounts of a segment are looked at; those without one count as low touch."""
        return (segment or Segment.LOW) in self.segments

    def _value(self, key: str) -> Value:
        return next(one.value for one in self.parameters if one.key == key)


def read_rules(document: object) -> tuple[Rule, ...]:
    """Return the rules of a document; raises BansoError with the place of the first fault."""
    whole = _mapping(document, "rules")
    if whole.get("format") != FORMAT or whole.get("version") != VERSION:
        raise _fault("format")
    rows = whole.get("rules")
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise _fault("rules")
    rules = tuple(_rule(_mapping(row, f"rules.{at}"), f"rules.{at}") for at, row in enumerate(rows))
    if len({rule.key for rule in rules}) != len(rules):
        raise _fault("rules")
    return rules


def body_of(rule: Rule) -> dict[str, object]:
    """Return what a person may change of a rule, as it is kept."""
    return {
        "urgency": rule.urgency, "cool_down_days": rule.cool_down_days, "playbook": rule.playbook,
        "starts": rule.starts, "on": rule.on, "segments": sorted(map(str, rule.segments)),
        "parameters": {
            one.key: list(one.value) if isinstance(one.value, tuple) else one.value for one in rule.parameters
        },
    }  # fmt: skip


def changed(rule: Rule, body: object) -> Rule:
    """Return a rule with what a person changed of it; what is not named stays. Raises BansoError "rule.shape"."""
    given = _mapping(body, rule.key)
    if unknown := set(given) - set(body_of(rule)):
        raise _fault(f"{rule.key}.{min(unknown)}")
    wanted = _mapping(given.get("parameters", {}), f"{rule.key}.parameters")
    if unknown := set(wanted) - {one.key for one in rule.parameters}:
        raise _fault(f"{rule.key}.{min(unknown)}")
    now = {**body_of(rule), **given}
    parameters = tuple(
        replace(one, value=_checked(one, wanted[one.key], f"{rule.key}.{one.key}")) if one.key in wanted else one
        for one in rule.parameters
    )
    made = replace(rule, parameters=parameters, **_common(now, rule.key))
    _fits(made)
    return made


def _rule(row: Mapping[str, Any], place: str) -> Rule:
    key, name = row.get("key"), _mapping(row.get("name"), f"{place}.name")
    if not isinstance(key, str) or not key.isidentifier() or not all(name.get(lang) for lang in ("ja", "en")):
        raise _fault(f"{place}.key")
    if row.get("evidence") not in set(Evidence):
        raise _fault(f"{place}.evidence")
    listed = row.get("parameters")
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise _fault(f"{place}.parameters")
    parameters = tuple(_parameter(_mapping(one, f"{place}.parameters"), place) for one in listed)
    rule = Rule(key, dict(name), Evidence(row["evidence"]), parameters, **_common(row, place))
    _fits(rule)
    return rule


def _parameter(row: Mapping[str, Any], place: str) -> Parameter:
    spec = Parameter(str(row.get("key")), 0, str(row.get("unit")), row.get("low"), row.get("high"))
    return replace(spec, value=_checked(spec, row.get("value"), f"{place}.{spec.key}"))


def _checked(spec: Parameter, value: Any, place: str) -> Value:
    if spec.unit == "measure":
        if not isinstance(value, str) or not value.strip():
            raise _fault(place)
        return value.strip()
    if spec.unit == "windows":
        if not isinstance(value, Sequence) or isinstance(value, str) or not 0 < len(value) <= MOST_WINDOWS:
            raise _fault(place)
        return tuple(sorted({_whole(one, spec.low, spec.high, place) for one in value}, reverse=True))
    return _whole(value, spec.low, spec.high, place)


def _common(row: Mapping[str, Any], place: str) -> dict[str, Any]:
    playbook, segments = row.get("playbook"), row.get("segments")
    if playbook is not None and not (isinstance(playbook, str) and playbook):
        raise _fault(f"{place}.playbook")
    if not isinstance(segments, Sequence) or isinstance(segments, str) or not set(segments) <= set(Segment):
        raise _fault(f"{place}.segments")
    for name in ("on", "starts"):
        if not isinstance(row.get(name), bool):
            raise _fault(f"{place}.{name}")
    return {
        "urgency": _whole(row.get("urgency"), 1, MOST_URGENT, f"{place}.urgency"),
        "cool_down_days": _whole(row.get("cool_down_days"), 0, LONGEST_COOL_DOWN, f"{place}.cool_down_days"),
        "playbook": playbook, "starts": row["starts"], "on": row["on"],
        "segments": frozenset(map(Segment, segments)),
    }  # fmt: skip


def _fits(rule: Rule) -> None:
    """Refuse parameters that contradict one another: the second step has to come after the first."""
    numbers = {one.key: one.value for one in rule.parameters if one.unit == "days"}
    first, second = numbers.get("first"), numbers.get("second")
    if isinstance(first, int) and isinstance(second, int) and second <= first:
        raise _fault(f"{rule.key}.second")
    if rule.starts and rule.playbook is None:
        raise _fault(f"{rule.key}.starts")


def _whole(value: object, low: int | None, high: int | None, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _fault(place)
    if (low is not None and value < low) or (high is not None and value > high):
        raise BansoError("rule.limits", field=place, place=place, low=low, high=high)
    return value


def _mapping(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _fault(place)
    return value


def _fault(place: str) -> BansoError:
    return BansoError("rule.shape", field=place, place=place)
