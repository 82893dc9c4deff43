"""Versions of the health model, feelings and overrides."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add three nouns."""
    _noun(
        "health_model",
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("said_at", sa.Text(), nullable=False),
        *_by(),
    )
    op.create_index(
        "ux_health_model_version",
        "health_model",
        ["version"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
    _noun(
        "feeling",
        *_account(),
        sa.Column("effect", sa.Integer(), nullable=True),
        *_said(),
        sa.CheckConstraint("effect IN (-10, -5, 0, 5, 10)", name="feeling_effect"),
        sa.CheckConstraint("on_date <= expires_on", name="feeling_order"),
    )
    _noun(
        "score_override",
        *_account(),
        sa.Column("score", sa.Integer(), nullable=True),
        *_said(),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name="score_override_range"),
        sa.CheckConstraint("on_date <= expires_on", name="score_override_order"),
    )
    for name, columns in (
        ("health_model", ["by_id"]),
        ("feeling", ["account_id", "by_id"]),
        ("score_override", ["account_id", "by_id"]),
    ):
        for column in columns:
            op.create_index(f"ix_{name}_{column}", name, [column])


def _account() -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    return (
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
    )


def _by() -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    return sa.Column("by_id", sa.Text(), nullable=True), sa.ForeignKeyConstraint(["by_id"], ["member.id"])


def _said() -> tuple[sa.Column[str] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Text(), nullable=False),
        *_by(),
    )


def _noun(name: str, *columns: object) -> None:
    op.create_table(
        name,
        sa.Column("no", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        *columns,  # type: ignore[arg-type]
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.UniqueConstraint("id"),
    )
    op.create_index(f"ix_{name}_change_id", name, ["change_id"])
    step = (
        "BEGIN UPDATE sync_clock SET n = n + 1; "
        f"UPDATE {name} SET rev = (SELECT n FROM sync_clock) WHERE no = NEW.no; END"
    )
    op.execute(f"CREATE TRIGGER {name}_rev_insert AFTER INSERT ON {name} {step}")
    op.execute(f"CREATE TRIGGER {name}_rev_update AFTER UPDATE ON {name} WHEN NEW.rev IS OLD.rev {step}")
