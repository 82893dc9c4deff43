"""What the screens of plans say: standings, owners, numbers, days, agreement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.language import _, current, name_of, ngettext, number, short_day
from app.operations.plans.names import Who, addressed
from app.operations.plans.rows import Agreed, PlanRow, TreeRow
from app.reports.plan import words as plan_words
from app.views.account.words import near_day
from app.vocabulary import PlanStatus, Side

ICONS = {
    PlanStatus.PLANNED: "circle-dashed",
    PlanStatus.IN_PROGRESS: "circle-dot",
    PlanStatus.ON_TRACK: "circle-check",
    PlanStatus.ATTENTION: "triangle-alert",
    PlanStatus.LATE: "clock-alert",
    PlanStatus.DONE: "check",
    PlanStatus.DROPPED: "minus",
}
MEANINGS = {
    PlanStatus.PLANNED: "unknown",
    PlanStatus.IN_PROGRESS: "info",
    PlanStatus.ON_TRACK: "good",
    PlanStatus.ATTENTION: "watch",
    PlanStatus.LATE: "risk",
    PlanStatus.DONE: "unknown",
    PlanStatus.DROPPED: "unknown",
}
ORDER = {status: at for at, status in enumerate((
    PlanStatus.LATE, PlanStatus.ATTENTION, PlanStatus.IN_PROGRESS, PlanStatus.ON_TRACK, PlanStatus.PLANNED,
    PlanStatus.DONE, PlanStatus.DROPPED,
))}  # fmt: skip
"""What presses first, for sorting."""
SUGGESTIBLE = (
    PlanStatus.ON_TRACK,
    PlanStatus.IN_PROGRESS,
    PlanStatus.ATTENTION,
    PlanStatus.LATE,
    PlanStatus.PLANNED,
)
"""What a person may say instead of what dates and numbers suggest."""


def status_words(row: TreeRow) -> str:
    """Return how a row stands."""
    return name_of(row.status)


def avatar_side(side: Side) -> str:
    """Return which runner a side is painted as."""
    return "customer" if side is Side.CUSTOMER else "vendor"


def owner_words(row: TreeRow) -> str:
    """Return who has a row in hand; its side where nobody is named."""
    return row.owner or name_of(row.side)


def figure(value: Decimal | None, unit: str = "") -> str:
    """Return a number of a plan with its unit, written as in what goes out; empty without one."""
    return plan_words.figure(value, unit) if value is not None else ""


def reached(row: TreeRow) -> str:
    """Return how far a row has come, for the figure beside its bar: 27h, 1/2拠点, 71%."""
    if row.kind == "milestone":
        if row.target is None:
            return "100%" if row.done_on is not None else ""
        if row.unit == "%" and row.target == 100:
            return figure(row.actual, "%")
        return f"{figure(row.actual)}/{figure(row.target, row.unit)}"
    return figure(row.actual, row.unit) or ("" if row.target is None else _("no reading yet"))


def due_words(row: TreeRow, today: date) -> str:
    """Return when a row is due."""
    return near_day(row.due, today) if row.due is not None else ""


def agreed_words(agreed: Agreed | None, today: date) -> str:
    """Return with whom the plan is agreed and since when; honorifics only where the name carries none."""
    if agreed is None:
        return _("Not agreed with the customer yet.")
    on = near_day(agreed.on, today)
    names = agreed.by
    if not names:
        return _("Agreed on {day}.", day=on)
    if current() == "ja":
        said = "・".join(addressed(Who(name), "ja") for name in names)
    else:
        said = _(", ").join(names)
    return _("Agreed on {day} with {names}.", day=on, names=said)


def sentence(plan: PlanRow, today: date) -> str:
    """Return the sentence under the name of a plan: when agreed, with whom, what success is."""
    said = _("Closed on {day}.", day=near_day(plan.closed_on, today)) if plan.closed_on else ""
    said = said or agreed_words(plan.agreed, today)
    if plan.success:
        said += ("" if current() == "ja" else " ") + _("Success: {success}", success=plan.success)
    return said


def agreed_cell(plan: PlanRow, today: date) -> str:
    """Return whether a plan is agreed, for the list."""
    if plan.agreed is None:
        return _("not agreed yet")
    version = f"v{plan.agreed.number} · " if plan.agreed.number else ""
    return f"{version}{near_day(plan.agreed.on, today)}"


def next_cell(plan: PlanRow, today: date) -> str:
    """Return what comes next in a plan: the day and what it is."""
    if plan.next_due is None:
        return ""
    return f"{next_day(plan, today)} {plan.next_title}"


def next_day(plan: PlanRow, today: date) -> str:
    """Return the day on which something is due next."""
    return near_day(plan.next_due, today) if plan.next_due is not None else ""


def share(value: float | None) -> str:
    """Return a share of the way in percent; empty where nothing is counted."""
    return "" if value is None else f"{round(value * 100)}%"


def met_words(plan: PlanRow) -> str:
    """Return how many objectives are reached."""
    return _("{met} of {all} objectives reached", met=number(plan.met), all=number(plan.objectives))


def met_cell(plan: PlanRow) -> str:
    """Return the same where there is little room."""
    return _("{met} of {all} reached", met=number(plan.met), all=number(plan.objectives))


def aloud(row: TreeRow) -> str:
    """Return a row of the tree as a screen reader says it."""
    level = {"objective": _("Objective"), "milestone": _("Milestone"), "task": _("Task")}[row.kind]
    parts = [f"{level}: {row.title}", owner_words(row)]
    if row.due is not None:
        parts.append(_("due {day}", day=short_day(row.due)))
    if row.target is not None:
        parts.append(
            _(
                "{actual} on the way from {baseline} to {target}",
                actual=reached(row),
                baseline=figure(row.baseline, row.unit),
                target=figure(row.target, row.unit),
            )
        )
    parts.append(status_words(row))
    if row.said is not None:
        parts.append(_("said by you: {reason}", reason=row.status_reason))
    if not row.shown:
        parts.append(_("not shown to the customer"))
    if row.comments:
        parts.append(ngettext("{n} comment", "{n} comments", row.comments))
    return _(", ").join(parts)


def tip(row: TreeRow, today: date) -> str:
    """Return what is not in the columns of a row, for its tooltip."""
    lines = [row.title]
    if row.metric:
        lines.append(row.metric)
    if row.our_owner:
        lines.append(_("On our side: {name}", name=row.our_owner))
    if row.said is not None:
        lines.append(_("{said} instead of {suggested}: {reason}", said=name_of(row.said),
                       suggested=name_of(row.suggested), reason=row.status_reason))  # fmt: skip
    if row.actual_on is not None:
        lines.append(_("Read on {day}", day=near_day(row.actual_on, today)))
    if not row.shown:
        lines.append(_("Not shown to the customer"))
    if row.note:
        lines.append(_("Internal note: {note}", note=row.note))
    return "\n".join(lines)
