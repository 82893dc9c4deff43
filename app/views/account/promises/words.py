"""What is said of a promise: in which group it stands, how it came to its day, and all of it read aloud."""

from __future__ import annotations

from datetime import date

from app.language import _, ngettext
from app.operations.promises import PromiseFull
from app.views.account.promises_card import due_words, is_hidden, owner_words
from app.views.account.words import near_day

OPEN, LATER, KEPT, DROPPED = "open", "later", "kept", "dropped"


def state_of(one: PromiseFull, today: date) -> str:
    """Return whether a promise is open, hidden for later, kept or dropped."""
    if one.dropped_on is not None:
        return DROPPED
    if one.row.done_on is not None:
        return KEPT
    return LATER if is_hidden(one.row, today) else OPEN


def group(one: PromiseFull, today: date) -> str:
    """Return what stands over a promise."""
    names = {OPEN: _("Still open"), LATER: _("Hidden for later"), KEPT: _("Kept"), DROPPED: _("Dropped")}
    return names[state_of(one, today)]


def ordered(rows: list[PromiseFull], today: date) -> list[PromiseFull]:
    """Return the open ones first, then those hidden, kept and dropped, each as they came."""
    order = (OPEN, LATER, KEPT, DROPPED)
    return sorted(rows, key=lambda one: order.index(state_of(one, today)))


def when(one: PromiseFull, today: date) -> str:
    """Return until when it is due, or when it ended."""
    if one.dropped_on is not None:
        return _("dropped {day}", day=near_day(one.dropped_on, today))
    if one.row.done_on is not None:
        return _("kept {day}", day=near_day(one.row.done_on, today))
    said = due_words(one.row, today)
    if one.row.hidden_until is not None and is_hidden(one.row, today):
        said += " · " + _("back on {day}", day=near_day(one.row.hidden_until, today))
    return said


def is_late(one: PromiseFull, today: date) -> bool:
    """Tell whether an open promise is past its day."""
    return state_of(one, today) == OPEN and one.row.due is not None and one.row.due < today


def moved(one: PromiseFull, today: date) -> str:
    """Return how often the day was moved, and from where: 当初 11/10・2回変更; empty where it never was."""
    if not one.moves:
        return ""
    first = one.first_due or one.moves[0].old
    times = ngettext("moved {n}×", "moved {n}×", len(one.moves))
    if first is None:
        return times
    return _("first agreed {day}, {times}", day=near_day(first, today), times=times)


def customer(one: PromiseFull) -> str:
    """Return whether the customer knows of the last move; empty where nobody said."""
    if one.customer_knows is None or not one.moves:
        return ""
    return _("the customer knows") if one.customer_knows else _("the customer does not know yet")


def spoken(one: PromiseFull, today: date) -> str:
    """Return a promise as it is read aloud."""
    parts = (one.row.text, owner_words(one.row), group(one, today), when(one, today), moved(one, today))
    return ", ".join(part for part in parts if part)
