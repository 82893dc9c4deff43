"""Accounts: the list that screens and scripts show, and the facts about them that carry a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select, text

from app.errors import BansoError
from app.ids import uuid7
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.tables import DATED_FIELDS
from app.operations.account_index import Doubt, account_index
from app.operations.account_row import LAST_TOUCH, LIST, AccountRow, cadence_of, order_of, row_of
from app.operations.contracts import NOTHING, standings
from app.operations.settings import settings

__all__ = [
    "LAST_TOUCH", "AccountRow", "account_count", "account_rows", "amend_accounts", "cadence_of", "dated_facts",
    "find_account", "order_of",
]  # fmt: skip


def account_rows(session: Session, *, today: date) -> list[AccountRow]:
    """Return every account, by reading (よみ) and name."""
    chosen = settings(session)
    cadence = cadence_of(chosen)
    money = standings(session, today)
    rows = session.rows(text(LIST))
    return sorted((row_of(row, money.get(row["id"], NOTHING), cadence) for row in rows), key=order_of)


def account_count(session: Session) -> int:
    """Return how many accounts there are, for a screen that has to choose how to ask for them."""
    account = tables.account
    return int(session.scalar(select(func.count()).select_from(account).where(account.c.deleted_at.is_(None))))


def find_account(session: Session, words: str) -> str:
    """Return the id of the account that an argument means: id, external id, domain or unique name."""
    found = account_index(session).resolve(words)
    if isinstance(found, Doubt):
        raise BansoError("account.ambiguous", field="account", name=words, candidates=list(found.candidates))
    if found is None:
        raise BansoError("account.unknown", field="account", name=words)
    return found


def dated_facts(
    account_id: str, values: Mapping[str, object], *, effective_on: str, recorded_at: str
) -> Iterator[dict[str, object]]:
    """Yield the dated facts that new values of an account's dated fields make."""
    for name in DATED_FIELDS:
        if name in values:
            yield {
                "id": uuid7(),
                "account_id": account_id,
                "field": name,
                "value": values[name],
                "effective_on": effective_on,
                "recorded_at": recorded_at,
            }


def amend_accounts(session: Session, ids: Sequence[str], values: Mapping[str, object], *, today: date) -> int:
    """Change fields of accounts; the dated ones are kept as facts from `today` on. Returns how many differ now."""
    before = door.present(session, "account", list(ids))
    changed = door.amend(session, "account", {account_id: values for account_id in ids})
    if changed:
        recorded = door.change_of(session).at
        facts = [
            fact
            for account_id in ids
            for fact in dated_facts(
                account_id,
                {f: v for f, v in values.items() if before[account_id][f] != v},
                effective_on=today.isoformat(),
                recorded_at=recorded,
            )
        ]
        door.create(session, "account_fact", facts)
    return changed
