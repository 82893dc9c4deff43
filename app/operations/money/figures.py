"""All figures of money of a period, with the customers behind each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.language import minor_digits
from app.revenue.bridge import Bridge
from app.revenue.committed import Committed
from app.revenue.customers import accounts_of
from app.revenue.exchange import Used
from app.revenue.expansion import Expansion
from app.revenue.forecast import Forecast
from app.revenue.leads import Funnel
from app.revenue.lifetime import Expected
from app.revenue.losses import Loss
from app.revenue.periods import Period
from app.revenue.renewals import RenewalRate
from app.revenue.retention import Method, Retention
from app.revenue.shown import apportioned, minor
from app.revenue.starting import OnboardingRate
from app.revenue.survival import Curve
from app.vocabulary import Segment


@dataclass(frozen=True)
class Lifetime:
    """What customers have brought so far in all, and what an average one is expected to; fine units.

    `by_sales` where the margin is not known, so that both are sales and not profit. `monthly_churn` is that of
    customers over the period; `each` says what every customer has brought.
    """

    realised: Fraction
    customers: int
    expected: Expected | None
    monthly_churn: float | None
    by_sales: bool
    each: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True)
class Metrics:
    """All figures of a period for the customers of a segment, of a holder, or all.

    Sums are in fine units (see `app.revenue.exchange.FINE`) of `currency`; `money` turns them into an amount. Customers
    are ids of accounts, or of the uppermost parents where these are the unit; `accounts` gives those behind them.
    `late` are those whose money of the last day is partly there only by the grace; `targets` are those of the fiscal
    year of the last day, by metric ("nrr", "grr", "logo_retention", …). `rates` are the rates of the eve and of the end
    that were used for other currencies.
    """

    period: Period
    method: Method
    segment: Segment | None
    holder_id: str | None
    currency: str
    by_parent: bool
    grace: int
    bridge: Bridge
    retentions: Mapping[Method, Retention]
    committed: Committed
    renewals: RenewalRate
    forecast: Forecast
    losses: tuple[Loss, ...]
    onboarding: OnboardingRate
    ttv: Curve
    ttv_from_kick_off: Curve
    upsell: Expansion
    cross_sell: Expansion
    lifetime: Lifetime
    leads: Funnel
    rates: tuple[tuple[Used, Used], ...]
    names: Mapping[str, str]
    fits: Mapping[str, str | None]
    sellers: Mapping[str, str]
    units: Mapping[str, str]
    late: tuple[str, ...]
    targets: Mapping[str, Decimal]

    @property
    def retention(self) -> Retention:
        """Return the retention by the method asked for."""
        return self.retentions[self.method]

    @property
    def start(self) -> Decimal:
        """Return the MRR of the eve, in major units."""
        return self._bridge[0]

    @property
    def terms(self) -> Mapping[str, Decimal]:
        """Return the terms of the bridge in major units; with the start they come to the end as printed."""
        return self._bridge[1]

    @property
    def end(self) -> Decimal:
        """Return the MRR of the last day, in major units."""
        return self._bridge[2]

    @property
    def _bridge(self) -> tuple[Decimal, Mapping[str, Decimal], Decimal]:
        start, terms, end = apportioned(self.bridge.start, self.bridge.terms, self.bridge.end)
        return self._major(start), {term: self._major(amount) for term, amount in terms.items()}, self._major(end)

    def money(self, fine: int | Fraction) -> Decimal:
        """Return fine units as an amount in major units, rounded once."""
        return self._major(minor(fine))

    def _major(self, units: int) -> Decimal:
        return Decimal(units).scaleb(-minor_digits(self.currency))

    def accounts(self, customers: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the accounts behind customers."""
        return accounts_of(self.units, customers)

    def name(self, customer: str) -> str:
        """Return the name of a customer."""
        return self.names.get(customer, customer)
