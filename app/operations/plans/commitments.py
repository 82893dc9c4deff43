"""Saying yes to a plan or to one objective, by name on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.plans.agreed import same_terms
from app.operations.plans.loading import load_one


def commit(
    session: Session,
    plan_id: str,
    *,
    by_name: str,
    on: date,
    objective_id: str = "",
    person_id: str | None = None,
    how: str = "",
    number: int | None = None,
) -> str:
    """Write who said yes, when and how, to an objective or to the plan; returns the id of the commitment.

    Names stand as stated. `number` is the version they had before them; where none is named it is the last one, of an
    objective only if it still reads as it did there. Raises BansoError "commitment.no_name".
    """
    if not by_name.strip() and not person_id:
        raise BansoError("commitment.no_name", field="by_name")
    plan = load_one(session, plan_id, bodies=True)
    if number is None and plan.versions:
        last = plan.versions[-1]
        goal = next((goal.row for goal in plan.goals if goal.row["id"] == objective_id), None)
        if goal is None or same_terms(last["body"], goal):
            number = int(last["number"])
    if person_id and not by_name.strip():
        person: Mapping[str, Any] = door.present(session, "person", [person_id])[person_id]
        by_name = person["name"]
    row = {
        "account_id": plan.row["account_id"],
        "plan_id": plan_id,
        "objective_id": objective_id or None,
        "number": number,
        "state": "committed",
        "by_name": " ".join(by_name.split()) or None,
        "person_id": person_id,
        "on_date": on.isoformat(),
        "how": how.strip() or None,
    }
    return door.create(session, "commitment", [row])[0]
