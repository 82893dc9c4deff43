"""Objectives: adding, changing, reading their number, meeting them, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.journal import door
from app.models.database import Session
from app.operations.contracts import standings
from app.operations.plans import places
from app.operations.plans import values as v
from app.operations.plans.loading import Row, load_one
from app.operations.settings import settings

_TURNS: Mapping[str, v.Turn] = {
    "title": v.title,
    "metric": v.line,
    "unit": v.line,
    "baseline": v.number,
    "target": v.number,
    "start_on": v.day,
    "due": v.day,
    "customer_owner": v.line,
    "person_id": v.ref,
    "vendor_owner": v.line,
    "value_minor": v.minor,
    "currency": v.line,
    "value_agreed_by": v.line,
    "shown": v.yes,
    "note": v.prose,
}


def add_objective(
    session: Session, plan_id: str, *, title: str, values: Mapping[str, object] | None = None, after: str | None = None
) -> str:
    """Add an objective to a plan, behind another one or at the end, and return its id."""
    plan = _present(session, "plan", plan_id)
    fields = v.stored({**(values or {}), "title": title}, _TURNS)
    row = {"account_id": plan["account_id"], "plan_id": plan_id, "shown": True, **fields}
    made = door.create(session, "objective", [row])[0]
    places.put_after(session, places.objectives(load_one(session, plan_id)), made, after)
    return made


def amend_objective(session: Session, objective_id: str, values: Mapping[str, object]) -> int:
    """Change what an objective says. What somebody had said yes to has then lapsed: see `agreed`."""
    return door.amend(session, "objective", {objective_id: v.stored(values, _TURNS)})


def fee_currency(session: Session, account_id: str, *, today: date) -> str:
    """Return the currency that an account pays in, else that of the book: what worth is held against."""
    standing = standings(session, today, [account_id]).get(account_id)
    return standing.currency if standing is not None and standing.mrr else settings(session).currency


def add_reading(
    session: Session, objective_id: str, value: object, *, on: date, source: str = "me", by_name: str = ""
) -> str:
    """Write what the number of an objective read on a day, and return the id of the reading."""
    goal = _present(session, "objective", objective_id)
    row = {
        "account_id": goal["account_id"],
        "objective_id": objective_id,
        "value": v.number("value", value) or v.number("value", "-"),
        "on_date": on.isoformat(),
        "source": source,
        "by_name": by_name.strip() or None,
    }
    return door.create(session, "objective_reading", [row])[0]


def next_objective(
    session: Session, objective_id: str, *, title: str, target: object = None, due: date | None = None, on: date
) -> str:
    """Meet an objective and set the next one, which begins where it ended; returns the id of the new one."""
    was = _present(session, "objective", objective_id)
    goal = next(one for one in load_one(session, was["plan_id"]).goals if one.row["id"] == objective_id)
    if was["met_on"] is None:
        door.amend(session, "objective", {objective_id: {"met_on": on.isoformat()}})
    kept = ("metric", "unit", "customer_owner", "person_id", "vendor_owner", "value_minor", "currency")
    more = {
        "baseline": v.number_text(goal.actual) if goal.actual is not None else was["target"],
        "target": target,
        "start_on": on,
        "due": due,
        "shown": was["shown"],
    }
    made = add_objective(
        session, was["plan_id"], title=title, values={**{name: was[name] for name in kept}, **more}, after=objective_id
    )
    door.amend(session, "objective", {made: {"follows_id": objective_id}})
    return made


def _present(session: Session, entity: str, row_id: str) -> Row:
    row: Mapping[str, Any] = door.present(session, entity, [row_id])[row_id]
    return row
