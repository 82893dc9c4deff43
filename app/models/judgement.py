"""How scores are decided, version by version, and where a person corrects one: feelings and overrides."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text

from app.models.schema import json, noun, ref, whole, words

health_model = noun(
    # The whole model of each version: a score of last March is replayed with the model of last March.
    "health_model",
    whole("version"),
    json("body"),
    words("reason"),
    words("said_at", required=True),
    ref("by_id", "member"),
    Index("ux_health_model_version", "version", unique=True, sqlite_where=text("deleted_at IS NULL")),
)

feeling = noun(
    # 肌感. Never changed: a later one replaces it, and what was known on a day stays what was known.
    "feeling",
    ref("account_id", "account", required=True),
    whole("effect"),
    words("reason", required=True),
    words("said_at", required=True),
    words("on_date", required=True),
    words("expires_on", required=True),
    ref("by_id", "member"),
    CheckConstraint("effect IN (-10, -5, 0, 5, 10)", name="feeling_effect"),
    CheckConstraint("on_date <= expires_on", name="feeling_order"),
)

score_override = noun(
    "score_override",
    ref("account_id", "account", required=True),
    whole("score"),
    words("reason", required=True),
    words("said_at", required=True),
    words("on_date", required=True),
    words("expires_on", required=True),
    ref("by_id", "member"),
    CheckConstraint("score BETWEEN 0 AND 100", name="score_override_range"),
    CheckConstraint("on_date <= expires_on", name="score_override_order"),
)
