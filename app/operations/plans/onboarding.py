"""Onboarding: from the start to the first value, against the day that was agreed first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import and_, select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.contracts import standings
from app.operations.plans import values as v
from app.operations.plans.loading import Row

Verdict = Literal["succeeded", "failed", "abandoned"]
VERDICTS: tuple[Verdict, ...] = ("succeeded", "failed", "abandoned")

_TURNS: Mapping[str, v.Turn] = {
    "start_on": v.day,
    "kick_off_on": v.day,
    "due": v.day,
    "success": v.prose,
    "first_value": v.prose,
    "milestone_id": v.ref,
    "first_value_on": v.day,
}
_onboarding = tables.onboarding
_IN_SIGHT_DAYS = 365


@dataclass(frozen=True)
class Onboarding:
    """One onboarding. `days` to the first value count from the start, `from_kick_off` from the kick-off, 0 at least;

    None while it is waited for. `late`: the first value came, or is still missing, after the day agreed first.
    `waiting` are the days since the start while it is open.
    """

    id: str
    account_id: str
    start_on: date
    kick_off_on: date | None
    agreed_due: date | None
    due: date | None
    success: str
    first_value: str
    milestone_id: str | None
    milestone: str
    first_value_on: date | None
    verdict: Verdict | None
    verdict_on: date | None
    reason: str
    days: int | None
    from_kick_off: int | None
    target_days: int | None
    late: bool
    waiting: int | None


@dataclass(frozen=True)
class AtRisk:
    """An onboarding past its target without first value."""

    onboarding_id: str
    account_id: str
    due: date
    days_over: int
    first_value: str


def onboarding_of(session: Session, account_id: str, *, today: date) -> Onboarding | None:
    """Return the onboarding of an account, the open one or else the last; None where there was none."""
    found = onboardings_of(session, account_id, today=today)
    return next((one for one in found if one.verdict is None), found[0] if found else None)


def onboarding_in_sight(session: Session, account_id: str, *, today: date) -> Onboarding | None:
    """Return the onboarding of an account while it is open and for a year after its first value, else None."""
    one = onboarding_of(session, account_id, today=today)
    if one is None or one.verdict is None:
        return one
    reached = one.first_value_on
    return one if reached is not None and (today - reached).days <= _IN_SIGHT_DAYS else None


def onboardings_of(session: Session, account_id: str, *, today: date) -> list[Onboarding]:
    """Return the onboardings of an account, the last one first: who comes back has another one."""
    step = tables.milestone
    asked = (
        select(_onboarding, step.c.title.label("milestone"))
        .outerjoin(step, and_(step.c.id == _onboarding.c.milestone_id, step.c.deleted_at.is_(None)))
        .where(_onboarding.c.account_id == account_id, _onboarding.c.deleted_at.is_(None))
        .order_by(_onboarding.c.start_on.desc(), _onboarding.c.no.desc())
    )
    return [_read(row, today) for row in session.rows(asked)]


def at_risk_onboardings(session: Session, *, today: date) -> list[AtRisk]:
    """Return the open onboardings past their target without first value, the longest over first."""
    account = tables.account
    asked = (
        select(_onboarding)
        .join(account, account.c.id == _onboarding.c.account_id)
        .where(
            _onboarding.c.verdict.is_(None),
            _onboarding.c.first_value_on.is_(None),
            _onboarding.c.due < today.isoformat(),
            _onboarding.c.deleted_at.is_(None),
            account.c.deleted_at.is_(None),
        )
        .order_by(_onboarding.c.due, _onboarding.c.no)
    )
    return [
        AtRisk(
            row["id"], row["account_id"], date.fromisoformat(row["due"]),
            (today - date.fromisoformat(row["due"])).days, row["first_value"] or row["success"] or "",
        )
        for row in session.rows(asked)
    ]  # fmt: skip


def start_onboarding(
    session: Session, account_id: str, *, today: date, values: Mapping[str, object] | None = None
) -> str:
    """Begin the onboarding of an account and return its id; without a start it begins with the contract, else today.

    The due day it begins with is the one agreed first. Raises BansoError "onboarding.open" where one is open.
    """
    last = onboarding_of(session, account_id, today=today)
    if last is not None and last.verdict is None:
        raise BansoError("onboarding.open")
    fields = v.stored(values or {}, _TURNS)
    if not fields.get("start_on"):
        standing = standings(session, today).get(account_id)
        start = standing.first_start if standing is not None else None
        fields["start_on"] = (start or today).isoformat()
    return door.create(session, "onboarding", [{**fields, "account_id": account_id, "agreed_due": fields.get("due")}])[
        0
    ]


def amend_onboarding(session: Session, onboarding_id: str, values: Mapping[str, object]) -> int:
    """Change what an onboarding says. A due day that is moved leaves the one agreed first as it is."""
    fields = v.stored(values, _TURNS)
    if "start_on" in fields and not fields["start_on"]:
        raise BansoError("onboarding.no_start", field="start_on")
    before = door.present(session, "onboarding", [onboarding_id])[onboarding_id]
    if fields.get("due") and before["agreed_due"] is None:
        fields["agreed_due"] = fields["due"]
    return door.amend(session, "onboarding", {onboarding_id: fields})


def judge_onboarding(
    session: Session, onboarding_id: str, verdict: Verdict | None, *, on: date, reason: str = ""
) -> int:
    """Say how an onboarding ended; late is not failed. None opens it again.

    Raises BansoError "onboarding.verdict" for another word, "onboarding.no_reason" where it did not succeed and
    nobody says why, "onboarding.no_value" where it succeeded and the day of the first value is not known.
    """
    if verdict is not None and verdict not in VERDICTS:
        raise BansoError("onboarding.verdict", field="verdict", verdict=str(verdict))
    said = " ".join(reason.split())
    before = door.present(session, "onboarding", [onboarding_id])[onboarding_id]
    if verdict in ("failed", "abandoned") and not said:
        raise BansoError("onboarding.no_reason", field="reason")
    if verdict == "succeeded" and before["first_value_on"] is None:
        raise BansoError("onboarding.no_value", field="first_value_on")
    values = {
        "verdict": verdict,
        "verdict_on": on.isoformat() if verdict is not None else None,
        "reason": said or None if verdict is not None else None,
    }
    return door.amend(session, "onboarding", {onboarding_id: values})


def keep_onboarding(
    session: Session,
    account_id: str,
    onboarding_id: str | None,
    values: Mapping[str, object],
    *,
    verdict: Verdict | None,
    reason: str = "",
    today: date,
) -> str:
    """Write an onboarding as a form has it, begin one where there is none yet, and say how it ended; returns its id."""
    if onboarding_id is None:
        onboarding_id = start_onboarding(session, account_id, today=today, values=values)
    else:
        amend_onboarding(session, onboarding_id, values)
    before = door.present(session, "onboarding", [onboarding_id])[onboarding_id]
    if before["verdict"] != verdict or (verdict is not None and (before["reason"] or "") != reason):
        on = v.read_day(str(before["verdict_on"] or "")) if before["verdict"] == verdict else None
        judge_onboarding(session, onboarding_id, verdict, on=on or today, reason=reason)
    return onboarding_id


def keep_first_value(session: Session, account_id: str, milestone_id: str, *, on: date | None) -> int:
    """Write the day of the first value into the open onboarding as its milestone is reached; None takes it back.

    It concerns the onboarding that waits for this milestone, or for none.
    """
    rows = session.rows(
        select(_onboarding).where(
            _onboarding.c.account_id == account_id,
            _onboarding.c.verdict.is_(None),
            _onboarding.c.deleted_at.is_(None),
        )
    )
    concerned = [row for row in rows if row["milestone_id"] in (None, milestone_id)]
    if on is None:
        concerned = [row for row in concerned if row["milestone_id"] == milestone_id]
        return door.amend(session, "onboarding", {row["id"]: {"first_value_on": None} for row in concerned})
    values = {"first_value_on": on.isoformat(), "milestone_id": milestone_id}
    return door.amend(session, "onboarding", {row["id"]: values for row in concerned if row["first_value_on"] is None})


def _read(row: Row, today: date) -> Onboarding:
    start, kick_off = date.fromisoformat(row["start_on"]), v.read_day(row["kick_off_on"])
    agreed, due, reached = v.read_day(row["agreed_due"]), v.read_day(row["due"]), v.read_day(row["first_value_on"])
    verdict: Any = row["verdict"]
    open_yet = reached is None and verdict is None
    return Onboarding(
        id=row["id"],
        account_id=row["account_id"],
        start_on=start,
        kick_off_on=kick_off,
        agreed_due=agreed,
        due=due,
        success=row["success"] or "",
        first_value=row["first_value"] or "",
        milestone_id=row["milestone_id"],
        milestone=row["milestone"] or "",
        first_value_on=reached,
        verdict=verdict,
        verdict_on=v.read_day(row["verdict_on"]),
        reason=row["reason"] or "",
        days=max(0, (reached - start).days) if reached is not None else None,
        from_kick_off=max(0, (reached - kick_off).days) if reached is not None and kick_off is not None else None,
        target_days=(agreed - start).days if agreed is not None else None,
        late=agreed is not None and (reached > agreed if reached is not None else open_yet and today > agreed),
        waiting=max(0, (today - start).days) if open_yet else None,
    )
