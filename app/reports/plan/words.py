"""What a plan file says of its parts, in its own language: the same words on the page, on paper and in the workbook."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from app.language import day, name_of, number, period, tr
from app.reports.plan_content import PlanCommitment, PlanContent, PlanMilestone, PlanObjective, PlanTask
from app.vocabulary import PlanStatus, Side

# What XML and PDF cannot hold, and marks that would turn the direction of the rest of a line.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]"
)


def clean(text: str) -> str:
    """Return a text as any document can hold it, with its lines as they are."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(clean(text).split())


def addressed(content: PlanContent) -> str:
    """Return the account as a document names it."""
    return f"{line(content.account)} 様" if content.lang == "ja" else line(content.account)


def figure(value: Decimal | None, unit: str) -> str:
    """Return a number with its unit: 27 h, 40時間, 5.2%; a dash where there is none."""
    if value is None:
        return "–"
    exponent = value.normalize().as_tuple().exponent
    text = number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
    unit = line(unit)
    return f"{text} {unit}" if unit[:1].isascii() and unit[:1].isalpha() else f"{text}{unit}"


def status_words(status: PlanStatus, lang: str) -> str:
    """Return how an item stands, in a word."""
    return name_of(status, lang)


def is_late(item: PlanTask | PlanMilestone | PlanObjective, as_of: date) -> bool:
    """Tell whether the due day of an item has passed while it is still open."""
    over = item.status in {PlanStatus.DONE, PlanStatus.DROPPED} if isinstance(item, PlanObjective) else item.done_on
    return item.due is not None and item.due < as_of and not over


def whose(item: PlanTask | PlanMilestone, lang: str) -> str:
    """Return who has an item in hand: the name, else the side."""
    side = tr(lang, "Customer's side") if item.side is Side.CUSTOMER else tr(lang, "Our side")
    return line(item.who) or side


def due_words(item: PlanTask | PlanMilestone, lang: str) -> str:
    """Return until when an item is to be done, or when it was."""
    if item.done_on is not None:
        return tr(lang, "done on {day}", day=day(item.done_on, lang))
    return tr(lang, "by {day}", day=day(item.due, lang)) if item.due is not None else ""


def amount_words(item: PlanMilestone) -> str:
    """Return how much of what is counted is there: 1 / 2拠点, 71%."""
    if item.of_amount is None:
        return ""
    if line(item.unit) == "%" and item.of_amount == 100:
        return figure(item.amount or Decimal(0), "%")
    return f"{figure(item.amount or Decimal(0), '')} / {figure(item.of_amount, item.unit)}"


def owners(objective: PlanObjective, lang: str) -> list[str]:
    """Return who looks after an objective on either side."""
    found = []
    if objective.owner:
        found.append(tr(lang, "Customer: {name}", name=line(objective.owner)))
    if objective.our_owner:
        found.append(tr(lang, "Ours: {name}", name=line(objective.our_owner)))
    return found


def is_measured(objective: PlanObjective) -> bool:
    """Tell whether an objective is a number that can be read."""
    return objective.target is not None


def now_words(objective: PlanObjective, lang: str) -> str:
    """Return the last reading with its day."""
    if objective.actual is None:
        return tr(lang, "No reading yet")
    now = figure(objective.actual, objective.unit)
    if objective.actual_on is None:
        return tr(lang, "Now {value}", value=now)
    return tr(lang, "Now {value} ({day})", value=now, day=day(objective.actual_on, lang))


def commitment_words(one: PlanCommitment, content: PlanContent) -> tuple[str, str]:
    """Return who has said yes to what, and how it stands."""
    lang = content.lang
    titles = {objective.id: line(objective.title) for objective in content.objectives}
    what = titles.get(one.objective_id) or tr(lang, "The plan as a whole")
    on = day(one.on, lang) if one.on is not None else "–"
    state = {
        "committed": tr(lang, "confirmed on {day}", day=on),
        "lapsed": tr(lang, "confirmed on {day}, changed since", day=on),
    }.get(one.state, tr(lang, "not confirmed yet"))
    if one.version is not None and one.state != "proposed":
        state = tr(lang, "{state} (version {n})", state=state, n=one.version)
    return tr(lang, "{name}: {what}", name=line(one.by), what=what) if one.by else what, state


def facts(content: PlanContent) -> list[tuple[str, str]]:
    """Return what stands at the head of the plan: caption and text."""
    lang = content.lang
    found = [
        (tr(lang, "Version"), f"v{content.version}"),
        (tr(lang, "As of"), day(content.as_of, lang)),
    ]
    if content.start is not None and content.end is not None:
        found.append((tr(lang, "Plan period"), period(content.start, content.end, lang)))
    if content.next_review is not None:
        found.append((tr(lang, "Next joint review"), day(content.next_review, lang)))
    if content.score is not None:
        found.append((tr(lang, "Health"), str(content.score)))
    if content.ours:
        found.append((tr(lang, "Your contact"), line(content.ours)))
    return found
