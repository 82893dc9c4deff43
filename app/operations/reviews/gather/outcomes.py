"""成果: what the customer has reached, in their own numbers, in money where they said what one of it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from app.models.database import Session
from app.operations.plans.loading import Goal, Loaded, Row
from app.operations.plans.values import number_text
from app.operations.reviews.gather import courses
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.goals import holds_for, numbers, read_source, read_sources
from app.operations.reviews.gather.mutual import Names, as_on, shown_plans, source
from app.operations.reviews.gather.worths import totals, worth_fact
from app.reports.content import SourceKind
from app.reports.review.facts import Chapter, ChapterFacts, Fact, Series, Span


def outcomes(session: Session, known: Asked) -> ChapterFacts:
    """Return how far each number has come by the end of the period, what that is worth, and what was reached in it."""
    names = Names(session, known)
    plans = shown_plans(session, known)
    goals = [goal for plan in plans for goal in plan.goals]
    read = sorted((goal for goal in goals if _is_read(goal, known)), key=lambda goal: -_way(goal, known))
    worths = [fact for goal in read if (fact := worth_fact(goal, names, known)) is not None]
    facts = (
        *(_number(goal, known) for goal in read),
        *worths,
        *totals(session, worths, known),
        *(_met(goal, names) for goal in goals if goal not in read and _within(goal.row["met_on"], known)),
        *(fact for plan in plans for fact in _steps(plan, names, known)),
    )
    series = tuple(one for goal in read if (one := _course(goal, known)) is not None)
    return ChapterFacts(Chapter.OUTCOMES, facts, series, nothing="" if facts else "no_outcomes")


def _is_read(goal: Goal, known: Asked) -> bool:
    """Tell whether a number moved in the period: one that was met before, or not read since, tells nothing of it."""
    then = as_on(goal, known.until)
    if then.actual is None or then.actual_on is None or goal.row["baseline"] is None:
        return False
    return then.actual_on >= known.period.start and (goal.row["met_on"] or "9999") >= known.period.start.isoformat()


def _way(goal: Goal, known: Asked) -> Fraction:
    """Return how far a number has come: what has come furthest is told first."""
    return as_on(goal, known.until).progress or Fraction(0)


def _number(goal: Goal, known: Asked) -> Fact:
    then = as_on(goal, known.until)
    values = {**numbers(then), "origin": then.readings[-1]["source"], "met": "yes" if then.row["met_on"] else ""}
    values["value"] = values.pop("actual")
    sources = read_sources(then)
    if known.compared is not None:
        earlier = as_on(goal, known.compared.end)
        if earlier.actual is not None and earlier.actual_on is not None and earlier.actual_on >= known.compared.start:
            values["before"] = number_text(earlier.actual)
            sources = (*sources, *read_sources(earlier)[1:])
    return Fact(f"objective:{goal.row['id']}", "outcome", values, sources, then.actual_on, holds_for(then, known))


def _met(goal: Goal, names: Names) -> Fact:
    row = goal.row
    values = {"text": row["title"], "on": row["met_on"], **names.of(row, "customer_owner")}
    return Fact(f"met:{row['id']}", "met", values, (source(SourceKind.OBJECTIVE, row, row["met_on"], row["title"]),))


def _steps(plan: Loaded, names: Names, known: Asked) -> Iterator[Fact]:
    for goal in plan.goals:
        for step in goal.steps:
            row = step.row
            if _within(row["done_on"], known):
                values = {"text": row["title"], "on": row["done_on"], **names.of_item(row, plan)}
                label = source(SourceKind.MILESTONE, row, row["done_on"], row["title"])
                yield Fact(f"milestone:{row['id']}", "reached", values, (label,))


def _within(day: str | None, known: Asked) -> bool:
    return day is not None and known.period.start.isoformat() <= day <= known.until.isoformat()


def _course(goal: Goal, known: Asked) -> Series | None:
    """Return the last reading of each month, beside those of the other period; None where only one month is known."""
    row = goal.row
    made = courses.places(known.period, False, ())
    inside = _inside(goal, Span(known.period.start, known.until))
    values = _last_of(made, inside)
    if sum(value is not None for value in values) < 2:
        return None
    before: tuple[Decimal | None, ...] = ()
    behind = list(inside)
    if known.compared is not None:
        then = _inside(goal, known.compared)
        other = courses.beside(_last_of(courses.places(known.compared, False, ()), then), len(made))
        # One point makes no line to hold this one against.
        before = other if sum(value is not None for value in other) > 1 else ()
        behind += then if before else []
    own = source(SourceKind.OBJECTIVE, row, row["start_on"], row["title"])
    sources = (own, *(read_source(goal, one) for one in behind))
    return Series(
        f"objective:{row['id']}", row["metric"] or row["title"], row["unit"] or "", "line",
        courses.shown_days(made, False), values, before, (), sources,
    )  # fmt: skip


def _inside(goal: Goal, span: Span) -> list[Row]:
    return [one for one in goal.readings if span.start.isoformat() <= one["on_date"] <= span.end.isoformat()]


def _last_of(made: list[courses.Place], readings: list[Row]) -> tuple[Decimal | None, ...]:
    found: list[Decimal | None] = []
    for place in made:
        there = [one for one in readings if place.start.isoformat() <= one["on_date"] <= place.end.isoformat()]
        found.append(Decimal(there[-1]["value"]) if there else None)
    return tuple(found)
