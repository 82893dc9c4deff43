"""What a person does with a call to action: put it off, set its day, close it, dismiss it, start and tick its play."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.alerts.firing import OWN_DUE
from app.errors import BansoError
from app.ids import uuid7
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.promises import keep_promise, reopen_promise
from app.operations.put_off import KINDS_OF_SUBJECT, put_off_row
from app.operations.settings import settings
from app.operations.signals.rows import BY_HAND
from app.operations.signals.shipped import plays_of, rules_of
from app.operations.signals.steps import ORIGIN, step_rows
from app.vocabulary import CtaOutcome, TodayKind


def snooze_cta(session: Session, cta_id: str, *, until: date, today: date) -> int:
    """Hide a call to action from Today before a day (あとで); its play goes on."""
    row = _open(session, cta_id)
    if until <= today:
        raise BansoError("cta.past_day", field="until")
    subject = KINDS_OF_SUBJECT.get(row["rule"], cta_id)
    return put_off_row(session, row["account_id"], str(TodayKind.SIGNAL), subject, until=until)


def move_cta(session: Session, cta_id: str, *, due: date, today: date) -> int:
    """Set until when a call to action is to be done; what the rules find later leaves that day alone."""
    row = _open(session, cta_id)
    if due < today:
        raise BansoError("cta.past_due", field="due")
    day = due.isoformat()
    return door.amend(session, "cta", {cta_id: {"due": day, "params": {**(row["params"] or {}), OWN_DUE: day}}})


def finish_cta(session: Session, cta_id: str, *, outcome: CtaOutcome | str, note: str = "", today: date) -> int:
    """Close a call to action with what came of it; steps that are still open are dropped with it."""
    if outcome not in set(CtaOutcome):
        raise BansoError("cta.no_outcome", field="outcome")
    return _close(session, cta_id, "done", str(outcome), note, today)


def dismiss_cta(session: Session, cta_id: str, *, reason: str, today: date) -> int:
    """Close a call to action as none that asks for anything, with a reason."""
    if not reason.strip():
        raise BansoError("cta.no_reason", field="reason")
    return _close(session, cta_id, "dismissed", None, reason, today)


def start_play(session: Session, cta_id: str, *, playbook: str | None = None, today: date) -> list[str]:
    """Start a playbook, the proposed one unless another is named; its steps become promises. Returns their ids."""
    row = _open(session, cta_id)
    if _steps(session, cta_id):
        raise BansoError("cta.runs", field="playbook")
    rule = rules_of(session).get(row["rule"])
    key = playbook or row["playbook"] or (rule.playbook if rule is not None else None)
    play = plays_of(session).get(key or "")
    if play is None:
        raise BansoError("cta.no_play", field="playbook")
    door.amend(session, "cta", {cta_id: {"playbook": play.key}})
    return door.create(session, "promise", step_rows(play, row["account_id"], cta_id, settings(session), today))


def stop_play(session: Session, cta_id: str, *, today: date) -> int:
    """Stop the play of a call to action: steps that are still open are dropped, another one may be started."""
    _open(session, cta_id)
    changed = door.amend(session, "cta", {cta_id: {"playbook": None}})
    return changed + _drop_steps(session, cta_id, today)


def tick_step(session: Session, step_id: str, *, done: bool = True, today: date) -> int:
    """Tick a step of a play, or take the tick back."""
    row = door.present(session, "promise", [step_id])[step_id]
    if row["origin"] != ORIGIN:
        raise BansoError("cta.no_step")
    return keep_promise(session, step_id, on=today) if done else reopen_promise(session, step_id)


def raise_cta(
    session: Session, account_id: str, *, text: str, due: date | None = None, playbook: str | None = None, today: date
) -> str:
    """Raise a call to action by hand, with its play where one is named, and return its id."""
    said = " ".join(text.split())
    if not said:
        raise BansoError("cta.no_text", field="text")
    row = {
        "account_id": account_id, "rule": BY_HAND, "subject": uuid7(), "params": {"text": said}, "state": "open",
        "opened_on": today.isoformat(), "fired_on": today.isoformat(), "due": due.isoformat() if due else None,
    }  # fmt: skip
    [cta_id] = door.create(session, "cta", [row])
    if playbook is not None:
        start_play(session, cta_id, playbook=playbook, today=today)
    return cta_id


def _close(session: Session, cta_id: str, state: str, outcome: str | None, reason: str, today: date) -> int:
    _open(session, cta_id)
    values = {"state": state, "outcome": outcome, "reason": reason.strip() or None, "closed_on": today.isoformat()}
    return door.amend(session, "cta", {cta_id: values}) + _drop_steps(session, cta_id, today)


def _drop_steps(session: Session, cta_id: str, today: date) -> int:
    left = [row["id"] for row in _steps(session, cta_id) if row["done_on"] is None]
    return door.amend(session, "promise", {one: {"dropped_on": today.isoformat()} for one in left})


def _steps(session: Session, cta_id: str) -> list[Mapping[str, Any]]:
    promise = tables.promise
    statement = select(promise.c.id, promise.c.done_on).where(
        promise.c.origin == ORIGIN, promise.c.origin_id == cta_id, promise.c.dropped_on.is_(None),
        promise.c.deleted_at.is_(None),
    )  # fmt: skip
    return list(session.rows(statement))


def _open(session: Session, cta_id: str) -> Mapping[str, Any]:
    cta = tables.cta
    rows = session.rows(select(cta).where(cta.c.id == cta_id, cta.c.deleted_at.is_(None)))
    if not rows:
        raise BansoError("cta.gone")
    if rows[0]["state"] != "open":
        raise BansoError("cta.closed")
    return rows[0]
