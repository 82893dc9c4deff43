"""Which customer has which product on a day, had it once, or never: where there is room for more.

A product is held while a recurring paid line of it counts; a tier of the same family (Desk Basic, Desk Pro) stands for
the others, as going from one to the other is an upsell and no cross-sell. Products that somebody holds together are no
tiers of each other, whatever they are called: a brand may stand before the names of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import permutations

from app.revenue.exchange import Exchange, worth
from app.revenue.movements import same_family
from app.revenue.mrr import GRACE_DAYS
from app.revenue.pieces import BookLine, spans_of
from app.vocabulary import Billing


class Stand(StrEnum):
    """How a customer stands to a product: holds it, holds another tier of it, had it once, never had it."""

    HELD = "held"
    TIER = "tier"
    LOST = "lost"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Holding:
    """One customer: what they pay a month for each product they hold, in fine units, and what they held once.

    `late` are held only because their renewal may still come; `tiers` are those of which they hold another tier.
    """

    customer: str
    held: Mapping[str, int]
    late: frozenset[str]
    tiers: frozenset[str]
    lost: frozenset[str]

    @property
    def amount(self) -> int:
        """Return what they pay a month in all."""
        return sum(self.held.values())

    def stand(self, product: str) -> Stand:
        """Return how they stand to a product."""
        if product in self.held:
            return Stand.HELD
        if product in self.tiers:
            return Stand.TIER
        return Stand.LOST if product in self.lost else Stand.NEVER

    def lacks(self, product: str) -> bool:
        """Tell whether there is room for a product."""
        return product not in self.held and product not in self.tiers


def holdings(
    lines: Iterable[BookLine],
    exchange: Exchange,
    day: date,
    unit: Mapping[str, str] | None = None,
    grace: int = GRACE_DAYS,
) -> tuple[tuple[str, ...], tuple[Holding, ...]]:
    """Return every product that was ever paid for up to a day, and the customers who hold one on it.

    Raises BansoError where a rate is missing. Products come as the alphabet has them.
    """
    by_customer: dict[str, list[BookLine]] = defaultdict(list)
    for one in lines:
        by_customer[(unit or {}).get(one.account_id, one.account_id)].append(one)
    told = {customer: _told(some, exchange, day, grace) for customer, some in by_customer.items()}
    products = tuple(sorted({product for held, _late, ever in told.values() for product in ever}))
    families = _families(products, [held.keys() for held, _late, _ever in told.values()])
    found = []
    for customer, (held, late, ever) in told.items():
        if held:
            tiers = frozenset().union(*(families[product] for product in held)) - held.keys()
            found.append(Holding(customer, held, late, tiers, ever - held.keys() - tiers))
    return products, tuple(found)


def _families(products: Sequence[str], held: Iterable[Collection[str]]) -> Mapping[str, frozenset[str]]:
    """Return the other tiers of every product."""
    together = {pair for some in held for pair in permutations(some, 2)}
    return {
        one: frozenset(
            other for other in products if other != one and same_family(one, other) and (one, other) not in together
        )
        for one in products
    }


def _told(
    some: list[BookLine], exchange: Exchange, day: date, grace: int
) -> tuple[dict[str, int], frozenset[str], frozenset[str]]:
    held: dict[str, int] = {}
    late, ever = set(), set()
    for one, span in spans_of(some, grace):
        if one.line.billing is Billing.ONE_OFF or not span.since < span.until or span.since > day:
            continue
        product = one.line.product
        ever.add(product)
        if day < span.until:
            held[product] = held.get(product, 0) + worth(one.line, exchange.factor(one.line.currency, day))
            if day >= span.late:
                late.add(product)
    return held, frozenset(late), frozenset(ever)
