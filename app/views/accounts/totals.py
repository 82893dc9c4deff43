"""What the rows shown are worth together: added up from figures laid ready, so that a filter does not wait for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.language import minor_digits, short_money
from app.operations.account_row import AccountRow
from app.views.accounts.words import NOTHING
from app.vocabulary import Band


class Totals:
    """The recurring revenue of rows by currency, in minor units; amounts of different currencies are not added."""

    def __init__(self, rows: Sequence[AccountRow]) -> None:
        self._rows = rows
        self._minor: dict[str, list[int]] | None = None
        self._bands: list[Band] | None = None

    def _made(self) -> dict[str, list[int]]:
        if self._minor is None:
            found: dict[str, list[int]] = {}
            for at, row in enumerate(self._rows):
                if row.mrr:
                    amounts = found.setdefault(row.currency, [0] * len(self._rows))
                    amounts[at] = int(row.mrr.scaleb(minor_digits(row.currency)))
            # The currency of most accounts comes first.
            order = sorted(found, key=lambda currency: (found[currency].count(0), currency))
            self._minor = {currency: found[currency] for currency in order}
        return self._minor

    def bands(self, shown: Sequence[int]) -> Mapping[Band, int]:
        """Return how many of the rows at these places are in each band; nothing while no score is known."""
        if self._bands is None:
            known = any(row.health is not None for row in self._rows)
            self._bands = [_shown(row.band) for row in self._rows] if known else []
        return Counter(map(self._bands.__getitem__, shown)) if self._bands else {}

    def words(self, shown: Sequence[int]) -> str:
        """Return twelve months of the rows at these places, a sum for each currency."""
        sums = {currency: sum(map(minor.__getitem__, shown)) for currency, minor in self._made().items()}
        told = [
            short_money(Decimal(amount).scaleb(-minor_digits(currency)) * 12, currency)
            for currency, amount in sums.items()
            if amount
        ]
        return " + ".join(told) or NOTHING


def _shown(band: Band) -> Band:
    return Band.UNKNOWN if band is Band.WITHHELD else band
