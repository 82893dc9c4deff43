"""The sweep: what the rules find becomes calls to action, told anew or marked where their cause went away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.alerts.firing import Finding, Kept, decide
from app.alerts.plays import Play
from app.alerts.rules import Rule
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.settings import settings
from app.operations.signals.causes import Causes, causes_of_book
from app.operations.signals.scored import Scores
from app.operations.signals.shipped import plays_of, rules_of
from app.operations.signals.steps import step_rows

_cta = tables.cta
_COLUMNS = (
    _cta.c.id, _cta.c.account_id, _cta.c.rule, _cta.c.subject, _cta.c.state, _cta.c.params, _cta.c.due,
    _cta.c.gone_on, _cta.c.closed_on, _cta.c.playbook,
)  # fmt: skip


def fire(session: Session, *, today: date, health: Scores | None = None, causes: Causes | None = None) -> int:
    """Bring the calls to action up to date with what the rules find, and return how many rows it took.

    Twice in a row writes nothing the second time. `causes` where somebody has looked already: questions over the
    whole book need no writing session. Without `health` the rules that go by scores are left alone.
    """
    found = causes if causes is not None else causes_of_book(session, today=today, health=health)
    rules, plays = rules_of(session), plays_of(session)
    rows = session.rows(select(*_COLUMNS).where(_cta.c.deleted_at.is_(None)))
    running = {row["id"] for row in rows if row["playbook"]}
    there = [_kept(row) for row in rows]
    decided = decide(found.found, there, rules, looked=found.looked, today=today)
    day = today.isoformat()
    opened: list[dict[str, Any]] = [
        {
            "account_id": one.account, "rule": one.rule, "subject": one.subject, "params": one.facts, "state": "open",
            "opened_on": day, "fired_on": day, "due": _text(one.due), "playbook": _starting(one, rules, plays),
        }
        for one in decided.opened
    ]  # fmt: skip
    ids = door.create(session, "cta", opened)
    begin = {
        cta_id: (one.account, row["playbook"]) for cta_id, one, row in zip(ids, decided.opened, opened, strict=True)
    }
    told: dict[str, dict[str, object]] = {}
    for kept, one in decided.told:
        facts, due = kept.anew(one)
        told[kept.id] = {"params": facts, "due": _text(due), "fired_on": day, "gone_on": None}
        key = _starting(one, rules, plays)
        if key is not None and one.step > kept.step and kept.id not in running:
            # What was only likely is sure now.
            told[kept.id]["playbook"] = key
            begin[kept.id] = one.account, key
    gone: dict[str, dict[str, object]] = {one.id: {"gone_on": day} for one in decided.gone}
    steps = _begun(session, begin, plays, today)
    return len(ids) + len(steps) + door.amend(session, "cta", {**told, **gone})


def _begun(
    session: Session, begin: Mapping[str, tuple[str, str | None]], plays: Mapping[str, Play], today: date
) -> list[str]:
    """Write the steps of plays that begin by themselves."""
    chosen = settings(session)
    rows = [
        step
        for cta_id, (account_id, key) in begin.items()
        if key is not None
        for step in step_rows(plays[key], account_id, cta_id, chosen, today)
    ]
    return door.create(session, "promise", rows)


def _starting(found: Finding, rules: Mapping[str, Rule], plays: Mapping[str, Play]) -> str | None:
    rule = rules[found.rule]
    return rule.playbook if rule.starts and found.sure and rule.playbook in plays else None


def _kept(row: Mapping[str, Any]) -> Kept:
    return Kept(
        row["id"], row["account_id"], row["rule"], row["subject"], row["state"], row["params"] or {},
        _day(row["due"]), _day(row["gone_on"]), _day(row["closed_on"]),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
