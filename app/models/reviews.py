"""Business reviews: the meeting, what was known of it, what its presenter made of that, what was decided."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text

from app.models.schema import flag, json, noun, ref, whole, words

review = noun(
    "review",
    ref("account_id", "account", required=True),
    words("on_date"),  # of the meeting; not yet agreed where empty
    words("at"),
    ref("touchpoint_id", "touchpoint"),  # the meeting in the calendar, later as it was held
    words("period", required=True),  # as a person writes it: FY2026Q2
    words("start_on", required=True),
    words("end_on", required=True),
    words("comparison", required=True),
    words("lang", required=True),
    json("attendees"),  # person id or none, the name, the side
    words("frozen_at"),  # the instant its data were taken
    json("facts"),  # the data as they were taken
    words("held_on"),
    words("note"),  # internal
    CheckConstraint("comparison IN ('previous', 'last_year', 'none')", name="review_comparison"),
)

review_section = noun(
    # What is empty here is as the facts say; what a person wrote stands here.
    "review_section",
    ref("account_id", "account", required=True),
    ref("review_id", "review", required=True),
    words("chapter", required=True),
    whole("place"),
    words("state", required=True),
    words("title"),  # of a chapter of one's own
    words("headline"),
    json("points"),  # lines of one's own, below the headline
    json("left_out"),  # keys of facts that are not shown
    words("metric"),  # the series that is drawn
    words("hidden_because"),
    words("speaker_notes"),
    words("note"),  # internal
    CheckConstraint("state IN ('auto', 'edited', 'accepted', 'hidden')", name="review_section_state"),
)

decision = noun(
    # What was decided in the meeting; what is to be done of it is a promise of origin "review".
    "decision",
    ref("account_id", "account", required=True),
    ref("review_id", "review", required=True),
    words("text", required=True),
    words("decided_on", required=True),
    words("by_name"),
    flag("shown"),
)

forecast_call = noun(
    # What the CSM expects of a renewal, said on a day with a reason; the newest one counts.
    "forecast_call",
    ref("account_id", "account", required=True),
    ref("contract_id", "contract", required=True),
    words("called_on", required=True),
    whole("committed_minor"),
    whole("best_minor"),
    whole("worst_minor"),
    words("currency", required=True),
    words("reason", required=True),
    ref("by_id", "member", index=False),
    Index("ix_forecast_call_day", "called_on", sqlite_where=text("deleted_at IS NULL")),
)
