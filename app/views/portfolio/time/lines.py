"""My time in words: the rows of the matrix, and the accounts with their hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.language import _, name_of, ngettext, number, short_money
from app.operations.money.own_time import ALL, NONE, AccountTime, OwnTime, Spent, hours_per
from app.operations.money.words import per_cent
from app.views.paint.text import RIGHT
from app.views.portfolio.parts import account_column, health_column, number_column
from app.views.portfolio.time.matrix import Cell, Line
from app.views.portfolio.words import NOTHING
from app.views.row_table import Column
from app.vocabulary import Band, Purpose, Segment

UNMEASURED, ARR, PER = "unmeasured", "arr", "per"
Health = Callable[[str], tuple[Band, int | None]]


@dataclass(frozen=True)
class AccountLine:
    """An account in the list with the time that is asked for, and the ARR that hours are held against."""

    account: AccountTime
    spent: Spent
    currency: str
    per: Decimal

    @property
    def hours_per(self) -> Fraction | None:
        """Return the hours for each `per` of its ARR."""
        return hours_per(self.spent, self.account.arr, self.per)


def hours(minutes: Fraction) -> str:
    """Return minutes in hours with one decimal; a dash for none."""
    return number(_decimal(minutes / 60), 1) if minutes else NOTHING


def segment_name(key: str) -> str:
    """Return the name of a segment, of nobody's, or of all."""
    if key == ALL:
        return _("All")
    return _("No segment") if key == NONE else name_of(Segment(key))


def purpose_name(key: str) -> str:
    """Return the name of a purpose, of none, or of all."""
    if key == ALL:
        return _("All purposes")
    return _("No purpose") if key == NONE else name_of(Purpose(key))


def per_words(found: OwnTime) -> str:
    """Return what hours are held against: each ¥1M of ARR."""
    return _("Hours per {amount} of ARR", amount=short_money(found.per, found.currency))


def spent_words(spent: Spent) -> str:
    """Return time as it is said in full: hours, touchpoints, and how many have no minutes."""
    parts = [
        _("{hours} h", hours=hours(spent.minutes) if spent.minutes else "0"),
        ngettext("{n} touchpoint", "{n} touchpoints", spent.touchpoints),
    ]
    if spent.unmeasured:
        parts.append(ngettext("{n} without minutes", "{n} without minutes", spent.unmeasured))
    return _(", ").join(parts)


def matrix_lines(found: OwnTime, columns: Sequence[str]) -> list[Line]:
    """Return the rows of the matrix for some segments."""
    most = max((found.share(s, p) or Fraction(0) for s in columns if s != ALL for p in found.purposes()), default=None)

    def time(segment: str, purpose: str) -> Cell:
        spent, share = found.spent(segment, purpose), found.share(segment, purpose)
        inner = ALL not in (segment, purpose)
        weight = float(share / most) if inner and share and most else 0.0
        said = spent_words(spent)
        if share and spent.minutes:
            said = _("{time}; {share} of my time", time=said, share=per_cent(share))
        return Cell(hours(spent.minutes), per_cent(share, 0) if spent.minutes else "", weight, said)

    def unmeasured(segment: str) -> Cell:
        count = found.spent(segment).unmeasured
        said = ngettext("{n} touchpoint without minutes", "{n} touchpoints without minutes", count)
        return Cell(number(count), said=said)

    def arr(segment: str) -> Cell:
        amount, share = found.arr(segment), per_cent(found.arr_share(segment), 0)
        shown = short_money(amount, found.currency)
        return Cell(shown, share, said=_("ARR {sum}, {share} of the book", sum=shown, share=share))

    def per(segment: str) -> Cell:
        value = found.hours_per(segment)
        shown = NOTHING if value is None else number(_decimal(value), 1)
        return Cell(shown, said=f"{per_words(found)}: {shown}")

    lines = [Line(p, purpose_name(p), [time(s, p) for s in columns]) for p in found.purposes()]
    lines.append(Line(ALL, _("My hours"), [time(s, ALL) for s in columns], True))
    lines.append(Line(UNMEASURED, _("Without minutes"), [unmeasured(s) for s in columns]))
    lines.append(Line(ARR, _("ARR"), [arr(s) for s in columns], True))
    lines.append(Line(PER, per_words(found), [per(s) for s in columns]))
    return lines


def account_columns(health: Health) -> Sequence[Column[AccountLine]]:
    """Return the columns of the accounts; `health` tells band and score of one."""
    return (
        account_column(_("Account"), lambda one: one.account.name, 172),
        health_column("health", _("Health"), lambda one: health(one.account.account_id)),
        number_column("hours", _("Hours"), lambda one: one.spent.minutes, lambda one: hours(one.spent.minutes)),
        number_column("untold", _("No minutes"), lambda one: one.spent.unmeasured, _untold),
        Column("arr", _("ARR"), _arr, sort_key=lambda one: one.account.arr, align=RIGHT, width=100),
        number_column("per", _("Hours/ARR"), lambda one: one.hours_per, _per),
    )


def _untold(one: AccountLine) -> str:
    return number(one.spent.unmeasured) if one.spent.unmeasured else NOTHING


def _arr(one: AccountLine) -> str:
    return NOTHING if one.account.arr is None else short_money(one.account.arr, one.currency)


def _per(one: AccountLine) -> str:
    return NOTHING if one.hours_per is None else number(_decimal(one.hours_per), 1)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
