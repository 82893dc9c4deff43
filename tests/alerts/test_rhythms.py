from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.alerts.rhythms import AHEAD, BACK, SHIPPED, Cell, Strip, first_of, month_of, strip
from app.vocabulary import Rhythm, Segment

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2023, 1, 1), TODAY)


def of(
    *done: date,
    every: int = 3,
    planned: tuple[date, ...] = (),
    since: date | None = date(2025, 1, 1),
    rhythm: Rhythm = Rhythm.REGULAR,
    notice: date | None = None,
) -> Strip:
    return strip(rhythm, every, done, planned, today=TODAY, since=since, notice=notice)


def signs(made: Strip) -> str:
    letters = {Cell.DONE: "x", Cell.PLANNED: "o", Cell.DUE: "?", Cell.LATE: "!", Cell.NOTHING: "."}
    return "".join(letters[cell] for _month, cell in made.cells)


def test_that_a_strip_shows_nine_months_with_this_one_and_three_to_come() -> None:
    made = of(date(2026, 9, 3))
    assert [month for month, _cell in made.cells][:: BACK + AHEAD - 1] == [date(2026, 3, 1), date(2027, 2, 1)]
    assert made.cells[BACK - 1][0] == date(2026, 11, 1)
    assert (made.last, made.due, made.late) == (date(2026, 9, 1), date(2026, 12, 1), False)


def test_that_the_months_in_which_it_was_lacking_are_seen() -> None:
    #                 3456789AB CD.
    assert signs(of(date(2026, 3, 3), date(2026, 9, 3))) == "x..!!!x..?.."
    assert signs(of(date(2026, 3, 3), date(2026, 8, 3))) == "x..!!x..?..."


def test_that_what_was_due_in_a_month_that_is_over_is_late_unless_it_is_booked() -> None:
    late = of(date(2026, 5, 3))
    assert (signs(late), late.late) == ("!!x..!!!!...", True)
    booked = of(date(2026, 5, 3), planned=(date(2026, 12, 1),))
    assert (signs(booked), booked.late) == ("!!x..!!!!o..", False)


def test_that_without_a_first_one_it_counts_from_the_beginning_of_the_customer() -> None:
    new = of(since=date(2026, 10, 5))
    assert (new.last, new.due, new.late) == (None, date(2027, 1, 1), False)
    assert of(since=None).due == date(2026, 11, 1)


def test_that_the_contact_before_a_renewal_is_due_by_its_notice_deadline() -> None:
    def before(*done: date) -> date:
        return of(*done, every=12, rhythm=Rhythm.BEFORE_RENEWAL, notice=date(2027, 1, 28)).due

    assert before() == before(date(2026, 2, 3)) == date(2027, 1, 1)
    assert before(date(2026, 10, 3)) == date(2027, 10, 1)


@given(done=st.lists(DAYS, max_size=30), every=st.integers(1, 12), since=st.none() | DAYS)
def test_that_a_strip_agrees_with_itself(done: list[date], every: int, since: date | None) -> None:
    made = of(*done, every=every, since=since)
    months = {first_of(month_of(day)) for day in done}
    assert len(made.cells) == BACK + AHEAD
    assert {month for month, cell in made.cells if cell is Cell.DONE} == {m for m, _c in made.cells if m in months}
    assert made.late is (made.due < date(2026, 11, 1))
    assert made.late is (made.cells[BACK - 1][1] is Cell.LATE)
    if made.last is not None:
        assert month_of(made.due) - month_of(made.last) == every


@given(st.dates())
def test_that_a_month_holds_its_days(day: date) -> None:
    first = first_of(month_of(day))
    assert first.day == 1
    assert timedelta() <= day - first < timedelta(days=31)


def test_that_tech_touch_has_no_rhythm() -> None:
    assert not SHIPPED[Segment.TECH]
    assert set(SHIPPED[Segment.HIGH]) == set(Rhythm)
