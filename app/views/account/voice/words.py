"""What is said of a request, a lead and an answer: under which heading they stand, and each of them in a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.language import _, keyed, money, name_of, ngettext, number, short_money
from app.operations.moves.arrivals import Arrival
from app.operations.voice.rows import AccountVoice, AnswerRow, LeadRow, Money, RequestRow
from app.views.account.words import near_day
from app.views.paint.pill import Pill
from app.vocabulary import Gate, TouchpointKind

_STATES = {"shipped": "watch", "open": "info", "told": "good", "closed": "unknown"}
_STEPS = {"found": "unknown", "submitted": "info", "accepted": "info", "won": "good", "lost": "unknown"}


@dataclass(frozen=True)
class Arrived:
    """Somebody who arrived where nobody is a customer: a lead to be."""

    id: str
    arrival: Arrival


Row = RequestRow | LeadRow | AnswerRow | Arrived


def rows_of(voice: AccountVoice) -> list[Row]:
    """Return everything in the order in which it is shown."""
    arrived = [Arrived(one.move_id, one) for one in voice.arrivals]
    return [*voice.requests, *arrived, *voice.leads, *voice.answers]


def group(row: Row) -> str:
    """Return what stands over a row."""
    if isinstance(row, RequestRow):
        said = {
            "shipped": _("Shipped: tell the customers"),
            "open": _("Open requests"),
            "told": _("Shipped and told"),
            "closed": _("Closed requests"),
        }
        return said[row.state]
    if isinstance(row, AnswerRow):
        return _("Answers to ask about") if row.is_open else _("Answers to surveys")
    return _("CSQL: leads found here")


def title(row: Row) -> str:
    """Return the words of a row in one line."""
    if isinstance(row, RequestRow):
        return " ".join(row.words.split())
    if isinstance(row, LeadRow):
        return row.signal
    if isinstance(row, Arrived):
        return arrived(row.arrival)
    return " ".join(row.comment.split()) or _("No comment")


def arrived(arrival: Arrival) -> str:
    """Return who arrived where."""
    return _("{name} arrived at {company}", name=arrival.name, company=arrival.company)


def figure(row: Row) -> str:
    """Return the number that stands at the end of a row: money at stake, the amount of a lead, a score."""
    if isinstance(row, RequestRow):
        return " + ".join(short_money(one.amount, one.currency) for one in row.at_stake)
    if isinstance(row, LeadRow):
        return short_money(row.amount.amount, row.amount.currency) if row.amount is not None else ""
    if isinstance(row, AnswerRow):
        return (
            _("{survey} {score}", survey=name_of(row.survey), score=number(row.score)) if row.score is not None else ""
        )
    return ""


def pill(row: Row) -> Pill | None:
    """Return how it stands; None for an answer that asks for nothing."""
    if isinstance(row, RequestRow):
        if row.to_tell:
            return Pill(tell_words(len(row.to_tell)), "watch", "send")
        return Pill(keyed("request.state", row.state), _STATES[row.state])
    if isinstance(row, LeadRow):
        return Pill(keyed("lead.state", row.state), _STEPS[row.state])
    if isinstance(row, Arrived):
        return Pill(_("Make a CSQL of it?"), "info", "user-plus")
    if row.is_open:
        return Pill(_("To be followed up"), "risk", "circle-alert")
    if row.request_id is not None:
        return Pill(_("Made a request"), "good")
    return Pill(_("Followed up"), "good") if row.followed_on is not None else None


def tell_words(count: int) -> str:
    """Return how many accounts are to be told that what they asked for is there."""
    return ngettext("Shipped: tell {n} account", "Shipped: tell {n} accounts", count)


def story(row: Row, today: date, here: str) -> str:
    """Return what else is known of it, in one line; `here` is the account of the tab."""
    if isinstance(row, RequestRow):
        first = row.account if row.account_id != here else ""
        raised = near_day(row.raised_on, today)
        return _joined(row.area, raised, place_words(row), first, row.person, _others(row), _renewal(row, today))
    if isinstance(row, LeadRow):
        on = near_day(row.last_on, today) if row.last_on is not None else ""
        return _joined(name_of(row.origin), gates(row), on)
    if isinstance(row, Arrived):
        return _joined(row.arrival.post, near_day(row.arrival.on, today))
    return _joined(row.person, near_day(row.on, today))


def gates(row: LeadRow) -> str:
    """Return how many gates are open, and which are not."""
    missing = [name_of(gate) for gate in Gate if row.gates.get(gate) is not True]
    said = _("gates {n}/{of}", n=number(row.passed), of=number(len(Gate)))
    return _("{said} (not yet: {names})", said=said, names=_(", ").join(missing)) if missing else said


def place_words(row: RequestRow) -> str:
    """Return at what kind of touchpoint it was raised."""
    return name_of(TouchpointKind(row.place)) if row.place in list(TouchpointKind) else ""


def _others(row: RequestRow) -> str:
    more = len(row.wanted) - 1
    return ngettext("{n} other account", "{n} other accounts", more) if more else ""


def _renewal(row: RequestRow, today: date) -> str:
    return _("first renewal {day}", day=near_day(row.renewal, today)) if row.renewal is not None else ""


def stake_words(row: RequestRow) -> str:
    """Return the money at stake in full, and where the figure comes from."""
    if not row.at_stake:
        return _("No money is known of yet.")
    said = " + ".join(money(one.amount, one.currency) for one in row.at_stake)
    if row.amount is not None:
        return _("At stake: {amount}, as entered", amount=said)
    return ngettext(
        "At stake: {amount}, what {n} account pays a year", "At stake: {amount}, what {n} accounts pay a year",
        len(row.wanted), amount=said,
    )  # fmt: skip


def amount_text(amount: Money | None) -> str:
    """Return an amount as it is written into its field."""
    return f"{amount.amount:,}" if amount is not None else ""


def spoken(row: Row, today: date, here: str) -> str:
    """Return all of a row as it is read aloud."""
    stands = pill(row)
    said = stands.text if stands is not None else ""
    return _joined(group(row), title(row), said, figure(row), story(row, today, here))


def count_words(rows: Iterable[Row]) -> str:
    """Return how many of each kind there are."""
    some = list(rows)
    asked = sum(isinstance(row, RequestRow) for row in some)
    found = sum(isinstance(row, LeadRow) for row in some)
    answers = sum(isinstance(row, AnswerRow) for row in some)
    said = [
        ngettext("{n} request", "{n} requests", asked) if asked else "",
        _("CSQL {n}", n=number(found)) if found else "",
        ngettext("{n} answer", "{n} answers", answers) if answers else "",
    ]
    return _joined(*said)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
