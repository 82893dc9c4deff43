"""Touchpoints, who took part, and the promises that come of them and of everything else."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from app.models.schema import flag, json, noun, ref, whole, words

gathering = noun(
    # An event or a training for several customers; at each of them it is a touchpoint of its own.
    "gathering",
    words("name", required=True),
    words("kind", required=True),
    words("programme"),
    words("on_date", required=True),
    words("note"),
    CheckConstraint("kind IN ('event', 'training')", name="gathering_kind"),
)

touchpoint = noun(
    "touchpoint",
    ref("account_id", "account", required=True, index=False),
    words("state", required=True),
    words("kind", required=True),
    words("on_date", required=True),
    words("at"),
    words("body", required=True),
    whole("sentiment"),
    flag("two_way"),
    words("purpose"),
    whole("minutes"),
    json("tags"),
    flag("shown"),
    json("questions"),  # what to ask at a planned one
    words("external_id"),
    ref("by_id", "member", index=False),
    ref("gathering_id", "gathering", index=False),
    CheckConstraint("state IN ('planned', 'done')", name="touchpoint_state"),
    CheckConstraint("sentiment BETWEEN -2 AND 2", name="touchpoint_sentiment"),
    Index("ix_touchpoint_account_date", "account_id", "on_date"),
    Index("ix_touchpoint_date", "on_date"),
)

touchpoint_person = noun(
    # The name as typed stands where nobody of that name is known yet.
    "touchpoint_person",
    ref("touchpoint_id", "touchpoint", required=True),
    ref("person_id", "person"),
    words("name", required=True),
)

promise = noun(
    # One table for promises, tasks, playbook steps and action items: what is to be done by when, for whom.
    "promise",
    ref("account_id", "account", required=True),
    words("text", required=True),
    words("side", required=True),
    words("who"),
    words("due"),
    words("first_due"),
    words("made_on", required=True),
    words("done_on"),
    words("dropped_on"),
    words("hidden_until"),
    flag("customer_knows"),
    words("origin", required=True),
    words("origin_id"),
    flag("shown"),
    CheckConstraint("side IN ('me', 'customer', 'internal')", name="promise_side"),
    Index("ix_promise_due", "due"),
)
