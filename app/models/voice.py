"""What customers ask for, leads that customer success finds, and events that are no measurement."""

from __future__ import annotations

from sqlalchemy import Index

from app.models.schema import json, noun, ref, whole, words

request = noun(
    "request",
    ref("account_id", "account", required=True),
    words("words", required=True),
    words("product_area"),
    words("raised_on", required=True),
    ref("touchpoint_id", "touchpoint"),
    ref("person_id", "person"),
    whole("amount_minor"),
    words("currency"),
    words("shipped_on"),
    words("closed_on"),
)

request_account = noun(
    "request_account",
    ref("request_id", "request", required=True),
    ref("account_id", "account", required=True),
    words("told_on"),
)

csql = noun(
    "csql",
    ref("account_id", "account", required=True),
    words("origin", required=True),
    words("signal", required=True),
    json("gates"),  # signal, fit and timing: yes or no, as judged
    words("submitted_on"),
    words("accepted_on"),
    words("won_on"),
    words("lost_on"),
    whole("amount_minor"),
    words("currency"),
    ref("touchpoint_id", "touchpoint"),
)

indicator = noun(
    "indicator",
    ref("account_id", "account", required=True),
    words("kind", required=True),
    words("on_date", required=True),
    words("note"),
    words("external_id"),
    ref("touchpoint_id", "touchpoint"),
    Index("ix_indicator_date", "on_date"),
)

response = noun(
    # One person's answer to a survey; what a number of them says needs n.
    "response",
    ref("account_id", "account", required=True),
    ref("person_id", "person"),
    words("name"),
    words("survey", required=True),
    words("score"),
    words("comment"),
    words("on_date", required=True),
    words("external_id"),
    ref("request_id", "request"),
    words("followed_on"),
    Index("ix_response_survey", "survey", "on_date"),
)
