"""What the sheet of handing an account over says: what goes along, what was done, who came from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.language import _, day, ngettext, number
from app.operations.account_giving import HeldBy
from app.operations.syncing.rows import CameOver


def noun_words(entity: str) -> str:
    """Return what the rows of a noun are called, in the plural."""
    return {
        "contact": _("People"),
        "touchpoint": _("Touchpoints"),
        "task": _("Promises"),
        "plan": _("Success plans"),
        "objective": _("Objectives"),
        "milestone": _("Milestones"),
        "request": _("Requests"),
        "csql": _("CSQL"),
        "review": _("QBR"),
        "contract": _("Contracts"),
    }[entity]


def counted(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return what goes along, each noun with its number; of what there is none nothing is said."""
    return [(noun_words(entity), number(count)) for entity, count in counts.items() if count]


def held_words(held: HeldBy) -> str:
    """Return the words beside the pill that names who holds an account."""
    since = _("{name} has held it since {day}.", name=held.name, day=day(date.fromisoformat(held.since)))
    kept = (
        _("You still see it in {hub}: what you write is shared there.", hub=held.hub)
        if held.shown
        else _("What you have stays in your book and is not sent to {hub} any more.", hub=held.hub)
    )
    return f"{since}\n{kept}"


def came_words(came: Sequence[CameOver]) -> str:
    """Return what came to us in a run."""
    if len(came) > 1:
        return ngettext("{n} account is yours now", "{n} accounts are yours now", len(came))
    one = came[0]
    if not one.by:
        return _("{account} is yours now", account=one.account)
    return _("{account} is yours now, from {name}", account=one.account, name=one.by)
