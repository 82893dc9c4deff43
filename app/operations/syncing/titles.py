"""Which row a note, a difference or a blocked field is about: its own words and the account it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.models.database import Session
from app.sync import bindings
from app.sync.rules import Route
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
    "plan": _OWN.format(title="t.name", table="plan"),
    "objective": _OWN.format(title="t.title", table="objective"),
    "milestone": _OWN.format(title="t.title", table="milestone"),
    "review": _OWN.format(title="t.period", table="review"),
    "decision": _OWN.format(title="t.text", table="decision"),
    "review_section": _OWN.format(title="coalesce(t.title, t.headline, t.speaker_notes)", table="review_section"),
    "contract": _OWN.format(title="coalesce(t.external_id, t.start_on || ' – ' || t.end_on)", table="contract"),
    "contract_line": "SELECT t.id, t.product, a.id, a.name FROM contract_line t "
    "JOIN contract c ON c.id = t.contract_id "
    f"JOIN account a ON a.id = c.account_id WHERE t.id IN {ANY}",
    "forecast_call": _OWN.format(title="t.reason", table="forecast_call"),
    "csql": _OWN.format(title="t.signal", table="csql"),
    "commitment": "SELECT t.id, p.name, a.id, a.name FROM commitment t JOIN plan p ON p.id = t.plan_id "
    f"JOIN account a ON a.id = t.account_id WHERE t.id IN {ANY}",
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


def names_there(
    session: Session, connection: int, routes: Mapping[str, Route], ids: Collection[str]
) -> dict[tuple[str, str], str]:
    """Return what records are called that others refer to, by noun and id there."""
    refs = {rule.local.ref for route in routes.values() for rule in route.rules if rule.local.type == "ref"}
    names: dict[tuple[str, str], str] = {}
    for entity in refs & routes.keys():
        here = bindings.here(session, connection, routes[entity].rtype, ids)
        called = titled(session, ((entity, local) for local in here.values()))
        names |= {
            (entity, there): called[entity, local].title for there, local in here.items() if (entity, local) in called
        }
    return names
