"""A small book of money: accounts with contracts, as they are written through the door."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.journal import door
from app.models.database import Session
from app.operations.accounts import create_account

TODAY = date(2026, 11, 20)
OLD, END = date(2025, 4, 1), date(2027, 3, 31)


def customer(session: Session, name: str, *, segment: str | None = None) -> str:
    """Add an account and return its id."""
    return create_account(session, name=name, segment=segment, today=OLD, by_id=None)


def contract(
    session: Session,
    account_id: str,
    amount: int,
    *,
    start: date = OLD,
    end: date = END,
    product: str = "Desk",
    **how: Any,
) -> str:
    """Add a contract of one monthly line and return its id; `amount` in minor units."""
    row: dict[str, Any] = {
        "account_id": account_id, "kind": "paid", "start_on": start.isoformat(), "end_on": end.isoformat(),
        "currency": "JPY", "auto_renew": False, **how,
    }  # fmt: skip
    [contract_id] = door.create(session, "contract", [row])
    line = {
        "contract_id": contract_id, "product": product, "quantity": "1", "unit_price": str(amount),
        "amount_minor": amount, "billing": "monthly", "start_on": start.isoformat(), "end_on": end.isoformat(),
    }  # fmt: skip
    door.create(session, "contract_line", [line])
    return contract_id
