"""What screens say of calls to action: what and why, how far a play is, where the evidence stands, until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from textwrap import shorten

from app.alerts.plays import Play
from app.language import _, current, name_of, ngettext
from app.operations.signals.risks import LoggedRisk
from app.operations.signals.rows import BY_HAND, CtaRow, Step
from app.operations.today_words import cta_words
from app.views.account.words import near_day
from app.vocabulary import CtaOutcome

_QUOTED = 100


def what(row: CtaRow, today: date) -> str:
    """Return what is to be done."""
    return cta_words(row, today=today)[0]


def why(row: CtaRow, today: date) -> str:
    """Return the cause as a sentence; that it went away is said apart."""
    return cta_words(replace(row, gone_on=None), today=today)[1]


def progress(row: CtaRow) -> str:
    """Return how many steps are done: 2/7."""
    return f"{row.done}/{len(row.steps)}"


def gone(row: CtaRow, today: date) -> str:
    """Return since when the cause is not there any more, "" while it is."""
    return _("The cause has been gone since {day}.", day=near_day(row.gone_on, today)) if row.gone_on else ""


def raised(row: CtaRow, today: date) -> str:
    """Return by which rule it was raised, and when."""
    day = near_day(row.opened_on, today)
    if row.rule == BY_HAND:
        return _("raised by hand, {day}", day=day)
    return _("{rule}, since {day}", rule=rule_name(row), day=day)


def rule_name(row: CtaRow) -> str:
    """Return the name of its rule."""
    return row.rule_name.get(current()) or next(iter(row.rule_name.values()), row.rule)


def play_name(plays: Iterable[Play], key: str | None) -> str:
    """Return the name of a playbook; "" where it is not there any more."""
    return next((play.called(current()) for play in plays if play.key == key), "")


def tab_of(place: str) -> str:
    """Return the tab of the account that shows the evidence; the first one where there is none for it."""
    from app.views.account.parts import NAMES

    return place if place in NAMES else NAMES[0]


def evidence(place: str) -> str:
    """Return the words that lead to where the evidence is seen."""
    tabs = {
        "health": _("Health"), "people": _("People"), "touchpoints": _("Touchpoints"), "history": _("History"),
        "plan": _("Plan"), "voice": _("Voice"),
    }  # fmt: skip
    return _("See the evidence: {tab}", tab=tabs.get(tab_of(place), _("Overview")))


def step_due(step: Step, today: date) -> tuple[str, bool]:
    """Return until when a step is due, and whether that day is past; nothing once it is done."""
    if step.done_on is not None or step.due is None:
        return "", False
    late = (today - step.due).days
    if late > 0:
        return ngettext("{day} ({n} day over)", "{day} ({n} days over)", late, day=near_day(step.due, today)), True
    return near_day(step.due, today), False


def risk(one: LoggedRisk, today: date) -> str:
    """Return what was logged as a risk, on its day."""
    return _("Risk logged {day}: {said}", day=near_day(one.on, today),
             said=shorten(one.body, _QUOTED, placeholder="…"))  # fmt: skip


def closed(row: CtaRow, today: date) -> str:
    """Return how an earlier one ended."""
    day = near_day(row.closed_on, today) if row.closed_on is not None else ""
    if row.state == "dismissed":
        said = _("{day}: dismissed", day=day)
    else:
        said = _("{day}: done, {outcome}", day=day, outcome=name_of(CtaOutcome(row.outcome)))
    return f"{said} · {row.reason}" if row.reason else said
