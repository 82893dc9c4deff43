"""Calls to action, the rules that raise them, and the playbooks that answer them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text

from app.models.schema import json, noun, ref, words

signal_rule = noun(
    # A rule as a person changed it; the shipped ones are data in resources.
    "signal_rule",
    words("key", required=True),
    json("body"),
    words("reason"),
    Index("ux_signal_rule_key", "key", unique=True, sqlite_where=text("deleted_at IS NULL")),
)

cta = noun(
    # One cause at one account: firing again updates the open one. Its steps are promises of origin "cta".
    "cta",
    ref("account_id", "account", required=True),
    words("rule", required=True),
    words("subject", required=True),
    json("params"),
    words("opened_on", required=True),
    words("fired_on", required=True),
    words("due"),
    words("playbook"),
    words("state", required=True),
    words("gone_on"),  # since when its cause is not there any more
    words("closed_on"),
    words("outcome"),
    words("reason"),
    CheckConstraint("state IN ('open', 'done', 'dismissed')", name="cta_state"),
    Index(
        "ux_cta_open", "account_id", "rule", "subject", unique=True,
        sqlite_where=text("state = 'open' AND deleted_at IS NULL"),
    ),
)  # fmt: skip

playbook = noun(
    # One of a person's own, or a shipped one as they changed it.
    "playbook",
    words("key", required=True),
    json("body"),
    Index("ux_playbook_key", "key", unique=True, sqlite_where=text("deleted_at IS NULL")),
)
