from __future__ import annotations

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from app.views.today.swarm import swarm

WITHIN, WIDTH, HEIGHT = 90, 300.0, 96.0


@given(st.lists(st.tuples(st.integers(0, WITHIN), st.floats(0, 1e9)), max_size=8))
def test_that_few_marks_never_overlap_and_stay_on_the_field(rows: list[tuple[int, float]]) -> None:
    marks = swarm([day for day, _amount in rows], [amount for _day, amount in rows], WITHIN, WIDTH, HEIGHT)
    assert [mark.at for mark in marks] == list(range(len(rows)))
    for mark in marks:
        assert mark.x - mark.radius + 1e-6 >= 0
        assert mark.x + mark.radius <= WIDTH + 1e-6
        assert mark.radius - 1e-6 <= mark.up <= HEIGHT - mark.radius + 1e-6
    if all(mark.up + mark.radius < HEIGHT for mark in marks):
        for at, one in enumerate(marks):
            for other in marks[at + 1 :]:
                assert hypot(one.x - other.x, one.up - other.up) >= one.radius + other.radius - 1e-3


@given(st.lists(st.tuples(st.integers(0, WITHIN), st.floats(0, 1e9)), max_size=300))
def test_that_however_many_stay_within_the_height(rows: list[tuple[int, float]]) -> None:
    marks = swarm([day for day, _amount in rows], [amount for _day, amount in rows], WITHIN, WIDTH, HEIGHT)
    assert all(mark.up + mark.radius <= HEIGHT + 1e-6 for mark in marks)


def test_that_a_larger_amount_is_a_larger_mark_where_its_day_is() -> None:
    small, large, none = swarm([30, 60, 60], [1e6, 9e6, 0], WITHIN, WIDTH, HEIGHT)
    assert (small.x, large.x) == (100.0, 200.0)
    assert none.radius < large.radius
    assert small.radius < large.radius
    # The largest lies over the others of its day, under its name.
    assert large.up > none.up
    assert swarm([], [], WITHIN, WIDTH, HEIGHT) == []
