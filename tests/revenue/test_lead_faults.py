"""What must be true of a lead, whoever tells it."""

from __future__ import annotations

import pytest

from app.revenue.leads import lead_faults

WON = {"submitted_on": "2026-11-18", "accepted_on": "2026-11-20", "won_on": "2026-12-01", "currency": "JPY"}


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ({}, {}),
        (WON, {}),
        ({"submitted_on": "2026-11-18", "lost_on": "2026-11-18"}, {}),
        ({**WON, "accepted_on": "2026-11-17"}, {}),
        ({**WON, "accepted_on": "2026-11-16"}, {"accepted_on": "lead_order"}),
        ({**WON, "won_on": "2026-11-18"}, {"won_on": "lead_order"}),
        ({**WON, "accepted_on": None}, {"won_on": "lead_order"}),
        ({**WON, "submitted_on": None}, {"accepted_on": "lead_order"}),
        ({**WON, "lost_on": "2026-12-02"}, {"lost_on": "lead_order"}),
        ({"lost_on": "2026-12-02"}, {"lost_on": "lead_order"}),
        ({**WON, "amount_minor": 0}, {}),
        ({**WON, "amount_minor": -1}, {"amount_minor": "negative"}),
        ({**WON, "currency": "YEN"}, {"currency": "unknown_currency"}),
        ({**WON, "currency": None}, {}),
    ],
)
def test_that_a_lead_has_its_steps_in_order_and_an_amount_that_can_be(
    row: dict[str, object], faults: dict[str, str]
) -> None:
    assert lead_faults(row) == faults
