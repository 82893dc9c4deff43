"""貴社の目標: what the customer wants to reach, how far it has come, and who has said yes to it."""

from __future__ import annotations

from datetime import timedelta

from app.models.database import Session
from app.operations.plans.agreed import commitments_of
from app.operations.plans.loading import Goal, Loaded, Row, load
from app.operations.plans.rows import Commitment
from app.operations.plans.values import number_text
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.mutual import Names, as_on, shown_plans, source
from app.operations.reviews.gather.promises import outcome_promised
from app.plans.status import FRESH
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Chapter, ChapterFacts, Fact


def goals(session: Session, known: Asked) -> ChapterFacts:
    """Return the success and the objectives of the plans as they stand today; without a plan, what was promised."""
    names = Names(session, known)
    facts: list[Fact] = []
    for plan in shown_plans(session, known):
        if plan.row["success"]:
            facts.append(_success(plan))
        agreed = _agreed(session, plan)
        facts += [_fact(goal, names, agreed.get(goal.row["id"]), known) for goal in plan.goals if _stands(goal, known)]
    found = tuple(facts) or outcome_promised(session, known)
    return ChapterFacts(Chapter.GOALS, found, nothing="" if found else "no_goals")


def read_sources(goal: Goal) -> tuple[Source, ...]:
    """Return an objective, and the reading that says how far it has come."""
    own = source(SourceKind.OBJECTIVE, goal.row, goal.row["start_on"], goal.row["title"])
    if not goal.readings:
        return (own,)
    return own, read_source(goal, goal.readings[-1])


def read_source(goal: Goal, reading: Row) -> Source:
    """Return a reading of an objective as a record."""
    value = f"{reading['value']}{goal.row['unit'] or ''}"
    return source(SourceKind.OBJECTIVE_READING, reading, reading["on_date"], value)


def numbers(goal: Goal) -> dict[str, str]:
    """Return the numbers of an objective as values of a fact."""
    row = goal.row
    return {
        "title": row["title"],
        "metric": row["metric"] or "",
        "unit": row["unit"] or "",
        "baseline": row["baseline"] or "",
        "target": row["target"] or "",
        "actual": number_text(goal.actual) if goal.actual is not None else "",
    }


def holds_for(goal: Goal, known: Asked) -> int | None:
    """Return for how many days a reading holds; what was read at the end of a period that is over holds for good."""
    if goal.actual_on is None:
        return None
    over = known.until < known.today and goal.actual_on > known.until - FRESH
    return None if over else FRESH // timedelta(days=1)


def _stands(goal: Goal, known: Asked) -> bool:
    """Tell whether an objective was one in the period: not met before it."""
    return (goal.row["met_on"] or "9999") >= known.period.start.isoformat()


def _success(plan: Loaded) -> Fact:
    row = plan.row
    return Fact(
        f"plan:{row['id']}",
        "success",
        {"text": row["success"], "due": row["end_on"] or ""},
        (source(SourceKind.PLAN, row, row["start_on"], row["name"]),),
    )


def _agreed(session: Session, shown: Loaded) -> dict[str, Commitment]:
    """Return who has said yes to which objective, and still does, the last one each."""
    # What was agreed to is held against the version it was given to, which is long and comes only when asked for.
    [plan] = load(session, plan_id=shown.row["id"], bodies=True)
    return {one.objective_id: one for one in commitments_of(session, plan) if one.state == "committed"}


def _fact(goal: Goal, names: Names, agreed: Commitment | None, known: Asked) -> Fact:
    then = as_on(goal, known.today)
    sources = read_sources(then)
    values = {
        **numbers(then),
        **names.of(goal.row, "customer_owner"),
        "due": goal.row["due"] or "",
        "status": then.status(known.today).value,
        "agreed_on": "",
        "agreed_by": "",
    }
    if agreed is not None:
        by = names.called(agreed.person_id, agreed.by)
        values |= {"agreed_on": agreed.on.isoformat(), "agreed_by": by["who"], "agreed_post": by["post"]}
        sources = (*sources, Source(SourceKind.COMMITMENT, agreed.id, agreed.on, agreed.by))
    return Fact(
        f"objective:{goal.row['id']}", "objective", values, sources, then.actual_on, holds_for(then, known)
    )  # fmt: skip
