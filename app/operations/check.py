"""Looking through the whole book: pages, cipher, references, the search index; the index is made anew where needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, exists, func, not_, select

from app.errors import BansoError
from app.journal import mend
from app.models import driver, tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.syncing.dangling import dangling as dangling_bindings
from app.secrets import keyinfo


@dataclass(frozen=True)
class Checked:
    """How many faults of each kind there are; `cipher` is None for a plain book, `repaired` tells of the index.

    `counts` = live rows by table, `open_changes` that are being written or were left by a killed process, and
    `dangling_prints`: fingerprints of imported rows that are no longer there; `dangling_bindings`: records of other
    systems whose row is not there.
    """

    integrity: int
    foreign_keys: int
    cipher: int | None
    search_faults: int
    repaired: bool
    counts: Mapping[str, int]

    @property
    def sound(self) -> bool:
        """Tell whether the book is in order now."""
        return not (self.integrity or self.foreign_keys or self.cipher or (self.search_faults and not self.repaired))


def check(book: Book, repair: bool = True) -> Checked:
    """Look through the book and, with `repair`, make a search index with faults anew; rows are never changed.

    Writers are not held up but by the repair. The index of a book whose pages are damaged is left alone.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    key = book.key
    connection = driver.connect(book.folder / keyinfo.BOOK, key, cache_mb=8, create=False)
    try:
        cipher = None if key is None else len(_answers(connection, "PRAGMA cipher_integrity_check"))
        said = [line for line in _answers(connection, "PRAGMA integrity_check") if line != "ok"]
        integrity = sum("fts5" not in line.casefold() for line in said)
        foreign_keys = len(_answers(connection, "PRAGMA foreign_key_check"))
        try:
            search_faults = len(book.read(mend.search_faults, connection))
        except (sqlcipher.DatabaseError, BansoError) as error:
            _tell(error)
            search_faults = 1
        search_faults = max(search_faults, len(said) - integrity)
    finally:
        connection.close()
    repaired = bool(repair and search_faults and not integrity and not cipher) and _rebuilt(book)
    return Checked(integrity, foreign_keys, cipher, search_faults, repaired, book.read(counted))


def _rebuilt(book: Book) -> bool:
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        book.write(mend.rebuild_search)
    except (sqlcipher.DatabaseError, BansoError) as error:
        _tell(error)
        # Damaged beyond what FTS5 itself can clear: it stays a finding.
        return False
    return True


def _tell(error: Exception) -> None:
    # A busy book and a full disk are no damage.
    if isinstance(error, BansoError) and error.key in {"database.busy", "database.full"}:
        raise error


def _answers(connection: driver.Connection, pragma: str) -> list[str]:
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        return [str(row[0]) for row in connection.execute(pragma)]
    except sqlcipher.DatabaseError as error:
        # A page that cannot be read ends the check itself: that is the finding.
        return [str(error)]


def counted(session: Session) -> dict[str, int]:
    """Return the numbers of live rows by table, of open changes, of dangling fingerprints and bindings."""
    found: dict[str, int] = {}
    for table in (*tables.NOUNS, tables.reading):
        live = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None))
        found[table.name] = int(session.scalar(live))
    change, print_ = tables.change, tables.import_print
    opened = select(func.count()).select_from(change).where(change.c.state == "open")
    found["open_changes"] = int(session.scalar(opened))
    somewhere = [exists().where(table.c.id == print_.c.row_id) for table in tables.NOUNS]
    # Readings are never taken out of the book and have no id of their own.
    dangling = and_(print_.c.kind != "readings", *(not_(there) for there in somewhere))
    found["dangling_prints"] = int(session.scalar(select(func.count()).select_from(print_).where(dangling)))
    found["dangling_bindings"] = dangling_bindings(session)
    return found
