"""Days are read as written, and in doubt the next one to come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quicklog.dates import leading_day, parse_due, promise_due

TODAY = date(2026, 11, 17)  # a Tuesday


def _day(text: str) -> date:
    month, number = text.split("/")[-2:]
    return date(int(text.split("/")[0]) if text.count("/") == 2 else 2026, int(month), int(number))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今日", "11/17"),
        ("本日中", "11/17"),
        ("today", "11/17"),
        ("明日", "11/18"),
        ("あした", "11/18"),
        ("by tomorrow", "11/18"),
        ("明後日", "11/19"),
        ("the day after tomorrow", "11/19"),
        ("金曜", "11/20"),
        ("金曜日まで", "11/20"),
        ("金曜までに", "11/20"),
        ("by fri", "11/20"),
        ("by 金", "11/20"),
        ("Friday", "11/20"),
        ("月曜", "11/23"),
        ("this fri", "11/20"),
        ("今週金曜", "11/20"),
        ("来週月曜", "11/23"),
        ("来週の金曜日", "11/27"),
        ("next fri", "11/27"),
        ("再来週水曜", "12/2"),
        ("週明け", "11/23"),
        ("今週中", "11/20"),
        ("週末", "11/20"),
        ("来週", "11/27"),
        ("next week", "11/27"),
        ("月末", "11/30"),
        ("今月末", "11/30"),
        ("eom", "11/30"),
        ("end of month", "11/30"),
        ("by the end of the month", "11/30"),
        ("来月末", "12/31"),
        ("end of next month", "12/31"),
        ("再来月末", "2027/1/31"),
        ("月初", "12/1"),
        ("来月頭", "12/1"),
        ("3日後", "11/20"),
        ("三日後", "11/20"),
        ("1週間後", "11/24"),
        ("2か月後", "2027/1/17"),
        ("2ヶ月後", "2027/1/17"),
        ("in 3 days", "11/20"),
        ("in a week", "11/24"),
        ("in 2 weeks", "12/1"),
        ("in 1 month", "12/17"),
        ("3営業日後", "11/20"),
        ("in 5 business days", "11/24"),
        ("11/20", "11/20"),
        ("11/20(金)", "11/20"),
        ("１１／２０まで", "11/20"),
        ("11月20日", "11/20"),
        ("2026/11/20", "11/20"),
        ("2026-11-20", "11/20"),
        ("2026年11月20日（金）まで", "11/20"),
        ("令和8年11月20日", "11/20"),
        ("20日", "11/20"),
        ("by the 20th", "11/20"),
        ("Nov 20", "11/20"),
        ("20 November 2026", "11/20"),
        ("11/16", "2027/11/16"),
        ("10日まで", "12/10"),
        ("年末", "12/31"),
        ("年内", "12/31"),
        ("end of year", "12/31"),
        ("年度末", "2027/3/31"),
        ("金曜15時まで", "11/20"),
        ("fri 3pm", "11/20"),
        ("明日午前中", "11/18"),
        ("2/29", "2027/2/28"),
    ],
)
def test_that_a_day_is_read(text: str, day: str) -> None:
    due = parse_due(text, TODAY)
    assert due is not None
    assert due.day == _day(day)


@pytest.mark.parametrize(
    "text", ["", "soon", "11/31", "2026/2/30", "13/1", "32日", "Friday night fever", "sunny", "月"]
)
def test_that_other_words_name_no_day(text: str) -> None:
    due = parse_due(text, TODAY)
    assert due is None or text == "月"


def test_that_a_single_weekday_sign_counts_alone_but_not_inside_a_word() -> None:
    assert parse_due("月", TODAY) is not None
    assert parse_due("月次", TODAY) is None


@pytest.mark.parametrize(
    ("text", "ambiguous"),
    [("11/20", False), ("11/16", True), ("火曜", True), ("金曜", False), ("next fri", True), ("2020/1/1", False)],
)
def test_that_a_doubt_is_said(text: str, ambiguous: bool) -> None:
    due = parse_due(text, TODAY)
    assert due is not None
    assert due.ambiguous is ambiguous


def test_that_an_explicit_year_never_shifts() -> None:
    due = parse_due("2020/11/20まで", TODAY)
    assert due is not None
    assert due.day == date(2020, 11, 20)


# fmt: off
FORWARD = [
    "今日", "明日", "明後日", "金曜", "月曜日", "今週月曜", "今週日曜", "来週月曜", "再来週金曜", "来週", "再来週",
    "今週中", "週末", "週明け", "月末", "来月末", "月初", "来月頭", "来月", "3日後", "2週間後", "1か月後", "11/20",
    "2/29", "12月31日", "31日", "年末", "年度末", "年明け", "5営業日後", "tomorrow", "fri", "sun", "eom",
    "eoy", "next mon", "this tue",
    "in 2 weeks", "end of month", "next month", "Feb 29", "by the 31st", "end of week",
]
# fmt: on


@pytest.mark.parametrize("text", FORWARD)
def test_that_a_word_for_what_is_to_come_never_means_the_past(text: str) -> None:
    for ahead in range(366):
        today = date(2027, 9, 1) + timedelta(ahead)
        due = parse_due(text, today)
        assert due is not None, today
        assert today <= due.day <= today + timedelta(366), today


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("手順書を送る 金曜まで", "11/20", "手順書を送る"),
        ("手順書を送る金曜まで", "11/20", "手順書を送る"),
        ("見積　１１／２０まで", "11/20", "見積"),
        ("send deck by fri", "11/20", "send deck"),
        ("send deck fri", "11/20", "send deck"),
        ("send deck on Friday.", "11/20", "send deck"),
        ("send deck in 2 weeks", "12/1", "send deck"),
        ("資料を送る 月末", "11/30", "資料を送る"),
        ("金曜までに手順書を送る", "11/20", "手順書を送る"),
        ("来週月曜に訪問", "11/23", "訪問"),
        ("手順書を金曜までに送る", "11/20", "手順書を金曜までに送る"),
        ("send the deck by fri to Sato", "11/20", "send the deck by fri to Sato"),
        ("金曜", "11/20", "金曜"),
    ],
)
def test_that_a_promise_gives_its_day(text: str, day: str, rest: str) -> None:
    found = promise_due(text, TODAY)
    assert found is not None
    assert found[0].day == _day(day)
    assert found[1] == rest


@pytest.mark.parametrize(
    "text", ["move the call to fri", "20日の会議資料を送る", "研修 2日", "v1.2/3 を確認", "手順書を送る", ""]
)
def test_that_a_promise_may_have_no_day(text: str) -> None:
    assert promise_due(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昨日電話", "11/16"),
        ("昨日、訪問", "11/16"),
        ("yesterday call", "11/16"),
        ("一昨日 訪問", "11/15"),
        ("11/16 訪問", "11/16"),
        ("11/16に訪問", "11/16"),
        ("2025/1/5 訪問", "2025/1/5"),
        ("先週金曜 打ち合わせ", "11/13"),
        ("last fri call", "11/13"),
        ("月曜に訪問", "11/16"),
        ("昨日の件で電話", None),
        ("11/16までに送る", None),
        ("11/20 訪問予定", None),
        ("1/5 訪問", None),
        ("2027/1/5 訪問", None),
        ("電話 昨日", None),
        ("todays call", None),
    ],
)
def test_that_a_touchpoint_reads_only_a_leading_day_backward(text: str, day: str | None) -> None:
    found = leading_day(text, TODAY)
    assert (found.day if found else None) == (_day(day) if day else None)


@given(st.text(alphabet="0123456789/-年月日後週末来今再金曜まで by fri in day", max_size=20), st.dates())
def test_that_no_words_raise(text: str, today: date) -> None:
    for found in (parse_due(text, today), leading_day(text, today)):
        assert found is None or 0 <= found.start < found.end <= len(text)
    promised = promise_due(text, today)
    assert promised is None or 0 <= promised[0].start < promised[0].end <= len(text)
