from __future__ import annotations

import csv
import io
import re
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.base import Field
from app.connectors.folder.cells import BadCell, Refused, read, write
from app.connectors.folder.records import SEPARATORS, cell_of, plain, records, split

GUARD = re.compile(r"''*(?:[=+\-@\t\r]|(?:0[0-9]+|[0-9]{12,})\Z)")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t=+-@'\";,#"))


def field(type: str, **more: object) -> Field:
    return Field("f", "F", type, **more)  # type: ignore[arg-type]


@given(TEXTS, st.sampled_from(SEPARATORS), st.booleans())
def test_that_any_text_comes_back_from_a_cell(text: str, separator: str, always: bool) -> None:
    assert plain(cell_of(text, separator, always=always)) == text


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=5), min_size=1, max_size=6), st.sampled_from(SEPARATORS))
def test_that_lines_are_taken_apart_as_everybody_does(rows: list[list[str]], separator: str) -> None:
    text = "".join(separator.join(cell_of(cell, separator, always=False) for cell in row) + "\r\n" for row in rows)
    mine = [[plain(cell) for cell in cells or ()] for _body, _end, cells in records(_lines(text), separator)]
    assert mine == rows
    theirs = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    assert [[cell[1:] if GUARD.match(cell) else cell for cell in row] for row in theirs] == rows


@given(st.text('ab",\n\r', max_size=40))
def test_that_whatever_stands_there_is_put_together_again(text: str) -> None:
    again = "".join(body + end for body, end, _cells in records(_lines(text), ","))
    assert again == text
    for body, _end, cells in records(_lines(text), ","):
        assert cells is None or ",".join(cells) == body


def _lines(text: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")


def test_that_an_open_quotation_is_seen() -> None:
    assert split('a,"b', ",") is None
    assert split('a,"b""', ",") is None
    assert split('a,b"c', ",") == ["a", 'b"c']


@pytest.mark.parametrize("text", ["007", "0312345678", "4901234567894", "'007", "00"])
def test_that_a_spreadsheet_eats_no_digits(text: str) -> None:
    assert cell_of(text, ",", always=False) == "'" + text
    assert plain("'" + text) == text


@pytest.mark.parametrize("text", ["-1", "1200.5", "1000000000000"])
def test_that_a_number_stays_one_where_numbers_are_kept(text: str) -> None:
    assert cell_of(text, ",", always=False, numeric=True) == text
    assert cell_of(f"={text}", ",", always=False, numeric=True) == f"'={text}"


@pytest.mark.parametrize("text", ["=1+1", "+81", "-1", "@sum", "'=1", "''=1", "\t=1"])
def test_that_no_text_begins_as_a_formula(text: str) -> None:
    assert cell_of(text, ",", always=False)[0] not in "=+-@"
    assert plain(cell_of(text, ",", always=False)) == text


@given(st.dates(min_value=date(1000, 1, 1)))
def test_that_days_come_back(day: date) -> None:
    assert read(field("date"), write(field("date"), day)) == day


@given(st.decimals(-(10**24), 10**24, places=3) | st.decimals(allow_nan=False, allow_infinity=False))
def test_that_amounts_come_back_or_are_refused(amount: Decimal) -> None:
    try:
        text = write(field("money"), amount)
    except Refused as refused:
        assert refused.code == "unfit"
        assert not (abs(amount) <= 10**24 and amount == round(amount, 3))
    else:
        assert read(field("money"), text) == amount


@pytest.mark.parametrize("type", ["int", "money"])
@pytest.mark.parametrize("text", ["1e999999", "-1E+999999999", "9" * 5_000, "1e-999999"])
def test_that_one_cell_does_not_hold_up_a_run(type: str, text: str) -> None:
    began = time.monotonic()
    with pytest.raises(BadCell):
        read(field(type), text)
    with pytest.raises(Refused):
        write(field("money"), Decimal(text))
    assert time.monotonic() - began < 0.5


@given(st.sets(st.text(st.characters(categories=["L", "N"]) | st.sampled_from(";\\"), min_size=1), max_size=4))
def test_that_several_choices_come_back(choices: set[str]) -> None:
    assert read(field("multi"), write(field("multi"), tuple(choices))) == tuple(sorted(choices))


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [
        ("date", "2026/11/21", date(2026, 11, 21)),
        ("date", "2026年1月2日", date(2026, 1, 2)),
        ("date", "２０２６-01-02", date(2026, 1, 2)),
        ("date", "2026-11-21 0:00:00", date(2026, 11, 21)),
        ("date", "46347", date(2026, 11, 21)),
        ("int", "1,234", 1234),
        ("int", "３０", 30),
        ("int", "30.0", 30),
        ("int", "3e2", 300),
        ("money", "▲1,200.50", Decimal("-1200.50")),
        ("money", "¥5,000", Decimal(5000)),
        ("bool", "TRUE", True),
        ("bool", "いいえ", False),
        ("multi", "b；a; a", ("a", "b")),
        ("text", "", None),
        ("date", " ", None),
    ],
)
def test_that_cells_are_read_as_a_spreadsheet_leaves_them(type: str, text: str, value: object) -> None:
    assert read(field(type), text) == value


def test_that_a_choice_is_known_by_its_name_and_a_new_one_stays_as_it_is() -> None:
    tier = field("enum", options=(("high", "high"), ("design_partner", "design_partner")))
    assert read(tier, "HIGH ") == "high"
    assert read(tier, "Design partner") == "design_partner"
    assert read(tier, "最重要") == "最重要"


@pytest.mark.parametrize(
    ("type", "text"),
    [("date", "来週"), ("date", "2026-02-30"), ("int", "1.5"), ("int", "1e18"), ("bool", "?"), ("money", "NaN")],
)
def test_that_what_is_no_such_thing_is_not_guessed(type: str, text: str) -> None:
    with pytest.raises(BadCell):
        read(field(type), text)


@pytest.mark.parametrize(
    ("made", "value", "code"),
    [
        (field("text", max_length=3), "abcd", "too_long"),
        (field("longtext"), "😀" * 20_000, "too_long"),
        (field("text"), "a\0b", "unfit"),
        (field("text", required=True), "", "required"),
        (field("enum", options=(("a", "A"),)), "b", "bad_option"),
        (field("money", scale=2), Decimal("0.001"), "scale"),
        (field("int"), True, "type"),
        (field("int"), "1", "type"),
        (field("money"), Decimal("Infinity"), "type"),
    ],
)
def test_that_what_a_cell_cannot_hold_is_refused_with_the_reason(made: Field, value: object, code: str) -> None:
    with pytest.raises(Refused) as told:
        write(made, value)  # type: ignore[arg-type]
    assert told.value.code == code
