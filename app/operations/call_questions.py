"""Questions worth asking at a call, each drawn from a fact of the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.language import day, keyed
from app.models import tables
from app.models.database import Session
from app.operations.account_page import AccountPage
from app.operations.contracts import days_until
from app.operations.promises import PromiseRow
from app.operations.pulses import Pulse
from app.vocabulary import Phase, Role, Side

MOST = 6
_NEAR_DAYS = 180
_LATE_SHOWN = 2
# 異動: in the spring and the autumn people change their posts.
_MONTHS_OF_MOVES = (3, 9)
_LONGEST = 60


@dataclass(frozen=True)
class Suggestion:
    """A question and why it is asked; `key` and `params` are put into words when shown."""

    key: str
    params: Mapping[str, object]


def suggestions(
    session: Session, account: AccountPage, pulses: Sequence[Pulse], promises: Sequence[PromiseRow], *, today: date
) -> list[Suggestion]:
    """Return what is worth asking, the most pressing first."""
    found = [
        *_renewal(account, today),
        *_overdue(promises, today),
        *_requests(session, account.id),
        *_roles(account),
        *_moves(account, today),
        *(Suggestion(f"pulse.{p.key.removeprefix('pulse_')}", {}) for p in pulses if p.expired or p.value is None),
    ]
    return found[:MOST]


def suggestion_words(one: Suggestion, lang: str | None = None) -> tuple[str, str]:
    """Return (question, why) of a suggestion in words."""
    shown = {name: day(v, lang) if isinstance(v, date) else v for name, v in one.params.items()}
    return keyed("call.question", one.key, lang, **shown), keyed("call.why", one.key, lang, **shown)


def _renewal(account: AccountPage, today: date) -> Iterator[Suggestion]:
    if account.notice_date is None or account.intent_on is not None:
        return
    left = days_until(account.notice_date, today)
    if 0 <= left <= _NEAR_DAYS:
        yield Suggestion("notice.near", {"notice": account.notice_date, "days": left, "end": account.renewal_date})
    elif left < 0:
        yield Suggestion("notice.passed", {"notice": account.notice_date, "end": account.renewal_date})


def _overdue(promises: Sequence[PromiseRow], today: date) -> Iterator[Suggestion]:
    late = [one for one in promises if one.side is Side.CUSTOMER and one.due is not None and one.due < today]
    for one in late[:_LATE_SHOWN]:
        assert one.due is not None
        yield Suggestion("promise.late", {"text": _short(one.text), "days": (today - one.due).days})


def _requests(session: Session, account_id: str) -> Iterator[Suggestion]:
    request, link = tables.request, tables.request_account
    linked = select(link.c.request_id).where(
        link.c.account_id == account_id, link.c.told_on.is_(None), link.c.deleted_at.is_(None)
    )
    rows = session.rows(
        select(request)
        .where(
            or_(request.c.account_id == account_id, request.c.id.in_(linked)),
            request.c.closed_on.is_(None),
            request.c.deleted_at.is_(None),
        )
        .order_by(request.c.shipped_on.is_(None), request.c.raised_on.desc(), request.c.no.desc())
        .limit(2)
    )
    for row in rows:
        raised = date.fromisoformat(row["raised_on"])
        if row["shipped_on"]:
            params = {"text": _short(row["words"]), "shipped": date.fromisoformat(row["shipped_on"])}
            yield Suggestion("request.shipped", params)
        else:
            yield Suggestion("request.open", {"text": _short(row["words"]), "raised": raised})


def _roles(account: AccountPage) -> Iterator[Suggestion]:
    if account.phase is Phase.CHURNED or not account.people:
        return
    if account.holder(Role.SPONSOR) is None and account.holder(Role.DECISION_MAKER) is None:
        yield Suggestion("role.sponsor", {})
    elif account.holder(Role.CHAMPION) is None:
        yield Suggestion("role.champion", {})


def _moves(account: AccountPage, today: date) -> Iterator[Suggestion]:
    if today.month in _MONTHS_OF_MOVES and any(person.to is None for person in account.people):
        yield Suggestion("moves", {})


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
