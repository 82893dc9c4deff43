"""Rows of Today put off, walks through the book, criteria of fit, questions for a planned touchpoint."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add two nouns and two columns."""
    op.add_column("account", sa.Column("fit_criteria", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("touchpoint", sa.Column("questions", sa.JSON(none_as_null=True), nullable=True))
    _noun(
        "put_off",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
    )
    _noun(
        "walk",
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("verdict IN ('same', 'better', 'worse', 'passed')", name="walk_verdict"),
    )


def _noun(name: str, *columns: sa.Column[object] | sa.CheckConstraint) -> None:
    op.create_table(
        name,
        sa.Column("no", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        *columns,
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.UniqueConstraint("id"),
    )
    op.create_index(f"ix_{name}_account_id", name, ["account_id"])
    op.create_index(f"ix_{name}_change_id", name, ["change_id"])
    step = (
        "BEGIN UPDATE sync_clock SET n = n + 1; "
        f"UPDATE {name} SET rev = (SELECT n FROM sync_clock) WHERE no = NEW.no; END"
    )
    op.execute(f"CREATE TRIGGER {name}_rev_insert AFTER INSERT ON {name} {step}")
    op.execute(f"CREATE TRIGGER {name}_rev_update AFTER UPDATE ON {name} WHEN NEW.rev IS OLD.rev {step}")
