"""What the renewals of Portfolio say: columns of the board, states, calls, amounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.language import _, day, keyed, money, ngettext, number, short_day, short_money
from app.operations.money.renewals import LATER, OVERDUE, RenewalRow
from app.views.account.words import near_day
from app.views.portfolio.words import NOTHING

DOT = " · "


def column(place: int, today: date) -> tuple[str, str]:
    """Return the words of a column of the board, and its days."""
    if place == OVERDUE:
        return _("Notice overdue"), _("before {day}", day=near_day(today, today))
    monday = today - timedelta(today.weekday()) + timedelta(7 * place)
    if place == LATER:
        return _("Later weeks"), _("from {day}", day=near_day(monday, today))
    days = f"{near_day(monday, today)}–{near_day(monday + timedelta(6), today)}"
    if place == 0:
        return _("This week"), days
    return (_("Next week") if place == 1 else _("In {n} weeks", n=number(place))), days


def total(rows: Sequence[RenewalRow], currency: str) -> str:
    """Return how many renewals there are and what they bring."""
    amount = short_money(sum((row.target for row in rows), Decimal(0)), currency)
    return DOT.join((ngettext("{n} renewal", "{n} renewals", len(rows)), amount))


def left(row: RenewalRow, today: date) -> str:
    """Return how long there is until notice, or how late the renewal is."""
    if row.late:
        return _("{n} d late", n=number((today - row.end).days))
    days = (row.notice_on - today).days
    if days > 0:
        return _("{n} d left", n=number(days))
    return _("{n} d past", n=number(-days)) if days else _("today")


def notice(row: RenewalRow) -> str:
    """Return the notice date; an assumed one says so."""
    return _("{day} (assumed)", day=day(row.notice_on)) if row.estimated else day(row.notice_on)


def intent(row: RenewalRow) -> str:
    """Return what is known of the customer's intent."""
    if row.confirmed:
        return _("intent confirmed")
    return _("renews by itself, intent open") if row.auto_renew else _("intent open")


def call(row: RenewalRow, currency: str) -> str:
    """Return what was called of it last."""
    hoped = row.hoped.get("committed")
    return _("committed {amount}", amount=short_money(hoped, currency)) if hoped is not None else _("not called")


def state(row: RenewalRow) -> str:
    """Return how a renewal stands."""
    if row.late:
        return _("late, in the grace")
    return keyed("renewal.state", str(row.state))


def aloud(row: RenewalRow, currency: str, today: date, band: str) -> str:
    """Return all that the card of a renewal shows."""
    return DOT.join(
        (
            row.account, band, money(row.target, currency), _("notice {day}", day=notice(row)), left(row, today),
            intent(row), call(row, currency),
        )
    )  # fmt: skip


def amount(value: Decimal | None, currency: str) -> str:
    """Return an amount in full, or a dash."""
    return NOTHING if value is None else money(value, currency)


def short_amount(value: Decimal | None, currency: str) -> str:
    """Return an amount as short as it is said, or a dash."""
    return NOTHING if value is None else short_money(value, currency)


def expected(row: RenewalRow, days: int, currency: str) -> str:
    """Return what was expected so many days before the end, and by how much that was off: 130万円（+10万円）."""
    said, off = row.expected.get(days), row.error(days)
    if said is None or off is None:
        return NOTHING if said is None else short_money(said, currency)
    return _("{amount} ({off})", amount=short_money(said, currency), off=off_by(row, days, currency))


def off_by(row: RenewalRow, days: int, currency: str) -> str:
    """Return by how much what was expected so many days before the end was off, or the amount while that is open."""
    said, off = row.expected.get(days), row.error(days)
    if said is None or off is None:
        return NOTHING if said is None else short_money(said, currency)
    sign = "+" if off > 0 else "−" if off < 0 else "±"
    return f"{sign}{short_money(abs(off), currency)}"


def decided(row: RenewalRow) -> bool:
    """Tell whether it is known what came of a renewal."""
    return not row.state.is_open


def called_on(row: RenewalRow) -> str:
    """Return when it was called last."""
    return short_day(row.call.called_on) if row.call is not None else NOTHING


def ahead(row: RenewalRow, currency: str, today: date) -> str:
    """Return until when notice can be given, how long that is, when the contract ends, and what was called last."""
    return DOT.join((notice(row), left(row, today), _("ends {day}", day=day(row.end)), call(row, currency)))


def stands(row: RenewalRow) -> str:
    """Return how a renewal stands and when it was called last."""
    called = _("last called {day}", day=called_on(row)) if row.call is not None else _("not called")
    return DOT.join((state(row), called))
