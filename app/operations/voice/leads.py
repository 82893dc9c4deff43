"""Writing leads that customer success found: judged at three gates, submitted, accepted, won or lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.voice.amounts import minor
from app.vocabulary import Gate, LeadOrigin

Step = Literal["submitted", "accepted", "won", "lost"]


def add_lead(session: Session, account_id: str, *, signal: str, origin: LeadOrigin) -> str:
    """Make a lead that nobody has judged yet and return its id."""
    row = {"account_id": account_id, "origin": str(origin), "signal": _signal(signal)}
    return door.create(session, "csql", [row])[0]


def amend_lead(session: Session, lead_id: str, values: Mapping[str, Any]) -> int:
    """Change the signal, where it comes from, or the amount (as a person wrote it)."""
    fields: dict[str, object] = {}
    if "signal" in values:
        fields["signal"] = _signal(str(values["signal"]))
    if "origin" in values:
        fields["origin"] = str(LeadOrigin(values["origin"]))
    if "amount" in values:
        before = door.present(session, "csql", [lead_id])[lead_id]
        currency = str(values.get("currency") or before["currency"] or "JPY")
        amount = minor(str(values["amount"]), currency)
        fields |= {"amount_minor": amount, "currency": currency if amount is not None else None}
    return door.amend(session, "csql", {lead_id: fields})


def judge_gate(session: Session, lead_id: str, gate: Gate, *, passed: bool | None) -> int:
    """Say whether a lead passes one of its gates; None takes the answer back."""
    before = _gates(door.present(session, "csql", [lead_id])[lead_id])
    gates = {
        str(one): answer for one in Gate if (answer := passed if one is gate else before.get(str(one))) is not None
    }
    return door.amend(session, "csql", {lead_id: {"gates": gates or None}})


def step_lead(session: Session, lead_id: str, step: Step, *, on: date) -> int:
    """Take a lead a step further.

    Raises BansoError "lead.gates" where one is submitted that does not pass all gates, "lead.step" where the step
    before is missing.
    """
    before = door.present(session, "csql", [lead_id])[lead_id]
    gates = _gates(before)
    if step == "submitted" and not all(gates.get(str(gate)) is True for gate in Gate):
        raise BansoError("lead.gates", field="gates")
    needed = {"submitted": None, "accepted": "submitted_on", "won": "accepted_on", "lost": "submitted_on"}[step]
    if needed is not None and before[needed] is None:
        raise BansoError("lead.step", field=step)
    fields: dict[str, object] = {f"{step}_on": on.isoformat()}
    if step in ("won", "lost"):
        fields["lost_on" if step == "won" else "won_on"] = None
    return door.amend(session, "csql", {lead_id: fields})


def reopen_lead(session: Session, lead_id: str) -> int:
    """Take the last step of a lead back."""
    before = door.present(session, "csql", [lead_id])[lead_id]
    for some in (("won_on", "lost_on"), ("accepted_on",), ("submitted_on",)):
        if any(before[name] is not None for name in some):
            return door.amend(session, "csql", {lead_id: dict.fromkeys(some)})
    return 0


def remove_lead(session: Session, lead_id: str) -> int:
    """Take a lead away; undo brings it back."""
    return door.remove(session, "csql", [lead_id])


def _gates(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return row["gates"] or {}


def _signal(signal: str) -> str:
    said = " ".join(signal.split())
    if not said:
        raise BansoError("lead.empty", field="signal")
    return said
