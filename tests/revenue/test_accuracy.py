"""How near calls were: the last one by each horizon, of the same term, never more than was due."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.revenue.accuracy import HORIZONS, accuracy, check
from app.revenue.forecast import Call, forecast
from app.revenue.renewals import Due, State

END = date(2026, 3, 31)


def due(contract: str = "c", target: int = 100, final: int | None = 80, state: State = State.RENEWED) -> Due:
    return Due("a", "a", contract, END, target, final, state)


def call(back: int, committed: int, contract: str = "c") -> Call:
    return Call(contract, END - timedelta(back), committed, committed, committed, "why")


def test_that_the_last_call_by_each_horizon_counts() -> None:
    calls = [call(120, 100), call(70, 90), call(60, 60), call(10, 0)]
    [one] = check([due()], calls, {})
    assert [one.expected(days) for days in HORIZONS] == [100, 60, 60]
    assert [one.error(days) for days in HORIZONS] == [20, -20, -20]


def test_that_a_call_of_an_earlier_term_or_of_an_open_renewal_is_none() -> None:
    calls = [call(200, 100), call(95, 50)]
    [one] = check([due()], calls, {("c", END): END - timedelta(100)})
    assert one.expected(90) == 50
    [none] = check([due()], calls[:1], {("c", END): END - timedelta(100)})
    assert (none.expected(90), none.error(90)) == (None, None)
    assert check([due(final=None, state=State.OPEN)], calls, {}) == ()


def test_that_more_than_was_due_counts_as_what_was_due() -> None:
    [one] = check([due(target=100, final=150)], [call(100, 130)], {})
    assert (one.expected(90), one.error(90)) == (100, 0)


def test_that_a_loss_hoped_for_is_off_by_all_that_was_hoped() -> None:
    lost = due("d", final=0, state=State.LOST)
    checked = check([due(), lost], [call(91, 80), call(91, 100, "d")], {})
    found = accuracy(checked, 90)
    assert (found.of, found.called, found.error, found.bias) == (2, 2, Fraction(1, 2), Fraction(1, 2))
    assert accuracy(checked[:0], 90).error is None


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 300), st.integers(0, 300)), max_size=6))
def test_that_the_bias_is_never_larger_than_the_error(some: list[tuple[int, int, int]]) -> None:
    every = [due(str(at), target, final) for at, (target, final, _said) in enumerate(some)]
    calls = [call(95, said, str(at)) for at, (_target, _final, said) in enumerate(some)]
    found = accuracy(check(every, calls, {}), 90)
    assert abs(found.expected - found.came) <= found.off <= found.target
    assert found.called == len(some)


def test_that_a_forecast_takes_no_call_of_an_earlier_term() -> None:
    still = due(final=None, state=State.OPEN)
    begun = {("c", END): END - timedelta(100)}
    assert forecast([still], [call(200, 100)]).committed == 100
    told = forecast([still], [call(200, 100)], begun)
    assert (told.committed, told.uncalled) == (0, (still,))
    assert forecast([still], [call(50, 70)], begun).committed == 70
