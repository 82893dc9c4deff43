"""What each account pays and when it can leave, as every screen shows it: the questions behind the standings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, text

from app.models import tables
from app.models.database import Session, json_text
from app.models.prepared import Prepared
from app.operations.settings import settings
from app.operations.standing import NOTHING, Standing, line_of, major, standing_of

__all__ = ["NOTHING", "Standing", "days_until", "line_of", "major", "standings"]

_contract, _line = tables.contract, tables.contract_line
_every_line = (
    select(
        _contract,
        _line.c.product,
        _line.c.amount_minor,
        _line.c.billing,
        _line.c.free_months,
        _line.c.start_on.label("line_start"),
        _line.c.end_on.label("line_end"),
    )
    .join(_line, _line.c.contract_id == _contract.c.id)
    .where(_contract.c.deleted_at.is_(None), _line.c.deleted_at.is_(None))
)
_LINES = Prepared(_every_line)
_LINES_OF = Prepared(_every_line.where(text("contract.account_id IN (SELECT value FROM json_each(:accounts))")))


def standings(session: Session, today: date, account_ids: Iterable[str] | None = None) -> dict[str, Standing]:
    """Return the standing of each account that has or had a contract."""
    if account_ids is None:
        rows = _LINES.rows(session)
    else:
        rows = _LINES_OF.rows(session, accounts=json_text(list(account_ids)))
    by_account: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_account[row["account_id"]].append(row)
    grace = settings(session).grace
    return {account_id: standing_of(rows, today, grace) for account_id, rows in by_account.items()}


def days_until(day: date, today: date) -> int:
    """Return the days from `today` to `day`; negative where it has passed."""
    return (day - today) // timedelta(1)
