"""The notice deadline is the last day on which notice still counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts.notices import Deadline, Notice, notice_deadline, open_window, parse_notice
from app.errors import BansoError
from app.vocabulary import Segment


@pytest.mark.parametrize(
    ("end", "notice", "deadline"),
    [
        (date(2027, 2, 28), Notice(1), date(2027, 1, 28)),
        (date(2027, 3, 31), Notice(1), date(2027, 2, 28)),
        (date(2028, 3, 31), Notice(1), date(2028, 2, 29)),
        (date(2027, 3, 31), Notice(3), date(2026, 12, 31)),
        (date(2027, 3, 31), Notice(30, "d"), date(2027, 3, 1)),
        (date(2027, 2, 28), Notice(1, inclusive=False), date(2027, 1, 27)),
        (date(2027, 2, 28), Notice(0, "d"), date(2027, 2, 28)),
        (date(2027, 1, 15), Notice(14), date(2025, 11, 15)),
    ],
)
def test_that_the_deadline_lies_a_notice_before_the_end(end: date, notice: Notice, deadline: date) -> None:
    assert notice_deadline(end, notice) == Deadline(deadline)


def test_that_an_unknown_notice_is_estimated_and_says_so() -> None:
    assert notice_deadline(date(2027, 2, 28), None) == Deadline(date(2027, 1, 28), estimated=True)


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.integers(0, 24), st.integers(1, 3))
def test_that_longer_notice_is_never_later(end: date, months: int, more: int) -> None:
    assert notice_deadline(end, Notice(months + more)).day < notice_deadline(end, Notice(months)).day <= end
    assert (
        notice_deadline(end, Notice(months, inclusive=False)).day + timedelta(1)
        == notice_deadline(end, Notice(months)).day
    )


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("30d", Notice(30, "d")),
        ("1m", Notice(1)),
        (" 3M ", Notice(3)),
        ("1か月前まで", Notice(1)),
        ("３ヶ月", Notice(3)),
        ("60日前", Notice(60, "d")),
        ("", None),
    ],
)
def test_that_a_notice_is_read(text: str, notice: Notice | None) -> None:
    assert parse_notice(text) == notice


def test_that_an_unreadable_notice_is_refused() -> None:
    with pytest.raises(BansoError) as refused:
        parse_notice("asap")
    assert (refused.value.key, refused.value.field) == ("notice.unreadable", "notice")


@pytest.mark.parametrize(
    ("segment", "left", "window"),
    [
        (Segment.HIGH, 181, None),
        (Segment.HIGH, 180, 180),
        (Segment.HIGH, 100, 120),
        (Segment.HIGH, 60, 60),
        (Segment.HIGH, 0, 30),
        (Segment.HIGH, -5, 30),
        (Segment.LOW, 91, None),
        (Segment.LOW, 72, 90),
        (Segment.LOW, 30, 30),
        (Segment.TECH, 61, None),
        (Segment.TECH, 60, 60),
    ],
)
def test_that_the_narrowest_open_window_counts(segment: Segment, left: int, window: int | None) -> None:
    assert open_window(segment, left) == window
