"""Erases rows for good, with everything that has no meaning without them: the one way past "nothing is ever lost".

Their history, their words in the search index, their prints of imports and the drafts that speak of them go too.
Nothing of it can be undone; a change that touched them keeps its date and its cause and is marked, so that taking it
back is refused in words where nothing is left of it. The space is wiped by SQLite (secure_delete); whoever calls
compacts the file afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import JSON, Table, Text

from app.journal import door as write
from app.journal import forget_sync, searchable
from app.journal.statements import chunks, marks, run
from app.models import tables
from app.models.database import OpenChange, Session, door, json_text
from app.search import index

Reach = Mapping[str, frozenset[str]]
"""Table → ids of rows, removed ones too."""

REDACTED = "■■"
MARK = {"forgotten": True}
FINAL = {"forgotten": "final"}
"""On the change that erases: what it keeps in the book, such as prints of what was erased, is never taken back."""
# They carry a name of their own and are nothing without the person they name.
_OWNED = {("touchpoint_person", "person_id"), ("response", "person_id")}


def reach(session: Session, entity: str, row_id: str) -> Reach:
    """Return the row, what was merged into it, what hangs on these, and people who are known from nowhere else."""
    found: dict[str, set[str]] = defaultdict(set)
    found[entity].add(row_id)
    _add_merged(session, entity, found)
    _add_hanging(session, found)
    if entity == "account":
        found["person"] |= _known_only_there(session, found)
        _add_hanging(session, found)
    return {name: frozenset(ids) for name, ids in found.items() if ids}


def readings_of(session: Session, gone: Reach) -> int:
    """Return how many readings belong to the accounts among them."""
    count = 0
    for some in chunks(_numbers(session, "account", gone.get("account", frozenset()))):
        sql = f"SELECT count(*) FROM reading WHERE account_no IN ({marks(some)})"
        count += int(session.driver.execute(sql, some).fetchone()[0])
    return count


def erase(session: Session, gone: Reach, words: Sequence[str]) -> None:
    """Take the rows out of the book for good, and the drafts in which one of `words` stands."""
    change = begin(session)
    with door(session):
        _mark_changes(session, gone)
        _loosen(session, gone)
        _erase_readings(session, gone)
        for entity in (table.name for table in reversed(tables.metadata.sorted_tables)):
            ids = sorted(gone.get(entity, ()))
            for some in chunks(ids):
                run(session, f"DELETE FROM history WHERE entity = ? AND row_id IN ({marks(some)})", [entity, *some])
                run(session, f"DELETE FROM import_print WHERE row_id IN ({marks(some)})", some)
                # A row may refer to one of its own table that goes with it.
                for column in _own_references(entity):
                    run(session, f"UPDATE {entity} SET {column} = NULL WHERE id IN ({marks(some)})", some)
            for some in chunks(ids):
                run(session, f"DELETE FROM {entity} WHERE id IN ({marks(some)})", some)
            if ids:
                change.touched.setdefault(entity, set()).update(ids)
        _erase_prints_and_drafts(session, gone, words)
        forget_sync.erase_agreed(session, gone, words)
        pairs = [(entity, row_id) for entity, ids in gone.items() if entity in searchable.FOUND for row_id in ids]
        index.apply(searchable.raw(session), [], pairs)
        index.purge(searchable.raw(session))


def redact(session: Session, account_ids: Iterable[str], words: Sequence[str]) -> int:
    """Black `words` out of everything written at these accounts, and out of its history; returns how many rows."""
    change, count = begin(session), 0
    accounts = sorted(account_ids)
    with door(session):
        for table in tables.NOUNS:
            where = _at_accounts(table, accounts)
            if where is None:
                continue
            columns = [c.name for c in table.c if isinstance(c.type, Text | JSON) and not c.name.endswith("id")]
            ids: set[str] = set()
            for column in columns:
                for word in words:
                    sql = f"SELECT id FROM {table.name} WHERE {where} AND instr({column}, ?) > 0"
                    hit = [row[0] for row in session.driver.execute(sql, [*accounts, word])]
                    for some in chunks(hit):
                        sql = f"UPDATE {table.name} SET {column} = replace({column}, ?, ?) WHERE id IN ({marks(some)})"
                        run(session, sql, [word, REDACTED, *some])
                    ids.update(hit)
            _redact_history(session, table.name, where, accounts, words)
            searchable.refresh(session, table.name, ids, change.at)
            if ids:
                change.touched.setdefault(table.name, set()).update(ids)
            count += len(ids)
        forget_sync.redact_agreed(session, accounts, words, REDACTED)
        index.purge(searchable.raw(session))
    return count


def drop_history(session: Session, entity: str, row_id: str) -> None:
    """Take the history of a row that stays out of the book for good, with what it once held."""
    change = begin(session)
    with door(session):
        _mark_changes(session, {entity: frozenset({row_id})})
        run(session, "UPDATE change SET params = ? WHERE id = ?", [json_text(FINAL), change.id])
        run(session, "DELETE FROM history WHERE entity = ? AND row_id = ?", [entity, row_id])


def begin(session: Session) -> OpenChange:
    """Begin the change that erases; called before anything else is written for it."""
    write.change_of(session).params = FINAL
    return write.begin(session)


def _redact_history(session: Session, entity: str, where: str, accounts: list[str], words: Sequence[str]) -> None:
    rows = f"entity = ? AND row_id IN (SELECT id FROM {entity} WHERE {where})"
    for word in words:
        for column in ("old", "new"):
            sql = f"UPDATE history SET {column} = replace({column}, ?, ?) WHERE {rows} AND instr({column}, ?) > 0"
            run(session, sql, [word, REDACTED, entity, *accounts, word])


def _at_accounts(table: Table, accounts: list[str]) -> str | None:
    if table.name == "account":
        return f"id IN ({marks(accounts)})"
    if "account_id" in table.c:
        return f"account_id IN ({marks(accounts)})"
    if table.name == "touchpoint_person":
        return f"touchpoint_id IN (SELECT id FROM touchpoint WHERE account_id IN ({marks(accounts)}))"
    return None


def _add_merged(session: Session, entity: str, found: dict[str, set[str]]) -> None:
    new = set(found[entity])
    while new:
        new = _ids(session, f"SELECT id FROM {entity} WHERE merged_into IN", sorted(new)) - found[entity]
        found[entity] |= new


def _add_hanging(session: Session, found: dict[str, set[str]]) -> None:
    # Parents come first: one walk finds what hangs on what hangs on them.
    for table in tables.metadata.sorted_tables:
        if table not in tables.NOUNS:
            continue
        for key in table.foreign_keys:
            owned = not key.parent.nullable or (table.name, key.parent.name) in _OWNED
            if owned and key.column.table is not table:
                parents = sorted(found[key.column.table.name])
                found[table.name] |= _ids(session, f"SELECT id FROM {table.name} WHERE {key.parent.name} IN", parents)


def _known_only_there(session: Session, found: Mapping[str, set[str]]) -> set[str]:
    people: set[str] = set()
    for entity in ("position", "participation"):
        people |= _ids(session, f"SELECT person_id FROM {entity} WHERE id IN", sorted(found[entity]))
    elsewhere: set[str] = set()
    for entity in ("position", "participation"):
        for some in chunks(sorted(people)):
            sql = f"SELECT id, person_id FROM {entity} WHERE person_id IN ({marks(some)})"
            elsewhere |= {person for row, person in session.driver.execute(sql, some) if row not in found[entity]}
    return people - elsewhere


def _mark_changes(session: Session, gone: Reach) -> None:
    changes: set[str] = set()
    for entity, ids in gone.items():
        changes |= _ids(session, f"SELECT change_id FROM {entity} WHERE id IN", sorted(ids))
        for some in chunks(sorted(ids)):
            sql = f"SELECT DISTINCT change_id FROM history WHERE entity = ? AND row_id IN ({marks(some)})"
            changes |= {row[0] for row in session.driver.execute(sql, [entity, *some])}
    for some in chunks(sorted(changes)):
        run(session, f"UPDATE change SET params = ? WHERE id IN ({marks(some)})", [json_text(MARK), *some])


def _loosen(session: Session, gone: Reach) -> None:
    for table in tables.NOUNS:
        for key in table.foreign_keys:
            if not key.parent.nullable:
                continue
            for some in chunks(sorted(gone.get(key.column.table.name, ()))):
                name = key.parent.name
                run(session, f"UPDATE {table.name} SET {name} = NULL WHERE {name} IN ({marks(some)})", some)


def _erase_readings(session: Session, gone: Reach) -> None:
    for some in chunks(_numbers(session, "account", gone.get("account", frozenset()))):
        inside = f"SELECT no FROM reading WHERE account_no IN ({marks(some)})"
        sql = f"DELETE FROM history WHERE entity = 'reading' AND CAST(row_id AS INTEGER) IN ({inside})"
        run(session, sql, some)
        run(session, f"DELETE FROM reading WHERE account_no IN ({marks(some)})", some)


def _erase_prints_and_drafts(session: Session, gone: Reach, words: Sequence[str]) -> None:
    for row_id in sorted({*gone.get("account", ()), *gone.get("person", ())}):
        # The prints of readings and of contract lines name their account in their key.
        run(session, "DELETE FROM import_print WHERE instr(key, ?) > 0", [row_id])
    ids = frozenset().union(*gone.values())
    for key, body in session.driver.execute("SELECT key, body FROM draft").fetchall():
        if any(word in body for word in words) or any(row_id in key or row_id in body for row_id in ids):
            run(session, "DELETE FROM draft WHERE key = ?", [key])


def _own_references(entity: str) -> list[str]:
    table = tables.metadata.tables[entity]
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _numbers(session: Session, entity: str, ids: Iterable[str]) -> list[int]:
    return [
        int(row[0])
        for some in chunks(sorted(ids))
        for row in session.driver.execute(f"SELECT no FROM {entity} WHERE id IN ({marks(some)})", some)
    ]


def _ids(session: Session, sql: str, values: Sequence[str]) -> set[str]:
    return {str(row[0]) for some in chunks(values) for row in session.driver.execute(f"{sql} ({marks(some)})", some)}
