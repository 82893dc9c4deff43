"""The steps of a play as promises: of origin "cta", due in business days, never shown to the customer."""

from __future__ import annotations

from datetime import date

from app.alerts.plays import Play, due_days
from app.language import current
from app.operations.chosen import Settings, calendar_of

ORIGIN = "cta"


def step_rows(play: Play, account_id: str, cta_id: str, chosen: Settings, today: date) -> list[dict[str, object]]:
    """Return the promises that a play asks for from today on."""
    days = due_days(play, today, calendar_of(chosen))
    return [
        {
            "account_id": account_id, "text": step.said(current()), "side": str(step.side), "due": due.isoformat(),
            "first_due": due.isoformat(), "made_on": today.isoformat(), "origin": ORIGIN, "origin_id": cta_id,
            "shown": False,
        }
        for step, due in zip(play.steps, days, strict=True)
    ]  # fmt: skip
