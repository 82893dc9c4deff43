"""What is agreed with other systems: connections, field maps, bindings, what is in flight, what differs, every run.

None of these is a noun: they are kept up by app.sync alone, without history, and take no part in exports.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from app.models.schema import json, metadata

STATES = ("on", "paused", "auth", "guard", "error")


def _of_connection() -> Column[int]:
    return Column("connection_id", Integer, ForeignKey("connection.id", ondelete="CASCADE"), primary_key=True)


connection = Table(
    "connection",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("connector", Text, nullable=False),
    Column("name", Text, nullable=False, unique=True),
    Column("config", Text, nullable=False),
    Column("org_id", Text),
    Column("user_id", Text),
    Column("user_name", Text),
    Column("writes", Integer, nullable=False, server_default=text("0")),  # 0: off; else the first run that counts
    Column("every_minutes", Integer, nullable=False, server_default=text("5")),  # 0: only when asked
    json("schema"),  # what `describe` told, type by type
    Column("schema_at", Text),
    Column("allowed", Text),  # what a person let pass the guard once
    Column("state", Text, nullable=False, server_default=text("'on'")),
    json("state_why"),
    CheckConstraint(f"state IN {STATES!r}", name="connection_state"),
    sqlite_autoincrement=True,  # what was sent names its connection for good
)

field_map = Table(
    "field_map",
    metadata,
    _of_connection(),
    Column("entity", Text, primary_key=True),
    Column("local", Text, primary_key=True),
    Column("rtype", Text, nullable=False),
    Column("remote", Text, nullable=False),
    Column("policy", Text, nullable=False, server_default=text("'ask'")),
    Column("direction", Text, nullable=False, server_default=text("'both'")),
    Column("merge", Text, nullable=False, server_default=text("'atomic'")),
    Column("grp", Text, nullable=False, server_default=text("''")),
    json("vmap"),
    CheckConstraint("policy IN ('ask', 'crm', 'mine')", name="field_map_policy"),
    CheckConstraint("direction IN ('both', 'in', 'out')", name="field_map_direction"),
    CheckConstraint("merge IN ('atomic', 'text')", name="field_map_merge"),
    sqlite_with_rowid=False,
)

binding = Table(
    # Which record there is which row here, and what both sides agreed on last.
    "binding",
    metadata,
    _of_connection(),
    Column("rtype", Text, primary_key=True),
    Column("remote_id", Text, primary_key=True),
    Column("entity", Text, nullable=False),
    Column("local_id", Text, nullable=False),
    Column("version", Text),  # NULL: read before the next write
    Column("synced_rev", Integer, nullable=False),  # which rows to look at; what differs is told by the base
    Column("state", Text, nullable=False, server_default=text("'live'")),
    json("pending"),  # field → id there of a record not bound yet; null: the field was not told when last asked for
    json("blocked"),  # field → why it is not sent: code, message, hash of the value
    Column("base", Text, nullable=False),
    # away: put away here by an undo while the record lives on there.
    CheckConstraint("state IN ('live', 'hold', 'missing', 'gone', 'away')", name="binding_state"),
    Index("ux_binding_local", "connection_id", "entity", "local_id", unique=True),
    Index("ix_binding_row", "entity", "local_id"),
    Index("ix_binding_missing", "connection_id", sqlite_where=text("state = 'missing'")),
    Index("ix_binding_blocked", "connection_id", sqlite_where=text("blocked IS NOT NULL")),
    Index("ix_binding_again", "connection_id", "entity", sqlite_where=text("synced_rev = 0")),
    sqlite_with_rowid=False,
)

remote_alias = Table(
    "remote_alias",
    metadata,
    _of_connection(),
    Column("rtype", Text, primary_key=True),
    Column("old_id", Text, primary_key=True),
    Column("new_id", Text, nullable=False),
    sqlite_with_rowid=False,
)

waiting_record = Table(
    # Records there that no row could be made of yet: what they belong to is not here, or nobody said what they are.
    "waiting_record",
    metadata,
    _of_connection(),
    Column("rtype", Text, primary_key=True),
    Column("remote_id", Text, primary_key=True),
    Column("needs_type", Text),
    Column("needs_id", Text),
    sqlite_with_rowid=False,
)

looked_through = Table(
    # As far as which revision nothing of a noun is left to send. Triggers on what may make an older row one to send
    # again take it back and count `turn` up; a row that only waits for its own turn has the revision 0 in its binding.
    "looked_through",
    metadata,
    _of_connection(),
    Column("entity", Text, primary_key=True),
    Column("way", Text, nullable=False),  # what the connection could send when they were looked through
    Column("rev", Integer, nullable=False),
    Column("turn", Integer, nullable=False, server_default=text("0")),
    sqlite_with_rowid=False,
)

outbox = Table(
    # Intent, written before the request: at most one per row and connection.
    "outbox",
    metadata,
    Column("op_id", Text, primary_key=True),
    Column("connection_id", Integer, ForeignKey("connection.id", ondelete="CASCADE"), nullable=False),
    Column("entity", Text, nullable=False),
    Column("local_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("remote_id", Text),
    Column("version", Text),
    Column("fields", Text, nullable=False),
    Column("sent_rev", Integer, nullable=False),
    Column("sent_at", Text, nullable=False),
    Column("run_id", Integer, nullable=False),
    CheckConstraint("kind IN ('create', 'update', 'delete')", name="outbox_kind"),
    Index("ux_outbox_row", "connection_id", "entity", "local_id", unique=True),
)

unsent = Table(
    # Rows that the other system refused to take as new ones, until they say something else.
    "unsent",
    metadata,
    _of_connection(),
    Column("entity", Text, primary_key=True),
    Column("local_id", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    json("blocked"),
    sqlite_with_rowid=False,
)

sent = Table(
    # What each write was to replace and to say, kept for good: whatever we overwrote elsewhere stands here.
    "sent",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("op_id", Text, nullable=False),
    Column("connection_id", Integer, nullable=False),
    Column("run_id", Integer, nullable=False),
    Column("entity", Text, nullable=False),
    Column("local_id", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("outcome", Text),  # ok, rejected, refused, unsure, settled; NULL while in flight
    Index("ix_sent_row", "entity", "local_id"),
    Index("ix_sent_op", "op_id"),
    Index("ix_sent_run", "run_id"),
)

sync_cursor = Table(
    "sync_cursor",
    metadata,
    _of_connection(),
    Column("rtype", Text, primary_key=True),
    Column("value", Text),
    Column("fields_hash", Text),
    Column("swept_at", Text),
    sqlite_with_rowid=False,
)

spool = Table(
    # Changes that were pulled and wait until all of them have passed the guard.
    "spool",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("connection_id", Integer, ForeignKey("connection.id", ondelete="CASCADE"), nullable=False),
    Column("rtype", Text, nullable=False),
    Column("body", Text, nullable=False),
)

sync_conflict = Table(
    "sync_conflict",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("connection_id", Integer, ForeignKey("connection.id", ondelete="CASCADE"), nullable=False),
    Column("entity", Text, nullable=False),
    Column("local_id", Text, nullable=False),
    Column("field", Text, nullable=False, server_default=text("'*'")),
    Column("kind", Text, nullable=False),
    Column("base", Text),
    Column("mine", Text),
    Column("theirs", Text),
    Column("theirs_by", Text),
    Column("theirs_at", Text),
    Column("opened_run", Integer),
    Column("closed_at", Text),
    Column("closed_change", Text),  # an undo of that change opens it again
    Column("choice", Text),
    CheckConstraint(
        "kind IN ('field', 'deleted_there', 'deleted_here', 'merged', 'oscillation', 'link')", name="conflict_kind"
    ),
    Index(
        "ux_conflict_open", "connection_id", "entity", "local_id", "field", unique=True,
        sqlite_where=text("closed_at IS NULL"),
    ),
    Index("ix_conflict_change", "closed_change"),
)  # fmt: skip

sync_run = Table(
    "sync_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("connection_id", Integer, ForeignKey("connection.id", ondelete="CASCADE"), nullable=False),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("result", Text),  # done, cancelled, offline, auth, guard, error, cut_off; NULL: running
    Column("change_id", Text),
    Column("pulled", Integer, nullable=False, server_default=text("0")),
    Column("pushed", Integer, nullable=False, server_default=text("0")),
    Column("conflicts", Integer, nullable=False, server_default=text("0")),
    Column("requests", Integer, nullable=False, server_default=text("0")),
    Column("bytes", Integer, nullable=False, server_default=text("0")),
    json("error"),
    Index("ix_sync_run", "connection_id", "id"),
    sqlite_autoincrement=True,
)

sync_note = Table(
    "sync_note",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("run_id", Integer, ForeignKey("sync_run.id", ondelete="CASCADE"), nullable=False),
    Column("at", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("entity", Text),
    Column("local_id", Text),
    json("text"),  # a key of words with its parameters
    Index("ix_sync_note_run", "run_id"),
)

secret = Table(
    # Sealed with a key made of the book's own: not even an opened book shows one.
    "secret",
    metadata,
    _of_connection(),
    Column("name", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

SYNCING = (
    connection, field_map, binding, remote_alias, waiting_record, looked_through, outbox, unsent, sent, sync_cursor,
    spool, sync_conflict, sync_run, sync_note, secret,
)  # fmt: skip
