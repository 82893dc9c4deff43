"""When a connection runs by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.views.sync.pace import BUSY_S, FIRST_PAUSE_S, LONGEST_PAUSE_S, Pace


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_that_it_is_due_at_first_in_front_and_again_after_its_minutes() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.is_due(1, 5, focused=True)
    pace.began(1)
    pace.ended(1, "done")
    assert not pace.is_due(1, 5, focused=True)
    clock.now += 299
    assert not pace.is_due(1, 5, focused=True)
    clock.now += 1
    assert pace.is_due(1, 5, focused=True)


def test_that_a_window_behind_others_waits_and_so_does_what_runs_only_when_asked() -> None:
    clock = Clock()
    pace = Pace(clock)
    clock.now += 10_000
    assert not pace.is_due(1, 5, focused=False)
    assert not pace.is_due(1, 0, focused=True)


@given(st.integers(1, 12))
def test_that_pauses_grow_while_it_is_not_reached_and_end_with_the_first_success(tries: int) -> None:
    clock = Clock()
    pace = Pace(clock)
    before = 0.0
    for _try in range(tries):
        pace.began(1)
        pace.ended(1, "offline")
        assert pace.is_offline(1)
        assert not pace.may_try(1)
        waited = 0.0
        while not pace.is_due(1, 5, focused=False):
            clock.now += 1
            waited += 1
        assert before <= waited <= LONGEST_PAUSE_S
        assert waited >= FIRST_PAUSE_S
        before = waited
    pace.ended(1, "done")
    assert not pace.is_offline(1)
    assert pace.may_try(1)
    assert not pace.is_due(1, 5, focused=False)


def test_that_the_network_coming_back_ends_the_waiting() -> None:
    pace = Pace(Clock())
    for _try in range(4):
        pace.began(1)
        pace.ended(1, "offline")
    assert not pace.is_due(1, 5, focused=False)
    pace.reached()
    assert pace.is_due(1, 5, focused=False)


def test_that_a_busy_one_is_tried_again_soon_and_is_not_called_offline() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.began(1)
    pace.ended(1, "busy")
    assert not pace.is_offline(1)
    assert not pace.is_due(1, 5, focused=False)
    clock.now += BUSY_S
    assert pace.is_due(1, 5, focused=False)


def test_that_what_needs_a_person_is_not_tried_again_by_itself() -> None:
    clock = Clock()
    for result in ("auth", "guard", "error", "cancelled"):
        pace = Pace(clock)
        pace.began(1)
        pace.ended(1, result)
        clock.now += 100
        assert not pace.is_due(1, 5, focused=False), result
