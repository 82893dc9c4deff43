"""What others wrote to the book since this window last looked: other processes, such as the command line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal_column, or_, select

from app.journal.changes import Changes
from app.models import tables
from app.models.database import Session

_ROW = "change.rowid"


@dataclass(frozen=True)
class News:
    """What changes elsewhere touched. `mark` is the newest change's place, `opened` those still being written."""

    mark: int
    opened: frozenset[str]
    changes: tuple[Changes, ...]


def newest_mark(session: Session) -> int:
    """Return the place of the newest change, from which `news` counts on."""
    return int(session.scalar(select(func.max(literal_column(_ROW))).select_from(tables.change)) or 0)


def news(session: Session, mark: int, opened: Iterable[str], own: Iterable[str]) -> News:
    """Return what changes after `mark`, and those of `opened`, touched; the window's `own` changes are left out.

    Changes are taken in the order in which they were written: their instants may lie in the past.
    """
    change, asked, mine = tables.change, set(opened), set(own)
    place: ColumnElement[int] = literal_column(_ROW)
    statement = (
        select(change.c.id, change.c.state, place.label("place"))
        .where(or_(place > mark, change.c.id.in_(asked)))
        .order_by(place)
    )
    rows = session.rows(statement)
    others = [row for row in rows if row["id"] not in mine]
    return News(
        max([mark, *(int(row["place"]) for row in rows)]),
        frozenset(str(row["id"]) for row in others if row["state"] == "open"),
        tuple(_touched(session, str(row["id"])) for row in others),
    )


def _touched(session: Session, change_id: str) -> Changes:
    found: dict[str, set[str]] = defaultdict(set)
    history = tables.history
    changed = select(history.c.entity, history.c.row_id).where(history.c.change_id == change_id).distinct()
    for entry in session.rows(changed):
        found[str(entry["entity"])].add(str(entry["row_id"]))
    for table in tables.NOUNS:
        made = {str(row[0]) for row in session.execute(select(table.c.id).where(table.c.change_id == change_id))}
        if made:
            found[table.name] |= made
    # Of readings the numbers of their accounts are told, as by whoever writes them.
    reading = tables.reading
    changed_ones = select(history.c.row_id).where(history.c.change_id == change_id, history.c.entity == reading.name)
    told = select(reading.c.account_no).where(or_(reading.c.change_id == change_id, reading.c.no.in_(changed_ones)))
    accounts = {str(row[0]) for row in session.execute(told.distinct())}
    found.pop(reading.name, None)
    if accounts:
        found[reading.name] = accounts
    return Changes(change_id, {entity: frozenset(ids) for entity, ids in found.items()})
