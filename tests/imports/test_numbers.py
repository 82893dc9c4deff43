from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells import BadCell
from app.imports.numbers import parse_integer, parse_number

FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")
numbers = st.decimals(Decimal("-1e12"), Decimal("1e12"), places=4)


def minus(sign: str, value: Decimal) -> str:
    return f"{sign if value < 0 else ''}{abs(value):,}"


NOTATIONS = {
    "plain": lambda v: f"{v:f}",
    "thousands": lambda v: f"{v:,}",
    "full width": lambda v: f"{v:,}".translate(FULL_WIDTH),
    "spaces around": lambda v: f"  {v:,}\u3000",
    "▲": lambda v: minus("▲", v),
    "△": lambda v: minus("△", v),
    "− U+2212": lambda v: minus("−", v),
    "▲ and space": lambda v: minus("▲ ", v),
    "brackets": lambda v: f"({-v:,})" if v < 0 else f"{v:,}",
    "wide brackets": lambda v: f"（{-v:,}）" if v < 0 else f"{v:,}",
    "trailing minus": lambda v: f"{-v:,}-" if v < 0 else f"{v:,}",
    "yen sign": lambda v: minus("-¥" if v < 0 else "¥", v) if v < 0 else f"¥{v:,}",
    "yen sign before minus": lambda v: f"￥{v:,}",
    "yen and ▲": lambda v: minus("▲¥", v),
    "円": lambda v: f"{v:,}円",
    "▲ 円": lambda v: f"{minus('▲', v)} 円",
    "brackets around yen": lambda v: f"(¥{-v:,})" if v < 0 else f"¥{v:,}",
    "yen around brackets": lambda v: f"¥({-v:,})" if v < 0 else f"¥{v:,}",
    "per cent": lambda v: f"{v * 100:,}%",
    "full-width per cent": lambda v: f"{v * 100:f}％",
    "万": lambda v: f"{v / 10000:f}万",
    "億円": lambda v: f"{v / 10**8:f}億円",
}


@pytest.mark.parametrize("notation", NOTATIONS)
@given(value=numbers)
def test_that_every_number_in_every_notation_parses_back(notation: str, value: Decimal) -> None:
    assert parse_number(NOTATIONS[notation](value)) == value


@given(value=st.integers(-(10**17), 10**17))
def test_that_whole_numbers_stay_exact(value: int) -> None:
    assert parse_number(value) == parse_integer(f"{value:,}") == value


@given(value=st.integers(0, 10**16 - 1))
def test_that_amounts_split_by_units_parse_back(value: int) -> None:
    oku, rest = divmod(value, 10**8)
    man, ones = divmod(rest, 10**4)
    written = (f"{oku:,}億" if oku else "") + (f"{man:,}万" if man else "") + (f"{ones:,}" if ones or not value else "")
    assert parse_number(f"{written}円") == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1億2,000万円", "120000000"),
        ("184万", "1840000"),
        ("3百万円", "3000000"),
        ("12.5%", "0.125"),
        (".5", "0.5"),
        (0.1, "0.1"),
        ("1.5E+05", "150000"),
        ("US$", None),
        ("$1,200.50", "1200.50"),
        ("1200 JPY", "1200"),
        ("-0", "0"),
    ],
)
def test_that_common_ways_of_writing_are_read(cell: object, value: str | None) -> None:
    if value is None:
        with pytest.raises(BadCell):
            parse_number(cell)
    else:
        assert parse_number(cell) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("", "not_a_number"),
        ("abc", "not_a_number"),
        ("12a", "not_a_number"),
        ("1,23", "number_comma"),
        ("1,2345", "number_comma"),
        ("1.2.3", "not_a_number"),
        ("--5", "not_a_number"),
        ("(-5)", "not_a_number"),
        ("1万2億", "not_a_number"),
        ("1 2 x", "not_a_number"),
        ("nan", "not_a_number"),
        ("Infinity", "not_a_number"),
        (float("nan"), "number_too_large"),
        (float("inf"), "number_too_large"),
        ("9" * 30, "number_too_large"),
        ("1e99", "number_too_large"),
        ("9" * 5000, "not_a_number"),
        (True, "not_a_number"),
        ("=1+1", "not_a_number"),
    ],
)
def test_that_junk_is_refused_with_its_reason(cell: object, key: str) -> None:
    with pytest.raises(BadCell) as fault:
        parse_number(cell)
    assert fault.value.key == key


def test_that_a_fraction_is_no_whole_number() -> None:
    with pytest.raises(BadCell, match="not_whole"):
        parse_integer("1.5")


@given(words=st.text(max_size=30))
def test_that_no_text_makes_the_reader_fail_otherwise(words: str) -> None:
    try:
        assert parse_number(words).is_finite()
    except BadCell as fault:
        assert fault.key
