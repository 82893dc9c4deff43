"""お願い: what is asked of the customer, and what they have asked for and wait for."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.contracts import NOTHING, standings
from app.operations.plans.agreed import commitments_of
from app.operations.plans.loading import ORIGIN, Goal, Loaded, load
from app.operations.plans.values import read_number
from app.operations.reviews.gather.actions import open_plans
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.goals import read_sources
from app.operations.reviews.gather.mutual import Names, as_on, shown_promises, source
from app.plans.status import FRESH
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Chapter, ChapterFacts, Fact
from app.vocabulary import Side

INTENT_DAYS = 180
"""From so many days before a day of notice on, the customer is asked whether they renew."""


def asks(session: Session, known: Asked) -> ChapterFacts:
    """Return what waits for the customer's word, number, yes or day, and their own requests that are open."""
    names = Names(session, known)
    plans = open_plans(session, known)
    facts = (
        *_intents(session, known),
        *(fact for plan in plans for fact in _to_confirm(session, plan, names)),
        *(fact for plan in plans for goal in plan.goals if (fact := _to_read(goal, names, known)) is not None),
        *_without_a_day(session, names, known),
        *_requests(session, names, known),
    )
    return ChapterFacts(Chapter.ASKS, facts, nothing="" if facts else "nothing_to_ask")


def _intents(session: Session, known: Asked) -> Iterator[Fact]:
    """Yield the contracts whose renewal nobody has confirmed yet, while notice can still be given."""
    standing = standings(session, known.today, [known.account_id]).get(known.account_id, NOTHING)
    for term in standing.terms:
        left = (term.notice_date - known.today).days
        if term.settled or term.intent_on is not None or not 0 <= left <= INTENT_DAYS:
            continue
        values = {
            "text": "、".join(term.products) if len(standing.terms) > 1 else "",
            "due": "" if term.estimated else term.notice_date.isoformat(),
            "end": term.end.isoformat(),
        }
        sources = (Source(SourceKind.CONTRACT, term.contract_id, term.end, ""),)
        yield Fact(f"contract:{term.contract_id}", "intent", values, sources)


def _to_confirm(session: Session, shown: Loaded, names: Names) -> Iterator[Fact]:
    """Yield what somebody was asked to say yes to and has not, or whose yes has lapsed with a change."""
    [plan] = load(session, plan_id=shown.row["id"], bodies=True)
    goals = {goal.row["id"]: goal for goal in shown.goals}
    for one in commitments_of(session, plan):
        goal = goals.get(one.objective_id)
        if one.state == "committed" or (one.objective_id and (goal is None or goal.row["met_on"])):
            continue
        about = goal.row["title"] if goal is not None else shown.row["name"]
        sources: tuple[Source, ...] = (
            Source(SourceKind.COMMITMENT, one.id, one.on, one.by),
            source(SourceKind.OBJECTIVE, goal.row, goal.row["start_on"], about)
            if goal is not None
            else source(SourceKind.PLAN, shown.row, shown.row["start_on"], about),
        )
        values = {"text": about, "state": one.state, "due": "", **names.called(one.person_id, one.by)}
        yield Fact(f"commitment:{one.id}", "confirm", values, sources)


def _to_read(goal: Goal, names: Names, known: Asked) -> Fact | None:
    """Return an objective whose number has not been read for a while, None where it was or where it has none."""
    row = goal.row
    then = as_on(goal, known.today)
    over = row["met_on"] or (row["start_on"] or "") > known.today.isoformat()
    if over or read_number(row["target"]) is None or (then.actual_on and then.actual_on >= known.today - FRESH):
        return None
    values = {
        "text": row["metric"] or row["title"],
        "last": then.actual_on.isoformat() if then.actual_on else "",
        "due": "",
        **names.of(row, "customer_owner"),
    }
    return Fact(f"objective:{row['id']}", "read", values, read_sources(then))


def _without_a_day(session: Session, names: Names, known: Asked) -> Iterator[Fact]:
    """Yield what the customer took on without a day for it."""
    for row in shown_promises(session, known):
        if row["side"] == Side.CUSTOMER and row["done_on"] is None and row["due"] is None and row["origin"] != ORIGIN:
            values = {"text": row["text"], "due": "", **names.of(row)}
            label = source(SourceKind.PROMISE, row, row["made_on"], row["text"])
            yield Fact(f"promise:{row['id']}", "promise", values, (label,))


def _requests(session: Session, names: Names, known: Asked) -> Iterator[Fact]:
    """Yield the customer's own open requests in their words; what others asked for in theirs stays with them."""
    request = tables.request
    rows = session.rows(
        select(request)
        .where(
            request.c.account_id == known.account_id,
            request.c.deleted_at.is_(None),
            request.c.shipped_on.is_(None),
            request.c.closed_on.is_(None),
            request.c.raised_on <= known.today.isoformat(),
        )
        .order_by(request.c.raised_on, request.c.no)
    )
    for row in rows:
        values = {"text": row["words"], "on": row["raised_on"], "due": "", **names.called(row["person_id"], "")}
        label = source(SourceKind.REQUEST, row, row["raised_on"], row["words"])
        yield Fact(f"request:{row['id']}", "request", values, (label,))
