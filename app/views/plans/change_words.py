"""What became of a plan since a version, item by item, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from app.language import _, name_of, number
from app.plans.differences import Change, FieldChange
from app.views.account.words import near_day
from app.vocabulary import Side


def field_name(field: str) -> str:
    """Return what a field of a plan is called."""
    return {
        "title": _("Wording"),
        "success": _("Success"),
        "start": _("Start"),
        "end": _("End"),
        "metric": _("What is measured"),
        "unit": _("Unit"),
        "baseline": _("Baseline"),
        "target": _("Target value"),
        "due": _("Due"),
        "owner": _("Owner at the customer"),
        "who": _("Who"),
        "side": _("Whose it is"),
        "of_amount": _("Out of"),
        "amount": _("Done so far"),
        "done_on": _("Done on"),
        "actual": _("Last reading"),
        "actual_on": _("Day of the reading"),
        "below": _("Place"),
    }.get(field, field)


def value_words(field: str, value: str, today: date) -> str:
    """Return what stood in a field."""
    if not value:
        return _("nothing")
    if field in ("start", "end", "due", "done_on", "actual_on"):
        return near_day(date.fromisoformat(value), today)
    if field == "side":
        return name_of(Side(value))
    if field in ("baseline", "target", "amount", "of_amount", "actual"):
        try:
            exact = Decimal(value)
        except InvalidOperation:
            return value
        return number(exact, max(0, -int(exact.normalize().as_tuple().exponent)))
    return value


def field_words(change: FieldChange, today: date) -> str:
    """Return what became of one field: 期日：11/30 → 12/10."""
    name = field_name(change.field)
    if change.field == "below":
        return _("moved to another place")
    old, new = value_words(change.field, change.old, today), value_words(change.field, change.new, today)
    return _("{field}: {old} → {new}", field=name, old=old, new=new)


def deed_words(change: Change) -> str:
    """Return what became of an item."""
    return {"added": _("added"), "removed": _("removed"), "changed": _("changed")}[change.deed]


def change_lines(change: Change, today: date) -> list[str]:
    """Return what there is to tell of an item beyond its title."""
    return [field_words(one, today) for one in change.fields]
