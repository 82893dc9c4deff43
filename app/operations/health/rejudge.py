"""What a person once judged and is asked about again: feelings, overrides and pulses that expire or have expired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, select

from app.errors import BansoError
from app.models import tables
from app.models.database import Session
from app.operations.health.feelings import confirm_feeling, feelings_of, set_override
from app.operations.pulses import Pulse, pulses, pulses_of, say_pulse
from app.operations.today_causes import Found, Ground
from app.vocabulary import TodayKind

FEELING, OVERRIDE, PULSE = "feeling", "override", "pulse"
"""The subjects of the rows, so that each can be put off by itself."""
AHEAD = timedelta(days=1)
"""So long before the end it is asked, so that nothing lapses over night."""
FORGOTTEN = timedelta(days=90)
"""Nobody is asked about a feeling that lapsed a quarter ago."""


def rejudged(ground: Ground, until: date) -> Iterator[Found]:
    """Yield the judgements that end by a day or have ended; pulses of one account are one row."""
    yield from _said(ground, until, FEELING)
    yield from _said(ground, until, OVERRIDE)
    for account_id, known in pulses(ground.session, today=ground.today).items():
        account = ground.accounts.get(account_id)
        asked = asked_again(known, until)
        if account is None or not asked:
            continue
        inherited = [pulse for pulse in asked if pulse.inherited]
        ends = min(pulse.until for pulse in asked if pulse.until is not None)
        when = "inherited" if inherited else _when(ends, ground.today)
        meant = inherited or asked
        params = {
            "days": abs((ends - ground.today).days), "on": ends, "aspects": tuple(pulse.key for pulse in meant),
            "values": tuple(pulse.value for pulse in meant), "said": next((p.reason for p in meant if p.reason), ""),
        }  # fmt: skip
        yield Found(account, TodayKind.REJUDGE, f"rejudge.pulse.{when}", params, PULSE, due=ends)


def asked_again(known: tuple[Pulse, ...], until: date) -> list[Pulse]:
    """Return the pulses that end by a day or have ended."""
    return [p for p in known if p.value is not None and (p.expired or (p.until is not None and p.until <= until))]


def _said(ground: Ground, until: date, subject: str) -> Iterator[Found]:
    table, value = (tables.feeling, "effect") if subject == FEELING else (tables.score_override, "score")
    for row in _latest(ground.session, table).values():
        account = ground.accounts.get(row["account_id"])
        ends = date.fromisoformat(row["expires_on"])
        if account is None or not ground.today - FORGOTTEN <= ends <= until:
            continue
        if subject == FEELING and not row[value]:
            # To feel no difference changes nothing when it ends.
            continue
        params = {
            value: row[value], "days": abs((ends - ground.today).days), "on": ends, "said": row["reason"],
            "from": date.fromisoformat(row["on_date"]),
        }  # fmt: skip
        reason = f"rejudge.{subject}.{_when(ends, ground.today)}"
        yield Found(account, TodayKind.REJUDGE, reason, params, subject, due=ends)


def _when(ends: date, today: date) -> str:
    left = (ends - today).days
    return "expired" if left < 0 else {0: "today", 1: "tomorrow"}.get(left, "coming")


def _latest(session: Session, table: Table) -> dict[str, Mapping[str, Any]]:
    """Return the last word of each account; a later one has replaced those before."""
    statement = select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.said_at, table.c.no)
    return {row["account_id"]: row for row in session.rows(statement)}


def confirm_same(session: Session, account_id: str, subject: str, *, today: date, by_id: str | None) -> int:
    """Say that a judgement still holds: the same value again, for as long as before. Returns how many were said.

    A pulse of an earlier holder is not confirmed but judged anew, with a reason.
    """
    if subject == PULSE:
        meant = [p for p in asked_again(pulses_of(session, account_id, today=today), today + AHEAD) if not p.inherited]
        for pulse in meant:
            assert pulse.value is not None
            say_pulse(session, account_id, pulse.key, pulse.value, "", observed_on=today, by_id=by_id)
        count = len(meant)
    elif subject == FEELING:
        count = int(bool(confirm_feeling(session, account_id, today=today, by_id=by_id)))
    else:
        last = feelings_of(session, account_id).override
        count = int(last is not None)
        if last is not None:
            until = today + (last.expires - last.on)
            set_override(session, account_id, last.value, last.reason, expires_on=until, today=today, by_id=by_id)
    if not count:
        raise BansoError("rejudge.nothing")
    return count
