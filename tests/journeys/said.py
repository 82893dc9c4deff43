"""What people wrote into a book, apart from what it goes on saying of itself while a window is open."""

from __future__ import annotations

from hashlib import sha256

from app.health.derived import MEASURES, SOURCE
from app.models.database import Session
from app.operations.content import Row, entities, feed, line, rows, start
from app.operations.health.derived import DERIVED_FACTS
from app.operations.signals.rows import BY_HAND
from app.operations.signals.steps import ORIGIN


def said_hash(session: Session) -> str:
    """Return the SHA-256 of everything that was said by somebody; what follows from it is left out.

    A reading that the book made after a call stays where the call is taken back: it was known then.
    """
    digest = sha256()
    for entity in entities():
        start(digest, entity)
        for row in rows(session, entity):
            if not _derived(entity, row):
                feed(digest, line(row))
    return digest.hexdigest()


def _derived(entity: str, row: Row) -> bool:
    if entity == "reading":
        return bool(row["source"] == SOURCE)
    if entity == "account_fact":
        return row["field"] in DERIVED_FACTS
    if entity == "measure":
        return row["key"] in MEASURES
    if entity == "cta":
        return row["rule"] != BY_HAND
    if entity == "promise":
        # The steps of a play that began by itself.
        return row["origin"] == ORIGIN
    return entity == "health_model" and row["version"] == 1
