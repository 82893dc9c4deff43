from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.plans.worth import Priced, gained, worth

NUMBERS = st.decimals(-1000, 1000, places=2)


def goal(
    baseline: str, actual: str, target: str, unit: int | None = 100, agreed: str = "安達", currency: str = "JPY"
) -> Priced:
    return Priced(Decimal(baseline), Decimal(actual), Decimal(target), unit, currency, agreed)


def test_that_only_what_was_agreed_in_money_counts() -> None:
    falling, rising = goal("40", "24", "20"), goal("9", "10", "13", 50)
    assert worth([falling, rising]) == {"JPY": Decimal(1650)}
    assert worth([goal("40", "24", "20", agreed=""), goal("40", "24", "20", unit=None)]) == {}
    assert worth([falling, goal("0", "1", "2", currency="USD")]) == {"JPY": 1600, "USD": 100}
    assert worth([falling, goal("9", "5", "13")]) == {"JPY": Decimal(1200)}


def test_that_a_number_nobody_knows_brings_nothing() -> None:
    assert gained(None, Decimal(1), Decimal(2)) is gained(Decimal(1), None, Decimal(2)) is None
    assert gained(Decimal(1), Decimal(1), None) is gained(Decimal(3), Decimal(9), Decimal(3)) is None


@given(NUMBERS, NUMBERS, NUMBERS)
def test_that_falling_targets_are_rising_ones_turned_round(baseline: Decimal, actual: Decimal, target: Decimal) -> None:
    assert gained(baseline, actual, target) == gained(-baseline, -actual, -target)
    way = gained(baseline, actual, target)
    assert way is None or (way > 0) == ((actual - baseline) * (target - baseline) > 0)
