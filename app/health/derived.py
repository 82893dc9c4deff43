"""What the book itself says of an account on a day, as values of series that a model can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

CADENCE = "book_cadence"
ROLES = "book_roles"
SPONSOR = "book_sponsor"
OVERDUE = "book_overdue"
VALUE = "book_value"
OBJECTIVES = "book_objectives"

SOURCE = "book"
REFRESH_DAYS = 14
"""A value that has not moved is written again after so many days: readings have a validity."""

MOST_PERCENT = 500
"""Beyond this a percentage says nothing more, and a quiet account stops making rows."""

MEASURES = MappingProxyType(
    {
        # key: name_ja, name_en, unit, loyalty, validity_days
        CADENCE: ("会う頻度（目安との割合）", "Contact against its cadence", "%", "behavioural", 30),
        ROLES: ("わかっている役割", "Roles known", "/5", "psychological", 30),
        SPONSOR: ("スポンサーの在任", "Sponsor in place", "", "psychological", 30),
        OVERDUE: ("期日を過ぎた約束", "Promises overdue", "", "behavioural", 30),
        VALUE: ("合意した効果額（料金との割合）", "Agreed value against the fee", "%", "psychological", 62),
        OBJECTIVES: ("成果目標の達成", "Objectives met", "%", "psychological", 100),
    }
)
"""The series that are kept from the book; all of them count zero as a value."""

_GROUPS = ({"sponsor"}, {"champion"}, {"decision_maker"}, {"payer"}, {"user", "connector"})


@dataclass(frozen=True)
class Known:
    """What is known of one account: `cadence` in days, `roles` held on the day, money a month in one currency.

    `people`: somebody of the account was ever written down; `had_sponsor`: there was a sponsor on some day.
    `objectives`: how many of the objectives in success plans are met or on track, of how many that can be judged.
    """

    cadence: int | None = None
    last_two_way: date | None = None
    started_on: date | None = None
    people: bool = False
    roles: frozenset[str] = frozenset()
    had_sponsor: bool = False
    overdue: int = 0
    value: Decimal | None = None
    mrr: Decimal = Decimal(0)
    objectives: tuple[int, int] | None = None


def derive(known: Known, day: date) -> dict[str, int | None]:
    """Return the value of each series on a day; None where there is nothing to say.

    Nobody met yet: the days count from the start. Nobody written down is not "no roles": it is not known.
    """
    met = known.last_two_way or known.started_on
    sponsor = "sponsor" in known.roles
    return {
        CADENCE: percent(Decimal(max(0, (day - met).days)), Decimal(known.cadence)) if known.cadence and met else None,
        ROLES: sum(bool(group & known.roles) for group in _GROUPS) if known.people else None,
        SPONSOR: 1 if sponsor else 0 if known.had_sponsor else None,
        OVERDUE: known.overdue,
        VALUE: percent(known.value, known.mrr) if known.value is not None and known.mrr > 0 else None,
        OBJECTIVES: percent(Decimal(known.objectives[0]), Decimal(known.objectives[1])) if known.objectives else None,
    }


def percent(part: Decimal, whole: Decimal) -> int:
    """Return a share in whole percent, rounded half up, as far as it says anything."""
    return min(MOST_PERCENT, int((part * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)))


NOTHING: MappingProxyType[str, int | None] = MappingProxyType(dict.fromkeys(MEASURES))
"""What is said of an account that has left."""


def to_write(wanted: int | None, last: tuple[float | None, date] | None, day: date, refresh: int) -> bool:
    """Tell whether a value is to be written: it differs from the last one, or that grows old. Nothing is said once."""
    value, on = last or (None, None)
    if wanted is None or value is None or on is None:
        return wanted != value
    return wanted != value or (day - on).days > refresh
