"""What a contract is called where figures of money name it: its products, its days, its number elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from app.models.database import Session

_CONTRACTS = text(
    """SELECT c.id, c.account_id, c.external_id, c.start_on, c.end_on,
 (SELECT group_concat(product, char(10)) FROM
  (SELECT DISTINCT l.product FROM contract_line l WHERE l.contract_id = c.id AND l.deleted_at IS NULL ORDER BY l.no))
 AS products FROM contract c WHERE c.deleted_at IS NULL"""
)


@dataclass(frozen=True)
class ContractTold:
    """A contract as people tell it from others."""

    id: str
    account_id: str
    number: str
    start: date
    end: date
    products: tuple[str, ...]


def contracts_told(session: Session) -> Mapping[str, ContractTold]:
    """Return every contract by its id."""
    return {
        row["id"]: ContractTold(
            row["id"], row["account_id"], row["external_id"] or "", date.fromisoformat(row["start_on"]),
            date.fromisoformat(row["end_on"]), tuple((row["products"] or "").split("\n")) if row["products"] else (),
        )
        for row in session.rows(_CONTRACTS)
    }  # fmt: skip
