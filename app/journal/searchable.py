"""What is found: which words of a row go into the search index, kept in the transaction that wrote them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.search import index
from app.search.index import Doc

Row = Mapping[str, object]
CHUNK = 500


@dataclass(frozen=True)
class Words:
    """Which columns of a table hold the words, and which one the day; without one, the day it was created counts."""

    columns: tuple[str, ...]
    dated_by: str | None = None


FOUND: Mapping[str, Words] = {
    "account": Words(("name", "reading", "domain", "external_id", "industry", "tags", "fit_reason")),
    "person": Words(("name", "reading", "email", "phone")),
    "touchpoint": Words(("body", "tags"), "on_date"),
    "promise": Words(("text", "who"), "made_on"),
    "request": Words(("words", "product_area"), "raised_on"),
    "csql": Words(("signal",), "submitted_on"),
    "indicator": Words(("note",), "on_date"),
    "handover": Words(
        (
            "why_bought",
            "outcome_promised",
            "success_as_sold",
            "sales_promises",
            "known_risks",
            "decision_route",
            "open_questions",
        ),
        "handed_on",
    ),
    "plan": Words(("name", "success", "note"), "start_on"),
    "objective": Words(("title", "metric", "note")),
    "milestone": Words(("title", "note")),
    "plan_comment": Words(("words", "by_name"), "on_date"),
    "review_section": Words(("title", "headline", "points", "speaker_notes", "note")),
    "decision": Words(("text", "by_name"), "decided_on"),
}
LISTS = frozenset({"tags", "open_questions", "points"})


def _joined(values: Iterable[object]) -> str:
    parts: list[str] = []
    for value in values:
        if isinstance(value, list):
            parts += [str(part) for part in value]
        elif value:
            parts.append(str(value))
    return "\n".join(parts)


def _doc(entity: str, row: Row, at: str) -> Doc:
    words = FOUND[entity]
    day = str((row.get(words.dated_by) if words.dated_by else None) or at)[:10]
    account = row["id"] if entity == "account" else row.get("account_id")
    text = _joined(row.get(column) for column in words.columns)
    return Doc(entity, str(row["id"]), str(account) if account else None, date.fromisoformat(day), text)


def put(session: Session, entity: str, rows: Sequence[Row], at: str) -> None:
    """Index rows that were just created."""
    if entity in FOUND:
        index.apply(raw(session), [_doc(entity, row, at) for row in rows], [])


def tells(entity: str, field: str) -> bool:
    """Tell whether a field of a row is anything to the index."""
    words = FOUND.get(entity)
    return words is not None and (field in words.columns or field in (words.dated_by, "account_id", "deleted_at"))


def refresh(session: Session, entity: str, ids: Iterable[str], at: str) -> None:
    """Index rows as they are now: changed ones again, removed ones no more."""
    if entity not in FOUND:
        return
    docs: list[Doc] = []
    gone: list[tuple[str, str]] = []
    for row in _rows(session, entity, list(ids)):
        if row["deleted_at"] is None:
            docs.append(_doc(entity, row, str(row["created_at"] or at)))
        else:
            gone.append((entity, str(row["id"])))
    index.apply(raw(session), docs, gone)


def everything(session: Session) -> Iterator[Doc]:
    """Yield every document that the index should hold, for checking and rebuilding it."""
    for entity in FOUND:
        for row in _rows(session, entity, None):
            if row["deleted_at"] is None:
                yield _doc(entity, row, str(row["created_at"]))


def bodies(session: Session, refs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the words of rows by (table, id), for snippets; asked of the driver, as it is asked per keystroke."""
    found: dict[tuple[str, str], str] = {}
    by_entity: dict[str, list[str]] = {}
    for entity, row_id in refs:
        by_entity.setdefault(entity, []).append(row_id)
    for entity, ids in by_entity.items():
        columns = FOUND[entity].columns
        lists = [place for place, column in enumerate(columns) if column in LISTS]
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            sql = f"SELECT id, {', '.join(columns)} FROM {entity} WHERE id IN ({', '.join('?' * len(some))})"
            for row_id, *values in raw(session).execute(sql, some):
                for place in lists:
                    values[place] = json.loads(values[place]) if values[place] else None
                found[entity, row_id] = _joined(values)
    return found


def _rows(session: Session, entity: str, ids: list[str] | None) -> Iterator[Row]:
    table = tables.metadata.tables[entity]
    statement = select(table, tables.change.c.at.label("created_at")).outerjoin(
        tables.change, tables.change.c.id == table.c.change_id
    )
    if ids is None:
        for row in session.connection.execute(statement).mappings():
            yield cast(Row, row)
        return
    for start in range(0, len(ids), CHUNK):
        yield from session.rows(statement.where(table.c.id.in_(ids[start : start + CHUNK])))


def raw(session: Session) -> index.Door:
    """Return the driver's own connection under a session, in its transaction."""
    return cast(index.Door, session.driver)
