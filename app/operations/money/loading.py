"""Everything that figures of money are made of, read from the book in few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from app.clock import parse_stamp
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.money.unrated import contracts_without_rate
from app.operations.rates import rates
from app.operations.settings import chosen_value, settings
from app.operations.standing import line_of
from app.revenue.customers import tops
from app.revenue.exchange import Exchange, Quote
from app.revenue.leads import Lead
from app.revenue.losses import Decided
from app.revenue.mrr import GRACE_DAYS
from app.revenue.pieces import BookLine
from app.revenue.scope import NEVER, Dated
from app.revenue.starting import Start

_contract, _line, _account, _change = tables.contract, tables.contract_line, tables.account, tables.change
_LINES = Prepared(
    select(
        _contract.c.id, _contract.c.account_id, _contract.c.kind, _contract.c.start_on, _contract.c.end_on,
        _contract.c.auto_renew, _contract.c.renewal_term_months, _contract.c.currency, _contract.c.notified_on,
        _contract.c.outcome, _contract.c.outcome_on, _contract.c.churn_tags, _line.c.product, _line.c.quantity,
        _line.c.amount_minor, _line.c.billing, _line.c.free_months, _line.c.start_on.label("line_start"),
        _line.c.end_on.label("line_end"), _change.c.at,
    )
    .join(_line, _line.c.contract_id == _contract.c.id)
    .join(_account, _account.c.id == _contract.c.account_id)
    .outerjoin(_change, _change.c.id == _line.c.change_id)
    .where(_contract.c.deleted_at.is_(None), _line.c.deleted_at.is_(None), _account.c.deleted_at.is_(None))
    .order_by(_contract.c.no, _line.c.no)
)  # fmt: skip
_ACCOUNTS = text("SELECT id, name, segment, owner_id, parent_id, fit FROM account WHERE deleted_at IS NULL ORDER BY no")
_FACTS = text(
    """SELECT account_id, field, value, effective_on FROM account_fact
 WHERE deleted_at IS NULL AND field IN ('segment', 'owner_id', 'parent_id') ORDER BY effective_on, recorded_at, no"""
)
_SELLERS = text(
    """SELECT account_id, given_by FROM handover
 WHERE deleted_at IS NULL AND kind = 'sales' AND given_by IS NOT NULL ORDER BY coalesce(handed_on, ''), no"""
)
_STARTS = text(
    """SELECT account_id, start_on, kick_off_on, agreed_due, first_value_on, verdict, verdict_on FROM onboarding
 WHERE deleted_at IS NULL ORDER BY start_on, no"""
)
_LEADS = text(
    "SELECT id, account_id, submitted_on, accepted_on, won_on, lost_on FROM csql WHERE deleted_at IS NULL ORDER BY no"
)
PARENT = "parent"


@dataclass(frozen=True)
class MoneyBook:
    """The lines of all accounts and what is known of these, with the settings that figures depend on.

    `margin` is the share of sales that is profit; None where nobody has said.
    """

    lines: Sequence[BookLine]
    exchange: Exchange
    names: Mapping[str, str]
    segments: Mapping[str, Dated]
    holders: Mapping[str, Dated]
    parents: Mapping[str, Dated]
    fits: Mapping[str, str | None]
    sellers: Mapping[str, str]
    decided: Mapping[str, Decided]
    starts: Sequence[Start]
    leads: Sequence[Lead]
    by_parent: bool
    margin: Fraction | None
    grace: int = GRACE_DAYS
    first_ends: Mapping[str, date] = field(default_factory=dict)

    def unit(self, day: date) -> Mapping[str, str]:
        """Return the customer that each account counts as on a day: itself, or its uppermost parent."""
        if not self.by_parent:
            return {}
        return tops({account: self.parents.get(account, NEVER).on(day) for account in self.names})

    def currencies(self) -> tuple[str, ...]:
        """Return the currencies that are paid in beside the reported one: those that need a rate."""
        return tuple(
            sorted({one.line.currency for one in self.lines if one.line.kind == "paid"} - {self.exchange.base})
        )

    def at_par(self) -> Exchange:
        """Return every currency at 1 for 1: for questions of days, which no rate should refuse."""
        others = {one.line.currency for one in self.lines} - {self.exchange.base}
        return Exchange(self.exchange.base, [Quote(one, self.exchange.base, date.min, Fraction(1)) for one in others])


def money_book(session: Session) -> MoneyBook:
    """Return what figures of money are made of."""
    rows = _LINES.rows(session)
    chosen = settings(session)
    stamps = {row["at"] for row in rows} - {None}
    recorded = {at: parse_stamp(at).astimezone(ZoneInfo(chosen.zone)).date() for at in stamps}
    lines = [_book_line(row, recorded.get(row["at"])) for row in rows]
    accounts = session.rows(_ACCOUNTS)
    dated = _dated(session.rows(_FACTS))
    first_paid: dict[str, date] = {}
    first_ends: dict[str, date] = {}
    for one in lines:
        if one.line.kind == "paid" and one.contract_start <= first_paid.get(one.account_id, date.max):
            first_paid[one.account_id], first_ends[one.account_id] = one.contract_start, one.contract_end
    margin = chosen_value(session, "gross_margin")
    return MoneyBook(
        lines,
        exchange_of(session),
        {row["id"]: row["name"] for row in accounts},
        _with_present(dated["segment"], accounts, "segment"),
        _with_present(dated["owner_id"], accounts, "owner_id"),
        _with_present(dated["parent_id"], accounts, "parent_id"),
        {row["id"]: row["fit"] for row in accounts},
        {row["account_id"]: row["given_by"] for row in session.rows(_SELLERS)},
        {row["id"]: _decided(row) for row in rows},
        [_start(row, first_paid) for row in session.rows(_STARTS)],
        [_lead(row) for row in session.rows(_LEADS)],
        chosen_value(session, "money_unit") == PARENT,
        None if margin is None else Fraction(int(str(margin)), 100),
        chosen.grace,
        first_ends,
    )


def exchange_of(session: Session) -> Exchange:
    """Return the rates of the book into the reporting currency."""
    base = settings(session).currency
    quotes = [Quote(one.currency, one.base, one.on, Fraction(one.rate)) for one in rates(session)]
    rated = {base, *(code for one in quotes if base in (one.currency, one.base) for code in (one.currency, one.base))}
    return Exchange(base, quotes, contracts_without_rate(session, rated))


def _book_line(row: Mapping[str, Any], recorded: date | None) -> BookLine:
    return BookLine(
        row["account_id"], row["id"], line_of(row), Decimal(row["quantity"]),
        date.fromisoformat(row["start_on"]), date.fromisoformat(row["end_on"]), recorded,
    )  # fmt: skip


def _decided(row: Mapping[str, Any]) -> Decided:
    return Decided(
        row["id"], tuple(map(str, row["churn_tags"] or ())), _day(row["notified_on"]), _day(row["outcome_on"])
    )


def _dated(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Mapping[str, Dated]]:
    found: dict[str, dict[str, dict[date, str | None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found[row["field"]][row["account_id"]][date.fromisoformat(row["effective_on"])] = row["value"]
    return defaultdict(
        dict,
        {
            name: {account: Dated(tuple(values), tuple(values.values())) for account, values in accounts.items()}
            for name, accounts in found.items()
        },
    )


def _with_present(
    dated: Mapping[str, Dated], accounts: Sequence[Mapping[str, Any]], name: str
) -> Mapping[str, Dated]:  # fmt: skip
    """Return the dated values, and where none was ever dated the present one."""
    return {row["id"]: dated.get(row["id"]) or Dated((date.min,), (row[name],)) for row in accounts}


def _start(row: Mapping[str, Any], first_paid: Mapping[str, date]) -> Start:
    began = date.fromisoformat(row["start_on"])
    return Start(
        row["account_id"], first_paid.get(row["account_id"], began), _day(row["kick_off_on"]), _day(row["agreed_due"]),
        _day(row["first_value_on"]), row["verdict"], _day(row["verdict_on"]),
    )  # fmt: skip


def _lead(row: Mapping[str, Any]) -> Lead:
    days = (_day(row[name]) for name in ("submitted_on", "accepted_on", "won_on", "lost_on"))
    return Lead(row["id"], row["account_id"], *days)


def _day(text_of: str | None) -> date | None:
    return date.fromisoformat(text_of) if text_of else None
