from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal

import pytest

from app.imports.cells import BadCell, shortened, text
from app.imports.values import (
    parse_domain,
    parse_email,
    parse_list,
    parse_minutes,
    parse_quantity,
    parse_rate,
    parse_sentiment,
)


def test_that_lists_are_parted_and_doubles_left_out() -> None:
    assert parse_list("重要; 紹介、重要，VIP\n 展示会 ;") == ("重要", "紹介", "VIP", "展示会")
    assert parse_list(" ; ") == ()


def test_that_addresses_are_trimmed_and_taken_out_of_names() -> None:
    assert parse_email("  hanako@aoi.example\u3000") == "hanako@aoi.example"
    assert parse_email("佐藤 花子 <Hanako@aoi.example>") == "Hanako@aoi.example"
    assert parse_email("mailto:a@b.example") == "a@b.example"
    assert parse_email("ｈａｎａ＠ａｏｉ.example") == "hana@aoi.example"


@pytest.mark.parametrize("said", ["hanako", "a@", "@b", "a@b@c", "a b@c.example", "a@b.example, c@d.example"])
def test_that_other_text_is_no_address(said: str) -> None:
    with pytest.raises(BadCell, match="not_an_email"):
        parse_email(said)


def test_that_domains_are_taken_out_of_addresses() -> None:
    for said in (
        "aoi.example",
        "https://www.aoi.example/top?x=1",
        "info@AOI.example",
        "aoi.example:443",
        "www.aoi.example/",
    ):
        assert parse_domain(said) == "aoi.example"
    with pytest.raises(BadCell, match="not_a_domain"):
        parse_domain("準備中")


@pytest.mark.parametrize(("said", "mood"), [("-2", -2), ("▲1", -1), (0, 0), ("+1", 1), ("２", 2)])
def test_that_moods_are_read(said: object, mood: int) -> None:
    assert parse_sentiment(said) == mood


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        (30, 30),
        ("30分", 30),
        ("1時間", 60),
        ("1時間30分", 90),
        ("1:30", 90),
        (time(1, 30), 90),
        (timedelta(hours=2), 120),
    ],
)
def test_that_lengths_are_read_in_minutes(said: object, minutes: int) -> None:
    assert parse_minutes(said) == minutes


def test_that_quantities_may_name_what_they_count() -> None:
    assert parse_quantity("1,200名") == Decimal(1200)
    assert parse_quantity("50 ID") == Decimal(50)
    assert parse_quantity(2.5) == Decimal("2.5")


@pytest.mark.parametrize(
    ("reader", "said", "key"),
    [
        (parse_sentiment, 3, "not_a_sentiment"),
        (parse_minutes, -5, "not_minutes"),
        (parse_minutes, "長い", "not_a_number"),
        (parse_quantity, "▲3", "negative"),
        (parse_rate, "0", "not_positive"),
        (text, "a\x07b", "control_sign"),
    ],
)
def test_that_values_out_of_bounds_are_refused(reader: Callable[[object], object], said: object, key: str) -> None:
    with pytest.raises(BadCell, match=key):
        reader(said)


def test_that_text_keeps_what_it_says_with_one_kind_of_line_break() -> None:
    assert text(" =SUM(A1)\r\n<b>太字</b>\x0b次 ") == "=SUM(A1)\n<b>太字</b>\n次"
    assert [text(cell) for cell in (12, 0.1, 1e21, True, None)] == ["12", "0.1", "1" + "0" * 21, "true", ""]


def test_that_errors_repeat_no_more_than_a_line_of_a_cell() -> None:
    assert shortened("あ" * 100) == "あ" * 39 + "…"
