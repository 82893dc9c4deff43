"""Saying yes to a plan or to one objective: proposed, committed by name on a day, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.plans.agreed import same_terms
from app.operations.plans.loading import load_one
from app.operations.plans.rows import CommitmentState


def propose(
    session: Session, plan_id: str, *, on: date, objective_id: str = "", by_name: str = "", person_id: str | None = None
) -> str:
    """Write that an objective, or the plan in its last version, was put to somebody at the customer; returns its id."""
    return _say(session, plan_id, "proposed", objective_id, by_name, person_id, on, "", None)


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
    return _say(session, plan_id, "committed", objective_id, by_name, person_id, on, how, number)


def lapse(session: Session, commitment_id: str, *, on: date, how: str = "") -> str:
    """Write that somebody no longer stands by what they said; returns the id of the row that says so."""
    was: Mapping[str, Any] = door.present(session, "commitment", [commitment_id])[commitment_id]
    return _say(
        session, was["plan_id"], "lapsed", was["objective_id"] or "", was["by_name"] or "", was["person_id"], on, how,
        was["number"],
    )  # fmt: skip


def _say(
    session: Session,
    plan_id: str,
    state: CommitmentState,
    objective_id: str,
    by_name: str,
    person_id: str | None,
    on: date,
    how: str,
    number: int | None,
) -> str:
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
        "state": state,
        "by_name": " ".join(by_name.split()) or None,
        "person_id": person_id,
        "on_date": on.isoformat(),
        "how": how.strip() or None,
    }
    return door.create(session, "commitment", [row])[0]
