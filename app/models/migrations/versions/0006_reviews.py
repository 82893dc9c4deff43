"""Business reviews with their sections and decisions, and what a CSM expects of a renewal."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

_NOUNS = ("review", "review_section", "decision", "forecast_call")
_STATEMENTS = (
    """
    CREATE TABLE review (
        no INTEGER NOT NULL,
        id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        on_date TEXT,
        at TEXT,
        touchpoint_id TEXT,
        period TEXT NOT NULL,
        start_on TEXT NOT NULL,
        end_on TEXT NOT NULL,
        comparison TEXT NOT NULL,
        lang TEXT NOT NULL,
        attendees JSON,
        frozen_at TEXT,
        facts JSON,
        held_on TEXT,
        note TEXT,
        rev INTEGER DEFAULT 0 NOT NULL,
        deleted_at TEXT,
        merged_into TEXT,
        change_id TEXT NOT NULL,
        sample BOOLEAN DEFAULT 0 NOT NULL,
        custom JSON,
        PRIMARY KEY (no),
        CONSTRAINT review_comparison CHECK (comparison IN ('previous', 'last_year', 'none')),
        UNIQUE (id),
        FOREIGN KEY(account_id) REFERENCES account (id),
        FOREIGN KEY(touchpoint_id) REFERENCES touchpoint (id)
    )
    """,
    "CREATE INDEX ix_review_account_id ON review (account_id)",
    "CREATE INDEX ix_review_change_id ON review (change_id)",
    "CREATE INDEX ix_review_touchpoint_id ON review (touchpoint_id)",
    """
    CREATE TABLE review_section (
        no INTEGER NOT NULL,
        id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        review_id TEXT NOT NULL,
        chapter TEXT NOT NULL,
        place INTEGER,
        state TEXT NOT NULL,
        title TEXT,
        headline TEXT,
        points JSON,
        left_out JSON,
        metric TEXT,
        hidden_because TEXT,
        speaker_notes TEXT,
        note TEXT,
        rev INTEGER DEFAULT 0 NOT NULL,
        deleted_at TEXT,
        merged_into TEXT,
        change_id TEXT NOT NULL,
        sample BOOLEAN DEFAULT 0 NOT NULL,
        custom JSON,
        PRIMARY KEY (no),
        CONSTRAINT review_section_state CHECK (state IN ('auto', 'edited', 'accepted', 'hidden')),
        UNIQUE (id),
        FOREIGN KEY(account_id) REFERENCES account (id),
        FOREIGN KEY(review_id) REFERENCES review (id)
    )
    """,
    "CREATE INDEX ix_review_section_account_id ON review_section (account_id)",
    "CREATE INDEX ix_review_section_change_id ON review_section (change_id)",
    "CREATE INDEX ix_review_section_review_id ON review_section (review_id)",
    """
    CREATE TABLE decision (
        no INTEGER NOT NULL,
        id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        review_id TEXT NOT NULL,
        text TEXT NOT NULL,
        decided_on TEXT NOT NULL,
        by_name TEXT,
        shown BOOLEAN,
        rev INTEGER DEFAULT 0 NOT NULL,
        deleted_at TEXT,
        merged_into TEXT,
        change_id TEXT NOT NULL,
        sample BOOLEAN DEFAULT 0 NOT NULL,
        custom JSON,
        PRIMARY KEY (no),
        UNIQUE (id),
        FOREIGN KEY(account_id) REFERENCES account (id),
        FOREIGN KEY(review_id) REFERENCES review (id)
    )
    """,
    "CREATE INDEX ix_decision_account_id ON decision (account_id)",
    "CREATE INDEX ix_decision_change_id ON decision (change_id)",
    "CREATE INDEX ix_decision_review_id ON decision (review_id)",
    """
    CREATE TABLE forecast_call (
        no INTEGER NOT NULL,
        id TEXT NOT NULL,
        account_id TEXT NOT NULL,
        contract_id TEXT NOT NULL,
        called_on TEXT NOT NULL,
        committed_minor INTEGER,
        best_minor INTEGER,
        worst_minor INTEGER,
        currency TEXT NOT NULL,
        reason TEXT NOT NULL,
        by_id TEXT,
        rev INTEGER DEFAULT 0 NOT NULL,
        deleted_at TEXT,
        merged_into TEXT,
        change_id TEXT NOT NULL,
        sample BOOLEAN DEFAULT 0 NOT NULL,
        custom JSON,
        PRIMARY KEY (no),
        UNIQUE (id),
        FOREIGN KEY(account_id) REFERENCES account (id),
        FOREIGN KEY(contract_id) REFERENCES contract (id),
        FOREIGN KEY(by_id) REFERENCES member (id)
    )
    """,
    "CREATE INDEX ix_forecast_call_account_id ON forecast_call (account_id)",
    "CREATE INDEX ix_forecast_call_change_id ON forecast_call (change_id)",
    "CREATE INDEX ix_forecast_call_contract_id ON forecast_call (contract_id)",
    "CREATE INDEX ix_forecast_call_day ON forecast_call (called_on) WHERE deleted_at IS NULL",
)


def upgrade() -> None:
    """Add the nouns with their triggers."""
    for statement in _STATEMENTS:
        op.execute(statement)
    for name in _NOUNS:
        step = (
            "BEGIN UPDATE sync_clock SET n = n + 1; "
            f"UPDATE {name} SET rev = (SELECT n FROM sync_clock) WHERE no = NEW.no; END"
        )
        op.execute(f"CREATE TRIGGER {name}_rev_insert AFTER INSERT ON {name} {step}")
        op.execute(f"CREATE TRIGGER {name}_rev_update AFTER UPDATE ON {name} WHEN NEW.rev IS OLD.rev {step}")
