"""What is asked about the voice of customers: that of one account, and every request of the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import or_, select

from app.language import minor_digits
from app.models import tables
from app.models.database import Session
from app.operations.contracts import standings
from app.operations.moves.arrivals import Arrival, arrivals_elsewhere
from app.operations.settings import settings
from app.operations.standing import Standing
from app.operations.voice.rows import AccountVoice, AnswerRow, LeadRow, Money, RequestRow, Wanting
from app.search.fold import fold
from app.vocabulary import Gate, LeadOrigin, Survey

_FAR = date.max
_RECENT = timedelta(days=180)
_ORDER = ("shipped", "open", "told", "closed")


def account_voice(session: Session, account_id: str, *, today: date) -> AccountVoice:
    """Return what an account asks for and answers, and the leads found there."""
    leads = lead_rows(session, account_id)
    return AccountVoice(
        tuple(request_rows(session, today=today, account_id=account_id)),
        tuple(answer_rows(session, account_id, today=today)),
        tuple(leads),
        tuple(one for one in arrivals_elsewhere(session) if one.known_from_id == account_id and not _known(one, leads)),
        _areas(session),
        _people(session, account_id, today),
        _accounts(session),
        settings(session).currency,
    )


def request_rows(session: Session, *, today: date, account_id: str | None = None) -> list[RequestRow]:
    """Return requests: those to be told at the front, then the open ones, by renewal; `account_id` for one's own.

    An account's own are those it asked for first and those it wants too. Archived accounts want nothing.
    """
    request, link, person, touchpoint = tables.request, tables.request_account, tables.person, tables.touchpoint
    asked = (
        select(
            request,
            person.c.name.label("person_name"),
            touchpoint.c.id.label("there"),
            touchpoint.c.kind.label("place"),
        )
        .outerjoin(person, person.c.id == request.c.person_id)
        .outerjoin(touchpoint, (touchpoint.c.id == request.c.touchpoint_id) & touchpoint.c.deleted_at.is_(None))
        .where(request.c.deleted_at.is_(None))
    )
    if account_id is not None:
        linked = select(link.c.request_id).where(link.c.account_id == account_id, link.c.deleted_at.is_(None))
        asked = asked.where(or_(request.c.account_id == account_id, request.c.id.in_(linked)))
    rows = session.rows(asked)
    wanted = _wanted(session, rows, today)
    found = [_request(row, wanted[row["id"]]) for row in rows]
    return sorted((one for one in found if one.wanted), key=_place)


def _place(row: RequestRow) -> tuple[int, date, int, str]:
    return _ORDER.index(row.state), row.renewal or _FAR, -row.raised_on.toordinal(), row.id


def _wanted(session: Session, rows: Sequence[Mapping[str, Any]], today: date) -> dict[str, tuple[Wanting, ...]]:
    link, account = tables.request_account, tables.account
    told: dict[str, dict[str, date | None]] = {row["id"]: {row["account_id"]: None} for row in rows}
    links = session.rows(
        select(link.c.request_id, link.c.account_id, link.c.told_on)
        .where(link.c.deleted_at.is_(None), link.c.request_id.in_(list(told)))
        .order_by(link.c.no)
    )
    for row in links:
        told[row["request_id"]][row["account_id"]] = _day(row["told_on"])
    ids = {one for accounts in told.values() for one in accounts}
    named = session.rows(
        select(account.c.id, account.c.name).where(account.c.id.in_(ids), account.c.deleted_at.is_(None))
    )
    names = {row["id"]: row["name"] for row in named}
    money = standings(session, today, ids)
    return {
        request_id: tuple(
            _wanting(one, names[one], money.get(one), day) for one, day in accounts.items() if one in names
        )
        for request_id, accounts in told.items()
    }


def _wanting(account_id: str, name: str, standing: Standing | None, told_on: date | None) -> Wanting:
    if standing is None or not standing.mrr:
        return Wanting(account_id, name, None, standing.renewal_date if standing is not None else None, told_on)
    return Wanting(account_id, name, Money(standing.arr, standing.currency), standing.renewal_date, told_on)


def _request(row: Mapping[str, Any], wanted: tuple[Wanting, ...]) -> RequestRow:
    return RequestRow(
        row["id"], row["account_id"], row["words"], row["product_area"] or "", date.fromisoformat(row["raised_on"]),
        row["there"], row["place"] or "", row["person_id"], row["person_name"] or "", _money(row),
        _day(row["shipped_on"]), _day(row["closed_on"]), wanted,
    )  # fmt: skip


def answer_rows(session: Session, account_id: str, *, today: date) -> list[AnswerRow]:
    """Return the answers to surveys: those that nobody has followed up at the front, then the newest first."""
    response, person, request = tables.response, tables.person, tables.request
    made = (request.c.id == response.c.request_id) & request.c.deleted_at.is_(None)
    rows = session.rows(
        select(response, person.c.name.label("person_name"), request.c.id.label("made"))
        .outerjoin(person, person.c.id == response.c.person_id)
        .outerjoin(request, made)
        .where(response.c.account_id == account_id, response.c.deleted_at.is_(None))
        .order_by(response.c.on_date.desc(), response.c.no.desc())
    )
    found = [
        AnswerRow(
            row["id"], Survey(row["survey"]) if row["survey"] in list(Survey) else Survey.OTHER,
            row["person_name"] or row["name"] or "", _number(row["score"]), row["comment"] or "",
            date.fromisoformat(row["on_date"]), row["made"], _day(row["followed_on"]),
            date.fromisoformat(row["on_date"]) >= today - _RECENT,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.is_open)


def lead_rows(session: Session, account_id: str) -> list[LeadRow]:
    """Return the leads found at an account: what is under way first, the newest at the front."""
    csql = tables.csql
    rows = session.rows(
        select(csql).where(csql.c.account_id == account_id, csql.c.deleted_at.is_(None)).order_by(csql.c.no.desc())
    )
    return sorted(map(lead_row, rows), key=lambda one: one.state in ("won", "lost"))


def lead_row(row: Mapping[str, Any]) -> LeadRow:
    """Return a row of the table of leads as screens show it."""
    return LeadRow(
        row["id"], row["account_id"],
        LeadOrigin(row["origin"]) if row["origin"] in list(LeadOrigin) else LeadOrigin.CONVERSATION, row["signal"],
        {gate: (row["gates"] or {}).get(str(gate)) for gate in Gate}, _day(row["submitted_on"]),
        _day(row["accepted_on"]), _day(row["won_on"]), _day(row["lost_on"]), _money(row),
    )  # fmt: skip


def _known(arrival: Arrival, leads: Iterable[LeadRow]) -> bool:
    """Tell whether somebody has made a lead of an arrival: its words name who went where."""
    name, company = fold(arrival.name), fold(arrival.company)
    return any(name in fold(lead.signal) and company in fold(lead.signal) for lead in leads)


def _areas(session: Session) -> tuple[str, ...]:
    area = tables.request.c.product_area
    rows = session.rows(select(area).where(area.is_not(None), tables.request.c.deleted_at.is_(None)).distinct())
    return tuple(sorted(row["product_area"] for row in rows))


def _people(session: Session, account_id: str, today: date) -> tuple[tuple[str, str], ...]:
    person, position = tables.person, tables.position
    rows = session.rows(
        select(person.c.id, person.c.name)
        .join(position, position.c.person_id == person.c.id)
        .where(
            position.c.account_id == account_id,
            position.c.deleted_at.is_(None),
            person.c.deleted_at.is_(None),
            or_(position.c.to_on.is_(None), position.c.to_on >= today.isoformat()),
        )
        .order_by(person.c.no)
    )
    return tuple({row["id"]: row["name"] for row in rows}.items())


def _accounts(session: Session) -> tuple[tuple[str, str], ...]:
    account = tables.account
    rows = session.rows(
        select(account.c.id, account.c.name).where(account.c.deleted_at.is_(None)).order_by(account.c.name_key)
    )
    return tuple((row["id"], row["name"]) for row in rows)


def _money(row: Mapping[str, Any]) -> Money | None:
    if row["amount_minor"] is None:
        return None
    currency = row["currency"] or "JPY"
    return Money(Decimal(row["amount_minor"]).scaleb(-minor_digits(currency)), currency)


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
