"""What rows of files said when they last came in: one that says the same again needs no second look."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from app.imports.drafts import kind_of
from app.imports.keys import row_hash
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.importing.plan import Planned
from app.vocabulary import ImportKind

_STAND_FOR = {
    "people": "person",
    "network": "person",
    "contracts": "contract_line",
    "events": "indicator",
    "attendance": "touchpoint_person",
    "surveys": "response",
}


def prints_of(session: Session, kind: ImportKind, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return key → (hash, row) of earlier imports that nobody has taken back and whose row still stands."""
    printed, change = tables.import_print, tables.change
    found: dict[str, tuple[str, str]] = {}
    statement = (
        select(printed.c.key, printed.c.hash, printed.c.row_id)
        .outerjoin(change, change.c.id == printed.c.change_id)
        .where(printed.c.kind == str(kind), func.coalesce(change.c.state, "") != "undone")
    )
    # Ids of changes sort as they were made: the newest one that stands is the last.
    for row in session.execute(statement.where(printed.c.key.in_(keys)).order_by(printed.c.key, printed.c.change_id)):
        found[row[0]] = (row[1], row[2])
    entity = _STAND_FOR.get(str(kind), str(kind)[:-1])
    if entity != "reading" and found:
        table = door.table_of(entity)
        ids = {row_id for _hash, row_id in found.values()}
        gone = select(table.c.id).where(table.c.id.in_(ids), table.c.deleted_at.is_not(None))
        dead = {row[0] for row in session.execute(gone)}
        found = {key: value for key, value in found.items() if value[1] not in dead}
    return found


def keep_prints(session: Session, planned: Sequence[Planned]) -> None:
    """Keep what the rows said that came in, for the next time they come."""
    change_id = door.change_of(session).id
    rows = [
        {
            "kind": str(kind_of(one.item.draft)),
            "key": one.item.key,
            "hash": row_hash(one.item.draft),
            "row_id": one.row_id,
            "change_id": change_id,
        }
        for one in planned
        if not one.why and not one.is_known
    ]  # fmt: skip
    door.keep_up(session, "import_print", rows)
