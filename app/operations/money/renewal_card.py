"""The renewals of one account as its card shows them: terms, notice, calls and how each was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from app.alerts.notices import notice_deadline
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.contract_terms import ContractRow, contract_row
from app.operations.money.calls import CallRow, calls_of
from app.operations.money.outcomes import Decision, decision_of
from app.operations.settings import settings
from app.operations.standing import line_of, major, notice_of
from app.revenue.mrr import ContractLine, is_decided, last_day, line_mrr, takes_over
from app.revenue.terms import current_term

_asked: BindParameter[str] = bindparam("account")
_contract, _line = tables.contract, tables.contract_line
_LINES = Prepared(
    select(
        *_contract.c["id", "kind", "start_on", "end_on", "notice_value", "notice_unit", "notice_inclusive",
        "auto_renew", "renewal_term_months", "currency", "intent_on", "intent_by", "intent_how", "approval_due",
        "budget_due", "notified_on", "outcome", "outcome_on", "churn_tags", "external_id"],
        _line.c.product, _line.c.amount_minor, _line.c.billing, _line.c.free_months,
        _line.c.start_on.label("line_start"), _line.c.end_on.label("line_end"),
    )
    .join(_line, _line.c.contract_id == _contract.c.id)
    .where(
        _contract.c.account_id == _asked, _contract.c.kind == "paid", _contract.c.deleted_at.is_(None),
        _line.c.deleted_at.is_(None),
    )
    .order_by(_contract.c.no, _line.c.no)
)  # fmt: skip
_LOOK_BACK = timedelta(731)
"""How long a contract that ended without a successor stays in sight, so that why it ended can be told."""


class Stands(StrEnum):
    """Whether a contract runs, has ended and may still be renewed late, or has ended."""

    LATE = "late"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True)
class Renewal:
    """The term of a contract that runs, or the last one of one that ended; `mrr` is what it brings at its end.

    `calls` are all of the contract, the newest first; those before `begun` were made of an earlier term.
    `followed` where what comes after is signed; `until` is the last day of the grace.
    """

    contract: ContractRow
    number: str
    products: tuple[str, ...]
    begun: date
    end: date
    notice_on: date
    estimated: bool
    stands: Stands
    until: date
    followed: bool
    mrr: Decimal
    currency: str
    decision: Decision
    calls: tuple[CallRow, ...]
    line: ContractLine

    @property
    def call(self) -> CallRow | None:
        """Return what was called of this renewal last."""
        return next((call for call in self.calls if call.called_on >= self.begun), None)

    @property
    def confirmed(self) -> bool:
        """Tell whether somebody confirmed this renewal, and not an earlier one."""
        return is_of_term(self.contract.intent_on, self.begun, self.line.start)


def is_of_term(day: date | None, begun: date, first: date) -> bool:
    """Tell whether what was said on a day was said of the term that began then; of the first, whenever it was said."""
    return day is not None and (begun <= first or day >= begun)


def renewals_of(session: Session, account_id: str, *, today: date) -> tuple[Renewal, ...]:
    """Return the renewals of an account: those that are late, then what runs by its end, then what ended."""
    grace = settings(session).grace
    by_contract: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in _LINES.rows(session, account=account_id):
        by_contract[row["id"]].append(row)
    if not by_contract:
        return ()
    every = {contract: [line_of(row) for row in rows] for contract, rows in by_contract.items()}
    calls: dict[str, list[CallRow]] = defaultdict(list)
    for call in calls_of(session, list(by_contract)):
        calls[call.contract_id].append(call)
    found = []
    for contract, rows in by_contract.items():
        others = [line for other, lines in every.items() if other != contract for line in lines]
        one = _renewal(rows[0], rows, every[contract], others, calls[contract], today, grace)
        if one is not None:
            found.append(one)
    order = list(Stands)
    ended = Stands.ENDED
    return tuple(
        sorted(
            found,
            key=lambda one: (
                order.index(one.stands), -one.end.toordinal() if one.stands is ended else one.end.toordinal(),
                one.contract.id,
            ),
        )
    )  # fmt: skip


def _renewal(
    row: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    lines: Sequence[ContractLine],
    others: Sequence[ContractLine],
    calls: Sequence[CallRow],
    today: date,
    grace: int,
) -> Renewal | None:
    start, first_end = date.fromisoformat(row["start_on"]), date.fromisoformat(row["end_on"])
    lasting = [line for line in lines if not line.planned] or list(lines)
    lead = lasting[0]
    last = max(last_day(line) or date.max for line in lasting)
    if last == date.max:
        # What goes on by itself ends where another contract takes its place.
        taken = [other.start for other in others for line in lasting if takes_over(other, line, None, grace)]
        last = min((start - timedelta(1) for start in taken if start <= today), default=last)
    begun, end = current_term(start, first_end, lead.auto_renew, lead.renewal_term_months, min(today, last))
    followed = any(
        takes_over(other, line, end if last == date.max else last) and other.start <= end + timedelta(grace + 1)
        for line in lasting
        for other in others
    )
    until = end + timedelta(grace)
    if start > today:
        return None
    if today <= last:
        stands = Stands.RUNNING
    elif followed or today > end + _LOOK_BACK:
        return None
    else:
        late = today <= until and not any(is_decided(line) for line in lasting)
        stands = Stands.LATE if late else Stands.ENDED
    deadline = notice_deadline(end, notice_of(row))
    worth = sum((line_mrr(line) for line in lasting if _at_the_end(line, end)), Fraction(0))
    currency = str(row["currency"])
    return Renewal(
        contract_row(row), row["external_id"] or "", tuple(dict.fromkeys(one["product"] for one in rows)), begun, end,
        deadline.day, deadline.estimated, stands, until, followed, major(worth, currency), currency, decision_of(row),
        tuple(calls), lead,
    )  # fmt: skip


def _at_the_end(line: ContractLine, end: date) -> bool:
    """Tell whether a line is in force on the last day of a term."""
    return line.start <= end and (line.auto_renew or line.end >= end)
