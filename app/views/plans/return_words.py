"""What a customer answered, in words: each answer beside what was sent and what the plan says today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.language import _, ngettext
from app.views.account.words import near_day

if TYPE_CHECKING:
    from app.operations.plans.answered import AnsweredChange
    from app.operations.plans.returns import PlanReturn


def what(change: AnsweredChange) -> str:
    """Return what sort of answer it is."""
    return {
        "done": _("Done"),
        "reading": _("Number"),
        "comment": _("Comment"),
        "commitment": _("Agreement"),
    }[change.field]


def value(change: AnsweredChange, said: str, today: date) -> str:
    """Return what stands on one of the three sides."""
    if change.field == "done":
        return _("done on {day}", day=near_day(date.fromisoformat(said), today)) if said else _("not done")
    return said or "–"


def answered(change: AnsweredChange, today: date) -> str:
    """Return the answer with who gave it and when."""
    said = value(change, change.answered, today)
    by = change.by if change.field != "commitment" else ""
    beside = _(", ").join(part for part in (by, near_day(change.on, today) if change.field != "done" else "") if part)
    return _("{said} ({beside})", said=said, beside=beside) if beside else said


def warning(change: AnsweredChange) -> str:
    """Return what to mind about an answer; empty where there is nothing."""
    if change.gone:
        return _("The item is not in the plan any more.")
    return _("The plan was changed here since it went out.") if change.conflict else ""


def about(found: PlanReturn, today: date) -> str:
    """Return whose answer it is, to which version."""
    said = [f"{found.account} · {found.plan} v{found.version}"]
    if found.by:
        said.append(_("by {name}, as stated", name=found.by))
    if found.on is not None:
        said.append(near_day(found.on, today))
    return _(" · ").join(said)


def outcome(found: PlanReturn, today: date) -> str:
    """Return why there is nothing to choose; empty where there is something."""
    if found.taken_on is not None:
        return _("This answer was taken in on {day}. Nothing changes.", day=near_day(found.taken_on, today))
    if found.is_empty:
        return _("Nothing was filled in.")
    return "" if found.changes else _("The plan says all of it already.")


def unread(found: PlanReturn) -> list[str]:
    """Return what could not be read."""
    said = []
    for one in found.unread:
        if one.value:
            said.append(_("“{value}” for “{item}” is no number and stays out.", value=one.value, item=one.item))
        else:
            said.append(_("One answer belongs to nothing that was sent and stays out."))
    return said


def taken(count: int) -> str:
    """Return what was done, for the toast."""
    return ngettext("{n} answer taken in", "{n} answers taken in", count)
