"""What the list says of an account: segment and phase, dates with the days left, the last contact, sums of money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from app.language import _, keyed, name_of, ngettext, number, short_money
from app.operations.account_row import AccountRow
from app.views.paint.cadence import Cadence
from app.vocabulary import Phase, Segment

if TYPE_CHECKING:
    from app.operations.account_page import AccountPage

NOTHING = "—"


def segment_and_phase(segment: Segment | None, phase: Phase | None) -> str:
    """Return both in words, or a dash where neither is known."""
    return " · ".join(name_of(word) for word in (segment, phase) if word is not None) or NOTHING


def stage(segment: Segment | None, phase: Phase | None) -> str:
    """Return both as short as a table wants them: ハイ · 活用."""
    parts = [keyed("segment.short", segment)] if segment is not None else []
    return " · ".join([*parts, *([keyed("phase.short", phase)] if phase is not None else [])]) or NOTHING


def arr_words(mrr: Decimal, currency: str) -> str:
    """Return twelve months of recurring revenue, short; a dash where there is none."""
    return short_money(mrr * 12, currency) if mrr else NOTHING


def arr_in_full(row: AccountRow | AccountPage) -> str:
    """Return the same and, where a renewal is late, that it counts only by the grace."""
    said = arr_words(row.mrr, row.currency)
    return said if row.late is None else f"{said} ({_('Only by the grace')})"


def days_left(day: date, today: date) -> str:
    """Return the days until a day in whole words."""
    left = (day - today).days
    if left < 0:
        return ngettext("{n} day past", "{n} days past", -left)
    return _("today") if left == 0 else ngettext("{n} day", "{n} days", left)


def days_short(day: date, today: date) -> str:
    """Return the same as short as a pill in a table wants it: 41日, 41 d."""
    left = (day - today).days
    if left < 0:
        return _("{n} d past", n=number(-left))
    return _("{days} d", days=number(left)) if left else _("today")


def contact(last: date | None, every: int | None, today: date) -> Cadence:
    """Return the meter of the last contact: 7/14日, 41日, まだなし."""
    days = (today - last).days if last is not None else None
    if days is None:
        return Cadence(None, every, _("none yet"))
    if every is None:
        return Cadence(days, None, _("{days} d", days=number(days)))
    return Cadence(days, every, _("{days}/{every} d", days=number(days), every=number(every)))


def contact_sentence(last: date | None, every: int | None, today: date) -> str:
    """Return the same as a sentence, for tooltips and screen readers."""
    if last is None:
        said = _("No contact recorded yet")
    else:
        said = ngettext("{n} day since the last contact", "{n} days since the last contact", (today - last).days)
    if every is None:
        return said
    return said + _(" (cadence {every} days)", every=number(every))
