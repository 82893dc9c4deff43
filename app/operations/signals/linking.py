"""A risk that is logged belongs to the open call to action of its account, and is kept there as evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.alerts.firing import TOUCHPOINTS
from app.alerts.rules import Evidence
from app.journal import door
from app.models.database import Session
from app.operations.signals.ctas import open_ctas
from app.operations.signals.rows import CtaRow

_NO_RISK = frozenset({Evidence.LICENCES, Evidence.SHIPPED})
"""Causes that are good news: a risk is no evidence of them."""


def call_of_risk(session: Session, account_id: str, *, today: date) -> CtaRow | None:
    """Return the open call to action that a risk at an account belongs to: the most urgent one, then the newest."""
    rows = open_ctas(session, account_id, today=today)
    there = [row for row in rows if row.gone_on is None and row.evidence not in _NO_RISK]
    return max(there, key=lambda row: (row.urgency, row.opened_on, row.id), default=None)


def link_risk(session: Session, account_id: str, touchpoint_id: str, *, today: date) -> str | None:
    """Keep a touchpoint as evidence of the call to action that it belongs to, and return that one's id."""
    row = call_of_risk(session, account_id, today=today)
    if row is None:
        return None
    params: Any = door.present(session, "cta", [row.id])[row.id]["params"] or {}
    linked = [*params.get(TOUCHPOINTS, ()), touchpoint_id]
    door.amend(session, "cta", {row.id: {"params": {**params, TOUCHPOINTS: linked}}})
    return row.id
