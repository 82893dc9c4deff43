"""Forecast calls: what the CSM expects of a renewal, said on a day with a reason; every one is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import text

from app.errors import BansoError
from app.imports.cells import BadCell
from app.imports.numbers import parse_number
from app.journal import door
from app.language import minor_digits
from app.models.database import Session, json_text
from app.revenue.exchange import Exchange
from app.revenue.forecast import Call
from app.revenue.mrr import rounded

MOST_REASON = 400
_SELECT = """SELECT f.id, f.contract_id, f.account_id, a.name, f.called_on, f.committed_minor, f.best_minor,
 f.worst_minor, f.currency, f.reason, m.name AS by_name FROM forecast_call f
 JOIN account a ON a.id = f.account_id JOIN contract c ON c.id = f.contract_id LEFT JOIN member m ON m.id = f.by_id
 WHERE f.deleted_at IS NULL AND a.deleted_at IS NULL AND c.deleted_at IS NULL"""
_UNTIL = text(f"{_SELECT} AND f.called_on <= :day ORDER BY f.called_on, f.no")
_OF = text(
    f"{_SELECT} AND f.contract_id IN (SELECT value FROM json_each(:contracts)) ORDER BY f.called_on DESC, f.no DESC"
)
_CONTRACT = text("SELECT account_id, currency, kind FROM contract WHERE id = :id AND deleted_at IS NULL")


@dataclass(frozen=True)
class CallRow:
    """One call: what a contract is expected to bring a month (MRR) after its renewal, in major units."""

    id: str
    contract_id: str
    account_id: str
    account: str
    called_on: date
    committed: Decimal
    best: Decimal
    worst: Decimal
    currency: str
    reason: str
    by: str


@dataclass(frozen=True)
class MovedCall:
    """The last call of a span that says something else than the one before the span; `before` None for the first."""

    now: CallRow
    before: CallRow | None

    @property
    def change(self) -> Decimal:
        """Return by how much the committed amount moved."""
        return self.now.committed - (self.before.committed if self.before else Decimal(0))


def call_renewal(
    session: Session,
    contract_id: str,
    *,
    committed: Decimal,
    best: Decimal,
    worst: Decimal,
    reason: str,
    today: date,
    by_id: str | None,
) -> str:
    """Write down what is expected of the renewal of a contract, in amounts a month in its own currency.

    Returns the id of the call. "call.contract", "call.amount", "call.order" and "call.reason" change nothing.
    """
    rows = session.rows(_CONTRACT, id=contract_id)
    if not rows or rows[0]["kind"] != "paid":
        raise BansoError("call.contract", field="contract")
    if not reason.strip() or len(reason.strip()) > MOST_REASON:
        raise BansoError("call.reason", field="reason", most=MOST_REASON)
    currency = str(rows[0]["currency"])
    minor = {
        name: _minor(name, amount, currency)
        for name, amount in (("worst", worst), ("committed", committed), ("best", best))
    }
    if not minor["worst"] <= minor["committed"] <= minor["best"]:
        raise BansoError("call.order", field="committed")
    row = {f"{name}_minor": amount for name, amount in minor.items()}
    said = {"account_id": rows[0]["account_id"], "contract_id": contract_id, "called_on": today.isoformat()}
    call = {**said, **row, "currency": currency, "reason": reason.strip(), "by_id": by_id}
    return door.create(session, "forecast_call", [call])[0]


def said_amount(name: str, said: str) -> Decimal:
    """Return an amount as a person wrote it (1,200,000 or 120万); raises "call.amount" at the field of that name."""
    try:
        return parse_number(said)
    except BadCell as error:
        raise BansoError("call.amount", field=name) from error


def calls_of(session: Session, contract_ids: Sequence[str]) -> list[CallRow]:
    """Return every call of some contracts, the newest first."""
    return [_row(row) for row in session.rows(_OF, contracts=json_text(list(contract_ids)))]


def calls_until(session: Session, day: date) -> list[CallRow]:
    """Return every call up to a day, the oldest first."""
    return [_row(row) for row in session.rows(_UNTIL, day=day.isoformat())]


def calls_moved(session: Session, start: date, end: date) -> list[MovedCall]:
    """Return what is expected otherwise at the end of a span than before it, the largest change first."""
    before: dict[str, CallRow] = {}
    now: dict[str, CallRow] = {}
    for call in calls_until(session, end):
        (before if call.called_on < start else now)[call.contract_id] = call
    moved = [MovedCall(call, before.get(contract)) for contract, call in now.items()]
    told = [one for one in moved if one.before is None or _amounts(one.now) != _amounts(one.before)]
    return sorted(told, key=lambda one: (-abs(one.change), one.now.account, one.now.contract_id))


def as_calls(rows: Sequence[CallRow], exchange: Exchange, day: date) -> list[Call]:
    """Return calls as the arithmetic takes them: in fine units of the reported currency at the rates of a day."""
    found = []
    for row in rows:
        factor = exchange.factor(row.currency, day)
        worst, committed, best = (
            rounded(int(amount.scaleb(minor_digits(row.currency))) * factor)
            for amount in (row.worst, row.committed, row.best)
        )
        found.append(Call(row.contract_id, row.called_on, committed, best, worst, row.reason))
    return found


def _amounts(call: CallRow) -> tuple[Decimal, Decimal, Decimal]:
    return call.worst, call.committed, call.best


def _minor(name: str, amount: Decimal, currency: str) -> int:
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 12:
        raise BansoError("call.amount", field=name)
    return int(amount.scaleb(minor_digits(currency)).quantize(Decimal(1), ROUND_HALF_UP))


def _row(row: Any) -> CallRow:
    digits = minor_digits(row["currency"])

    def major(name: str) -> Decimal:
        return Decimal(row[f"{name}_minor"] or 0).scaleb(-digits)

    return CallRow(
        id=row["id"], contract_id=row["contract_id"], account_id=row["account_id"], account=row["name"],
        called_on=date.fromisoformat(row["called_on"]), committed=major("committed"), best=major("best"),
        worst=major("worst"), currency=row["currency"], reason=row["reason"], by=row["by_name"] or "",
    )  # fmt: skip
