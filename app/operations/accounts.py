"""Accounts: the list that screens and scripts show, and the facts about them that carry a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select, text

from app.errors import BansoError
from app.journal import door
from app.journal.facts import dated_facts
from app.models import tables
from app.models.database import Session
from app.operations.account_index import Doubt, account_index, whole
from app.operations.account_row import LAST_TOUCH, LIST, AccountRow, cadence_of, order_of, row_of
from app.operations.chosen import phases_of
from app.operations.contracts import NOTHING, Standing, standings
from app.operations.settings import settings
from app.search.fold import fold_name

__all__ = [
    "LAST_TOUCH", "AccountRow", "account_count", "account_rows", "amend_accounts", "cadence_of", "create_account",
    "find_account", "order_of",
]  # fmt: skip


def account_rows(session: Session, *, today: date, money: Mapping[str, Standing] | None = None) -> list[AccountRow]:
    """Return every account, by reading (よみ) and name.

    Who has asked for the standings already gives them as `money`.
    """
    chosen = settings(session)
    cadence = cadence_of(chosen)
    money = standings(session, today) if money is None else money
    rows = session.rows(text(LIST))
    phases = phases_of(chosen, today)
    return sorted((row_of(row, money.get(row["id"], NOTHING), cadence, phases) for row in rows), key=order_of)


def account_count(session: Session) -> int:
    """Return how many accounts there are, for a screen that has to choose how to ask for them."""
    account = tables.account
    return int(session.scalar(select(func.count()).select_from(account).where(account.c.deleted_at.is_(None))))


def known_account(session: Session, account_id: str) -> bool:
    """Tell whether there is an account with this id."""
    account = tables.account
    where = select(account.c.id).where(account.c.id == account_id, account.c.deleted_at.is_(None))
    return session.scalar(where) is not None


def find_account(session: Session, words: str) -> str:
    """Return the id of the account that an argument means: id, external id, domain or unique name."""
    found = account_index(session).resolve(words)
    if isinstance(found, Doubt):
        raise BansoError("account.ambiguous", field="account", name=words, candidates=list(found.candidates))
    if found is None:
        raise BansoError("account.unknown", field="account", name=words)
    return found


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


def create_account(
    session: Session,
    *,
    name: str,
    segment: str | None = None,
    phase: str | None = None,
    reading: str = "",
    today: date,
    by_id: str | None,
) -> str:
    """Add an account held by `by_id` and return its id; refuses an empty name and one that an account has already."""
    name = " ".join(name.split())
    if not fold_name(name):
        raise BansoError("account.no_name", field="name")
    same = account_index(session).by_name(name)
    if isinstance(same, Doubt):
        # Firms that differ in where their legal form stands are two: 株式会社山田 and 山田株式会社.
        there = next((candidate for candidate in same.candidates if whole(candidate) == whole(name)), None)
    else:
        there = _name(session, same) if same is not None else None
    if there is not None:
        raise BansoError("account.same_name", field="name", name=there)
    dated = {"segment": segment, "phase": phase, "owner_id": by_id}
    row = {"name": name, "name_key": fold_name(name), "reading": reading.strip() or None, **dated}
    [account_id] = door.create(session, "account", [row])
    known = {field: value for field, value in dated.items() if value is not None}
    recorded = door.change_of(session).at
    facts = dated_facts(account_id, known, effective_on=today.isoformat(), recorded_at=recorded)
    door.create(session, "account_fact", list(facts))
    return account_id


def _name(session: Session, account_id: str) -> str:
    return str(session.scalar(select(tables.account.c.name).where(tables.account.c.id == account_id)))
