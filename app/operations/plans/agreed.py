"""Who has said yes to what, and whether that still holds: what was agreed and then changed has lapsed.

Nothing is written when it lapses: a commitment is held against the version it was given to, or, where it was given to
none, against what history says its objective read on that day. So a slip of the pen that is mended lapses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.plans.loading import Loaded, Row
from app.operations.plans.rows import Agreed, Commitment

TERMS = ("title", "target", "due")
"""What an objective is agreed by."""


def commitments_of(session: Session, plan: Loaded) -> tuple[Commitment, ...]:
    """Return what stands: the last word of each person to each objective and to the plan, in the order it was said."""
    last: dict[tuple[str, str], Row] = {}
    for row in plan.commitments:
        key = (row["objective_id"] or "", row["person_id"] or row["by_name"] or "")
        last.pop(key, None)
        last[key] = row
    moved = _moved(session, [row for row in last.values() if row["state"] == "committed" and row["objective_id"]])
    terms = {goal.row["id"]: goal.row for goal in plan.goals}
    bodies = {int(version["number"]): version["body"] for version in plan.versions}
    return tuple(
        Commitment(
            row["id"],
            row["objective_id"] or "",
            "lapsed" if _lapsed(row, terms, bodies, moved) else row["state"],
            row["by_name"] or "",
            row["person_id"],
            date.fromisoformat(row["on_date"]),
            row["number"],
            row["how"] or "",
        )
        for row in last.values()
        if not row["objective_id"] or row["objective_id"] in terms
    )


def agreed_of(plan: Loaded) -> Agreed | None:
    """Return the last version that anybody has said yes to as a whole; None where nobody has."""
    said = [row for row in plan.commitments if not row["objective_id"] and row["state"] == "committed"]
    if not said:
        return None
    number = max((row["number"] or 0 for row in said), default=0)
    those = [row for row in said if (row["number"] or 0) == number]
    names = dict.fromkeys(row["by_name"] for row in those if row["by_name"])
    return Agreed(number or None, date.fromisoformat(max(row["on_date"] for row in those)), tuple(names))


def _lapsed(
    row: Row, terms: Mapping[str, Row], bodies: Mapping[int, Any], moved: Mapping[str, Mapping[str, object]]
) -> bool:
    if row["state"] != "committed" or not row["objective_id"]:
        return False
    now = terms[row["objective_id"]]
    same = same_terms(bodies.get(row["number"] or 0), now)
    if same is not None:
        return not same
    return any(_said(name, old) != _said(name, now[name]) for name, old in moved.get(row["id"], {}).items())


def same_terms(body: Any, objective: Row) -> bool | None:
    """Tell whether an objective reads as it did in a version; None where it was not in it."""
    for goal in (body or {}).get("objectives", ()):
        if goal["id"] == objective["id"]:
            return all(_said(name, goal[name]) == _said(name, objective[name]) for name in TERMS)
    return None


def _said(name: str, value: object) -> object:
    return Decimal(str(value)) if name == "target" and value else value or ""


def _moved(session: Session, rows: Iterable[Row]) -> dict[str, dict[str, object]]:
    """Return what the terms of an objective were when somebody said yes to it, as far as they were written since."""
    said = list(rows)
    if not said:
        return {}
    history = tables.history
    asked = (
        select(history.c.row_id, history.c.field, history.c.old, history.c.change_id)
        .where(
            history.c.entity == "objective",
            history.c.field.in_(TERMS),
            history.c.row_id.in_(sorted({row["objective_id"] for row in said})),
        )
        .order_by(history.c.no)
    )
    steps = session.rows(asked)
    found: dict[str, dict[str, object]] = {}
    for row in said:
        for step in steps:
            if step["row_id"] == row["objective_id"] and step["change_id"] > row["change_id"]:
                found.setdefault(row["id"], {}).setdefault(step["field"], json.loads(step["old"]))
    return found
