from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.plans.timeline import LEAST, Lane, Mark, timeline
from app.vocabulary import PlanStatus

TODAY = date(2026, 11, 17)
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def test_that_the_axis_is_made_of_whole_months() -> None:
    mark = Mark("m", "在庫マスタを移行する", date(2026, 9, 30), PlanStatus.DONE)
    lane = Lane("o", "棚卸し時間", date(2026, 9, 7), date(2026, 12, 28), PlanStatus.ON_TRACK, (mark,))
    axis = timeline([lane], today=TODAY)
    assert axis is not None
    assert (axis.first, axis.last) == (date(2026, 9, 1), date(2026, 12, 31))
    assert axis.months == (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1))
    assert axis.holds(TODAY) and not axis.holds(date(2027, 1, 1))
    assert axis.at(date(2026, 9, 1)) == 0.0
    assert axis.at(date(2027, 6, 1)) == 1.0


def test_that_nothing_has_no_axis() -> None:
    assert timeline([], today=TODAY) is None


@given(st.lists(st.tuples(DAYS, st.integers(0, 400), st.lists(DAYS, max_size=3)), min_size=1, max_size=4))
def test_that_everything_lies_on_the_axis_in_order(some: list[tuple[date, int, list[date]]]) -> None:
    lanes = [
        Lane(
            str(n), "", start, start + timedelta(length), PlanStatus.PLANNED,
            tuple(Mark(str(day), "", day, PlanStatus.PLANNED) for day in marks),
        )
        for n, (start, length, marks) in enumerate(some)
    ]  # fmt: skip
    axis = timeline(lanes, today=TODAY)
    assert axis is not None
    assert len(axis.months) >= LEAST
    assert axis.first.day == 1 and (axis.last + timedelta(1)).day == 1
    for lane in axis.lanes:
        assert axis.holds(lane.start) and axis.holds(lane.end)
        assert 0 <= axis.at(lane.start) <= axis.at(lane.end) <= 1
        assert all(axis.holds(mark.on) for mark in lane.marks)
    places = [axis.at(month) for month in axis.months]
    assert places == sorted(set(places))
