"""How the renewal of a contract was decided: the outcome with its day, notice, and why and how something was lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.revenue.churn_tags import COMPETITOR, Seen, told
from app.revenue.losses import KINDS
from app.revenue.mrr import ContractLine, last_day
from app.vocabulary import Outcome

__all__ = [
    "COMPETITOR", "PAIRS", "REASONS", "Decision", "Seen", "decision_of", "effective_on", "record_outcome", "tags_of",
]  # fmt: skip

PAIRS = (("full", "partial"), ("voluntary", "involuntary"), ("avoidable", "unavoidable"), ("early", "mature"))
"""What a loss is either or; a loss of which nobody said bears neither."""
REASONS = (
    "price", "low_use", "onboarding_failed", "missing_feature", "support", "champion_left", "reorganisation", "merger",
    "budget", COMPETITOR, "in_house", "closed_down", "non_payment",
)  # fmt: skip
"""Reasons to choose from; a file may bring others."""
MOST_TEXT = 400

_CONTRACT = text("SELECT kind, start_on FROM contract WHERE id = :id AND deleted_at IS NULL")


@dataclass(frozen=True)
class Decision:
    """How a renewal was decided; `outcome` None while it is open, also where notice was given already.

    `tags` are those of the loss as they are stored (see `app.revenue.churn_tags`).
    """

    outcome: Outcome | None = None
    decided_on: date | None = None
    notified_on: date | None = None
    tags: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the tags that say why."""
        return tuple(tag for tag in told(self.tags).reasons if tag not in KINDS)

    @property
    def competitors(self) -> tuple[str, ...]:
        """Return to whom the customer went."""
        return told(self.tags).competitors

    @property
    def seen(self) -> tuple[Seen, ...]:
        """Return what was seen of it beforehand."""
        return told(self.tags).seen

    @property
    def loses(self) -> bool:
        """Tell whether something was, or by a notice will be, lost."""
        given = self.outcome is None and self.notified_on is not None
        return given or self.outcome in (Outcome.CHURNED, Outcome.CONTRACTED)

    def either(self, pair: Sequence[str]) -> str:
        """Return which of two opposite tags it bears, or ""."""
        return next((tag for tag in pair if tag in self.tags), "")


def decision_of(row: Mapping[str, Any]) -> Decision:
    """Return what a row of contract says of its renewal."""
    return Decision(
        Outcome(row["outcome"]) if row["outcome"] else None,
        _day(row["outcome_on"]),
        _day(row["notified_on"]),
        tuple(str(tag) for tag in row["churn_tags"] or ()),
    )


def tags_of(kinds: Sequence[str], reasons: Sequence[str], competitor: str, seen: Sequence[Seen]) -> tuple[str, ...]:
    """Return the tags of a loss as they are stored; who names a competitor gives that as a reason."""
    name = competitor.strip()
    notes = [f"seen:{one.on.isoformat()} {one.words.strip()}" if one.on else f"seen:{one.words}" for one in seen]
    own = [reason for reason in reasons if not (name and reason == COMPETITOR)]
    return tuple(dict.fromkeys([*kinds, *own, *([f"{COMPETITOR}:{name}"] if name else []), *notes]))


def record_outcome(session: Session, contract_id: str, said: Decision, *, today: date) -> int:
    """Write down how a renewal was decided, or that it is open again. Returns how many rows differ now.

    What cannot be is refused with its field ("outcome.…") and changes nothing.
    """
    rows = session.rows(_CONTRACT, id=contract_id)
    if not rows or rows[0]["kind"] != "paid":
        raise BansoError("outcome.contract", field="outcome")
    _refuse_days(said, date.fromisoformat(rows[0]["start_on"]), today)
    _refuse_tags(said, today)
    values: Mapping[str, object] = {
        "outcome": str(said.outcome) if said.outcome is not None else None,
        "outcome_on": said.decided_on.isoformat() if said.decided_on is not None else None,
        "notified_on": said.notified_on.isoformat() if said.notified_on is not None else None,
        "churn_tags": list(said.tags) or None,
    }
    return door.amend(session, "contract", {contract_id: values})


def effective_on(line: ContractLine, said: Decision) -> date | None:
    """Return the first day without the contract, were its renewal decided as said; None where it goes on."""
    if said.outcome is Outcome.RENEWED or (said.outcome is None and said.notified_on is None):
        return None
    last = last_day(replace(line, outcome=said.outcome, outcome_on=said.decided_on, notice_on=said.notified_on))
    return None if last is None else last + timedelta(1)


def _refuse_days(said: Decision, start: date, today: date) -> None:
    if said.outcome is not None and said.decided_on is None:
        raise BansoError("outcome.day_missing", field="decided_on")
    if said.outcome is None and said.decided_on is not None:
        raise BansoError("outcome.missing", field="outcome")
    for name, day in (("decided_on", said.decided_on), ("notified_on", said.notified_on)):
        if day is not None and day > today:
            raise BansoError("outcome.day_to_come", field=name, day=day)
        if day is not None and day < start:
            raise BansoError("outcome.before_start", field=name, day=day, start=start)
    if said.outcome is Outcome.RENEWED and said.notified_on is not None:
        raise BansoError("outcome.renewed_with_notice", field="notified_on")


def _refuse_tags(said: Decision, today: date) -> None:
    for pair in PAIRS:
        if all(tag in said.tags for tag in pair):
            raise BansoError("outcome.both", field=pair[0])
    if said.tags and not said.loses:
        raise BansoError("outcome.nothing_lost", field="tags")
    if said.outcome is Outcome.CONTRACTED and "full" in said.tags:
        raise BansoError("outcome.contracted_in_full", field="full")
    for one in said.seen:
        if one.on is not None and one.on > today:
            raise BansoError("outcome.day_to_come", field="seen_on", day=one.on)
        if not one.words:
            raise BansoError("outcome.seen_what", field="seen")
    for tag in said.tags:
        if len(tag) > MOST_TEXT:
            field = next((name for name in ("seen", COMPETITOR) if tag.startswith(f"{name}:")), "tags")
            raise BansoError("field.too_long", field=field, most=MOST_TEXT)


def _day(said: object) -> date | None:
    return date.fromisoformat(str(said)) if said else None
