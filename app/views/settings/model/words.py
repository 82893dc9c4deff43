"""What the editor of the health model calls things: choices, places of faults, what a rule does."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.errors import BansoError
from app.health.model import (
    Combine,
    Direction,
    Effect,
    Expired,
    Kind,
    Loyalty,
    Measure,
    Model,
    NullRule,
    OtherCurve,
    RollUp,
    Rule,
    Take,
)
from app.language import _, current, name_of, ngettext
from app.views.settings.model.parts import plain
from app.vocabulary import Segment


def said(names: Mapping[str, str], key: str = "") -> str:
    """Return a name in the language of the window, else in any, else the key."""
    return names.get(current()) or next((name for name in names.values() if name), "") or key


def choices() -> dict[type, dict[str, str]]:
    """Return the words of every choice of a model, by its kind and key."""
    return {
        Combine: {"mean": _("Weighted mean"), "min": _("The lowest decides"), "max": _("The highest decides")},
        RollUp: {
            "own": _("Its own score alone"),
            "mean": _("Mean of it and its subsidiaries"),
            "weighted": _("Mean weighted by MRR"),
            "worst": _("The lowest of them"),
        },
        Direction: {"up": _("More is better"), "down": _("Less is better"), "target": _("Best in between")},
        Kind: {"data": _("Data"), "pulse": _("Pulse (your own judgement)")},
        Loyalty: {"behavioural": _("What the customer does"), "psychological": _("What the customer thinks")},
        NullRule: {"zero_is_value": _("Zero counts as a value"), "zero_is_missing": _("Zero means not answered")},
        Expired: {
            "exclude": _("Leave it out and say so"),
            "flag": _("Use it and say so"),
            "decay": _("Fade to neutral (50)"),
        },
        Take: {
            "latest": _("The newest value"),
            "mean": _("Mean of a window"),
            "sum": _("Sum of a window"),
            "change": _("Change against the window before, in %"),
        },
        Effect: {"cap": _("At most"), "floor": _("At least"), "force": _("Set to")},
    }


def rule_words(rule: Rule) -> str:
    """Return what a rule does and when, in one line."""
    score = plain(rule.score)
    does = {
        Effect.CAP: _("at most {score}", score=score),
        Effect.FLOOR: _("at least {score}", score=score),
        Effect.FORCE: _("exactly {score}", score=score),
    }[rule.effect]
    if rule.event is not None:
        when = _("after: {event}", event=event_name(rule.event))
    else:
        parts = []
        if rule.at_most is not None:
            parts.append(f"≤ {plain(rule.at_most)}")
        if rule.at_least is not None:
            parts.append(f"≥ {plain(rule.at_least)}")
        when = _("while {series} is {limits}", series=series_name(rule.reading or ""), limits=", ".join(parts))
    if rule.within_days is not None:
        when += ngettext(" (in the last {n} day)", " (in the last {n} days)", rule.within_days)
    return f"{does} · {when}"


def series_name(key: str) -> str:
    """Return what a series of readings is called; those nobody named stand as their key."""
    names = {
        "active_users": _("Active users"),
        "licences": _("Licences"),
        "training_done": _("Trainings completed"),
        "key_feature_use": _("Uses of key features"),
        "nps": _("NPS"),
        "csat": _("Satisfaction with support"),
        "tickets": _("Tickets"),
        "invoices_paid_days": _("Days late in paying"),
        "value_jpy": _("Value agreed (yen)"),
        "book_cadence": _("Contact cadence (book)"),
        "book_roles": _("Roles covered (book)"),
        "book_sponsor": _("Sponsor in place (book)"),
        "book_overdue": _("Promises overdue (book)"),
        "book_value": _("Value against the fee (book)"),
        "book_objectives": _("Objectives met (book)"),
        "pulse_embedding": _("Pulse: embedding"),
        "pulse_backing": _("Pulse: backing"),
        "pulse_warmth": _("Pulse: warmth"),
    }
    return names.get(key, key)


def event_name(key: str) -> str:
    """Return what a kind of event is called."""
    names = {
        "payment_failed": _("Payment failed"),
        "payment_late": _("Payment late"),
        "sponsor_left": _("Sponsor left"),
        "sponsor_leaving": _("Sponsor about to leave"),
        "champion_left": _("Champion left"),
        "outage": _("Outage"),
        "ticket": _("Ticket"),
        "risk": _("Risk (quick log)"),
    }
    return names.get(key, key)


def other_curve_words(other: OtherCurve) -> str:
    """Return when another curve holds."""
    if other.phase is not None:
        return _("In {phase}", phase=name_of(other.phase))
    if other.months_to is None:
        return _("From month {start}", start=other.months_from)
    return _("Month {start} to {end}", start=other.months_from, end=other.months_to)


def validity_words(measure: Measure) -> str:
    """Return for how long a value may be used."""
    if measure.validity_days is None:
        return _("no limit")
    words = ngettext("{n} day", "{n} days", measure.validity_days)
    if measure.validity_low_days is not None:
        words += _(" (low: {n})", n=measure.validity_low_days)
    return words


def in_words(error: BansoError, model: Model) -> BansoError:
    """Return a fault whose place a person can find on the screen."""
    return BansoError(error.key, error.field, **{**error.params, "place": place_words(error.field or "", model)})


_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def place_words(place: str, model: Model) -> str:
    """Return a place in a model as it is called on the screen: Adoption › Change of use › point 2 of the curve."""
    found: list[str] = []
    measures: tuple[Measure, ...] = ()
    for step, at in _STEP.findall(place):
        row = int(at) if at else None
        if step == "dimensions" and row is not None and row < len(model.dimensions):
            dimension = model.dimensions[row]
            measures = dimension.measures
            found.append(said(dimension.name, dimension.key))
        elif step == "measures" and row is not None and row < len(measures):
            found.append(said(measures[row].name, measures[row].key))
        elif step == "rules" and row is not None and row < len(model.rules):
            found.append(said(model.rules[row].name, model.rules[row].key))
        elif step == "curves" and row is not None:
            found.append(_("other curve {n}", n=row + 1))
        elif step == "curve":
            found.append(_("curve") if row is None else _("point {n} of the curve", n=row + 1))
        elif step in set(Segment):
            found.append(name_of(Segment(step)))
        elif step != "model":
            found.append(_field_names().get(step, step))
    return " › ".join(found) or place


def _field_names() -> Mapping[str, str]:
    return {
        "weight": _("weight"),
        "weights": _("weights by segment"),
        "bands": _("bands"),
        "coverage_floor": _("least coverage"),
        "measures": _("measures"),
        "dimensions": _("dimensions"),
        "window_days": _("days of the window"),
        "validity_days": _("valid for"),
        "lowest": _("lowest value"),
        "score": _("score"),
        "at_most": _("at most (limit)"),
        "at_least": _("at least (limit)"),
        "within_days": _("in the last (days)"),
        "reading": _("read from"),
        "key": _("key"),
        "reason": _("reason"),
    }
