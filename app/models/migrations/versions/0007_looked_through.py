"""As far as which revision the rows of each noun were looked through for what is to be sent, and what takes it back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SYNCED = (
    "account", "commitment", "contract", "contract_line", "csql", "decision", "forecast_call", "milestone",
    "objective", "person", "plan", "position", "promise", "request", "review", "review_section", "touchpoint",
)  # fmt: skip
_OF = "connection_id = {0}.connection_id AND entity = {0}.entity"
_ALL = "UPDATE looked_through SET rev = 0, turn = turn + 1 WHERE " + _OF
_FROM = "UPDATE looked_through SET rev = min(rev, NEW.synced_rev), turn = turn + 1 WHERE " + _OF.format("NEW")
_FREE = (
    "NOT EXISTS (SELECT 1 FROM binding b WHERE b.connection_id = {0}.connection_id AND b.entity = {0}.entity "
    "AND b.local_id = {0}.local_id)"
)
_TRIGGERS = (
    f"CREATE TRIGGER looked_bound AFTER INSERT ON binding WHEN NEW.synced_rev > 0 BEGIN {_FROM}; END",
    "CREATE TRIGGER looked_bound_again AFTER UPDATE ON binding WHEN NEW.synced_rev > 0 "
    f"AND (NEW.synced_rev < OLD.synced_rev OR NEW.state IS NOT OLD.state) BEGIN {_FROM}; END",
    "CREATE TRIGGER looked_bound_elsewhere AFTER UPDATE ON binding WHEN NEW.local_id IS NOT OLD.local_id "
    f"BEGIN {_ALL.format('OLD')}; END",
    f"CREATE TRIGGER looked_unbound AFTER DELETE ON binding BEGIN {_ALL.format('OLD')}; END",
    "CREATE TRIGGER looked_asked AFTER UPDATE ON sync_conflict WHEN NEW.closed_at IS NOT OLD.closed_at "
    f"AND {_FREE.format('NEW')} BEGIN {_ALL.format('NEW')}; END",
    f"CREATE TRIGGER looked_unasked AFTER DELETE ON sync_conflict WHEN {_FREE.format('OLD')} "
    f"BEGIN {_ALL.format('OLD')}; END",
    f"CREATE TRIGGER looked_let_go AFTER DELETE ON unsent WHEN {_FREE.format('OLD')} BEGIN {_ALL.format('OLD')}; END",
)


def upgrade() -> None:
    """Add the table, the indexes that find what was written since, and the triggers."""
    op.create_table(
        "looked_through",
        sa.Column("connection_id", sa.Integer(), sa.ForeignKey("connection.id", ondelete="CASCADE"), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("connection_id", "entity"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_binding_again", "binding", ["connection_id", "entity"], sqlite_where=sa.text("synced_rev = 0"))
    for name in _SYNCED:
        op.create_index(f"ix_{name}_rev", name, ["rev"], sqlite_where=sa.text("rev > 0"))
    for statement in _TRIGGERS:
        op.execute(statement)
