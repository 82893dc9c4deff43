"""Compare the search index with what should be in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.search.fold import fold
from app.search.index import Doc, Door, day_of, mark_of


@dataclass(frozen=True)
class Fault:
    """One difference; `what` is missing, extra, changed (text, day or account) or damaged (tokens lost)."""

    what: str
    kind: str
    ref: str


def check(door: Door, docs: Iterable[Doc]) -> list[Fault]:
    """Return how the index differs from `docs`, all the texts there should be; empty where it is right.

    Reads every text once. A driver's error where FTS5 finds its own pages damaged is passed on to the caller.
    """
    for table in ("search_index", "search_short"):
        door.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    held: dict[tuple[str, str], tuple[Any, ...]] = {}
    faults: list[Fault] = []
    for kind, ref, *rest in door.execute(
        "SELECT d.kind, d.ref, d.id, d.account_id, d.mark, l.id IS NOT NULL AND s.id IS NOT NULL FROM search_doc d "
        "LEFT JOIN search_index_docsize l ON l.id = d.id LEFT JOIN search_short_docsize s ON s.id = d.id"
    ):
        held[kind, ref] = tuple(rest)
    for doc in docs:
        found = held.pop((doc.kind, doc.ref), None)
        if found is None:
            faults.append(Fault("missing", doc.kind, doc.ref))
            continue
        row_id, account_id, mark, whole = found
        if not whole:
            faults.append(Fault("damaged", doc.kind, doc.ref))
        elif (day_of(row_id), account_id, mark) != (doc.day, doc.account_id, mark_of(fold(doc.text))):
            faults.append(Fault("changed", doc.kind, doc.ref))
    faults += [Fault("extra", kind, ref) for kind, ref in held]
    for table in ("search_index", "search_short"):
        for (row_id,) in door.execute(f"SELECT id FROM {table}_docsize WHERE id NOT IN (SELECT id FROM search_doc)"):
            faults.append(Fault("damaged", table, str(row_id)))
    return faults
