"""From a query to hits, newest first or by relevance, each with a snippet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Literal

from app.search.fold import fold
from app.search.index import Door, day_of, first_id
from app.search.meaning import Term, holds, terms
from app.search.snippet import Snippet, snippet
from app.search.tokens import question

Ref = tuple[str, str]
Bodies = Callable[[Sequence[Ref]], Mapping[Ref, str]]
Order = Literal["newest", "relevance"]

MOST_COUNTED = 1_000
MOST_RANKED = 2_000
# FTS5 has a limit on the depth of a question; terms beyond are looked for in the bodies.
MOST_ASKED = 32
_PAGE = 100


@dataclass(frozen=True)
class Hit:
    """One text that was found."""

    kind: str
    ref: str
    account_id: str | None
    day: date
    snippet: Snippet


@dataclass(frozen=True)
class Hits:
    """What was found: `total` texts, or more than that where `capped`, and the first of them."""

    total: int
    capped: bool
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class _Asked:
    """The index's side of a query: which table, the MATCH expression, and whether its answer is sure."""

    table: str
    match: str
    exact: bool


@dataclass(frozen=True)
class _Where:
    """The filters as SQL on search_doc `d`, and their values; `joined` where they need that table."""

    sql: str
    values: tuple[Any, ...]
    joined: bool


_Found = tuple[int, str, str, "str | None"]


def find(
    connection: Door,
    query: str,
    *,
    bodies: Bodies,
    order: Order = "newest",
    limit: int = 50,
    kinds: Sequence[str] | None = None,
    account_ids: Sequence[str] | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
) -> Hits:
    """Return the texts that match `query` (see app.search.meaning), at most `limit` of them.

    `bodies` gives the indexed text of each (kind, ref) asked for; what it leaves out is no hit. The dates are
    inclusive. Relevance is bm25 among the newest 2,000 hits; the count stops at 1,000. No query is an error.
    """
    wanted = terms(query)
    if not wanted or limit < 1:
        return Hits(0, False, ())
    asked = _asked(wanted, order)
    where = _where(kinds, account_ids, date_from, date_to)
    if asked.exact:
        return _sure(connection, wanted, asked, where, bodies, order, limit)
    return _checked(connection, wanted, asked, where, bodies, order, limit)


def _asked(wanted: tuple[Term, ...], order: Order) -> _Asked:
    """Put the query as a question to one of the two indexes."""
    questions = [question(term.text) for term in wanted[:MOST_ASKED]]
    exact = len(wanted) <= MOST_ASKED and all(one.exact for one in questions)
    shorts = [one.short for one in questions if one.short]
    # The short index keeps no places and no counts, so it cannot rank.
    if len(shorts) == len(questions) and order == "newest":
        return _Asked("search_short", " AND ".join(shorts), exact)
    return _Asked("search_index", " AND ".join(one.long for one in questions), exact)


def _where(
    kinds: Sequence[str] | None, account_ids: Sequence[str] | None, date_from: date | None, date_to: date | None
) -> _Where:
    parts: list[str] = []
    values: list[Any] = []
    if date_from is not None:
        parts.append(" AND i.rowid >= ?")
        values.append(first_id(date_from))
    if date_to is not None and date_to < date.max:
        parts.append(" AND i.rowid < ?")
        values.append(first_id(date_to + timedelta(days=1)))
    for column, chosen in (("kind", kinds), ("account_id", account_ids)):
        if chosen is not None:
            parts.append(f" AND d.{column} IN ({', '.join('?' * len(chosen))})")
            values.extend(chosen)
    return _Where("".join(parts), tuple(values), kinds is not None or account_ids is not None)


def _sure(
    door: Door, wanted: tuple[Term, ...], asked: _Asked, where: _Where, bodies: Bodies, order: Order, limit: int
) -> Hits:
    """Answer a question whose index answer is right as it stands."""
    found = list(islice(_rows(door, asked, where, order), limit))
    total, capped = len(found), False
    if len(found) == limit:
        join = "CROSS JOIN search_doc d ON d.id = i.rowid " if where.joined else ""
        total = door.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {asked.table} i {join}"
            f"WHERE {asked.table} MATCH ?{where.sql} LIMIT {MOST_COUNTED + 1})",
            (asked.match, *where.values),
        ).fetchone()[0]
        total, capped = min(total, MOST_COUNTED), total > MOST_COUNTED
    texts = bodies([(kind, ref) for _, kind, ref, _ in found])
    hits = [_hit(row, wanted, texts[row[1], row[2]]) for row in found if (row[1], row[2]) in texts]
    return Hits(total - (len(found) - len(hits)), capped, tuple(hits))


def _checked(
    door: Door, wanted: tuple[Term, ...], asked: _Asked, where: _Where, bodies: Bodies, order: Order, limit: int
) -> Hits:
    """Answer a question by reading every text that the index proposes."""
    hits: list[Hit] = []
    total = 0
    for row, text in _read(_rows(door, asked, where, order), bodies):
        if holds(wanted, fold(text)):
            total += 1
            if len(hits) < limit:
                hits.append(_hit(row, wanted, text))
            elif total > MOST_COUNTED:
                break
    return Hits(min(total, MOST_COUNTED), total > MOST_COUNTED, tuple(hits))


def _read(rows: Iterator[_Found], bodies: Bodies) -> Iterator[tuple[_Found, str]]:
    """Yield the rows that have a text, with it; texts are asked for a page at a time."""
    while page := list(islice(rows, _PAGE)):
        texts = bodies([(kind, ref) for _, kind, ref, _ in page])
        for row in page:
            text = texts.get((row[1], row[2]))
            if text is not None:
                yield row, text


def _rows(door: Door, asked: _Asked, where: _Where, order: Order) -> Iterator[_Found]:
    """Yield what the index proposes, in the order asked; those beyond the 2,000 newest last, newest first."""
    newest = (
        f"SELECT d.id, d.kind, d.ref, d.account_id FROM {asked.table} i CROSS JOIN search_doc d ON d.id = i.rowid "
        f"WHERE {asked.table} MATCH ?{where.sql} ORDER BY i.rowid DESC"
    )
    values = (asked.match, *where.values)
    if order == "newest":
        yield from door.execute(newest, values)
        return
    # Ranked as ids alone: joining all 2,000 would cost more than ranking them.
    join = "CROSS JOIN search_doc d ON d.id = i.rowid " if where.joined else ""
    ranked = [
        row_id
        for (row_id,) in door.execute(
            f"SELECT id FROM (SELECT i.rowid AS id, bm25({asked.table}) AS score FROM {asked.table} i {join}"
            f"WHERE {asked.table} MATCH ?{where.sql} ORDER BY i.rowid DESC LIMIT {MOST_RANKED}"
            f") ORDER BY score, id DESC",
            values,
        )
    ]
    for since in range(0, len(ranked), _PAGE):
        page = ranked[since : since + _PAGE]
        rows = door.execute(
            f"SELECT id, kind, ref, account_id FROM search_doc WHERE id IN ({', '.join('?' * len(page))})", page
        )
        by_id = {row[0]: row for row in rows}
        yield from (by_id[row_id] for row_id in page)
    if len(ranked) == MOST_RANKED:
        oldest = min(ranked)
        yield from (row for row in door.execute(newest, values) if row[0] < oldest)


def _hit(row: _Found, wanted: tuple[Term, ...], text: str) -> Hit:
    row_id, kind, ref, account_id = row
    return Hit(kind, ref, account_id, day_of(row_id), snippet(wanted, text))
