"""The made-up book (見本): how much of it is there, and taking it out in one change that can be undone."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select

from app.journal import door
from app.models import tables
from app.models.database import Session

_CHUNK = 500


def sample_accounts(session: Session) -> int:
    """Return how many accounts of the made-up book are there."""
    account = tables.account
    statement = select(func.count()).select_from(account).where(account.c.sample, account.c.deleted_at.is_(None))
    return int(session.scalar(statement))


def remove_samples(session: Session) -> int:
    """Take out every sample and what was written under one; returns how many rows.

    What a person wrote at an account of their own stays, also where it speaks of a sample. Readings stay where they
    are: they belong to accounts, and without them they are shown nowhere.
    """
    gone: dict[str, set[str]] = defaultdict(set)
    # Parents come first, so that what hangs on a sample goes with it.
    for table in tables.metadata.sorted_tables:
        if table not in tables.NOUNS or table in (tables.setting, tables.member, tables.measure):
            continue
        live = select(table.c.id).where(table.c.deleted_at.is_(None))
        gone[table.name] |= {row[0] for row in session.execute(live.where(table.c.sample))}
        for key in table.foreign_keys:
            parents = sorted(gone[key.column.table.name])
            if key.parent.nullable or key.column.table is table:
                continue
            for start in range(0, len(parents), _CHUNK):
                hang = live.where(key.parent.in_(parents[start : start + _CHUNK]))
                gone[table.name] |= {row[0] for row in session.execute(hang)}
    return sum(door.remove(session, table, ids) for table, ids in reversed(gone.items()) if ids)
