"""What the card of money says of a contract line and of a movement."""

from __future__ import annotations

from decimal import Decimal

from app.language import _, day, money, name_of, ngettext, number, period
from app.operations.money.account_movements import MoneyLine, MoneyMove
from app.operations.money.words import term_name
from app.views.account.money.row import Told
from app.views.paint.pill import Pill
from app.vocabulary import Billing, ContractKind

DOT = " · "


def line(one: MoneyLine) -> Told:
    """Return what is said of a contract line."""
    pills = []
    if one.kind != ContractKind.PAID:
        pills.append(Pill(name_of(ContractKind(one.kind)), "info"))
    if one.steps:
        pills.append(Pill(_("step {n} of {of}", n=number(one.step), of=number(one.steps)), "info"))
    if one.ended:
        pills.append(Pill(_("ended"), "unknown"))
    if one.to_come:
        pills.append(Pill(_("to come"), "unknown"))
    billing = Billing(one.billing)
    paid = money(one.amount, one.currency)
    parts = [
        period(one.start, one.end),
        _("{quantity} × {price}", quantity=_plain(one.quantity), price=money(one.unit_price, one.currency)),
        f"{name_of(billing)} {paid}" if billing is not Billing.MONTHLY else name_of(billing),
    ]
    if one.free_months:
        parts.append(ngettext("{n} month free", "{n} months free", one.free_months))
    if one.auto_renew:
        parts.append(_("renews by itself"))
    if one.number:
        parts.append(one.number)
    if one.reseller:
        parts.append(_("through {reseller}", reseller=one.reseller))
    recurs = billing is not Billing.ONE_OFF and one.kind == ContractKind.PAID
    amount = _("{amount} a month", amount=money(one.mrr, one.currency)) if recurs else paid
    hint = _("Enter shows its movements alone.")
    return Told(one.product, amount, DOT.join(parts), tuple(pills), pale=one.ended, hint=hint)


def move(one: MoneyMove) -> Told:
    """Return what is said of a movement."""
    grows = one.amount > 0
    amount = f"{'+' if grows else '−'}{money(abs(one.amount), one.currency)}"
    parts = [day(one.day), one.product, *one.numbers]
    hint = _("Enter leads to its contract line.")
    return Told(
        term_name(str(one.kind)), amount, DOT.join(part for part in parts if part),
        tone="good_text" if grows else "risk_text", hint=hint,
    )  # fmt: skip


def total(mrr: Decimal, currency: str) -> str:
    """Return what the lines come to."""
    return _("{amount} a month", amount=money(mrr, currency))


def _plain(quantity: Decimal) -> str:
    places = max(0, -int(quantity.normalize().as_tuple().exponent))
    return number(quantity, places)
