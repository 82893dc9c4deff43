"""The first schema of the book."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NOUNS = (
    "member",
    "account",
    "account_fact",
    "handover",
    "setting",
    "rate",
    "saved_view",
    "contract",
    "contract_line",
    "person",
    "position",
    "participation",
    "measure",
    "target",
    "touchpoint",
    "touchpoint_person",
    "promise",
    "request",
    "request_account",
    "csql",
    "indicator",
)


SEARCH = (
    """CREATE TABLE search_doc (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    ref TEXT NOT NULL,
    account_id TEXT,
    mark INTEGER NOT NULL,
    UNIQUE (kind, ref)
)""",
    """CREATE VIRTUAL TABLE search_index USING fts5(
    tokens, content='', contentless_delete=1, tokenize='ascii'
)""",
    """CREATE VIRTUAL TABLE search_short USING fts5(
    tokens, content='', contentless_delete=1, detail='none', tokenize='ascii'
)""",
)


def upgrade() -> None:
    """Create every table, the revision triggers and the search index."""
    op.create_table(
        "change",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'complete', 'undone')", name="change_state"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_change_at", "change", ["at"], unique=False)
    op.create_table(
        "column_mapping",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("mapping", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("kind", "headings"),
    )
    op.create_table(
        "draft",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "import_print",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "change_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "measure",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("loyalty", sa.Text(), nullable=True),
        sa.Column("null_rule", sa.Text(), nullable=True),
        sa.Column("validity_days", sa.Integer(), nullable=True),
        sa.Column("delay_days", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_measure_change_id", "measure", ["change_id"], unique=False)
    op.create_index("ux_measure_key", "measure", ["key"], unique=True, sqlite_where=sa.text("deleted_at IS NULL"))
    op.create_table(
        "member",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_member_change_id", "member", ["change_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_person_change_id", "person", ["change_id"], unique=False)
    op.create_index("ix_person_email", "person", ["email"], unique=False)
    op.create_index("ix_person_name_key", "person", ["name_key"], unique=False)
    op.create_table(
        "rate",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("rate", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_rate_change_id", "rate", ["change_id"], unique=False)
    op.create_index(
        "ux_rate_day", "rate", ["currency", "base", "on_date"], unique=True, sqlite_where=sa.text("deleted_at IS NULL")
    )
    op.create_table(
        "saved_view",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("spec", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_saved_view_change_id", "saved_view", ["change_id"], unique=False)
    op.create_table(
        "setting",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_setting_change_id", "setting", ["change_id"], unique=False)
    op.create_table("sync_clock", sa.Column("n", sa.Integer(), nullable=False))
    op.create_table(
        "target",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("fiscal_year", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_target_change_id", "target", ["change_id"], unique=False)
    op.create_table(
        "account",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("phase", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("fit", sa.Text(), nullable=True),
        sa.Column("fit_reason", sa.Text(), nullable=True),
        sa.Column("fit_on", sa.Text(), nullable=True),
        sa.Column("tags", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("fiscal_year_end", sa.Integer(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("fiscal_year_end BETWEEN 1 AND 12", name="account_fiscal_year_end"),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name="account_parent"),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["member.id"],
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_account_change_id", "account", ["change_id"], unique=False)
    op.create_index("ix_account_domain", "account", ["domain"], unique=False)
    op.create_index("ix_account_name_key", "account", ["name_key"], unique=False)
    op.create_index(op.f("ix_account_owner_id"), "account", ["owner_id"], unique=False)
    op.create_index(op.f("ix_account_parent_id"), "account", ["parent_id"], unique=False)
    op.create_index(
        "ux_account_external_id", "account", ["external_id"], unique=True, sqlite_where=sa.text("deleted_at IS NULL")
    )
    op.create_table(
        "history",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["change.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("ix_history_change", "history", ["change_id"], unique=False)
    op.create_index("ix_history_row", "history", ["entity", "row_id"], unique=False)
    op.create_table(
        "account_fact",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_account_fact_account_id"), "account_fact", ["account_id"], unique=False)
    op.create_index("ix_account_fact_change_id", "account_fact", ["change_id"], unique=False)
    op.create_table(
        "contract",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Text(), nullable=False),
        sa.Column("end_on", sa.Text(), nullable=False),
        sa.Column("notice_value", sa.Integer(), nullable=True),
        sa.Column("notice_unit", sa.Text(), nullable=True),
        sa.Column("notice_inclusive", sa.Boolean(), nullable=True),
        sa.Column("auto_renew", sa.Boolean(), nullable=True),
        sa.Column("renewal_term_months", sa.Integer(), nullable=True),
        sa.Column("reseller", sa.Text(), nullable=True),
        sa.Column("bill_to", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("intent_on", sa.Text(), nullable=True),
        sa.Column("intent_by", sa.Text(), nullable=True),
        sa.Column("intent_how", sa.Text(), nullable=True),
        sa.Column("approval_due", sa.Text(), nullable=True),
        sa.Column("budget_due", sa.Text(), nullable=True),
        sa.Column("notified_on", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_on", sa.Text(), nullable=True),
        sa.Column("churn_tags", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("notice_unit IN ('d', 'm')", name="contract_notice_unit"),
        sa.CheckConstraint("start_on <= end_on", name="contract_order"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_contract_account_id"), "contract", ["account_id"], unique=False)
    op.create_index("ix_contract_change_id", "contract", ["change_id"], unique=False)
    op.create_table(
        "handover",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=True),
        sa.Column("taken_by_id", sa.Text(), nullable=True),
        sa.Column("handed_on", sa.Text(), nullable=True),
        sa.Column("accepted_on", sa.Text(), nullable=True),
        sa.Column("why_bought", sa.Text(), nullable=True),
        sa.Column("outcome_promised", sa.Text(), nullable=True),
        sa.Column("success_as_sold", sa.Text(), nullable=True),
        sa.Column("sales_promises", sa.Text(), nullable=True),
        sa.Column("known_risks", sa.Text(), nullable=True),
        sa.Column("decision_route", sa.Text(), nullable=True),
        sa.Column("open_questions", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("kind IN ('sales', 'csm')", name="handover_kind"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_handover_account_id"), "handover", ["account_id"], unique=False)
    op.create_index("ix_handover_change_id", "handover", ["change_id"], unique=False)
    op.create_index(op.f("ix_handover_taken_by_id"), "handover", ["taken_by_id"], unique=False)
    op.create_table(
        "participation",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("last_asked_on", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_participation_account_id"), "participation", ["account_id"], unique=False)
    op.create_index("ix_participation_change_id", "participation", ["change_id"], unique=False)
    op.create_index(op.f("ix_participation_person_id"), "participation", ["person_id"], unique=False)
    op.create_table(
        "position",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Text(), nullable=True),
        sa.Column("to_on", sa.Text(), nullable=True),
        sa.Column("exchanged_on", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("from_on IS NULL OR to_on IS NULL OR from_on <= to_on", name="position_order"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_position_account_id"), "position", ["account_id"], unique=False)
    op.create_index("ix_position_change_id", "position", ["change_id"], unique=False)
    op.create_index(op.f("ix_position_person_id"), "position", ["person_id"], unique=False)
    op.create_table(
        "promise",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("first_due", sa.Text(), nullable=True),
        sa.Column("made_on", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("dropped_on", sa.Text(), nullable=True),
        sa.Column("hidden_until", sa.Text(), nullable=True),
        sa.Column("customer_knows", sa.Boolean(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("side IN ('me', 'customer', 'internal')", name="promise_side"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_promise_account_id"), "promise", ["account_id"], unique=False)
    op.create_index("ix_promise_change_id", "promise", ["change_id"], unique=False)
    op.create_index("ix_promise_due", "promise", ["due"], unique=False)
    op.create_table(
        "reading",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("account_no", sa.Integer(), nullable=False),
        sa.Column("measure_no", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("observed_at", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_no"],
            ["account.no"],
        ),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["member.id"],
        ),
        sa.ForeignKeyConstraint(
            ["measure_no"],
            ["measure.no"],
        ),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_index("ix_reading_change_id", "reading", ["change_id"], unique=False)
    op.create_index("ix_reading_series", "reading", ["account_no", "measure_no", "observed_at"], unique=False)
    op.create_table(
        "touchpoint",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sentiment", sa.Integer(), nullable=True),
        sa.Column("two_way", sa.Boolean(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("tags", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("state IN ('planned', 'done')", name="touchpoint_state"),
        sa.CheckConstraint("sentiment BETWEEN -2 AND 2", name="touchpoint_sentiment"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_touchpoint_account_date", "touchpoint", ["account_id", "on_date"], unique=False)
    op.create_index("ix_touchpoint_change_id", "touchpoint", ["change_id"], unique=False)
    op.create_index("ix_touchpoint_date", "touchpoint", ["on_date"], unique=False)
    op.create_table(
        "contract_line",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("contract_id", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Text(), nullable=False),
        sa.Column("unit_price", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=True),
        sa.Column("billing", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Text(), nullable=False),
        sa.Column("end_on", sa.Text(), nullable=False),
        sa.Column("free_months", sa.Integer(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("start_on <= end_on", name="contract_line_order"),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_contract_line_change_id", "contract_line", ["change_id"], unique=False)
    op.create_index(op.f("ix_contract_line_contract_id"), "contract_line", ["contract_id"], unique=False)
    op.create_table(
        "csql",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("submitted_on", sa.Text(), nullable=True),
        sa.Column("accepted_on", sa.Text(), nullable=True),
        sa.Column("won_on", sa.Text(), nullable=True),
        sa.Column("lost_on", sa.Text(), nullable=True),
        sa.Column("amount_minor", sa.Integer(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("touchpoint_id", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["touchpoint_id"],
            ["touchpoint.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_csql_account_id"), "csql", ["account_id"], unique=False)
    op.create_index("ix_csql_change_id", "csql", ["change_id"], unique=False)
    op.create_index(op.f("ix_csql_touchpoint_id"), "csql", ["touchpoint_id"], unique=False)
    op.create_table(
        "indicator",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("touchpoint_id", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["touchpoint_id"],
            ["touchpoint.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_indicator_account_id"), "indicator", ["account_id"], unique=False)
    op.create_index("ix_indicator_change_id", "indicator", ["change_id"], unique=False)
    op.create_index("ix_indicator_date", "indicator", ["on_date"], unique=False)
    op.create_index(op.f("ix_indicator_touchpoint_id"), "indicator", ["touchpoint_id"], unique=False)
    op.create_table(
        "request",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("product_area", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.Text(), nullable=False),
        sa.Column("touchpoint_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("amount_minor", sa.Integer(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("shipped_on", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["touchpoint_id"],
            ["touchpoint.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_request_account_id"), "request", ["account_id"], unique=False)
    op.create_index("ix_request_change_id", "request", ["change_id"], unique=False)
    op.create_index(op.f("ix_request_person_id"), "request", ["person_id"], unique=False)
    op.create_index(op.f("ix_request_touchpoint_id"), "request", ["touchpoint_id"], unique=False)
    op.create_table(
        "touchpoint_person",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("touchpoint_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["touchpoint_id"],
            ["touchpoint.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_touchpoint_person_change_id", "touchpoint_person", ["change_id"], unique=False)
    op.create_index(op.f("ix_touchpoint_person_person_id"), "touchpoint_person", ["person_id"], unique=False)
    op.create_index(op.f("ix_touchpoint_person_touchpoint_id"), "touchpoint_person", ["touchpoint_id"], unique=False)
    op.create_table(
        "request_account",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("custom", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_request_account_account_id"), "request_account", ["account_id"], unique=False)
    op.create_index("ix_request_account_change_id", "request_account", ["change_id"], unique=False)
    op.create_index(op.f("ix_request_account_request_id"), "request_account", ["request_id"], unique=False)
    op.execute("INSERT INTO sync_clock (n) VALUES (0)")
    for name in NOUNS:
        step = (
            "BEGIN UPDATE sync_clock SET n = n + 1; "
            f"UPDATE {name} SET rev = (SELECT n FROM sync_clock) WHERE no = NEW.no; END"
        )
        op.execute(f"CREATE TRIGGER {name}_rev_insert AFTER INSERT ON {name} {step}")
        op.execute(f"CREATE TRIGGER {name}_rev_update AFTER UPDATE ON {name} WHEN NEW.rev IS OLD.rev {step}")
    for statement in SEARCH:
        op.execute(statement)
