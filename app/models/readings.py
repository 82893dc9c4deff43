"""Measures, their readings as observed and as recorded, and the targets they are held against."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table, Text, text

from app.models.schema import metadata, noun, whole, words

measure = noun(
    "measure",
    words("key", required=True),
    words("name_ja"),
    words("name_en"),
    words("unit"),
    words("loyalty"),
    words("null_rule"),
    whole("validity_days"),
    whole("delay_days"),
    Index("ux_measure_key", "key", unique=True, sqlite_where=text("deleted_at IS NULL")),
)

target = noun(
    "target",
    words("metric", required=True),
    words("segment"),
    words("fiscal_year", required=True),
    words("value", required=True),
)

reading = Table(
    # Append-only and in millions: integer references, no revision, never synced. `recorded_at` is when Banso knew.
    "reading",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("account_no", Integer, ForeignKey("account.no"), nullable=False),
    Column("measure_no", Integer, ForeignKey("measure.no"), nullable=False),
    Column("value", Float),
    Column("observed_at", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("note", Text),
    Column("by_id", Text, ForeignKey("member.id")),
    Column("change_id", Text, nullable=False),
    Column("deleted_at", Text),
    Index("ix_reading_series", "account_no", "measure_no", "observed_at"),
    Index("ix_reading_change_id", "change_id"),
)
