"""What the filters of the list are called, and what there is to choose from in the rows of now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from app.language import _, name_of
from app.operations.account_filter import FIELDS, NONE, Filters
from app.operations.account_row import AccountRow
from app.views.accounts.choice_list import Choice
from app.vocabulary import Band, Fit, Phase, Segment

ALWAYS = ("health", "owner", "segment", "phase", "tag")
"""The fields that always have a chip; the others come by 「条件を追加」."""


def quick_choices() -> list[tuple[str, str]]:
    """Return the quick filters."""
    return [
        ("all", _("All")),
        ("today", _("Needs me")),
        ("notice", _("Notice in 90 d")),
        ("onboarding", _("Onboarding now")),
    ]


def field_words(name: str) -> str:
    """Return what a field is called."""
    return {
        "health": _("Health"),
        "turn": _("Health in 30 days"),
        "owner": _("Owner"),
        "segment": _("Segment"),
        "phase": _("Phase"),
        "tag": _("Tag"),
        "contact": _("Contact"),
        "step": _("Next step"),
        "fit": _("Fit"),
        "industry": _("Industry"),
        "parent": _("Parent company"),
        "pinned": _("Pinned"),
    }[name]


def _fixed() -> Mapping[str, Mapping[str, str]]:
    return {
        "turn": {"down": _("Falling"), "flat": _("Steady"), "up": _("Rising"), NONE: _("Nothing to compare with")},
        "contact": {
            "over": _("Beyond the cadence"),
            "within": _("Within the cadence"),
            "never": _("No contact yet"),
            "free": _("No cadence"),
        },
        "step": {
            "overdue": _("Past its date"),
            "due": _("Due today"),
            "ahead": _("Still ahead"),
            "undated": _("Without a date"),
        },
        "pinned": {"yes": _("Pinned"), "no": _("Not pinned")},
    }


_WORST_FIRST = (Band.RISK, Band.WATCH, Band.GOOD, Band.UNKNOWN)
_ORDERS: Mapping[str, Iterable[object]] = {"segment": Segment, "phase": Phase, "fit": Fit, "health": _WORST_FIRST}
_VOCABULARY: Mapping[str, Callable[[str], object]] = {"segment": Segment, "phase": Phase, "fit": Fit, "health": Band}


class FilterWords:
    """The words of values; those of holders come with the rows, and `me` is who uses this."""

    def __init__(self, rows: Sequence[AccountRow], today: date, me: str | None) -> None:
        self._rows, self._today, self._me = rows, today, me or ""
        self._owners = {row.owner_id: row.owner for row in rows if row.owner_id}

    def value(self, name: str, key: str) -> str:
        """Return one value of a field in words."""
        if name == "owner":
            if not key:
                return _("No owner")
            return _("Me") if key == self._me else self._owners.get(key, _("Someone else"))
        if name in _VOCABULARY and key:
            return name_of(_VOCABULARY[name](key))
        if name == "tag":
            return f"#{key}" if key else _("No tag")
        return _fixed().get(name, {}).get(key) or key or _("Not set")

    def values(self, filters: Filters, name: str) -> str:
        """Return what is chosen of a field."""
        return _(", ").join(self.value(name, key) for key in filters.chosen[name])

    def choices(self, filters: Filters, name: str) -> list[Choice]:
        """Return what there is to choose of a field, with how many rows have it."""
        # Counted among the rows that pass everything else, as choosing it would leave them.
        passes = filters.without(name).test(self._today)
        counts = Counter(key for row in self._rows if passes(row) for key in FIELDS[name](row, self._today))
        counts.update(dict.fromkeys((key for row in self._rows for key in FIELDS[name](row, self._today)), 0))
        wanted = filters.chosen.get(name, ())
        keys = list(self._ordered(name, [*counts, *(key for key in wanted if key not in counts)]))
        return [Choice(key, self.value(name, key), counts[key], key in wanted) for key in keys]

    def _ordered(self, name: str, keys: Iterable[str]) -> Iterable[str]:
        order = [str(word) for word in _ORDERS.get(name, ())]
        order = order or list(_fixed().get(name, ()))
        return sorted(
            keys,
            key=lambda key: (
                key == NONE,
                key != self._me if name == "owner" else order.index(key) if key in order else len(order),
                self.value(name, key).casefold(),
            ),
        )

    def condition(self, filters: Filters, key: str) -> str:
        """Return one condition as a person would name it."""
        if key == "quick":
            return dict(quick_choices())[filters.quick]
        if key == "text":
            return _("“{words}”", words=filters.text.strip())
        return f"{field_words(key)}: {self.values(filters, key)}"
