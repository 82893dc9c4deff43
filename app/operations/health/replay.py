"""The document of a score as it was known on a day, for scripts: the names in it are those of that day as well."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import select

from app.errors import BansoError
from app.health.document import document
from app.models import tables
from app.models.database import Session
from app.operations.health.account_health import AccountHealth, account_health
from app.operations.health.day_end import after


def replay(
    session: Session, account_id: str, *, as_of: date, since: date | None, today: date
) -> tuple[AccountHealth, dict[str, object]]:
    """Return the health of an account as known at the end of a day, and its document; refuses a day to come."""
    if as_of > today:
        raise BansoError("health.ahead", field="as_of", as_of=as_of)
    found = account_health(session, account_id, as_of=as_of, since=since)
    name = _name_then(session, account_id, found.name, after(session, as_of))
    return found, document(account_id, name, found.score, found.change)


def _name_then(session: Session, account_id: str, now: str, before: str) -> str:
    history, change = tables.history, tables.change
    statement = (
        select(history.c.old)
        .join(change, change.c.id == history.c.change_id)
        .where(
            history.c.entity == "account",
            history.c.row_id == account_id,
            history.c.field == "name",
            change.c.at >= before,
        )
        .order_by(history.c.no)
        .limit(1)
    )
    old = session.scalar(statement)
    return now if old is None else str(json.loads(old))
