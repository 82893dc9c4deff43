from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells import BadCell
from app.imports.dates import parse_date, parse_moment

FULL_WIDTH = str.maketrans("0123456789/.-", "０１２３４５６７８９／．－")
ERAS = [
    ("令和", "R", 2018, date(2019, 5, 1), date(2099, 12, 31)),
    ("平成", "H", 1988, date(1989, 1, 8), date(2019, 4, 30)),
]
ERAS.append(("昭和", "S", 1925, date(1926, 12, 25), date(1989, 1, 7)))
EN = ("January", "February", "March", "April", "May", "June")
EN += ("July", "August", "September", "October", "November", "December")
NOTATIONS = {
    "iso": lambda d: d.isoformat(),
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "padded": lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "kanji": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "kanji spaced": lambda d: f" {d.year} 年 {d.month} 月 {d.day} 日 ",
    "weekday": lambda d: f"{d.year}/{d.month}/{d.day}（{'月火水木金土日'[d.weekday()]}）",
    "full width": lambda d: f"{d.year}/{d.month}/{d.day}".translate(FULL_WIDTH),
    "full width iso": lambda d: d.isoformat().translate(FULL_WIDTH),
    "compact": lambda d: f"{d:%Y%m%d}",
    "English": lambda d: f"{d.day} {EN[d.month - 1][:3]} {d.year}",
    "American words": lambda d: f"{EN[d.month - 1]} {d.day}, {d.year}",
    "serial": lambda d: (d - date(1899, 12, 30)).days,
    "serial as text": lambda d: str((d - date(1899, 12, 30)).days),
    "serial as float": lambda d: float((d - date(1899, 12, 30)).days),
    "date cell": lambda d: d,
    "datetime cell": lambda d: datetime(d.year, d.month, d.day),  # noqa: DTZ001
    "midnight": lambda d: f"{d.isoformat()} 00:00:00",
}


@pytest.mark.parametrize("notation", NOTATIONS)
@given(day=st.dates(date(1955, 1, 1), date(2118, 12, 31)))
def test_that_every_date_in_every_notation_parses_back(notation: str, day: date) -> None:
    assert parse_date(NOTATIONS[notation](day)) == day
    assert parse_moment(NOTATIONS[notation](day)) == day


@pytest.mark.parametrize(("name", "letter", "zero", "first", "last"), ERAS)
@given(data=st.data())
def test_that_every_date_of_an_era_parses_back(
    name: str, letter: str, zero: int, first: date, last: date, data: st.DataObject
) -> None:
    day = data.draw(st.dates(first, last))
    year = day.year - zero
    assert parse_date(f"{name}{year}年{day.month}月{day.day}日") == day
    assert parse_date(f"{letter}{year}.{day.month}.{day.day}") == day
    assert parse_date(f"{letter.lower()}{year}/{day.month:02}/{day.day:02}") == day
    assert parse_date(f"{name}{year}年{day.month}月{day.day}日".translate(FULL_WIDTH)) == day


def test_that_the_first_year_of_an_era_may_be_called_gannen() -> None:
    assert parse_date("令和元年5月1日") == date(2019, 5, 1)
    assert parse_date("㋿8年11月21日") == date(2026, 11, 21)


def test_that_a_year_beyond_the_end_of_its_era_is_read_as_it_was_meant() -> None:
    assert parse_date("平成33年3月31日") == date(2021, 3, 31)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("11/12/2026", "day_or_month"),
        ("1.2.2026", "day_or_month"),
        ("11/21", "no_year"),
        ("11月21日", "no_year"),
        ("26/11/21", "no_year"),
        ("2026/11", "month_only"),
        ("2026年11月", "month_only"),
        ("2026-02-30", "not_a_date"),
        ("令和0年1月1日", "not_a_date"),
        ("来月", "not_a_date"),
        (2026, "not_a_date"),
        (True, "not_a_date"),
        (float("inf"), "not_a_date"),
        (float("nan"), "not_a_date"),
        ("2026-11-21 25:00", "not_a_date"),
        ("1026-11-21", "date_out_of_range"),
        ("9999-12-31", "date_out_of_range"),
        (date(1899, 1, 1), "date_out_of_range"),
        ("a\x00", "control_sign"),
    ],
)
def test_that_what_is_no_certain_day_is_refused_with_its_reason(cell: object, key: str) -> None:
    with pytest.raises(BadCell) as fault:
        parse_date(cell)
    assert fault.value.key == key


def test_that_day_and_month_are_told_apart_where_only_one_reading_exists() -> None:
    assert parse_date("21/11/2026") == parse_date("11/21/2026") == date(2026, 11, 21)
    assert parse_date("05.05.2026") == date(2026, 5, 5)


def test_that_a_time_of_day_is_kept_in_moments_and_left_out_of_days() -> None:
    naive = datetime(2026, 11, 21, 13, 5)  # noqa: DTZ001
    for cell in (
        "2026-11-21T13:05",
        "2026/11/21 13:05:00",
        "2026年11月21日13時05分",
        "２０２６/１１/２１　１３：０５",
        naive,
    ):
        assert parse_moment(cell) == naive
        assert parse_date(cell) == naive.date()
    assert parse_moment(46347.5) == datetime(2026, 11, 21, 12)  # noqa: DTZ001
    assert parse_moment("2026-11-21T13:05:00Z") == datetime(2026, 11, 21, 13, 5, tzinfo=UTC)
    japan = timezone(timedelta(hours=9))
    assert parse_moment("2026-11-21T13:05:00.123+09:00") == datetime(2026, 11, 21, 13, 5, tzinfo=japan)


@given(words=st.text(max_size=30))
def test_that_no_text_makes_the_reader_fail_otherwise(words: str) -> None:
    try:
        found = parse_moment(words)
    except BadCell:
        return
    assert 1900 <= found.year <= 2199
