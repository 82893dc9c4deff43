"""The values of fields in words, as they are stored, and what there is to choose for a field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.language import _, day, keyed, name_of, ngettext
from app.operations.account_fields import Choice
from app.vocabulary import Phase, Segment, TouchpointKind

HOW = (
    TouchpointKind.CALL, TouchpointKind.MEETING, TouchpointKind.EMAIL, TouchpointKind.VISIT, TouchpointKind.REVIEW,
    TouchpointKind.CHAT,
)  # fmt: skip
"""The ways in which somebody says that they mean to renew."""

_DAYS = {"intent_on", "approval_due", "budget_due"}


def value_words(field: str, value: object, name: str = "") -> str:
    """Return a stored value of a field as a screen shows it; empty for none. `name` is who an id stands for."""
    if field == "notice":
        assert isinstance(value, tuple)
        return notice_words(*value)
    if value is None or value == "" or value == []:
        return ""
    if name:
        return name
    if isinstance(value, list):
        return tag_words(value)
    if field == "fiscal_year_end":
        return month_words(int(str(value)))
    if field in _DAYS:
        return day(date.fromisoformat(str(value)))
    kind = {"segment": Segment, "phase": Phase}.get(field)
    if kind is not None:
        return name_of(kind(str(value)))
    return how_words(str(value)) if field == "intent_how" else str(value)


def tag_words(tags: Sequence[object]) -> str:
    """Return tags as they are read: #食品 #関西."""
    return " ".join(f"#{tag}" for tag in tags)


def month_words(month: int) -> str:
    """Return the month in which a fiscal year ends: 3月, March."""
    return keyed("month", str(month))


def notice_words(value: int | None, unit: str | None) -> str:
    """Return how long before the end notice is due: 1か月前まで; empty where the contract does not say."""
    if value is None:
        return ""
    if unit == "d":
        return ngettext("{n} day before", "{n} days before", value)
    return ngettext("{n} month before", "{n} months before", value)


def notice_said(value: int | None, unit: str | None) -> str:
    """Return the same as it is written into the field: 1か月前, 30日前; 1m, 30d."""
    if value is None:
        return ""
    return _("{n}d", n=value) if unit == "d" else _("{n}m", n=value)


def how_words(how: str) -> str:
    """Return how somebody said it: the kind of touchpoint, or the words of an import."""
    return name_of(TouchpointKind(how)) if how in set(TouchpointKind) else how


def segments() -> list[Choice]:
    """Return the segments to choose from."""
    return [Choice(str(one), name_of(one)) for one in Segment]


def phases() -> list[Choice]:
    """Return the phases to choose from."""
    return [Choice(str(one), name_of(one)) for one in Phase]


def months() -> list[Choice]:
    """Return the months to choose from."""
    return [Choice(str(month), month_words(month)) for month in range(1, 13)]


def hows() -> list[Choice]:
    """Return the ways to say something."""
    return [Choice(str(one), name_of(one)) for one in HOW]
