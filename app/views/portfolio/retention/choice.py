"""What the list below the figures is about, and its rows: a figure, a term of the bridge, a month, a method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.language import _, ngettext, period
from app.operations.money import behind
from app.operations.money.behind import Contracts
from app.operations.money.figures import Metrics
from app.operations.money.scopes import Method, Period
from app.operations.money.words import method_name, method_words, term_name
from app.views.portfolio.retention import words
from app.views.portfolio.retention.lists import HELD, MOVED, WORTH

TILE: Final = "tile"
TERM: Final = "term"
MONTH: Final = "month"
METHOD: Final = "method"
LATE: Final = "late"
BROKEN: Final = "broken"
Choice = tuple[str, Any]
"""What is listed: its kind, and the key of a figure or a term, the place of a month, or a method."""


@dataclass(frozen=True)
class Listed:
    """Rows of a kind with what stands over them, or instead of them; `counted` words what counts of a customer."""

    kind: str
    rows: Sequence[Any]
    title: str
    note: str
    empty: str
    counted: str = ""


def listed(choice: Choice, found: Metrics, contracts: Contracts, months: Sequence[Period]) -> Listed:
    """Return the list of a choice."""
    kind, key = choice
    if kind == TILE:
        return _figures()[key](found, contracts)
    if kind == TERM:
        return _term(key, found, contracts)
    if kind == METHOD:
        return _cohort(found, key, "nrr", method_name(key))
    if kind == MONTH:
        rows = behind.movements(found, contracts, within=months[key])
        title = _("Changes of {month}", month=period(months[key].start, months[key].end))
        return Listed(MOVED, rows, title, _changes(len(rows)), _("Nothing changed in these days."))
    if kind == LATE:
        late = behind.by_grace(found)
        note = _("contracts that ended within {days} days and are not renewed", days=found.grace)
        return Listed(WORTH, late, _("Only by the grace"), note, _("Nobody is in their grace."))
    rows = behind.broken(found, contracts)
    note = _("The amount is what is missing; lines that reach beyond their contract are the usual cause.")
    return Listed(MOVED, rows, _("Contracts that contradict themselves"), note, _("The bridge comes out."))


def _cohort(found: Metrics, method: Method, figure: str, title: str) -> Listed:
    rows = behind.cohort(found, method, figure)
    counted = {"nrr": _("Counts for NRR"), "grr": _("Counts for GRR")}.get(figure, _("At the end"))
    note = f"{method_name(method)} · {words.customers(len(rows))} · {method_words(method, found.grace)}"
    return Listed(HELD, rows, title, note, _("No customer paid on the eve of the period."), counted)


def _term(term: str, found: Metrics, contracts: Contracts) -> Listed:
    if term in ("start", "end"):
        some = behind.paying(found, term)
        title = f"{term_name(term)} · MRR"
        return Listed(WORTH, some, title, words.customers(len(some)), _("No customer paid on that day."))
    rows = behind.movements(found, contracts, term=term)
    return Listed(MOVED, rows, term_name(term), _changes(len(rows)), _("No change of this kind in the period."))


def _changes(count: int) -> str:
    return ngettext("{n} change", "{n} changes", count)


def _cmrr(found: Metrics, contracts: Contracts) -> Listed:
    rows = behind.coming(found, contracts)
    if not rows:
        # Committed is what is in force: those who pay it stand behind the number.
        nothing = _("Nothing is signed or notified beyond what is in force.")
        return Listed(WORTH, behind.paying(found, "end"), "CMRR", nothing, nothing)
    note = _("what makes MRR of {amount} the committed one", amount=words.full(found, found.committed.mrr))
    return Listed(MOVED, rows, "CMRR", note, _("Nothing is signed or notified beyond what is in force."))


def _grown(term: str, found: Metrics, contracts: Contracts) -> Listed:
    grown = found.upsell if term == "upsell" else found.cross_sell
    rows = behind.movements(found, contracts, term=term, among=grown.who)
    note = f"{words.customers(len(grown.who))} · {_changes(len(rows))}"
    return Listed(MOVED, rows, words.caption(term), note, _("No change of this kind in the period."))


def _realised(found: Metrics, _contracts: Contracts) -> Listed:
    rows = behind.brought(found)
    return Listed(WORTH, rows, words.caption("realised"), words.customers(len(rows)), _("Nobody has paid yet."))


def _expected(found: Metrics, _contracts: Contracts) -> Listed:
    rows = behind.paying(found, "end")
    note = _("ARPA is the average of these customers; c is {churn} a month", churn=words.churn(found))
    return Listed(WORTH, rows, words.caption("expected"), note, _("No customer paid on that day."))


def _figures() -> dict[str, Callable[[Metrics, Contracts], Listed]]:
    def of(figure: str) -> Callable[[Metrics, Contracts], Listed]:
        return lambda found, _contracts: _cohort(found, found.method, figure, words.caption(figure))

    return {
        "nrr": of("nrr"),
        "grr": of("grr"),
        "logos": of("logos"),
        "cmrr": _cmrr,
        "mrr": lambda found, contracts: _term("end", found, contracts),
        "upsell": lambda found, contracts: _grown("upsell", found, contracts),
        "cross_sell": lambda found, contracts: _grown("cross_sell", found, contracts),
        "realised": _realised,
        "expected": _expected,
    }
