"""Money of several currencies in one: rates of a day, and what a line is worth in the currency that is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.errors import BansoError, FirstOf
from app.language import minor_digits
from app.revenue.mrr import ContractLine, line_mrr, rounded
from app.vocabulary import Billing, ContractKind

FINE = 10_000
"""Parts of a minor unit that money is added up in: each line is rounded to them once, their sums are exact."""


@dataclass(frozen=True)
class Quote:
    """One unit of `currency` was worth `rate` units of `base` on a day."""

    currency: str
    base: str
    on: date
    rate: Fraction


@dataclass(frozen=True)
class Used:
    """What one unit of a currency counts as in the reported one, and the day that this was written down for."""

    currency: str
    rate: Fraction
    on: date | None


class Exchange:
    """The rates of a book into one currency; `behind` names what needs those that are missing, by currency."""

    def __init__(
        self, base: str, quotes: Iterable[Quote] = (), behind: Mapping[str, FirstOf] | None = None
    ) -> None:  # fmt: skip
        self.base = base
        self._behind = behind or {}
        self._quotes: dict[str, list[Quote]] = {}
        for quote in quotes:
            if base in (quote.currency, quote.base):
                other = quote.base if quote.currency == base else quote.currency
                self._quotes.setdefault(other, []).append(quote)

    def used(self, currency: str, day: date) -> Used:
        """Return the newest rate up to `day`; where all are younger the oldest, which its own day then tells.

        Of one day that which was written the way it is needed. Raises BansoError "metrics.rate_missing" for a
        currency without any; it names the contracts behind it.
        """
        if currency == self.base:
            return Used(currency, Fraction(1), None)
        quotes = self._quotes.get(currency)
        if not quotes:
            behind = self._behind.get(currency, FirstOf())
            raise BansoError(
                "metrics.rate_missing", field="currency", currency=currency, base=self.base, behind=behind
            )  # fmt: skip
        older = [one for one in quotes if one.on <= day]
        if older:
            best = max(older, key=lambda one: (one.on, one.currency == currency))
        else:
            best = min(quotes, key=lambda one: (one.on, one.currency != currency))
        return Used(currency, best.rate if best.currency == currency else 1 / best.rate, best.on)

    def factor(self, currency: str, day: date) -> Fraction:
        """Return how many fine units of the reported currency a minor unit of `currency` counts as on `day`."""
        return self.used(currency, day).rate * FINE * Fraction(10) ** (minor_digits(self.base) - minor_digits(currency))


def worth(line: ContractLine, factor: Fraction) -> int:
    """Return the MRR of a line in fine units, rounded once."""
    if line.kind is not ContractKind.PAID or line.billing is Billing.ONE_OFF:
        return 0
    if line.billing is Billing.MONTHLY and not line.free_months and factor.denominator == 1:
        return line.amount * factor.numerator
    return rounded(line_mrr(line) * factor)
