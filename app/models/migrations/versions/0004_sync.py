"""What is agreed with other systems: connections, bindings, what is in flight, what differs, every run."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

_STATEMENTS = (
    """
    CREATE TABLE connection (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        connector TEXT NOT NULL,
        name TEXT NOT NULL,
        config TEXT NOT NULL,
        org_id TEXT,
        user_id TEXT,
        user_name TEXT,
        writes INTEGER DEFAULT 0 NOT NULL,
        every_minutes INTEGER DEFAULT 5 NOT NULL,
        schema JSON,
        schema_at TEXT,
        allowed TEXT,
        state TEXT DEFAULT 'on' NOT NULL,
        state_why JSON,
        CONSTRAINT connection_state CHECK (state IN ('on', 'paused', 'auth', 'guard', 'error')),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE field_map (
        connection_id INTEGER NOT NULL,
        entity TEXT NOT NULL,
        local TEXT NOT NULL,
        rtype TEXT NOT NULL,
        remote TEXT NOT NULL,
        policy TEXT DEFAULT 'ask' NOT NULL,
        direction TEXT DEFAULT 'both' NOT NULL,
        merge TEXT DEFAULT 'atomic' NOT NULL,
        grp TEXT DEFAULT '' NOT NULL,
        vmap JSON,
        PRIMARY KEY (connection_id, entity, local),
        CONSTRAINT field_map_policy CHECK (policy IN ('ask', 'crm', 'mine')),
        CONSTRAINT field_map_direction CHECK (direction IN ('both', 'in', 'out')),
        CONSTRAINT field_map_merge CHECK (merge IN ('atomic', 'text')),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE binding (
        connection_id INTEGER NOT NULL,
        rtype TEXT NOT NULL,
        remote_id TEXT NOT NULL,
        entity TEXT NOT NULL,
        local_id TEXT NOT NULL,
        version TEXT,
        synced_rev INTEGER NOT NULL,
        state TEXT DEFAULT 'live' NOT NULL,
        pending JSON,
        blocked JSON,
        base TEXT NOT NULL,
        PRIMARY KEY (connection_id, rtype, remote_id),
        CONSTRAINT binding_state CHECK (state IN ('live', 'hold', 'missing', 'gone', 'away')),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    "CREATE INDEX ix_binding_blocked ON binding (connection_id) WHERE blocked IS NOT NULL",
    "CREATE INDEX ix_binding_missing ON binding (connection_id) WHERE state = 'missing'",
    "CREATE INDEX ix_binding_row ON binding (entity, local_id)",
    "CREATE UNIQUE INDEX ux_binding_local ON binding (connection_id, entity, local_id)",
    """
    CREATE TABLE remote_alias (
        connection_id INTEGER NOT NULL,
        rtype TEXT NOT NULL,
        old_id TEXT NOT NULL,
        new_id TEXT NOT NULL,
        PRIMARY KEY (connection_id, rtype, old_id),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE waiting_record (
        connection_id INTEGER NOT NULL,
        rtype TEXT NOT NULL,
        remote_id TEXT NOT NULL,
        needs_type TEXT,
        needs_id TEXT,
        PRIMARY KEY (connection_id, rtype, remote_id),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE outbox (
        op_id TEXT NOT NULL,
        connection_id INTEGER NOT NULL,
        entity TEXT NOT NULL,
        local_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        remote_id TEXT,
        version TEXT,
        fields TEXT NOT NULL,
        sent_rev INTEGER NOT NULL,
        sent_at TEXT NOT NULL,
        run_id INTEGER NOT NULL,
        PRIMARY KEY (op_id),
        CONSTRAINT outbox_kind CHECK (kind IN ('create', 'update', 'delete')),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
    """,
    "CREATE UNIQUE INDEX ux_outbox_row ON outbox (connection_id, entity, local_id)",
    """
    CREATE TABLE unsent (
        connection_id INTEGER NOT NULL,
        entity TEXT NOT NULL,
        local_id TEXT NOT NULL,
        hash TEXT NOT NULL,
        blocked JSON,
        PRIMARY KEY (connection_id, entity, local_id),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE sent (
        no INTEGER NOT NULL,
        op_id TEXT NOT NULL,
        connection_id INTEGER NOT NULL,
        run_id INTEGER NOT NULL,
        entity TEXT NOT NULL,
        local_id TEXT NOT NULL,
        field TEXT NOT NULL,
        old TEXT,
        new TEXT,
        outcome TEXT,
        PRIMARY KEY (no)
    )
    """,
    "CREATE INDEX ix_sent_op ON sent (op_id)",
    "CREATE INDEX ix_sent_row ON sent (entity, local_id)",
    "CREATE INDEX ix_sent_run ON sent (run_id)",
    """
    CREATE TABLE sync_cursor (
        connection_id INTEGER NOT NULL,
        rtype TEXT NOT NULL,
        value TEXT,
        fields_hash TEXT,
        swept_at TEXT,
        PRIMARY KEY (connection_id, rtype),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE spool (
        no INTEGER NOT NULL,
        connection_id INTEGER NOT NULL,
        rtype TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (no),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE sync_conflict (
        id INTEGER NOT NULL,
        connection_id INTEGER NOT NULL,
        entity TEXT NOT NULL,
        local_id TEXT NOT NULL,
        field TEXT DEFAULT '*' NOT NULL,
        kind TEXT NOT NULL,
        base TEXT,
        mine TEXT,
        theirs TEXT,
        theirs_by TEXT,
        theirs_at TEXT,
        opened_run INTEGER,
        closed_at TEXT,
        closed_change TEXT,
        choice TEXT,
        PRIMARY KEY (id),
        CONSTRAINT conflict_kind CHECK (
            kind IN ('field', 'deleted_there', 'deleted_here', 'merged', 'oscillation', 'link')
        ),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_conflict_change ON sync_conflict (closed_change)",
    "CREATE UNIQUE INDEX ux_conflict_open ON sync_conflict (connection_id, entity, local_id, field) "
    "WHERE closed_at IS NULL",
    """
    CREATE TABLE sync_run (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        connection_id INTEGER NOT NULL,
        started TEXT NOT NULL,
        ended TEXT,
        result TEXT,
        change_id TEXT,
        pulled INTEGER DEFAULT 0 NOT NULL,
        pushed INTEGER DEFAULT 0 NOT NULL,
        conflicts INTEGER DEFAULT 0 NOT NULL,
        requests INTEGER DEFAULT 0 NOT NULL,
        bytes INTEGER DEFAULT 0 NOT NULL,
        error JSON,
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_sync_run ON sync_run (connection_id, id)",
    """
    CREATE TABLE sync_note (
        no INTEGER NOT NULL,
        run_id INTEGER NOT NULL,
        at TEXT NOT NULL,
        level TEXT NOT NULL,
        entity TEXT,
        local_id TEXT,
        text JSON,
        PRIMARY KEY (no),
        FOREIGN KEY(run_id) REFERENCES sync_run (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_sync_note_run ON sync_note (run_id)",
    """
    CREATE TABLE secret (
        connection_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (connection_id, name),
        FOREIGN KEY(connection_id) REFERENCES connection (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
)


def upgrade() -> None:
    """Add the tables of syncing."""
    for statement in _STATEMENTS:
        op.execute(statement)
