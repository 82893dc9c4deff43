"""A yes to the plan as it stands today: what was agreed is kept as a version first, so that changes can be told."""

from __future__ import annotations

from datetime import date

from app.models.database import Session
from app.operations.plans.commitments import commit
from app.operations.plans.versions import make_version


def commit_today(
    session: Session, plan_id: str, *, by_name: str, on: date, lang: str, objective_id: str = "", how: str = "",
    today: date,
) -> str:  # fmt: skip
    """Keep what the customer sees today as a version, write who said yes to it, and return the id of the commitment.

    Those of `commit`.
    """
    number = make_version(session, plan_id, today=today, lang=lang)
    return commit(session, plan_id, by_name=by_name, on=on, objective_id=objective_id, how=how, number=number)
