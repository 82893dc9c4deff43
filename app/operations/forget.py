"""Erasing an account or a person for good: what would go, doing it, and the copies that still hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import func, select

from app.errors import BansoError
from app.journal import door, forget_sync
from app.journal import forget as journal_forget
from app.journal.changes import Changes
from app.journal.searchable import FOUND, LISTS
from app.models import driver, tables
from app.models.database import Session
from app.operations.account_names import forget_names
from app.operations.back_ups import back_ups, drop_copies, set_aside
from app.operations.book import Book
from app.operations.care import back_up
from app.operations.forgotten import account_names, person_names, remember_forgotten
from app.operations.meetings.whose import forget_domains
from app.secrets import keyinfo

Kind = Literal["account", "person"]
COUNTED = ("touchpoint", "promise", "person", "contract", "request", "csql", "handover")
_LEAST = 2
"""Signs that a word must have to be blacked out: a single one stands in too many others."""


@dataclass(frozen=True)
class Parting:
    """What would go for good: counts by table, readings, and notes of other customers that name it and stay."""

    kind: Kind
    id: str
    name: str
    counts: Mapping[str, int]
    readings: int
    elsewhere: int
    redacted: int = 0


@dataclass(frozen=True)
class Candidate:
    """An account or a person that could be erased; `beside` tells namesakes apart."""

    kind: Kind
    id: str
    name: str
    beside: str


@dataclass(frozen=True)
class Forgot:
    """What went: `wiped` tells whether the file was compacted too; `copies` still hold it."""

    name: str
    rows: int
    changes: Changes
    wiped: bool
    copies: tuple[Path, ...]
    dropped: int


def candidates(session: Session, words: str, *, limit: int = 20) -> list[Candidate]:
    """Return the accounts and people whose name has `words` in it."""
    account, person, position = tables.account, tables.person, tables.position
    found: list[Candidate] = []
    if not words.strip():
        return found
    like = f"%{words.strip()}%"
    accounts = select(account.c.id, account.c.name, account.c.domain).where(
        account.c.name.like(like), account.c.deleted_at.is_(None)
    )
    found += [Candidate("account", row[0], row[1], row[2] or "") for row in session.execute(accounts.limit(limit))]
    people = (
        select(person.c.id, person.c.name, func.group_concat(account.c.name.distinct()))
        .outerjoin(position, position.c.person_id == person.c.id)
        .outerjoin(account, account.c.id == position.c.account_id)
        .where(person.c.name.like(like), person.c.deleted_at.is_(None))
        .group_by(person.c.id)
    )
    found += [Candidate("person", row[0], row[1], row[2] or "") for row in session.execute(people.limit(limit))]
    return found[:limit]


def parting(session: Session, kind: Kind, row_id: str) -> Parting:
    """Return what erasing it would take; raises BansoError where it is not there."""
    row = _row(session, kind, row_id)
    gone = journal_forget.reach(session, kind, row_id)
    counts = {name: len(gone.get(name, ())) for name in COUNTED if gone.get(name)}
    counts.pop(kind, None)
    name = str(row["name"])
    at = set(_accounts_of(session, row_id)) if kind == "person" else set()
    naming = _naming(session, name, gone)
    redacted = sum(account_id in at for account_id in naming)
    readings = journal_forget.readings_of(session, gone)
    return Parting(kind, row_id, name, counts, readings, len(naming) - redacted, redacted)


def forget(book: Book, kind: Kind, row_id: str, *, drop: Sequence[Path] = ()) -> Forgot:
    """Erase an account or a person for good, wipe the space it took, and delete the copies `drop`.

    It cannot be undone. A file that another process keeps busy is wiped but not compacted: `wiped` is False then.
    Where copies are dropped a new back-up is made first. "forget.busy" while an import is under way.
    """
    changes, (name, rows) = book.write(erase_for_good, kind, row_id)
    wiped = _compact(book)
    left = copies_of(book)
    dropped = 0
    if drop and _backed_up(book):
        drop_copies(book.folder, drop)
        left, dropped = [path for path in left if path not in drop], len(drop)
    return Forgot(name, rows, changes, wiped, tuple(left), dropped)


def copies_of(book: Book) -> list[Path]:
    """Return the copies of the book in its profile: back-ups and books that were set aside."""
    return [row.path for row in back_ups(book)] + set_aside(book.folder)


def erase_for_good(session: Session, kind: Kind, row_id: str) -> tuple[str, int]:
    """Erase the rows, in the caller's transaction; returns its name and how many rows went."""
    opened = select(tables.change.c.id).where(tables.change.c.state == "open").limit(1)
    if session.scalar(opened) is not None:
        raise BansoError("forget.busy")
    row = _row(session, kind, row_id)
    gone = journal_forget.reach(session, kind, row_id)
    journal_forget.begin(session)
    remember_forgotten(session, _names(session, kind, row, gone) + forget_sync.record_names(session, gone))
    words = _words(row)
    redacted = 0
    if kind == "person":
        redacted = journal_forget.redact(session, _accounts_of(session, row_id), _distinct(session, row, words))
    journal_forget.erase(session, gone, words)
    forget_domains(session, gone.get("account", frozenset()))
    forget_names(session, gone.get("account", frozenset()))
    return str(row["name"]), sum(map(len, gone.values())) + redacted


def _row(session: Session, kind: Kind, row_id: str) -> Mapping[str, object]:
    table = tables.metadata.tables[kind]
    rows = session.rows(select(table).where(table.c.id == row_id))
    if not rows:
        raise BansoError("forget.gone", field=kind)
    return rows[0]


def _names(session: Session, kind: Kind, row: Mapping[str, object], gone: journal_forget.Reach) -> list[str]:
    names: list[str] = []
    for entity in ("account", "person"):
        there = door.present(session, entity, sorted(gone.get(entity, ())))
        for one_id, one in there.items():
            if entity == "account":
                names += account_names(one)
            else:
                at = _accounts_of(session, one_id)
                names += person_names(str(one["name"]), str(one["email"] or ""), at)
    return names


def _accounts_of(session: Session, person_id: str) -> list[str]:
    position = tables.position
    rows = session.execute(select(position.c.account_id).where(position.c.person_id == person_id).distinct())
    return sorted(row[0] for row in rows)


def _words(row: Mapping[str, object]) -> list[str]:
    told = [str(row.get(field) or "").strip() for field in ("name", "reading", "email", "phone", "domain")]
    # 佐藤 花子 is written 佐藤花子 as often.
    told += [one.replace(" ", "").replace("\u3000", "") for one in told[:2]]
    return sorted({one for one in told if len(one) >= _LEAST}, key=len, reverse=True)


def _distinct(session: Session, row: Mapping[str, object], words: Sequence[str]) -> list[str]:
    """Return the words that name nobody else: a namesake's name stays."""
    person = tables.person
    rows = session.execute(
        select(person.c.name, person.c.reading).where(person.c.id != row["id"], person.c.deleted_at.is_(None))
    )
    others = {str(value).replace(" ", "").replace("\u3000", "") for pair in rows for value in pair if value}
    return [word for word in words if word.replace(" ", "").replace("\u3000", "") not in others]


def _naming(session: Session, name: str, gone: journal_forget.Reach) -> list[str | None]:
    """Return the account of each row that stays and has the name in it."""
    naming: list[str | None] = []
    for entity, words in FOUND.items():
        columns = [column for column in words.columns if column not in LISTS]
        hit = " OR ".join(f"instr({column}, ?) > 0" for column in columns)
        linked = "account_id" in tables.metadata.tables[entity].c
        whose = "id" if entity == "account" else "account_id" if linked else "NULL"
        sql = f"SELECT id, {whose} FROM {entity} WHERE deleted_at IS NULL AND ({hit})"
        rows = session.driver.execute(sql, [name] * len(columns))
        naming += [row[1] for row in rows if row[0] not in gone.get(entity, frozenset())]
    return naming


def _compact(book: Book) -> bool:
    import sqlcipher3.dbapi2 as sqlcipher

    connection = driver.connect(book.folder / keyinfo.BOOK, book.key, cache_mb=8, create=False)
    try:
        # The log holds pages of before; truncated, they are nowhere in the profile.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        connection.execute("VACUUM").close()
        busy, _log, _done = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlcipher.OperationalError:
        return False
    finally:
        connection.close()
    return not busy


def _backed_up(book: Book) -> bool:
    try:
        back_up(book)
    except BansoError:
        # Without a new one the old copies are all there is: they stay, and the answer says so.
        return False
    return True
