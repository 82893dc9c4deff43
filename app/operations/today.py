"""Whom to contact, and why: what is due today, what falls due this week, what waits on others; each in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from app.alerts.ranking import Cause, Ranked, rank
from app.language import minor_digits
from app.models import tables
from app.models.database import Session
from app.operations import today_causes as causes
from app.operations.accounts import account_count
from app.operations.contracts import NOTHING, Standing
from app.operations.health.bands import Bands, counted
from app.operations.health.models import model_at
from app.operations.health.rejudge import AHEAD, rejudged
from app.operations.health.row_health import RowHealth
from app.operations.health.signals import explained
from app.operations.late_renewals import late_renewals
from app.operations.notices_ahead import Ahead, notices_ahead
from app.operations.planned import NextMeeting, next_meeting
from app.operations.put_off import hidden_rows
from app.operations.rhythm_gaps import RhythmGap, gaps_of
from app.operations.settings import settings
from app.operations.signals.digest import Digest, digest_of
from app.operations.signals.shipped import rules_of
from app.operations.signals.shown import Calls, calls_of
from app.operations.today_causes import Found, Ground, ground_of, windows_of
from app.operations.today_words import today_words
from app.vocabulary import Band, Segment, Side, TodayKind

__all__ = [
    "Ahead", "Bands", "NextMeeting", "Ranked", "TodayPage", "TodayRow", "account_count", "scored_rows", "today_page",
    "today_rows", "today_words", "waiting_rows", "week_rows",
]  # fmt: skip

WEEK = timedelta(7)
Health = Mapping[str, RowHealth] | None
"""The health of every account where somebody has worked it out already: a list does not wait for it."""


@dataclass(frozen=True)
class TodayRow:
    """One thing to do: `text` as a person wrote it or "", `reason` and `params` the why, put into words when shown.

    `arr` is what the account pays a year, in major units of `currency`. `cta` is the call to action that the row is,
    or that adds a play to a row of another group.
    """

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
    segment: Segment | None = None
    arr: Decimal = Decimal(0)
    currency: str = "JPY"
    band: Band = Band.UNKNOWN
    score: int | None = None
    scored: bool = False  # whether anybody has worked the score out yet
    cta: str = ""


@dataclass(frozen=True)
class TodayPage:
    """Everything that the place of today shows."""

    today: tuple[TodayRow, ...]
    week: tuple[TodayRow, ...]
    waiting: tuple[TodayRow, ...]
    meeting: NextMeeting | None
    ahead: Ahead
    accounts: int
    bands: Bands | None = None
    digest: Digest | None = None
    gaps: tuple[RhythmGap, ...] = ()


def today_rows(session: Session, *, today: date, health: Health = None) -> list[TodayRow]:
    """Return what to do today, the most pressing first; rows carry their scores where `health` is known."""
    ground = _ground(session, today, health)
    return _ranked(ground, partial(_due_today, calls=calls_of(ground)))


def scored_rows(session: Session, *, today: date, health: Mapping[str, RowHealth]) -> list[TodayRow]:
    """Return what to do today with the scores of the accounts, each fall with its cause."""
    return explained(session, today_rows(session, today=today, health=health), today=today)


def week_rows(session: Session, *, today: date, health: Health = None) -> list[TodayRow]:
    """Return what is due or falls due within seven days, the most pressing first."""
    ground = _ground(session, today, health)
    return _ranked(ground, partial(_due_this_week, calls=calls_of(ground)))


def waiting_rows(session: Session, *, today: date) -> list[TodayRow]:
    """Return what customers and our own firm have promised, whatever the day, the most pressing first."""
    return _ranked(_ground(session, today, None), _waiting)


def today_page(session: Session, *, today: date, now: datetime, health: Health = None) -> TodayPage:
    """Return everything that the place of today shows, with the accounts and their money asked for once."""
    ground = _ground(session, today, health)
    calls = calls_of(ground)
    due, week = (_ranked(ground, partial(find, calls=calls)) for find in (_due_today, _due_this_week))
    # Most falls stand in both: why a score fell is worked out once for both.
    told = explained(session, (*due, *week), today=today)
    return TodayPage(
        tuple(told[: len(due)]),
        tuple(told[len(due) :]),
        tuple(_ranked(ground, _waiting)),
        next_meeting(session, today=today, now=now),
        notices_ahead(ground.accounts, ground.money, today),
        account_count(session),
        counted(ground.accounts, health, model_at(session, as_of=today)) if health else None,
        digest_of(ground),
        gaps_of(ground),
    )


def _due_today(ground: Ground, calls: Calls) -> Iterable[Found]:
    return [
        *calls.signals(ground),
        *calls.beside(_promised(ground, ground.today, calls)),
        *causes.scheduled(ground, ground.today),
        *calls.beside(_quiet(ground, ground.today)),
        *calls.beside(_renewals(ground)),
        *late_renewals(ground),
        *rejudged(ground, ground.today + AHEAD),
        *calls.beside(_gaps(ground)),
    ]


def _due_this_week(ground: Ground, calls: Calls) -> Iterable[Found]:
    until = ground.today + WEEK
    return [
        *calls.signals(ground),
        *calls.beside(_promised(ground, until, calls)),
        *causes.scheduled(ground, until),
        *calls.beside(_quiet(ground, until)),
        *(found for found in calls.beside(_renewals(ground)) if found.due is not None and found.due <= until),
        *late_renewals(ground),
        *rejudged(ground, until),
    ]


def _promised(ground: Ground, until: date, calls: Calls) -> Iterable[Found]:
    """Return the promises but the steps of plays: the call to action names its next step."""
    return (one for one in causes.promised(ground, until) if not calls.is_step(str(one.params.get("cta") or "")))


def _quiet(ground: Ground, until: date) -> Iterable[Found]:
    return (one for one in causes.quiet(ground, until) if ground.wants("quiet", one.account))


def _renewals(ground: Ground) -> Iterable[Found]:
    rule = "notice_unconfirmed"
    found = causes.renewals(ground, windows_of(ground.rules.get(rule)))
    return (one for one in found if ground.wants(rule, one.account))


def _gaps(ground: Ground) -> Iterable[Found]:
    return (one for one in causes.gaps(ground) if ground.wants("data_gap", one.account))


def _waiting(ground: Ground) -> Iterable[Found]:
    return [found for found in causes.promised(ground, None) if found.side in (Side.CUSTOMER, Side.INTERNAL)]


def _ground(session: Session, today: date, health: Health) -> Ground:
    return ground_of(session, today, rules=rules_of(session), health=health)


def _ranked(ground: Ground, find: Callable[[Ground], Iterable[Found]]) -> list[TodayRow]:
    hidden = hidden_rows(ground.session, today=ground.today)
    found = {
        (one.account.id, one.kind, one.subject_id or one.reason): one
        for one in find(ground)
        if (one.account.id, str(one.kind), one.subject_id) not in hidden
    }
    worth = _Worth(ground)
    listed = [
        Cause(one.account.id, one.kind, subject, one.due, worth.minor(one.account.id), one.urgency)
        for (_account, _kind, subject), one in found.items()
    ]
    ranked = rank(listed, ground.today)
    return [_row(found[r.cause.account, r.cause.kind, r.cause.subject], r, ground.money) for r in ranked]


def _row(one: Found, ranked: Ranked, money: Mapping[str, Standing]) -> TodayRow:
    standing = money.get(one.account.id, NOTHING)
    return TodayRow(
        one.account.id, one.account.name, one.kind, one.subject_id, one.text, one.reason, one.params, one.due,
        ranked.place, one.side, ranked, one.account.segment, standing.arr, standing.currency, one.account.band,
        one.account.score, one.account.health is not None, one.cta,
    )  # fmt: skip


class _Worth:
    """What each account pays a year in minor units of the reporting currency, so that one can be weighed by another."""

    def __init__(self, ground: Ground) -> None:
        self._money = ground.money
        self._base = settings(ground.session).currency
        self._rates = _rates(ground.session, self._base, ground.today)

    def minor(self, account_id: str) -> int | None:
        """Return it; None where no rate says what the account's currency is worth."""
        standing = self._money.get(account_id, NOTHING)
        if not standing.mrr:
            return 0
        rate = self._rates.get(standing.currency)
        return int((standing.arr * rate).scaleb(minor_digits(self._base))) if rate is not None else None


def _rates(session: Session, base: str, today: date) -> dict[str, Decimal]:
    """Return the newest rate of each currency to the reporting one, up to a day."""
    rate = tables.rate
    statement = (
        select(rate.c.currency, rate.c.rate)
        .where(rate.c.base == base, rate.c.on_date <= today.isoformat(), rate.c.deleted_at.is_(None))
        .order_by(rate.c.on_date)
    )
    return {**{row[0]: Decimal(row[1]) for row in session.execute(statement)}, base: Decimal(1)}
