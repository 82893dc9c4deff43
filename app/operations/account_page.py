"""One account as its page shows it: the header that all tabs share, and the overview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BindParameter, Column, Table, bindparam, literal_column, select

from app.alerts.cadence import cadence_days
from app.alerts.notices import WINDOWS
from app.errors import BansoError
from app.language import minor_digits
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.account_parts import HANDOVER_TEXTS, HandoverRow, LineRow, PersonRow
from app.operations.accounts import LAST_TOUCH, cadence_of
from app.operations.chosen import phases_of
from app.operations.contract_terms import ContractRow, contract_row
from app.operations.promises import PromiseRow, open_promises
from app.operations.settings import settings
from app.operations.standing import NOTHING, Late, standing_of
from app.vocabulary import Fit, Phase, Role, Segment

__all__ = ["HANDOVER_TEXTS", "AccountPage", "HandoverRow", "LineRow", "PersonRow", "account_page"]


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
    phase_derived: bool = False  # by months, whatever was written
    owner_id: str | None = None
    parent_id: str | None = None
    fiscal_year_end: int | None = None
    fit_on: date | None = None
    fit_criteria: Mapping[str, bool] = field(default_factory=dict)
    first_start: date | None = None
    pinned: bool = False
    expanding: bool = False  # 拡大中: a lead submitted from here is still open
    requests: int = 0
    contract: ContractRow | None = None
    people_now: int = 0  # one in two positions (兼務) counts once
    late: Late | None = None  # part of the MRR counts only by the grace

    @property
    def arr(self) -> Decimal:
        """Return twelve months of recurring revenue, in major units."""
        return self.mrr * 12

    def in_renewal(self, today: date) -> bool:
        """Tell whether it is 更新期: the first of its segment's notice windows is open and the contract still runs."""
        if self.notice_date is None or self.renewal_date is None or self.phase is Phase.CHURNED:
            return False
        window = WINDOWS[self.segment or Segment.LOW][0]
        return (self.notice_date - today).days <= window and self.renewal_date >= today

    def holder(self, role: Role) -> PersonRow | None:
        """Return who holds a role now."""
        return next((person for person in self.people if person.role is role and person.to is None), None)


_account, _member, _parent = tables.account, tables.member, tables.account.alias("parent")
_person, _position = tables.person, tables.position
_contract, _line, _handed = tables.contract, tables.contract_line, tables.handover
_asked: BindParameter[str] = bindparam("account")

# Counted with the account itself: a question of its own costs more than the counting.
_TOUCHPOINTS = "(SELECT count(*) FROM touchpoint t WHERE t.account_id = account.id AND t.deleted_at IS NULL)"
_LEADS = """(SELECT count(*) FROM csql c WHERE c.account_id = account.id AND c.submitted_on IS NOT NULL
 AND c.won_on IS NULL AND c.lost_on IS NULL AND c.deleted_at IS NULL)"""
_REQUESTS = """(SELECT count(*) FROM request r WHERE r.deleted_at IS NULL AND (r.account_id = account.id OR r.id IN
 (SELECT w.request_id FROM request_account w WHERE w.account_id = account.id AND w.deleted_at IS NULL)))"""


def _only(table: Table, names: str) -> list[Column[Any]]:
    # Each column of each row costs; JSON that nobody looks at costs more than all the rest.
    return [table.c[name] for name in names.split()]


# Made once: putting these together costs more than answering them.
_ACCOUNT = Prepared(
    select(
        *_only(
            _account,
            "id name reading domain industry segment phase tags fit fit_reason fit_on fit_criteria owner_id parent_id "
            "fiscal_year_end pinned sample",
        ),
        _member.c.name.label("owner"),
        _parent.c.name.label("parent"),
        literal_column(LAST_TOUCH).label("last_touch"),
        literal_column(_TOUCHPOINTS).label("touchpoints"),
        literal_column(_LEADS).label("leads"),
        literal_column(_REQUESTS).label("requests"),
    )
    .outerjoin(_member, _member.c.id == _account.c.owner_id)
    .outerjoin(_parent, _parent.c.id == _account.c.parent_id)
    .where(_account.c.id == _asked, _account.c.deleted_at.is_(None))
)
_PEOPLE = Prepared(
    select(
        _person.c.name,
        _person.c.email,
        _person.c.phone,
        *_only(_position, "person_id title department role from_on to_on"),
    )
    .join(_position, _position.c.person_id == _person.c.id)
    .where(_position.c.account_id == _asked, _position.c.deleted_at.is_(None), _person.c.deleted_at.is_(None))
    .order_by(_position.c.to_on.is_not(None), _position.c.no)
)
# Asked once for the lines themselves, for what they come to, and for the terms of the contract in force.
_LINES = Prepared(
    select(
        *_only(
            _contract,
            "id kind start_on end_on notice_value notice_unit notice_inclusive auto_renew renewal_term_months reseller "
            "currency intent_on intent_by intent_how approval_due budget_due notified_on outcome outcome_on",
        ),
        _line.c.product,
        _line.c.quantity,
        _line.c.amount_minor,
        _line.c.billing,
        _line.c.free_months,
        _line.c.start_on.label("line_start"),
        _line.c.end_on.label("line_end"),
    )
    .join(_line, _line.c.contract_id == _contract.c.id)
    .where(_contract.c.account_id == _asked, _contract.c.deleted_at.is_(None), _line.c.deleted_at.is_(None))
    .order_by(_line.c.end_on.desc(), _line.c.no)
)
_HANDOVER = Prepared(
    select(*_only(_handed, f"kind given_by handed_on {' '.join(HANDOVER_TEXTS)} open_questions"))
    .where(_handed.c.account_id == _asked, _handed.c.deleted_at.is_(None))
    # The one that waits to be accepted first, as on its sheet.
    .order_by(_handed.c.accepted_on.is_not(None), _handed.c.accepted_on.desc(), _handed.c.no.desc())
    .limit(1)
)


def account_page(session: Session, account_id: str, *, today: date) -> AccountPage:
    """Return one account; raises BansoError where it was removed meanwhile."""
    rows = _ACCOUNT.rows(session, account=account_id)
    if not rows:
        raise BansoError("account.unknown", name=account_id)
    row = rows[0]
    lines = _LINES.rows(session, account=account_id)
    chosen = settings(session)
    money = standing_of(lines, today, chosen.grace) if lines else NOTHING
    segment = Segment(row["segment"]) if row["segment"] else None
    written = Phase(row["phase"]) if row["phase"] else None
    phase = phases_of(chosen, today).of(segment, written, money.first_start, money.ends)
    people = _people(session, account_id)
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
        cadence_days=cadence_days(segment, phase, cadence_of(chosen)) if segment else None,
        touchpoints=int(row["touchpoints"]),
        people=people,
        promises=tuple(open_promises(session, account_id=account_id)),
        lines=tuple(_line_row(line) for line in lines),
        handover=_handover(session, account_id),
        sample=bool(row["sample"]),
        phase_derived=segment in chosen.by_months,
        owner_id=row["owner_id"],
        parent_id=row["parent_id"],
        fiscal_year_end=row["fiscal_year_end"],
        fit_on=_day(row["fit_on"]),
        fit_criteria={str(name): bool(met) for name, met in (row["fit_criteria"] or {}).items()},
        first_start=money.first_start,
        pinned=bool(row["pinned"]),
        expanding=bool(row["leads"]),
        requests=int(row["requests"]),
        contract=next((contract_row(line) for line in lines if line["id"] == money.contract_id), None),
        people_now=len({person.id for person in people if person.to is None or person.to >= today}),
        late=money.late,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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


def _line_row(row: Mapping[str, Any]) -> LineRow:
    return LineRow(
        product=row["product"],
        quantity=row["quantity"],
        amount=Decimal(row["amount_minor"]).scaleb(-minor_digits(row["currency"])),
        currency=row["currency"],
        billing=row["billing"],
        start=date.fromisoformat(row["line_start"]),
        end=date.fromisoformat(row["line_end"]),
        kind=row["kind"],
        reseller=row["reseller"] or "",
    )


def _handover(session: Session, account_id: str) -> HandoverRow | None:
    for row in _HANDOVER.rows(session, account=account_id):
        texts = {name: row[name] for name in HANDOVER_TEXTS if row[name]}
        questions = tuple(str(question) for question in row["open_questions"] or ())
        return HandoverRow(row["kind"], _day(row["handed_on"]), row["given_by"] or "", texts, questions)
    return None
