"""Settings that change numbers, rates, saved views, drafts, and the record of every change."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from app.models.schema import json, metadata, noun, whole, words

setting = noun("setting", json("value"))  # its id is its name, e.g. "fiscal_year_start"

rate = noun(
    "rate",
    words("currency", required=True),
    words("base", required=True),
    words("on_date", required=True),
    words("rate", required=True),
    Index("ux_rate_day", "currency", "base", "on_date", unique=True, sqlite_where=text("deleted_at IS NULL")),
)

saved_view = noun(
    "saved_view", words("place", required=True), words("name", required=True), json("spec"), whole("position")
)

draft = Table(
    # What is being typed, so that nothing is lost; kept up without history.
    "draft",
    metadata,
    Column("key", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
)

column_mapping = Table(
    # How a person mapped a file's headings, remembered for the next file with the same ones.
    "column_mapping",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("headings", Text, primary_key=True),
    json("mapping"),
)

import_print = Table(
    # The fingerprint of each row by import: equal to the newest one nobody took back, a row is skipped, also after an
    # edit in the app. An undone import leaves the fingerprint of the one before in force.
    "import_print",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("row_id", Text, nullable=False),
    Column("change_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)

change = Table(
    "change",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by_id", Text),
    Column("cause", Text, nullable=False),
    json("params"),
    Column("undoes", Text),
    Column("state", Text, nullable=False),
    CheckConstraint("state IN ('open', 'complete', 'undone')", name="change_state"),
    Index("ix_change_at", "at"),
)

history = Table(
    # Append-only; purged only by `forget`. A created row has no history: it carries its change's id.
    "history",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("change_id", Text, ForeignKey("change.id"), nullable=False),
    Column("entity", Text, nullable=False),
    Column("row_id", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("old", Text),
    Column("new", Text),
    Index("ix_history_row", "entity", "row_id"),
    Index("ix_history_change", "change_id"),
)

sync_clock = Table("sync_clock", metadata, Column("n", Integer, nullable=False))
