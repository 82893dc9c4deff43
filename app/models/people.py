"""Persons, the positions they hold at accounts, and the programmes they take part in."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from app.models.schema import flag, noun, ref, whole, words

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
    whole("influence"),  # on what is decided there, 0 to 100
    whole("support"),  # for us, -100 to 100
    whole("cadence_days"),
    words("note"),  # internal
    CheckConstraint("from_on IS NULL OR to_on IS NULL OR from_on <= to_on", name="position_order"),
    CheckConstraint("influence BETWEEN 0 AND 100", name="position_influence"),
    CheckConstraint("support BETWEEN -100 AND 100", name="position_support"),
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

tie = noun(
    # Two people of one account who know each other well enough to introduce somebody.
    "tie",
    ref("account_id", "account", required=True),
    ref("one_id", "person", required=True),
    ref("other_id", "person", required=True),
    words("note"),
)

sameness = noun(
    # What a person decided about two who look alike: the next import keeps to it.
    "sameness",
    ref("one_id", "person", required=True),
    ref("other_id", "person", required=True),
    flag("same"),
)

move = noun(
    # 異動: evidence that somebody left or arrived, until a person confirms or dismisses it.
    "move",
    ref("account_id", "account"),
    words("company"),  # where no account of that name is known
    ref("person_id", "person", required=True),
    ref("position_id", "position"),
    words("direction", required=True),
    words("source", required=True),
    words("evidence"),
    whole("confidence"),
    words("on_date", required=True),
    words("state", required=True),
    words("decided_on"),
    words("reason"),
    CheckConstraint("direction IN ('departure', 'arrival')", name="move_direction"),
    CheckConstraint("source IN ('import', 'card', 'bounce', 'silence', 'network', 'said')", name="move_source"),
    CheckConstraint("state IN ('open', 'confirmed', 'dismissed')", name="move_state"),
    CheckConstraint("confidence BETWEEN 0 AND 100", name="move_confidence"),
)
