"""Rows that were taken back for a while: an undo of an undo lifts the tombstone, and history still tells the span."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.models.database import Session

Away = tuple[tuple[str, str], ...]
"""Spans in which a row was not there: from the first instant, until the second."""

_RESTORED = """SELECT h.entity, h.row_id, h.old, c.at FROM history h JOIN change c ON c.id = h.change_id
 WHERE h.entity IN (SELECT value FROM json_each(:entities)) AND h.field = 'deleted_at' AND h.new = 'null'
 ORDER BY h.no"""


def away(session: Session, *entities: str) -> Mapping[tuple[str, str], Away]:
    """Return the spans of every row that was brought back, by table and row; readings go by their number."""
    found: dict[tuple[str, str], Away] = {}
    for entity, row_id, removed, restored in session.driver.execute(_RESTORED, {"entities": json.dumps(entities)}):
        found[entity, row_id] = (*found.get((entity, row_id), ()), (json.loads(removed), restored))
    return found


def was_away(spans: Away, end: str) -> bool:
    """Tell whether a row was not there at the end of a day, whose first instant after it is `end`."""
    return any(since < end <= until for since, until in spans)
