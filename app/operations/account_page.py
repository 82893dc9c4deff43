"""One account as its page shows it: the header that all tabs share, and the overview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import BindParameter, bindparam, func, literal_column, select

from app.alerts.cadence import cadence_days
from app.errors import BansoError
from app.language import minor_digits
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.accounts import LAST_TOUCH, cadence_of
from app.operations.contracts import NOTHING, standings
from app.operations.promises import PromiseRow, open_promises
from app.operations.settings import settings
from app.vocabulary import Band, Fit, Phase, Role, Segment


@dataclass(frozen=True)
class PersonRow:
    """Somebody at the account in one position; `to` is set for who has left it."""

    id: str
    name: str
    title: str
    department: str
    role: Role | None
    since: date | None
    to: date | None
    email: str
    phone: str


@dataclass(frozen=True)
class LineRow:
    """A line of a contract of the account; `amount` is for one billing period, in major units, tax excluded."""

    product: str
    quantity: str
    amount: Decimal
    currency: str
    billing: str
    start: date
    end: date
    kind: str
    reseller: str


@dataclass(frozen=True)
class HandoverRow:
    """What was handed over with the account."""

    kind: str
    handed_on: date | None
    given_by: str
    texts: Mapping[str, str]
    open_questions: tuple[str, ...]


@dataclass(frozen=True)
class AccountPage:
    """Everything the header and the overview of an account show."""

    id: str
    name: str
    reading: str
    domain: str
    industry: str
    segment: Segment | None
    phase: Phase | None
    owner: str
    parent: str
    tags: tuple[str, ...]
    fit: Fit | None
    fit_reason: str
    mrr: Decimal
    currency: str
    renewal_date: date | None
    notice_date: date | None
    notice_estimated: bool
    auto_renew: bool | None
    intent_on: date | None
    last_touch: date | None
    cadence_days: int | None
    touchpoints: int
    people: tuple[PersonRow, ...]
    promises: tuple[PromiseRow, ...]
    lines: tuple[LineRow, ...]
    handover: HandoverRow | None
    sample: bool
    score: int | None = None
    band: Band = Band.UNKNOWN

    @property
    def arr(self) -> Decimal:
        """Return twelve months of recurring revenue, in major units."""
        return self.mrr * 12

    def holder(self, role: Role) -> PersonRow | None:
        """Return who holds a role now."""
        return next((person for person in self.people if person.role is role and person.to is None), None)


_account, _member, _parent = tables.account, tables.member, tables.account.alias("parent")
_touchpoint, _person, _position = tables.touchpoint, tables.person, tables.position
_contract, _line, _handed = tables.contract, tables.contract_line, tables.handover
_asked: BindParameter[str] = bindparam("account")

# Made once: putting these together costs more than answering them.
_ACCOUNT = Prepared(
    select(
        _account,
        _member.c.name.label("owner"),
        _parent.c.name.label("parent"),
        literal_column(LAST_TOUCH).label("last_touch"),
    )
    .outerjoin(_member, _member.c.id == _account.c.owner_id)
    .outerjoin(_parent, _parent.c.id == _account.c.parent_id)
    .where(_account.c.id == _asked, _account.c.deleted_at.is_(None))
)
_TOUCHPOINTS = Prepared(
    select(func.count().label("count"))
    .select_from(_touchpoint)
    .where(_touchpoint.c.account_id == _asked, _touchpoint.c.deleted_at.is_(None))
)
_PEOPLE = Prepared(
    select(_person.c.name, _person.c.email, _person.c.phone, _position)
    .join(_position, _position.c.person_id == _person.c.id)
    .where(_position.c.account_id == _asked, _position.c.deleted_at.is_(None), _person.c.deleted_at.is_(None))
    .order_by(_position.c.to_on.is_not(None), _position.c.no)
)
_LINES = Prepared(
    select(_line, _contract.c.currency, _contract.c.kind, _contract.c.reseller)
    .join(_contract, _contract.c.id == _line.c.contract_id)
    .where(_contract.c.account_id == _asked, _contract.c.deleted_at.is_(None), _line.c.deleted_at.is_(None))
    .order_by(_line.c.end_on.desc(), _line.c.no)
)
_HANDOVER = Prepared(
    select(_handed)
    .where(_handed.c.account_id == _asked, _handed.c.deleted_at.is_(None))
    .order_by(_handed.c.handed_on.is_(None), _handed.c.handed_on.desc(), _handed.c.no.desc())
    .limit(1)
)


def account_page(session: Session, account_id: str, *, today: date) -> AccountPage:
    """Return one account; raises BansoError where it was removed meanwhile."""
    rows = _ACCOUNT.rows(session, account=account_id)
    if not rows:
        raise BansoError("account.unknown", name=account_id)
    row = rows[0]
    money = standings(session, today, [account_id]).get(account_id, NOTHING)
    segment = Segment(row["segment"]) if row["segment"] else None
    phase = Phase(row["phase"]) if row["phase"] else None
    return AccountPage(
        id=row["id"],
        name=row["name"],
        reading=row["reading"] or "",
        domain=row["domain"] or "",
        industry=row["industry"] or "",
        segment=segment,
        phase=phase,
        owner=row["owner"] or "",
        parent=row["parent"] or "",
        tags=tuple(row["tags"] or ()),
        fit=Fit(row["fit"]) if row["fit"] else None,
        fit_reason=row["fit_reason"] or "",
        mrr=money.mrr,
        currency=money.currency,
        renewal_date=money.renewal_date,
        notice_date=money.notice_date,
        notice_estimated=money.estimated,
        auto_renew=money.auto_renew,
        intent_on=money.intent_on,
        last_touch=_day(row["last_touch"]),
        cadence_days=cadence_days(segment, phase, cadence_of(settings(session))) if segment else None,
        touchpoints=_touchpoints(session, account_id),
        people=_people(session, account_id),
        promises=tuple(open_promises(session, account_id=account_id)),
        lines=_lines(session, account_id),
        handover=_handover(session, account_id),
        sample=bool(row["sample"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _touchpoints(session: Session, account_id: str) -> int:
    return int(_TOUCHPOINTS.rows(session, account=account_id)[0]["count"])


def _people(session: Session, account_id: str) -> tuple[PersonRow, ...]:
    order = list(Role)
    people = [
        PersonRow(
            id=row["person_id"],
            name=row["name"],
            title=row["title"] or "",
            department=row["department"] or "",
            role=Role(row["role"]) if row["role"] else None,
            since=_day(row["from_on"]),
            to=_day(row["to_on"]),
            email=row["email"] or "",
            phone=row["phone"] or "",
        )
        for row in _PEOPLE.rows(session, account=account_id)
    ]
    return tuple(
        sorted(people, key=lambda p: (p.to is not None, order.index(p.role) if p.role else len(order), p.name))
    )


def _lines(session: Session, account_id: str) -> tuple[LineRow, ...]:
    return tuple(
        LineRow(
            product=row["product"],
            quantity=row["quantity"],
            amount=Decimal(row["amount_minor"]).scaleb(-minor_digits(row["currency"])),
            currency=row["currency"],
            billing=row["billing"],
            start=date.fromisoformat(row["start_on"]),
            end=date.fromisoformat(row["end_on"]),
            kind=row["kind"],
            reseller=row["reseller"] or "",
        )
        for row in _LINES.rows(session, account=account_id)
    )


HANDOVER_TEXTS = (
    "why_bought",
    "outcome_promised",
    "success_as_sold",
    "sales_promises",
    "known_risks",
    "decision_route",
)


def _handover(session: Session, account_id: str) -> HandoverRow | None:
    for row in _HANDOVER.rows(session, account=account_id):
        texts = {name: row[name] for name in HANDOVER_TEXTS if row[name]}
        questions = tuple(str(question) for question in row["open_questions"] or ())
        return HandoverRow(row["kind"], _day(row["handed_on"]), row["given_by"] or "", texts, questions)
    return None
