"""For each shipped rule what makes it fire and what keeps it still: rows of one account, seen on `TODAY`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.clock import stamp
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.health.row_health import RowHealth
from app.operations.voice.requests import tell_everybody
from app.vocabulary import Band
from tests.builders import TODAY
from tests.operations.test_today import account, contract, day, promise, sponsor, touch

MARCH = date(2027, 3, 10)
Fill = Callable[[Session], str]


@dataclass(frozen=True)
class Case:
    """A book in which a rule fires and one in which it must not; `body` is what has to be changed of it to raise."""

    fires: Fill
    still: Fill
    today: date = TODAY
    body: Mapping[str, object] | None = None
    health: Mapping[bool, RowHealth] | None = None


def read(session: Session, account_id: str, key: str, values: Mapping[int, float]) -> None:
    """Write readings of a series, by days before today."""
    measures = {row["key"]: row["no"] for row in session.rows(_measures())}
    if key not in measures:
        door.create(session, "measure", [{"key": key, "name_ja": key, "name_en": key}])
        measures = {row["key"]: row["no"] for row in session.rows(_measures())}
    number = next(row["no"] for row in session.rows(_accounts()) if row["id"] == account_id)
    rows = []
    for ago, value in values.items():
        at = stamp(datetime.combine(TODAY - timedelta(ago), time(6), UTC))
        rows.append(
            {"account_no": number, "measure_no": measures[key], "value": value, "observed_at": at,
             "recorded_at": at, "source": "import"}
        )  # fmt: skip
    door.create(session, "reading", rows)


def _measures() -> Any:
    return select(tables.measure.c.key, tables.measure.c.no)


def _accounts() -> Any:
    return select(tables.account.c.id, tables.account.c.no)


def weeks(now: float, before: float) -> dict[int, float]:
    """Return a reading for each of the last twenty weeks, on a Wednesday: the last four of them are `now`."""
    return {2 + 7 * back: now if back <= 6 else before for back in range(1, 20)}


def _usage(now: float) -> Fill:
    def fill(session: Session) -> str:
        made = account(session)
        read(session, made, "active_users", weeks(now, 100))
        return made

    return fill


def _licences(used: float) -> Fill:
    def fill(session: Session) -> str:
        made = account(session)
        read(session, made, "licences", {20: 100})
        read(session, made, "active_users", {3: used, 10: used, 17: used})
        return made

    return fill


def _tickets(now: float, before: float) -> Fill:
    def fill(session: Session) -> str:
        made = account(session)
        lately, long_ago = dict.fromkeys((2, 9, 16), now), dict.fromkeys(range(37, 180, 7), before)
        read(session, made, "tickets", {**lately, **long_ago})
        return made

    return fill


def _paid(late: float, event: str | None = None) -> Fill:
    def fill(session: Session) -> str:
        made = account(session)
        read(session, made, "invoices_paid_days", {10: late})
        if event:
            door.create(session, "indicator", [{"account_id": made, "kind": event, "on_date": day(-3)}])
        return made

    return fill


def _outages(*ago: int) -> Fill:
    def fill(session: Session) -> str:
        made = account(session)
        rows = [{"account_id": made, "kind": "outage", "on_date": day(-one)} for one in ago]
        door.create(session, "indicator", rows)
        return made

    return fill


def person(session: Session, account_id: str, role: str = "sponsor", **more: Any) -> str:
    """Write a person with a position and return the id of the person."""
    [made] = door.create(session, "person", [{"name": "高橋 誠", "name_key": "高橋誠"}])
    door.create(session, "position", [{"person_id": made, "account_id": account_id, "role": role, **more}])
    return made


def _left(ended: int, successor: int | None = None) -> Fill:
    def fill(session: Session) -> str:
        made = account(session)
        person(session, made, to_on=day(ended))
        if successor is not None:
            person(session, made, from_on=day(successor))
        return made

    return fill


def _silent(last: int, *, booked: bool = False) -> Fill:
    def fill(session: Session) -> str:
        made = account(session, segment="high")
        who = person(session, made)
        for ago in (last, last + 10, last + 20, last + 30, last + 40):
            touch(session, made, -ago)
            row = {"touchpoint_id": _last_touch(session), "person_id": who, "name": "高橋 誠"}
            door.create(session, "touchpoint_person", [row])
        if booked:
            touch(session, made, 3, "planned")
        return made

    return fill


def _last_touch(session: Session) -> str:
    found: str = session.scalar(select(tables.touchpoint.c.id).order_by(tables.touchpoint.c.no.desc()).limit(1))
    return found


def _move(state: str) -> Fill:
    def fill(session: Session) -> str:
        made = account(session, segment="high")
        row = {
            "account_id": made, "person_id": person(session, made, "user"), "direction": "departure",
            "source": "network", "on_date": "2027-03-01", "state": state,
        }  # fmt: skip
        door.create(session, "move", [row])
        return made

    return fill


def request(session: Session, account_id: str, *others: str, shipped: int | None = -1) -> str:
    """Write a request that others want too, there since a day, and return its id."""
    row = {"account_id": account_id, "words": "承認の履歴を CSV で出したい", "raised_on": day(-90)}
    [made] = door.create(session, "request", [{**row, "shipped_on": day(shipped) if shipped is not None else None}])
    door.create(session, "request_account", [{"request_id": made, "account_id": one} for one in others])
    return made


def _shipped(*, told: bool) -> Fill:
    def fill(session: Session) -> str:
        made = account(session)
        tell = request(session, made)
        request(session, made, shipped=None)
        if told:
            tell_everybody(session, tell, on=TODAY)
        return made

    return fill


def milestone(session: Session, account_id: str, due: int, **more: Any) -> str:
    """Write a plan with one milestone and return its id."""
    [plan] = door.create(session, "plan", [{"account_id": account_id, "name": "計画"}])
    [goal] = door.create(session, "objective", [{"account_id": account_id, "plan_id": plan, "title": "目標"}])
    row = {"account_id": account_id, "objective_id": goal, "title": "研修を終える", "side": "customer", "due": day(due)}
    return door.create(session, "milestone", [{**row, **more}])[0]


def _milestone(due: int, **more: Any) -> Fill:
    def fill(session: Session) -> str:
        made = account(session)
        milestone(session, made, due, **more)
        promise(session, made, 5)
        return made

    return fill


def _onboarding(due: int, **more: Any) -> Fill:
    def fill(session: Session) -> str:
        made = account(session, phase="onboarding")
        row = {"account_id": made, "start_on": day(-100), "agreed_due": day(due), **more}
        door.create(session, "onboarding", [row])
        return made

    return fill


def _notice(left: int, **more: Any) -> Fill:
    def fill(session: Session) -> str:
        made = account(session, segment="high")
        contract(session, made, TODAY + timedelta(left + 30), notice_value=30, notice_unit="d", **more)
        sponsor(session, made)
        touch(session, made, -1)
        return made

    return fill


def _spoken(ago: int) -> Fill:
    def fill(session: Session) -> str:
        made = account(session, segment="high")
        touch(session, made, -ago)
        return made

    return fill


def _gaps(*, known: bool) -> Fill:
    def fill(session: Session) -> str:
        made = account(session, segment="high")
        contract(session, made, date(2028, 3, 31))
        touch(session, made, -1)
        if known:
            sponsor(session, made)
        return made

    return fill


def _plain(session: Session) -> str:
    return account(session)


_FELL = {
    True: RowHealth(55, None, Band.WATCH, before=65, band_before=Band.WATCH, delta=-10),
    False: RowHealth(56, None, Band.WATCH, before=65, band_before=Band.WATCH, delta=-9),
}
_APART = {
    True: RowHealth(60, band=Band.WATCH, data=Decimal(70), pulse=Decimal(40)),
    False: RowHealth(60, band=Band.WATCH, data=Decimal(69), pulse=Decimal(40)),
}
_PLAY = {"playbook": "usage_drop"}

CASES: Mapping[str, Case] = {
    "person_left": Case(_left(-5), _left(-5, successor=-2)),
    "notice_unconfirmed": Case(_notice(60), _notice(60, intent_on=day(-1))),
    "payment_late": Case(_paid(7), _paid(6)),
    "usage_drop": Case(_usage(70), _usage(71)),
    "onboarding_late": Case(_onboarding(-1), _onboarding(-1, first_value_on=day(-10))),
    "score_fell": Case(_plain, _plain, health=_FELL),
    "outages": Case(_outages(3, 29), _outages(3, 30)),
    "tickets": Case(_tickets(2, 0.5), _tickets(2, 1)),
    "person_silent": Case(_silent(31), _silent(31, booked=True)),
    "overdue": Case(_milestone(-1), _milestone(-1, done_on=day(-1))),
    "data_against_feeling": Case(_plain, _plain, health=_APART),
    "moves_unconfirmed": Case(_move("open"), _move("confirmed"), today=MARCH),
    "shipped_untold": Case(_shipped(told=False), _shipped(told=True)),
    "licences_full": Case(_licences(91), _licences(90)),
    "quiet": Case(_spoken(15), _spoken(14), body=_PLAY),
    "data_gap": Case(_gaps(known=False), _gaps(known=True), body=_PLAY),
}
