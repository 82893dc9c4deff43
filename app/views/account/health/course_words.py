"""What happened during a course, in words short enough to stand beside a number, and in full."""

from __future__ import annotations

from datetime import date

from app.language import _, keyed, name_of, number
from app.operations.health.course import (
    FEELING,
    INDICATOR,
    MODEL,
    OUTCOME,
    OVERRIDE,
    OWNER,
    PHASE,
    ROLE_CAME,
    ROLE_LEFT,
    Course,
    CourseEvent,
)
from app.views.account.health.words import near, signed
from app.vocabulary import Outcome, Phase, Role


def event_words(one: CourseEvent, today: date) -> str:
    """Return what happened and when, for a line."""
    return f"{near(one.on, today)} {_what(one)}"


def event_whole(one: CourseEvent, today: date) -> str:
    """Return what happened, when, and what was written about it."""
    said = event_words(one, today)
    return f"{said} · {one.note}" if one.note and one.note not in said else said


def _what(one: CourseEvent) -> str:
    said = {
        ROLE_LEFT: lambda: _("{role} left", role=name_of(Role(one.key))),
        ROLE_CAME: lambda: _("{role} came", role=name_of(Role(one.key))),
        FEELING: lambda: _("Feeling {effect}", effect=signed(one.value or 0)),
        OVERRIDE: lambda: _("Set to {score}", score=number(one.value or 0)),
        MODEL: lambda: _("Model {version}", version=number(one.value or 0)),
        OWNER: lambda: _("Change of holder"),
        PHASE: lambda: _("Phase {phase}", phase=name_of(Phase(one.key))),
        OUTCOME: lambda: _("Renewal: {outcome}", outcome=name_of(Outcome(one.key))),
        INDICATOR: lambda: one.note or keyed("indicator", one.key),
    }
    return said[one.kind]()


def spoken(made: Course) -> str:
    """Return the course as it is read aloud: where it began, where it ends, its highest and lowest."""
    known = [(point.score, point.on) for point in made.points if point.score is not None]
    if not known:
        return _("Six months without a verdict")
    today = made.points[-1].on
    (first, began), (last, ends) = known[0], known[-1]
    low, high = min(known), max(known)
    return _(
        "Six months: {first} on {began}, {last} on {ends}; lowest {low} on {low_on}, highest {high} on {high_on}",
        first=first, began=near(began, today), last=last, ends=near(ends, today), low=low[0],
        low_on=near(low[1], today), high=high[0], high_on=near(high[1], today),
    )  # fmt: skip
