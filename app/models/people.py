"""Persons, the positions they hold at accounts, and the programmes they take part in."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from app.models.schema import noun, ref, words

person = noun(
    "person",
    words("name", required=True),
    words("name_key", required=True),
    words("reading"),
    words("email"),
    words("phone"),
    Index("ix_person_email", "email"),
    Index("ix_person_name_key", "name_key"),
)

position = noun(
    # A person is not a position: who moves keeps their history; two at once (兼務) are legal.
    "position",
    ref("person_id", "person", required=True),
    ref("account_id", "account", required=True),
    words("title"),
    words("department"),
    words("role"),
    words("from_on"),
    words("to_on"),
    words("exchanged_on"),
    CheckConstraint("from_on IS NULL OR to_on IS NULL OR from_on <= to_on", name="position_order"),
)

participation = noun(
    "participation",
    ref("person_id", "person", required=True),
    ref("account_id", "account", required=True),
    words("programme", required=True),
    words("since"),
    words("last_asked_on"),
    words("until"),
    words("note"),
)
