"""What must be true of contracts, lines and forecasts, wherever they come from."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.language import minor_digits
from app.revenue.agreed import amount_minor, call_faults, contract_faults, is_currency, line_faults

CONTRACT = {"start_on": "2026-04-01", "end_on": "2027-03-31", "currency": "JPY"}
LINE = {"start_on": "2026-04-01", "end_on": "2027-03-31", "quantity": "10"}


def test_that_a_sound_contract_with_its_line_has_no_fault() -> None:
    assert contract_faults(CONTRACT) == {}
    assert line_faults(LINE, CONTRACT) == {}
    assert line_faults({**LINE, "end_on": LINE["start_on"]}, CONTRACT) == {}


def test_that_each_fault_is_named_by_its_column() -> None:
    assert contract_faults({**CONTRACT, "end_on": "2026-03-31"}) == {"end_on": "end_before_start"}
    assert contract_faults({**CONTRACT, "currency": "YEN"}) == {"currency": "unknown_currency"}
    assert line_faults({**LINE, "start_on": "2026-03-31"}, CONTRACT) == {"start_on": "outside_contract"}
    assert line_faults({**LINE, "end_on": "2027-04-01"}, CONTRACT) == {"end_on": "outside_contract"}
    assert line_faults({**LINE, "quantity": "-0.5"}, CONTRACT) == {"quantity": "negative"}


def test_that_a_forecast_goes_from_the_worst_to_the_best() -> None:
    call = {"worst_minor": 1, "committed_minor": 2, "best_minor": 3, "currency": "JPY"}
    assert call_faults(call) == call_faults({**call, "committed_minor": None}) == {}
    assert call_faults({**call, "worst_minor": 4}) == {"committed_minor": "call_order"}
    assert call_faults({**call, "worst_minor": -4}) == {"worst_minor": "negative"}


def test_that_codes_are_known_in_capitals_alone() -> None:
    assert [code for code in ("JPY", "USD", "KWD", "jpy", "YEN", "") if is_currency(code)] == ["JPY", "USD", "KWD"]


@given(st.decimals(0, 10_000, places=4), st.decimals(-10_000, 10_000, places=4), st.sampled_from(["JPY", "EUR", "KWD"]))
def test_that_an_amount_is_rounded_once(quantity: Decimal, price: Decimal, currency: str) -> None:
    minor = amount_minor(quantity, price, currency)
    assert abs(Decimal(minor).scaleb(-minor_digits(currency)) - quantity * price) * 2 <= Decimal(1).scaleb(
        -minor_digits(currency)
    )
