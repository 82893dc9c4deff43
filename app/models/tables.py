"""Every table of the book in one place, for those who write `tables.account`."""

from __future__ import annotations

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
from app.models.people import participation, person, position
from app.models.readings import measure, reading, target
from app.models.schema import NOUNS, metadata, rev_triggers
from app.models.syncing import (
    SYNCING,
    binding,
    connection,
    field_map,
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
from app.models.touchpoints import promise, touchpoint, touchpoint_person
from app.models.voice import csql, indicator, request, request_account

__all__ = [
    "DATED_FIELDS",
    "NOUNS",
    "SYNCING",
    "account",
    "account_fact",
    "binding",
    "change",
    "column_mapping",
    "connection",
    "contract",
    "contract_line",
    "csql",
    "draft",
    "feeling",
    "field_map",
    "handover",
    "health_model",
    "history",
    "import_print",
    "indicator",
    "measure",
    "member",
    "metadata",
    "outbox",
    "participation",
    "person",
    "position",
    "promise",
    "put_off",
    "rate",
    "reading",
    "remote_alias",
    "request",
    "request_account",
    "rev_triggers",
    "saved_view",
    "score_override",
    "secret",
    "sent",
    "setting",
    "spool",
    "sync_clock",
    "sync_conflict",
    "sync_cursor",
    "sync_note",
    "sync_run",
    "target",
    "touchpoint",
    "touchpoint_person",
    "unsent",
    "waiting_record",
    "walk",
]
