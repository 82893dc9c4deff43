"""What the settings say of rules and playbooks: their parameters with units, and each in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.alerts.plays import Play
from app.alerts.rules import Parameter, Rule
from app.language import _, current, keyed, name_of, ngettext, number
from app.vocabulary import Segment

Measures = Sequence[tuple[str, str, str]]


def rule_name(rule: Rule) -> str:
    """Return the name of a rule."""
    return rule.name.get(current()) or next(iter(rule.name.values()), rule.key)


def parameter_name(rule: Rule, parameter: Parameter) -> str:
    """Return what a parameter is called; a rule may call it otherwise than the others."""
    if parameter.unit == "windows":
        return _("{segment}: days before", segment=name_of(Segment(parameter.key)))
    own = {
        ("payment_late", "first"): _("First, days late"),
        ("payment_late", "second"): _("Again, days late"),
        ("moves_unconfirmed", "first"): _("First month"),
        ("moves_unconfirmed", "second"): _("Second month"),
        ("usage_drop", "percent"): _("Fall of at least"),
        ("licences_full", "percent"): _("Use of more than"),
        ("data_against_feeling", "points"): _("Difference of at least"),
    }
    common = {
        "within_days": _("Looks back"),
        "measure": _("Series"),
        "used": _("Series in use"),
        "held": _("Series held"),
        "weeks": _("Closed weeks"),
        "target_days": _("Target where none is agreed"),
        "points": _("Fall of at least"),
        "count": _("At least this often"),
        "times_mean": _("Times its own mean"),
        "times_gap": _("Times the usual gap"),
        "floor_days": _("But not before"),
        "grace_days": _("Grace"),
        "programme_days": _("Programmes count for"),
    }
    return own.get((rule.key, parameter.key)) or common.get(parameter.key, parameter.key)


def unit(parameter: Parameter) -> str:
    """Return what stands after the field of a parameter."""
    return {
        "days": _("days"), "windows": _("days"), "percent": "%", "weeks": _("weeks"), "times": _("times"),
        "points": _("points"), "month": _("(month)"),
    }.get(parameter.unit, "")  # fmt: skip


def value(parameter: Parameter, measures: Measures) -> str:
    """Return the value of a parameter with its unit."""
    held = parameter.value
    if isinstance(held, tuple):
        return _("{days} days before", days="/".join(map(str, held)))
    if isinstance(held, str):
        return measure_name(held, measures)
    said: dict[str, Callable[[int], str]] = {
        "days": lambda n: ngettext("{n} day", "{n} days", n),
        "weeks": lambda n: ngettext("{n} week", "{n} weeks", n),
        "times": lambda n: ngettext("{n} time", "{n} times", n),
        "points": lambda n: ngettext("{n} point", "{n} points", n),
        "percent": lambda n: f"{number(n)}%",
        "ratio": lambda n: f"×{number(n)}",
        "month": lambda n: _("month {n}", n=number(n)),
    }
    return said.get(parameter.unit, number)(held)


def _said(rule: Rule, parameter: Parameter, measures: Measures) -> str:
    if parameter.unit == "windows":
        return f"{name_of(Segment(parameter.key))} {value(parameter, measures)}"
    return f"{parameter_name(rule, parameter)} {value(parameter, measures)}"


def measure_name(key: str, measures: Measures) -> str:
    """Return the name of a series; its key where the book has none of that name."""
    at = 1 if current() == "ja" else 2
    return next((row[at] for row in measures if row[0] == key), key)


def summary(rule: Rule, plays: Mapping[str, Play], measures: Measures) -> str:
    """Return a rule in one line: parameters, urgency, cool-down, playbook."""
    join = keyed("today.join", "comma")
    parts = [
        join.join(_said(rule, one, measures) for one in rule.parameters if one.unit != "measure"),
        _("urgency {n}", n=number(rule.urgency)),
        ngettext("quiet for {n} day once closed", "quiet for {n} days once closed", rule.cool_down_days),
    ]
    if rule.playbook is not None and rule.playbook in plays:
        parts.append(_("playbook: {name}", name=plays[rule.playbook].called(current())))
    return " · ".join(part for part in parts if part)


def play_summary(play: Play, rules: Sequence[str]) -> str:
    """Return a playbook in one line: how many steps, until when, and which rules propose it."""
    last = max(step.after for step in play.steps)
    said = ngettext("{n} step", "{n} steps", len(play.steps))
    said += " · " + ngettext("{n} business day", "{n} business days", last)
    if rules:
        said += " · " + _("proposed by: {rules}", rules=keyed("today.join", "comma").join(rules))
    return said
