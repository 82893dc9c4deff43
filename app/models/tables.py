"""Every table of the book in one place, for those who write `tables.account`."""

from __future__ import annotations

from sqlalchemy import Index, text

from app.models.accounts import DATED_FIELDS, account, account_fact, handover, member, put_off, walk
from app.models.bookkeeping import (
    change,
    column_mapping,
    draft,
    history,
    import_print,
    rate,
    saved_view,
    setting,
    sync_clock,
)
from app.models.contracts import contract, contract_line
from app.models.judgement import feeling, health_model, score_override
from app.models.people import move, participation, person, position, sameness, tie
from app.models.plans import (
    commitment,
    milestone,
    objective,
    objective_reading,
    onboarding,
    plan,
    plan_comment,
    plan_return,
    plan_version,
)
from app.models.readings import measure, reading, target
from app.models.reviews import decision, forecast_call, review, review_section
from app.models.schema import NOUNS, metadata, rev_triggers
from app.models.signals import cta, playbook, signal_rule
from app.models.syncing import (
    SYNCING,
    binding,
    connection,
    field_map,
    looked_through,
    outbox,
    remote_alias,
    secret,
    sent,
    spool,
    sync_conflict,
    sync_cursor,
    sync_note,
    sync_run,
    unsent,
    waiting_record,
)
from app.models.touchpoints import gathering, promise, touchpoint, touchpoint_person
from app.models.voice import csql, indicator, request, request_account, response

SYNCED = (
    account, commitment, contract, contract_line, csql, decision, forecast_call, milestone, objective, person, plan,
    position, promise, request, review, review_section, touchpoint,
)  # fmt: skip
"""Nouns that travel, with the other halves of some: an index finds what was written since a revision."""

for _noun in SYNCED:
    Index(f"ix_{_noun.name}_rev", _noun.c.rev, sqlite_where=text("rev > 0"))

__all__ = [
    "DATED_FIELDS",
    "NOUNS",
    "SYNCED",
    "SYNCING",
    "account",
    "account_fact",
    "binding",
    "change",
    "column_mapping",
    "commitment",
    "connection",
    "contract",
    "contract_line",
    "csql",
    "cta",
    "decision",
    "draft",
    "feeling",
    "field_map",
    "forecast_call",
    "gathering",
    "handover",
    "health_model",
    "history",
    "import_print",
    "indicator",
    "looked_through",
    "measure",
    "member",
    "metadata",
    "milestone",
    "move",
    "objective",
    "objective_reading",
    "onboarding",
    "outbox",
    "participation",
    "person",
    "plan",
    "plan_comment",
    "plan_return",
    "plan_version",
    "playbook",
    "position",
    "promise",
    "put_off",
    "rate",
    "reading",
    "remote_alias",
    "request",
    "request_account",
    "response",
    "rev_triggers",
    "review",
    "review_section",
    "sameness",
    "saved_view",
    "score_override",
    "secret",
    "sent",
    "setting",
    "signal_rule",
    "spool",
    "sync_clock",
    "sync_conflict",
    "sync_cursor",
    "sync_note",
    "sync_run",
    "target",
    "tie",
    "touchpoint",
    "touchpoint_person",
    "unsent",
    "waiting_record",
    "walk",
]
