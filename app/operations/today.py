"""Whom to contact today, and why: promises, meetings, silence, notice dates, gaps, in one order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from app.alerts.cadence import is_quiet
from app.alerts.calendar import JAPAN, Calendar
from app.alerts.notices import open_window
from app.alerts.ranking import Cause, Ranked, rank
from app.language import keyed, minor_digits, name_of, short_day
from app.models import tables
from app.models.database import Session
from app.operations.accounts import AccountRow, account_rows, cadence_of
from app.operations.contracts import NOTHING, Standing, days_until, standings
from app.operations.promises import open_promises
from app.operations.settings import settings
from app.vocabulary import Phase, Role, Segment, Side, TodayKind


@dataclass(frozen=True)
class TodayRow:
    """One thing to do: `text` as a person wrote it or "", `reason` and `params` the why, put into words when shown."""

    account_id: str
    account: str
    kind: TodayKind
    subject_id: str
    text: str
    reason: str
    params: Mapping[str, object]
    due: date | None
    rank: int
    side: Side | None = None
    ranked: Ranked | None = field(default=None, repr=False)


@dataclass(frozen=True)
class _Found:
    account: AccountRow
    kind: TodayKind
    reason: str
    params: Mapping[str, object]
    subject_id: str = ""
    text: str = ""
    due: date | None = None
    side: Side | None = None


def today_rows(session: Session, *, today: date) -> list[TodayRow]:
    """Return what to do today, the most pressing first."""
    accounts = {row.id: row for row in account_rows(session, today=today) if row.phase is not Phase.CHURNED}
    money = standings(session, today)
    found = [
        *_promises(session, accounts, today),
        *_scheduled(session, accounts, today),
        *_quiet(session, accounts, money, today),
        *_renewals(accounts, money, today),
        *_gaps(session, accounts, money),
    ]
    causes: dict[tuple[str, TodayKind, str], _Found] = {}
    for one in found:
        causes[one.account.id, one.kind, one.subject_id or one.reason] = one
    ranked = rank([_cause(one, subject, money) for (_a, _k, subject), one in causes.items()], today)
    return [_row(causes[r.cause.account, r.cause.kind, r.cause.subject], r) for r in ranked]


def _cause(one: _Found, subject: str, money: Mapping[str, Standing]) -> Cause:
    standing = money.get(one.account.id, NOTHING)
    arr = int(standing.arr.scaleb(minor_digits(standing.currency)))
    return Cause(one.account.id, one.kind, subject, one.due, arr)


def _row(one: _Found, ranked: Ranked) -> TodayRow:
    return TodayRow(
        one.account.id, one.account.name, one.kind, one.subject_id, one.text, one.reason, one.params, one.due,
        ranked.place, one.side, ranked,
    )  # fmt: skip


def _promises(session: Session, accounts: Mapping[str, AccountRow], today: date) -> Iterator[_Found]:
    for promise in open_promises(session):
        account = accounts.get(promise.account_id)
        if account is None or promise.due is None or promise.due > today:
            continue
        if promise.hidden_until and promise.hidden_until > today:
            continue
        late = (today - promise.due).days
        reason = f"promise.{promise.side}.{'late' if late else 'due'}"
        params = {"days": late, "who": promise.who}
        yield _Found(account, TodayKind.PROMISE, reason, params, promise.id, promise.text, promise.due, promise.side)


def _scheduled(session: Session, accounts: Mapping[str, AccountRow], today: date) -> Iterator[_Found]:
    touchpoint = tables.touchpoint
    statement = select(touchpoint).where(
        touchpoint.c.state == "planned", touchpoint.c.on_date <= today.isoformat(), touchpoint.c.deleted_at.is_(None)
    )
    for row in session.rows(statement):
        account = accounts.get(row["account_id"])
        if account is not None:
            on = date.fromisoformat(row["on_date"])
            reason = "scheduled.today" if on == today else "scheduled.past"
            params = {"kind": row["kind"], "on": on}
            text = row["body"].split("\n", 1)[0]
            yield _Found(account, TodayKind.SCHEDULED, reason, params, row["id"], text, on)


def _quiet(
    session: Session, accounts: Mapping[str, AccountRow], money: Mapping[str, Standing], today: date
) -> Iterator[_Found]:
    chosen = settings(session)
    calendar = JAPAN if chosen.calendar == "JP" else Calendar(chosen.calendar or None)
    meetings = _next_meetings(session, today)
    since = _held_since(session)
    for account in accounts.values():
        if account.segment is None or account.cadence_days is None:
            continue
        began = max(filter(None, (since.get(account.id), money.get(account.id, NOTHING).first_start)), default=None)
        if is_quiet(
            account.segment, account.phase, account.last_touch, today,
            since=began, next_meeting=meetings.get(account.id), cadence=cadence_of(chosen), calendar=calendar,
        ):  # fmt: skip
            last = account.last_touch
            params = {"days": (today - last).days if last else None, "cadence": account.cadence_days}
            yield _Found(account, TodayKind.QUIET, "quiet.days" if last else "quiet.never", params)


def _next_meetings(session: Session, today: date) -> dict[str, date]:
    touchpoint = tables.touchpoint
    statement = (
        select(touchpoint.c.account_id, func.min(touchpoint.c.on_date))
        .where(
            touchpoint.c.state == "planned",
            touchpoint.c.on_date >= today.isoformat(),
            touchpoint.c.deleted_at.is_(None),
        )
        .group_by(touchpoint.c.account_id)
    )
    return {row[0]: date.fromisoformat(row[1]) for row in session.execute(statement)}


def _held_since(session: Session) -> dict[str, date]:
    """Return since when each account has its present holder."""
    fact = tables.account_fact
    statement = (
        select(fact.c.account_id, func.max(fact.c.effective_on))
        .where(fact.c.field == "owner_id", fact.c.deleted_at.is_(None))
        .group_by(fact.c.account_id)
    )
    return {row[0]: date.fromisoformat(row[1]) for row in session.execute(statement)}


def _renewals(accounts: Mapping[str, AccountRow], money: Mapping[str, Standing], today: date) -> Iterator[_Found]:
    for account_id, standing in money.items():
        account = accounts.get(account_id)
        if account is None or standing.notice_date is None or standing.renewal_date is None or standing.intent_on:
            continue
        left = days_until(standing.notice_date, today)
        window = open_window(account.segment or Segment.LOW, left)
        if window is not None:
            reason = (
                ("renewal.estimated" if standing.estimated else "renewal.notice") if left >= 0 else "renewal.passed"
            )
            params = {"days": abs(left), "notice": standing.notice_date, "end": standing.renewal_date}
            yield _Found(
                account, TodayKind.RENEWAL, reason, params, standing.contract_id or "", due=standing.notice_date
            )


def _gaps(session: Session, accounts: Mapping[str, AccountRow], money: Mapping[str, Standing]) -> Iterator[_Found]:
    roles = _roles(session)
    promised = _promised(session)
    for account in accounts.values():
        standing = money.get(account.id, NOTHING)
        if account.segment is Segment.TECH or standing.renewal_date is None:
            continue
        gaps = [
            name
            for name, missing in (
                ("notice", standing.estimated),
                ("sponsor", not {Role.SPONSOR, Role.DECISION_MAKER} & roles[account.id]),
                ("success", account.id not in promised and account.phase is Phase.ONBOARDING),
            )
            if missing
        ]
        if gaps:
            yield _Found(account, TodayKind.DATA_GAP, "gap", {"gaps": gaps})


def _roles(session: Session) -> Mapping[str, set[Role]]:
    position = tables.position
    statement = select(position.c.account_id, position.c.role).where(
        position.c.role.is_not(None), position.c.to_on.is_(None), position.c.deleted_at.is_(None)
    )
    found: dict[str, set[Role]] = defaultdict(set)
    for account_id, role in session.execute(statement):
        found[account_id].add(Role(role))
    return found


def _promised(session: Session) -> set[str]:
    handover = tables.handover
    statement = select(handover.c.account_id).where(
        or_(handover.c.outcome_promised.is_not(None), handover.c.success_as_sold.is_not(None)),
        handover.c.deleted_at.is_(None),
    )
    return {row[0] for row in session.execute(statement)}


def today_words(row: TodayRow, lang: str | None = None) -> tuple[str, str]:
    """Return (what to do, why) of a row in words."""
    shown: dict[str, Any] = dict(row.params)
    for name, value in row.params.items():
        if isinstance(value, date):
            shown[name] = short_day(value, lang)
    if "kind" in shown:
        from app.vocabulary import TouchpointKind

        shown["kind"] = name_of(TouchpointKind(str(shown["kind"])), lang)
    if "gaps" in shown:
        shown["gaps"] = keyed("today.join", "comma", lang).join(
            keyed("today.gap", gap, lang)
            for gap in row.params["gaps"]  # type: ignore[attr-defined]
        )
    return row.text or keyed("today.text", row.reason, lang, **shown), keyed("today.why", row.reason, lang, **shown)
