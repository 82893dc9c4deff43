"""Prints of what was erased for good: an import knows it again and leaves it out; no name can be read off them.

How they are made stands in app/journal/forgotten.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from app.journal.forgotten import KEY, Forgotten, forgotten, print_of
from app.models.database import Session
from app.operations.account_index import whole
from app.operations.settings import choose
from app.search.fold import fold

__all__ = ["Forgotten", "account_in_file", "account_names", "forgotten", "person_names", "remember_forgotten"]


def remember_forgotten(session: Session, names: Iterable[str]) -> None:
    """Keep the prints of what is being erased."""
    before = forgotten(session)
    key = before.key or os.urandom(32)
    prints = before.prints | {print_of(key, name) for name in names}
    choose(session, KEY, {"key": key.hex(), "prints": sorted(prints)})


def account_names(row: Mapping[str, object]) -> list[str]:
    """Return everything by which another system or a file may name an account."""
    name = str(row.get("name") or "")
    named = [f"whole:{whole(name)}"] if name else []
    return named + _told(row, "id", "external_id", "domain")


def account_in_file(name: str, external_id: object, domain: object) -> list[str]:
    """Return what tells an account of a file; a namesake is left out too, and can be added by hand."""
    return [f"whole:{whole(name)}", *_told({"external_id": external_id, "domain": domain}, "external_id", "domain")]


def person_names(name: str, email: str, account_ids: Iterable[str]) -> list[str]:
    """Return everything by which a file may name a person."""
    folded = fold(name).replace(" ", "")
    return [f"person:{account_id}:{folded}" for account_id in account_ids] + (
        [f"email:{email.strip().casefold()}"] if email.strip() else []
    )


def _told(row: Mapping[str, object], *fields: str) -> list[str]:
    return [f"{field}:{str(row[field]).strip().casefold()}" for field in fields if row.get(field)]
