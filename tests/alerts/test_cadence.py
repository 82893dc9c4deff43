"""Silence is counted against the segment's cadence, and a booked meeting or a long break ends it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.alerts.cadence import Cadence, cadence_days, is_quiet
from app.alerts.calendar import WEEKDAYS
from app.vocabulary import Phase, Segment

TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    ("segment", "phase", "days"),
    [
        (Segment.HIGH, Phase.ADOPTION, 14),
        (Segment.LOW, Phase.ADOPTION, 30),
        (Segment.HIGH, Phase.ONBOARDING, 7),
        (Segment.LOW, Phase.ONBOARDING, 14),
        (Segment.LOW, None, 30),
        (Segment.TECH, Phase.ADOPTION, None),
        (Segment.TECH, Phase.ONBOARDING, None),
        (Segment.HIGH, Phase.CHURNED, None),
    ],
)
def test_that_each_segment_has_its_cadence(segment: Segment, phase: Phase | None, days: int | None) -> None:
    assert cadence_days(segment, phase) == days
    if days is not None:
        assert not is_quiet(segment, phase, TODAY - timedelta(days), TODAY)
        assert is_quiet(segment, phase, TODAY - timedelta(days + 1), TODAY)
    else:
        assert not is_quiet(segment, phase, None, TODAY)


def test_that_a_booked_meeting_suppresses_the_row() -> None:
    long_ago = TODAY - timedelta(60)
    assert is_quiet(Segment.HIGH, None, long_ago, TODAY, next_meeting=TODAY - timedelta(1))
    assert not is_quiet(Segment.HIGH, None, long_ago, TODAY, next_meeting=TODAY)
    assert not is_quiet(Segment.HIGH, None, long_ago, TODAY, next_meeting=TODAY + timedelta(40))


def test_that_a_new_account_is_not_quiet_from_its_first_day() -> None:
    assert not is_quiet(Segment.HIGH, Phase.ONBOARDING, None, TODAY, since=TODAY - timedelta(5))
    assert is_quiet(Segment.HIGH, Phase.ONBOARDING, None, TODAY, since=TODAY - timedelta(8))
    assert is_quiet(Segment.HIGH, Phase.ONBOARDING, None, TODAY)


def test_that_rows_wait_after_new_year() -> None:
    last = date(2026, 11, 1)
    assert not is_quiet(Segment.HIGH, None, last, date(2027, 1, 4))
    assert is_quiet(Segment.HIGH, None, last, date(2027, 1, 5))
    assert is_quiet(Segment.HIGH, None, last, date(2027, 1, 4), calendar=WEEKDAYS)


def test_that_the_cadence_can_be_changed() -> None:
    strict = Cadence(usual={Segment.TECH: 90}, onboarding={})
    assert cadence_days(Segment.TECH, Phase.RENEWAL, strict) == 90
    assert cadence_days(Segment.HIGH, Phase.ONBOARDING, strict) is None
