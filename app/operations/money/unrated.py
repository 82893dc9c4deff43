"""Which contracts are behind a currency without any rate, so that a refused figure can name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import text

from app.errors import FirstOf
from app.models.database import Session

NAMED = 3
"""How many contracts are named; the others are counted."""

_USED = text(
    """SELECT DISTINCT currency FROM contract WHERE deleted_at IS NULL AND kind = 'paid'
 UNION SELECT DISTINCT currency FROM forecast_call WHERE deleted_at IS NULL"""
)
_BEHIND = text(
    """SELECT c.id, c.currency, call.currency AS called, a.name, c.external_id, c.start_on FROM contract c
 JOIN account a ON a.id = c.account_id
 LEFT JOIN forecast_call call ON call.contract_id = c.id AND call.deleted_at IS NULL AND call.currency <> c.currency
 WHERE c.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY c.no"""
)


def contracts_without_rate(session: Session, rated: Collection[str]) -> Mapping[str, FirstOf]:
    """Return, by currency that is not `rated`, the first contracts in it, each by account and number or first day."""
    missing = {str(row["currency"]) for row in session.rows(_USED)} - set(rated)
    if not missing:
        return {}
    found: dict[str, dict[str, tuple[str, str | date]]] = defaultdict(dict)
    for row in session.rows(_BEHIND):
        for currency in {row["currency"], row["called"]} & missing:
            apart = row["external_id"] or date.fromisoformat(row["start_on"])
            found[currency][row["id"]] = (row["name"], apart)
    return {
        currency: FirstOf(tuple(some.values())[:NAMED], max(0, len(some) - NAMED)) for currency, some in found.items()
    }
