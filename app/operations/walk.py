"""The Monday walk: one account after the other, only those where something expired, changed or fell silent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.alerts.ranking import Cause, rank
from app.clock import stamp
from app.errors import BansoError
from app.journal import door
from app.language import minor_digits
from app.models import tables
from app.models.database import Session
from app.operations.accounts import AccountRow, account_rows
from app.operations.contracts import NOTHING, Standing, standings
from app.operations.pulses import HIGHEST, LOWEST, Pulse, pulses, pulses_of, say_pulse
from app.operations.settings import settings
from app.operations.since import Moment, News, news
from app.operations.today import today_rows
from app.vocabulary import Phase, TodayKind

VERDICTS = ("same", "better", "worse", "passed")
FIRST_LOOK = timedelta(days=14)
"""What an account is looked over for that no walk has come to yet."""
_LONG_AGO = timedelta(days=60)
_STEPS = {"better": 1, "worse": -1}
_KINDS = {"indicator": TodayKind.SIGNAL, "left": TodayKind.SIGNAL, "contract.notified": TodayKind.RENEWAL}


@dataclass(frozen=True)
class Why:
    """One reason to look at an account: `group` is "expired", "changed" or "silent"; `on` the day it holds of."""

    group: str
    key: str
    params: Mapping[str, object]
    on: date | None
    source: str = ""
    subject_id: str = ""
    kind: TodayKind = field(default=TodayKind.REJUDGE, repr=False)


@dataclass(frozen=True)
class WalkStop:
    """One account of the walk with every reason to look at it."""

    account_id: str
    account: str
    reasons: tuple[Why, ...]


@dataclass(frozen=True)
class Walked:
    """What was said of an account on the walk of a day."""

    account_id: str
    account: str
    verdict: str
    note: str


def walk_accounts(session: Session, *, today: date) -> tuple[WalkStop, ...]:
    """Return the accounts to walk to, in the order of Today; one that was walked to today is not among them."""
    before = _walked_before(session)
    accounts = {
        row.id: row
        for row in account_rows(session, today=today)
        if row.phase is not Phase.CHURNED and before.get(row.id, ("", ""))[1] != today.isoformat()
    }
    zone = settings(session).zone
    moments = {account_id: _moment(before.get(account_id), zone, today) for account_id in accounts}
    found: dict[str, list[Why]] = {account_id: [] for account_id in accounts}
    money = standings(session, today)
    for account_id, known in pulses(session, today=today).items():
        if account_id in found:
            found[account_id] += _expired(known)
    for account_id in accounts:
        found[account_id] += _passed(money.get(account_id, NOTHING), today)
    for account_id, some in news(session, moments, today=today).items():
        found[account_id] += [_changed(one) for one in some]
    for row in today_rows(session, today=today):
        if row.kind is TodayKind.QUIET and row.account_id in found:
            found[row.account_id].append(
                Why("silent", row.reason, row.params, accounts[row.account_id].last_touch, kind=TodayKind.QUIET)
            )
    order = _ordered(accounts, found, money, today)
    return tuple(WalkStop(one, accounts[one].name, tuple(found[one])) for one in order)


def _walked_before(session: Session) -> dict[str, tuple[str, str]]:
    """Return when each account was last walked to: the instant it was written, and its day."""
    walk, change = tables.walk, tables.change
    statement = (
        select(walk.c.account_id, change.c.at, walk.c.on_date)
        .join(change, change.c.id == walk.c.change_id)
        .where(walk.c.deleted_at.is_(None))
        .order_by(walk.c.on_date, walk.c.no)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(statement)}


def _moment(before: tuple[str, str] | None, zone: str, today: date) -> Moment:
    if before is not None:
        return Moment(date.fromisoformat(before[1]) - _LONG_AGO, before[0])
    first = today - FIRST_LOOK
    began = datetime.combine(first, time(), ZoneInfo(zone)).astimezone(UTC)
    return Moment(first - _LONG_AGO, stamp(began))


def _expired(known: Iterable[Pulse]) -> list[Why]:
    return [
        Why(
            "expired",
            "pulse.inherited" if pulse.inherited else "pulse.expired",
            {"aspect": pulse.key, "value": pulse.value, "said": pulse.reason},
            pulse.on,
            pulse.by,
            pulse.key,
        )
        for pulse in known
        if pulse.expired
    ]


def _passed(standing: Standing, today: date) -> list[Why]:
    """Return the notice dates that went by without a word on the renewal, and a contract that ran out."""
    if standing.first_start is not None and not standing.terms:
        return [Why("expired", "contract.passed", {}, None, kind=TodayKind.RENEWAL)]
    return [
        Why(
            "expired",
            "notice.auto" if term.auto_renew else "notice.passed",
            {"end": term.end},
            term.notice_date,
            subject_id=term.contract_id,
            kind=TodayKind.RENEWAL,
        )
        for term in standing.terms
        if term.notice_date < today and term.intent_on is None and not term.settled
    ]


def _changed(one: News) -> Why:
    kind = _KINDS.get(one.key, TodayKind.REJUDGE)
    return Why("changed", one.key, one.params, one.on, one.source, one.subject_id, kind)


def _ordered(
    accounts: Mapping[str, AccountRow],
    found: Mapping[str, list[Why]],
    money: Mapping[str, Standing],
    today: date,
) -> list[str]:
    causes = []
    for account_id, reasons in found.items():
        standing = money.get(account_id, NOTHING)
        arr = int(standing.arr.scaleb(minor_digits(standing.currency)))
        for one in reasons:
            due = one.on if one.group == "expired" else None
            causes.append(Cause(account_id, one.kind, f"{one.key}:{one.subject_id}", due, arr))
    order: dict[str, None] = dict.fromkeys(ranked.cause.account for ranked in rank(causes, today))
    return [account_id for account_id in order if account_id in accounts]


def judge(
    session: Session,
    account_id: str,
    verdict: str,
    *,
    reason: str = "",
    aspects: Collection[str] | None = None,
    today: date,
    by_id: str | None,
) -> int:
    """Say how an account stands: its pulses and the row of the walk, as one change.

    "same" confirms every expired pulse at its value, "better" and "worse" move each by one within 1–5 with the
    reason; `aspects` names those that are meant instead of the expired ones. "passed" says nothing, and takes nothing
    back that was said the same day. Returns how many pulses were said.
    """
    if verdict not in VERDICTS:
        raise BansoError("walk.verdict", field="verdict", verdict=verdict)
    said, step = reason.strip(), _STEPS.get(verdict, 0)
    if step and not said:
        raise BansoError("pulse.no_reason", field="reason")
    known = pulses_of(session, account_id, today=today)
    meant = [p for p in known if (p.expired if aspects is None else p.key in aspects) and p.value is not None]
    if verdict == "passed":
        meant = []
    for pulse in meant:
        assert pulse.value is not None
        value = max(LOWEST, min(HIGHEST, pulse.value + step))
        say_pulse(session, account_id, pulse.key, value, said, observed_on=today, by_id=by_id)
    _put_down(session, account_id, verdict, said, today)
    return len(meant)


def _put_down(session: Session, account_id: str, verdict: str, said: str, today: date) -> None:
    walk = tables.walk
    there = session.scalar(
        select(walk.c.id).where(
            walk.c.account_id == account_id, walk.c.on_date == today.isoformat(), walk.c.deleted_at.is_(None)
        )
    )
    if there is None:
        row = {"account_id": account_id, "on_date": today.isoformat(), "verdict": verdict, "note": said or None}
        door.create(session, "walk", [row])
    elif verdict != "passed":
        door.amend(session, "walk", {there: {"verdict": verdict, "note": said or None}})


def walked(session: Session, *, today: date) -> list[Walked]:
    """Return what was said on the walk of a day, in the order it was said."""
    walk, account = tables.walk, tables.account
    statement = (
        select(walk.c.account_id, account.c.name, walk.c.verdict, walk.c.note)
        .join(account, account.c.id == walk.c.account_id)
        .where(walk.c.on_date == today.isoformat(), walk.c.deleted_at.is_(None))
        .order_by(walk.c.no)
    )
    return [Walked(row[0], row[1], row[2], row[3] or "") for row in session.execute(statement)]


def logged_still(session: Session, touchpoint_ids: Collection[str]) -> int:
    """Return how many of these touchpoints have happened and are still there, after whatever was taken back."""
    touchpoint = tables.touchpoint
    rows = session.rows(
        select(touchpoint.c.id).where(
            touchpoint.c.id.in_(list(touchpoint_ids)),
            touchpoint.c.state == "done",
            touchpoint.c.deleted_at.is_(None),
        )
    )
    return len(rows)
