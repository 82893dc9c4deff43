"""Accounts, what was true of them from which day on, and how they were handed over."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text

from app.models.schema import flag, json, noun, ref, whole, words

member = noun("member", words("name", required=True), words("email"))

account = noun(
    "account",
    words("name", required=True),
    words("name_key", required=True),  # folded without legal form: the key of last resort of an import
    words("reading"),
    words("external_id"),
    words("domain"),
    words("segment"),
    words("phase"),
    words("industry"),
    ref("owner_id", "member"),
    words("fit"),
    words("fit_reason"),
    words("fit_on"),
    json("fit_criteria"),  # criterion → yes / no, of the five that fit is judged by
    json("tags"),
    ref("parent_id", "account"),
    whole("fiscal_year_end"),
    flag("pinned"),
    CheckConstraint("fiscal_year_end BETWEEN 1 AND 12", name="account_fiscal_year_end"),
    CheckConstraint("parent_id IS NULL OR parent_id <> id", name="account_parent"),
    Index("ux_account_external_id", "external_id", unique=True, sqlite_where=text("deleted_at IS NULL")),
    Index("ix_account_domain", "domain"),
    Index("ix_account_name_key", "name_key"),
)

account_fact = noun(
    # Segment, phase, parent, owner and fit as dated facts: a score of last March is judged by what held in March.
    "account_fact",
    ref("account_id", "account", required=True),
    words("field", required=True),
    words("value"),
    words("effective_on", required=True),
    words("recorded_at", required=True),
)

DATED_FIELDS = ("segment", "phase", "parent_id", "owner_id", "fit")
"""Columns of account whose every value is also kept as an account_fact."""

handover = noun(
    "handover",
    ref("account_id", "account", required=True),
    words("kind", required=True),
    words("given_by"),
    ref("taken_by_id", "member"),
    words("handed_on"),
    words("accepted_on"),
    words("why_bought"),
    words("outcome_promised"),
    words("success_as_sold"),
    words("sales_promises"),
    words("known_risks"),
    words("decision_route"),
    json("open_questions"),
    CheckConstraint("kind IN ('sales', 'csm')", name="handover_kind"),
)

put_off = noun(
    # あとで: one row of Today hidden until a day. The key of a row is account, kind and subject.
    "put_off",
    ref("account_id", "account", required=True),
    words("kind", required=True),
    words("subject", required=True),
    words("until", required=True),
)

walk = noun(
    # One account as judged on one walk through the book: as before, better, worse, or passed without a word.
    "walk",
    ref("account_id", "account", required=True),
    words("on_date", required=True),
    words("verdict", required=True),
    words("note"),
    CheckConstraint("verdict IN ('same', 'better', 'worse', 'passed')", name="walk_verdict"),
)
