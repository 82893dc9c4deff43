"""Mutual success plans: what both sides want, the way there, who has said so, and what went out and came back."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text

from app.models.schema import flag, json, noun, ref, whole, words

plan = noun(
    "plan",
    ref("account_id", "account", required=True),
    words("name", required=True),
    words("kind"),  # onboarding, adoption, renewal: what it was made for
    words("template"),
    words("success"),  # success in one sentence, as the customer would say it
    words("start_on"),
    words("end_on"),
    words("next_review_on"),
    json("agenda"),  # what to talk about at the next joint review
    words("closed_on"),
    flag("shows_score"),
    flag("shows_our_names"),
    words("note"),  # internal
)

objective = noun(
    # A number that goes from baseline to target, up or down; without one, done or not.
    "objective",
    ref("account_id", "account", required=True),
    ref("plan_id", "plan", required=True),
    whole("place"),
    words("title", required=True),
    words("metric"),
    words("unit"),
    words("baseline"),
    words("target"),
    words("start_on"),
    words("due"),
    words("customer_owner"),
    ref("person_id", "person"),
    words("vendor_owner"),
    whole("value_minor"),  # worth of one unit of the metric
    words("currency"),
    words("value_agreed_by"),
    words("status"),  # what a person said instead of what dates and numbers suggest
    words("status_reason"),
    words("met_on"),
    words("dropped_on"),
    ref("follows_id", "objective"),
    flag("shown"),
    words("note"),  # internal
)

objective_reading = noun(
    "objective_reading",
    ref("account_id", "account", required=True),
    ref("objective_id", "objective", required=True),
    words("value", required=True),
    words("on_date", required=True),
    words("source", required=True),
    words("by_name"),
    CheckConstraint("source IN ('me', 'customer', 'import')", name="objective_reading_source"),
)

milestone = noun(
    # A step towards an objective; tasks below it are promises of origin "plan".
    "milestone",
    ref("account_id", "account", required=True),
    ref("objective_id", "objective", required=True),
    whole("place"),
    words("title", required=True),
    words("side", required=True),
    words("who"),
    ref("person_id", "person"),
    words("due"),
    words("first_due"),
    words("done_on"),
    words("dropped_on"),
    words("amount"),
    words("of_amount"),
    words("unit"),
    words("status"),
    words("status_reason"),
    flag("first_value"),  # reaching it is the first value of the onboarding
    flag("shown"),
    words("note"),  # internal
    CheckConstraint("side IN ('me', 'customer', 'internal')", name="milestone_side"),
)

plan_version = noun(
    # What the customer was shown, as it went out: a file that comes back is held against it.
    "plan_version",
    ref("account_id", "account", required=True),
    ref("plan_id", "plan", required=True),
    whole("number"),
    words("made_on", required=True),
    json("body"),
    words("sent_on"),
    Index("ux_plan_version_number", "plan_id", "number", unique=True, sqlite_where=text("deleted_at IS NULL")),
)

plan_return = noun(
    # A file that came back, by its digest: taking it in twice changes nothing.
    "plan_return",
    ref("account_id", "account", required=True),
    ref("plan_id", "plan", required=True),
    whole("number"),  # of the version that was answered
    words("digest", required=True),
    words("by_name"),
    words("on_date", required=True),
)

commitment = noun(
    # Who has said yes to what, as stated; without an objective, to the plan in that version.
    "commitment",
    ref("account_id", "account", required=True),
    ref("plan_id", "plan", required=True),
    ref("objective_id", "objective"),
    whole("number"),  # of the plan's version
    words("state", required=True),
    words("by_name"),
    ref("person_id", "person"),
    words("on_date", required=True),
    words("how"),
    CheckConstraint("state IN ('proposed', 'committed', 'lapsed')", name="commitment_state"),
)

plan_comment = noun(
    # What the customer wrote beside an item; without one, to the plan as a whole.
    "plan_comment",
    ref("account_id", "account", required=True),
    ref("plan_id", "plan", required=True),
    words("item_id"),
    words("words", required=True),
    words("by_name"),
    words("on_date", required=True),
    words("answered_on"),
)

onboarding = noun(
    "onboarding",
    ref("account_id", "account", required=True),
    words("start_on", required=True),
    words("kick_off_on"),
    words("agreed_due"),  # the first agreed one: a later promise does not make late into in time
    words("due"),
    words("success"),
    words("first_value"),
    ref("milestone_id", "milestone"),
    words("first_value_on"),
    words("verdict"),
    words("verdict_on"),
    words("reason"),
    CheckConstraint("verdict IN ('succeeded', 'failed', 'abandoned')", name="onboarding_verdict"),
)
