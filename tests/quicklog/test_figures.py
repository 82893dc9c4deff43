"""Numbers of a note that may be values of what is measured; nothing else is proposed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quicklog.figures import Measured, figures_in

HOURS = Measured("hours", ("棚卸し時間", "stocktaking"), "時間")
USERS = Measured("users", ("利用者数", "weekly users"), "人")
RATE = Measured("rate", ("定着率", "adoption rate"), "%")


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("棚卸し時間は22時間まで下がった", [("hours", "22")]),
        ("棚卸し時間は ２２．５時間、利用者数は1,200人", [("hours", "22.5"), ("users", "1200")]),
        ("利用者数 48人に。定着率は62%", [("users", "48"), ("rate", "62")]),
        ("Stocktaking is down to 19 h, weekly users at 130 now", [("hours", "19"), ("users", "130")]),
        ("棚卸し時間が40時間から19時間に", [("hours", "19")]),
        ("stocktaking went from 40 h to 21.5 h", [("hours", "21.5")]),
        ("棚卸し時間の話。次回は11/20", []),
        ("棚卸し時間は12人で相談", []),
        ("22時間かかった", []),
        ("2026-11-20 に電話", []),
        ("", []),
    ],
)
def test_that_a_number_near_its_name_is_proposed(note: str, found: list[tuple[str, str]]) -> None:
    assert [(one.id, str(one.value)) for one in figures_in(note, [HOURS, USERS, RATE])] == found


@given(st.text(max_size=80))
def test_that_no_note_breaks_it_and_each_thing_has_one_number_at_most(note: str) -> None:
    found = figures_in(note, [HOURS, USERS, RATE])
    assert len({one.id for one in found}) == len(found)
    assert all(isinstance(one.value, Decimal) for one in found)
