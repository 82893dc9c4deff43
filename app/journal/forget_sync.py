"""Erases what syncing keeps of rows that are erased for good; names their records, so that no run brings them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.journal.forgotten import record_name
from app.journal.statements import chunks, marks, run
from app.models.database import Session

_BY_ROW = ("binding", "sent", "outbox", "unsent", "sync_conflict", "sync_note")
_TEXTS = (
    ("binding", "base"), ("binding", "blocked"), ("unsent", "blocked"), ("sent", "old"), ("sent", "new"),
    ("outbox", "fields"), ("sync_conflict", "base"), ("sync_conflict", "mine"), ("sync_conflict", "theirs"),
    ("sync_note", "text"),
)  # fmt: skip
_AT_ACCOUNT = (
    "position", "touchpoint", "promise", "request", "plan", "objective", "milestone", "commitment", "review",
    "decision", "review_section", "contract", "forecast_call", "csql",
)  # fmt: skip


def record_names(session: Session, gone: Mapping[str, Iterable[str]]) -> list[str]:
    """Return by which names the records of rows are remembered, in every system they are bound to."""
    return [record_name(org, rtype, there) for org, _connection, rtype, there in _records(session, gone)]


def erase_agreed(session: Session, gone: Mapping[str, Iterable[str]], words: Sequence[str]) -> None:
    """Take out what was agreed on about rows, what is in flight, asked or noted, and what a stopped run would do."""
    for _org, connection, rtype, there in _records(session, gone):
        for sql in (
            "DELETE FROM remote_alias WHERE connection_id = ? AND rtype = ? AND ? IN (old_id, new_id)",
            "DELETE FROM waiting_record WHERE connection_id = ? AND rtype = ? AND remote_id = ?",
            "DELETE FROM spool WHERE connection_id = ? AND rtype = ? AND json_extract(body, '$[0]') = ?",
        ):
            run(session, sql, (connection, rtype, there))
    for some in chunks(sorted(_ids(gone))):
        for table in _BY_ROW:
            run(session, f"DELETE FROM {table} WHERE local_id IN ({marks(some)})", some)
    for word in words:
        # They name records that no row was made of.
        run(session, "DELETE FROM sync_note WHERE instr(text, ?) > 0", (word,))
        run(session, "DELETE FROM sync_conflict WHERE kind = 'link' AND instr(theirs, ?) > 0", (word,))
        run(session, "UPDATE connection SET allowed = NULL WHERE instr(state_why, ?) > 0", (word,))
    let_go_of_words(session, words)


def redact_agreed(session: Session, accounts: Sequence[str], words: Sequence[str], by: str) -> None:
    """Black words out of what syncing keeps of everything at these accounts."""
    for some in chunks(sorted(accounts)):
        at = [("account", "id"), *((table, "account_id") for table in _AT_ACCOUNT)]
        rows = " UNION ".join(f"SELECT id FROM {table} WHERE {column} IN ({marks(some)})" for table, column in at)
        rows += (
            " UNION SELECT l.id FROM contract_line l JOIN contract c ON c.id = l.contract_id "
            f"WHERE c.account_id IN ({marks(some)})"
        )
        for table, column in _TEXTS:
            for word in words:
                sql = (
                    f"UPDATE {table} SET {column} = replace({column}, ?, ?) "
                    f"WHERE local_id IN ({rows}) AND instr({column}, ?) > 0"
                )
                run(session, sql, (word, by, *(some * (len(at) + 1)), word))
    let_go_of_words(session, words)


def let_go_of_words(session: Session, words: Sequence[str]) -> None:
    """Throw away what is only kept for the next run and names a word: changes that wait, and why a run stopped."""
    for word in words:
        run(session, "DELETE FROM spool WHERE instr(body, ?) > 0", (word,))
        run(session, "UPDATE connection SET state_why = NULL WHERE instr(state_why, ?) > 0", (word,))


def _records(session: Session, gone: Mapping[str, Iterable[str]]) -> list[tuple[str | None, int, str, str]]:
    found: list[tuple[str | None, int, str, str]] = []
    for some in chunks(sorted(_ids(gone))):
        sql = (
            "SELECT k.org_id, b.connection_id, b.rtype, b.remote_id FROM binding b "
            f"JOIN connection k ON k.id = b.connection_id WHERE b.local_id IN ({marks(some)})"
        )
        found += [tuple(row) for row in session.connection.exec_driver_sql(sql, tuple(some))]
    return found


def _ids(gone: Mapping[str, Iterable[str]]) -> set[str]:
    return {one for ids in gone.values() for one in ids}
