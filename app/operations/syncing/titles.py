"""Which row a note, a difference or a blocked field is about: its own words and the account it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.models.database import Session
from app.sync.sql import ANY, ask, listed


@dataclass(frozen=True)
class Titled:
    """A row in words, and its account."""

    title: str = ""
    account_id: str = ""
    account: str = ""


_OWN = "SELECT t.id, {title}, a.id, a.name FROM {table} t JOIN account a ON a.id = t.account_id WHERE t.id IN " + ANY
_SQL: Mapping[str, str] = {
    "account": f"SELECT id, name, id, name FROM account WHERE id IN {ANY}",
    "contact": "SELECT t.id, p.name, a.id, a.name FROM position t JOIN person p ON p.id = t.person_id "
    f"JOIN account a ON a.id = t.account_id WHERE t.id IN {ANY}",
    "touchpoint": _OWN.format(title="t.body", table="touchpoint"),
    "task": _OWN.format(title="t.text", table="promise"),
    "request": _OWN.format(title="t.words", table="request"),
}


def titled(session: Session, rows: Iterable[tuple[str | None, str | None]]) -> dict[tuple[str, str], Titled]:
    """Return the words of rows, each given as (entity, id); one that is not there is absent."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entity, row_id in rows:
        if entity in _SQL and row_id:
            wanted[str(entity)].add(row_id)
    found: dict[tuple[str, str], Titled] = {}
    for entity, ids in wanted.items():
        for row_id, title, account_id, account in ask(session, _SQL[entity], listed(sorted(ids))):
            first = str(title or "").strip().split("\n", 1)[0]
            found[entity, row_id] = Titled(first, account_id, account)
    return found


def account_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of accounts."""
    return dict(ask(session, f"SELECT id, name FROM account WHERE id IN {ANY}", listed(sorted(set(ids)))))
