"""How many accounts are in each band, and how that differs from a week ago."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.health.model import Model
from app.operations.health.row_health import RowHealth
from app.vocabulary import Band


@dataclass(frozen=True)
class Bands:
    """Accounts by band now and a week ago; accounts that nothing is known of count as unknown."""

    now: Mapping[Band, int] = field(default_factory=dict)
    before: Mapping[Band, int] = field(default_factory=dict)

    def moved(self, band: Band) -> int:
        """Return how many more there are than a week ago."""
        return self.now.get(band, 0) - self.before.get(band, 0)


def counted(account_ids: Iterable[str], health: Mapping[str, RowHealth], model: Model) -> Bands:
    """Return the bands of accounts; `model` says what a score of last week means."""
    now: Counter[Band] = Counter()
    before: Counter[Band] = Counter()
    for account_id in account_ids:
        known = health.get(account_id) or RowHealth()
        now[shown(known.band)] += 1
        before[shown(model.band(known.spark[-2] if known.spark else None))] += 1
    return Bands(dict(now), dict(before))


def shown(band: Band) -> Band:
    """Return the band as it is counted and looks."""
    return Band.UNKNOWN if band is Band.WITHHELD else band
