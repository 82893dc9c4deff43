"""What findings make of the calls to action that there are: once each, quiet while it cools, gone where nothing is."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.alerts.firing import Decided, Finding, Kept, decide
from app.alerts.rules import Evidence, Rule

START = date(2026, 4, 1)
COOL = 14
RULES = {
    key: Rule(key, {"ja": key, "en": key}, Evidence.OUTAGES, (), 5, COOL, None, starts=False, on=True)
    for key in ("one", "two")
}
KEYS = [("a", "one", ""), ("a", "one", "p"), ("a", "two", ""), ("b", "one", "")]


def kept(state: str = "open", closed: date | None = None, gone: date | None = None, step: int = 0) -> Kept:
    return Kept("1", "a", "one", "", state, {"n": 1, "step": step}, None, gone, closed)


def found(n: int = 1, step: int = 0) -> Finding:
    return Finding("a", "one", "", {"n": n}, step=step)


def decided(finding: Finding | None, *there: Kept, today: date = START, looked: bool = True) -> Decided:
    findings = [finding] if finding else []
    return decide(findings, there, RULES, looked=["one"] if looked else [], today=today)


def test_that_a_new_cause_opens_and_the_same_one_changes_nothing() -> None:
    assert decided(found()).opened == (found(),)
    assert decided(found(), kept()) == Decided((), (), ())


def test_that_another_fact_tells_the_open_one_anew() -> None:
    assert decided(found(2), kept()).told == ((kept(), found(2)),)


def test_that_a_cause_that_went_away_is_said_once_and_may_come_back() -> None:
    assert decided(None, kept()).gone == (kept(),)
    gone = kept(gone=START)
    assert decided(None, gone) == Decided((), (), ())
    assert decided(found(), gone).told == ((gone, found()),)


def test_that_what_nobody_looked_into_stays() -> None:
    assert decided(None, kept(), looked=False) == Decided((), (), ())


def test_that_a_closed_one_reopens_on_the_day_its_cool_down_ends() -> None:
    closed = kept("done", START)
    assert decided(found(), closed, today=START + timedelta(COOL - 1)).opened == ()
    assert decided(found(), closed, today=START + timedelta(COOL)).opened == (found(),)


def test_that_a_more_pressing_step_does_not_wait_for_the_cool_down() -> None:
    closed = kept("dismissed", START, step=1)
    assert decided(found(step=1), closed).opened == ()
    assert decided(found(step=2), closed).opened == (found(step=2),)


def test_that_the_last_one_closed_counts() -> None:
    old, new = kept("done", START - timedelta(100)), kept("done", START)
    assert decided(found(), new, old, today=START + timedelta(3)).opened == ()


Day = tuple[frozenset[int], frozenset[int]]
_days = st.lists(
    st.tuples(st.frozensets(st.integers(0, len(KEYS) - 1)), st.frozensets(st.integers(0, len(KEYS) - 1))), max_size=60
)


@given(_days)
def test_that_on_any_course_a_cause_has_one_call_and_rests_between_two(days: list[Day]) -> None:
    """Each day some causes are there, and a person closes some of what is open."""
    ids = count(1)
    rows: dict[str, Kept] = {}
    opened_on: dict[str, date] = {}
    for at, (there, closing) in enumerate(days):
        today = START + timedelta(at)
        findings = [Finding(*KEYS[one], params={}) for one in there]
        for _twice in range(2):
            now = decide(findings, rows.values(), RULES, looked=RULES, today=today)
            for one in now.opened:
                made = Kept(str(next(ids)), one.account, one.rule, one.subject, "open", one.facts, None, None, None)
                rows[made.id], opened_on[made.id] = made, today
            for row, one in now.told:
                rows[row.id] = Kept(row.id, *row.key, "open", one.facts, one.due, None, None)
            for row in now.gone:
                rows[row.id] = Kept(row.id, *row.key, "open", row.params, row.due, today, None)
        assert decide(findings, rows.values(), RULES, looked=RULES, today=today) == Decided((), (), ())
        standing = [row.key for row in rows.values() if row.state == "open"]
        assert len(standing) == len(set(standing))
        for row in list(rows.values()):
            assert (row.gone_on is None) == (row.key in {one.key for one in findings}) or row.state != "open"
            if row.state == "open" and KEYS.index(row.key) in closing:
                rows[row.id] = Kept(row.id, *row.key, "done", row.params, None, row.gone_on, today)
    for key in KEYS:
        story = sorted((opened_on[row.id], row.closed_on) for row in rows.values() if row.key == key)
        for (_opened, closed), (opened, _closed) in pairwise(story):
            assert closed is not None and opened >= closed + timedelta(COOL)
