"""Cursors, halving, pieces, and strict conversions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.base import Ok, Op, Outcome, Rejected, Unsure
from app.connectors.errors import CursorExpired, RateLimited, Unavailable
from app.connectors.kit import convert
from app.connectors.kit.bisect import bisected
from app.connectors.kit.cursor import KeysetCursor
from app.connectors.kit.pages import in_pieces

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Row = tuple[datetime, str]


class Table:
    """A system that tells when each record changed last; a walk reads it by keyset."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        self.rule = KeysetCursor(timedelta(minutes=10))

    def pages(self, cursor: str | None, now: datetime, size: int = 3) -> list[tuple[list[str], str]]:
        walk = self.rule.walk(cursor, now)
        pages = []
        while True:
            after = walk.after
            ahead = sorted(
                row for row in self.rows if (row > after if after else walk.since is None or row[0] >= walk.since)
            )[:size]
            if not ahead:
                pages.append(([], walk.done()))
                return pages
            pages.append(([id for _, id in ahead], walk.passed(*ahead[-1])))


def ids(pages: list[tuple[list[str], str]]) -> list[str]:
    return [id for page, _ in pages for id in page]


def test_that_everything_comes_once_and_the_next_walk_is_an_echo_of_the_lag() -> None:
    table = Table([(NOON + number * MINUTE, f"r{number:02}") for number in range(30)])
    pages = table.pages(None, NOON + 60 * MINUTE)
    assert ids(pages) == [f"r{number:02}" for number in range(30)]
    again = table.pages(pages[-1][1], NOON + 61 * MINUTE)
    assert ids(again) == [f"r{number:02}" for number in range(19, 30)]
    assert ids(table.pages(again[-1][1], NOON + 62 * MINUTE)) == ids(again)


def test_that_ties_are_split_over_pages_and_none_is_lost() -> None:
    table = Table([(NOON, f"{number:03}") for number in range(500)])
    pages = table.pages(None, NOON + MINUTE, size=7)
    assert ids(pages) == sorted(id for _, id in table.rows)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 99)), max_size=30, unique=True), st.integers(1, 5), st.data()
)
def test_that_a_walk_can_be_left_after_any_page(rows: list[tuple[int, int]], size: int, data: st.DataObject) -> None:
    table = Table([(NOON + minute * MINUTE, f"{id:02}") for minute, id in rows])
    pages = table.pages(None, NOON + 90 * MINUTE, size)
    left = data.draw(st.integers(0, len(pages) - 1))
    seen = {id for page, _ in pages[: left + 1] for id in page}
    rest = table.pages(pages[left][1], NOON + 95 * MINUTE, size)
    assert seen | set(ids(rest)) == {f"{id:02}" for _, id in rows}


def test_that_a_record_committed_late_is_found_by_the_next_walk() -> None:
    table = Table([(NOON + 20 * MINUTE, "a"), (NOON + 21 * MINUTE, "b")])
    first = table.pages(None, NOON + 22 * MINUTE)
    table.rows.append((NOON + 12 * MINUTE, "late"))
    assert "late" in ids(table.pages(first[-1][1], NOON + 23 * MINUTE))


def test_that_a_walk_left_within_counts_from_its_own_start() -> None:
    table = Table([(NOON + number * MINUTE, f"{number:02}") for number in range(6)])
    within = table.pages(None, NOON + 6 * MINUTE)[0][1]
    # Gone on an hour later; meanwhile something was stamped just after the first start, and committed only now.
    table.rows += [(NOON + 59 * MINUTE, "new")]
    done = table.pages(within, NOON + 60 * MINUTE)[-1][1]
    table.rows += [(NOON + 3 * MINUTE, "late")]
    assert {"late", "new"} <= set(ids(table.pages(done, NOON + 61 * MINUTE)))


def test_that_a_stamp_of_the_future_does_not_carry_the_cursor_with_it() -> None:
    table = Table([(NOON, "a"), (NOON + timedelta(days=400), "future")])
    done = table.pages(None, NOON + MINUTE)[-1][1]
    table.rows.append((NOON + 2 * MINUTE, "b"))
    pages = table.pages(done, NOON + 3 * MINUTE)
    assert ids(pages) == ["a", "b", "future"]


def test_that_nothing_seen_moves_nothing() -> None:
    table = Table([])
    done = table.pages(None, NOON)[-1][1]
    table.rows.append((NOON - 9 * MINUTE, "late"))
    later = table.pages(done, NOON + timedelta(days=9))
    assert ids(later) == ["late"]


def test_that_a_clock_set_back_further_than_the_lag_means_everything_anew() -> None:
    table = Table([(NOON, "a")])
    done = table.pages(None, NOON)[-1][1]
    assert ids(table.pages(done, NOON - 9 * MINUTE)) == ["a"]
    with pytest.raises(CursorExpired):
        table.pages(done, NOON - 11 * MINUTE)
    far = KeysetCursor(timedelta(0)).walk(None, NOON + timedelta(days=9_000)).done()
    with pytest.raises(CursorExpired):
        table.pages(far, NOON)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "garbage",
        "あ",
        "e30=",
        "WzFd",
        "x" * 10_000,
        "WzEsIm5vIiwgbnVsbCwgIm5vIiwgbnVsbF0=",
        "WzIsbnVsbCxudWxsLDEsMV0=",
    ],
)
def test_that_a_cursor_of_nobody_is_expired(cursor: str) -> None:
    with pytest.raises(CursorExpired):
        KeysetCursor(timedelta(0)).walk(cursor, NOON)


def test_that_a_system_that_hides_its_microseconds_is_asked_from_the_whole_second() -> None:
    rule = KeysetCursor(timedelta(0), resolution=timedelta(seconds=1))
    walk = rule.walk(None, NOON + MINUTE)
    cursor = walk.passed(NOON + timedelta(microseconds=700_000), "7")
    assert rule.walk(cursor, NOON + MINUTE).since == NOON
    assert rule.walk(walk.done(), NOON + MINUTE).since == NOON


def ops(number: int) -> list[Op]:
    return [Op(f"o{place}", "update", f"k{place}", str(place)) for place in range(number)]


class AllOrNothing:
    """A server that refuses a batch whole; counts what it was sent and what it wrote."""

    def __init__(self, bad: set[int]) -> None:
        self.bad = {f"o{place}" for place in bad}
        self.requests = 0
        self.written: list[str] = []

    def send(self, batch: Sequence[Op]) -> Sequence[Outcome] | Rejected:
        self.requests += 1
        if self.bad & {op.op_id for op in batch}:
            return Rejected({"Amount": "too big"})
        self.written += [op.op_id for op in batch]
        return [Ok(op.id or "") for op in batch]


@given(st.integers(0, 40), st.sets(st.integers(0, 39), max_size=4))
def test_that_only_what_is_at_fault_stands_refused(number: int, bad: set[int]) -> None:
    server = AllOrNothing(bad)
    outcomes = bisected(server.send, ops(number))
    expected = [Rejected({"Amount": "too big"}) if place in bad else Ok(str(place)) for place in range(number)]
    assert outcomes == expected
    assert sorted(server.written) == sorted(f"o{place}" for place in range(number) if place not in bad)


def test_that_one_of_a_hundred_is_found_in_few_requests() -> None:
    server = AllOrNothing({63})
    assert sum(isinstance(outcome, Ok) for outcome in bisected(server.send, ops(100))) == 99
    assert server.requests <= 15


def test_that_what_was_answered_is_kept_when_the_line_breaks() -> None:
    server = AllOrNothing({9})

    def send(batch: Sequence[Op]) -> Sequence[Outcome] | Rejected:
        if server.requests == 2:
            raise Unavailable("gone")
        return server.send(batch)

    outcomes = bisected(send, ops(10))
    assert outcomes == [Ok(str(place)) for place in range(5)] + [Unsure("Unavailable")] * 5

    def limited(batch: Sequence[Op]) -> Sequence[Outcome] | Rejected:
        raise RateLimited(9)

    with pytest.raises(RateLimited):
        bisected(limited, ops(3))


def test_that_an_answer_for_another_number_is_no_answer() -> None:
    assert {type(outcome) for outcome in bisected(lambda batch: [Ok("1")], ops(3))} == {Unsure}


def test_that_pieces_are_full_but_the_last() -> None:
    assert [len(piece) for piece in in_pieces(range(4_500))] == [2_000, 2_000, 500]
    assert list(in_pieces([], 3)) == []
    with pytest.raises(ValueError, match="at least one"):
        next(in_pieces([1], 0))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_that_a_number_comes_back_exactly(number: Decimal) -> None:
    text = convert.from_decimal(number)
    assert "e" not in text.lower()
    assert convert.to_decimal(text) == number
    assert convert.to_decimal(text, scale=3) == number


@given(st.timedeltas(min_value=timedelta(-20_000), max_value=timedelta(80_000)))
def test_that_an_instant_comes_back(since: timedelta) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + since
    cut = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert convert.to_datetime(convert.from_datetime(moment)) == cut
    assert convert.datetime_of_ms(convert.ms_of_datetime(moment)) == cut


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_that_a_day_comes_back(day: date) -> None:
    assert convert.to_date(day.isoformat()) == day
    assert convert.date_of_ms(convert.ms_of_date(day)) == day


def test_that_instants_are_read_in_every_form() -> None:
    for text in (
        "2026-12-01T12:00:00Z",
        "2026-12-01 21:00:00+0900",
        "2026-12-01T12:00+00:00",
        "2026-12-01T12:00:00.000000000Z",
    ):
        assert convert.to_datetime(text) == NOON
    assert convert.to_datetime("2026-12-01 12:00:00", zoneless=True) == NOON
    assert convert.from_datetime(NOON.astimezone(timezone(timedelta(hours=9)))) == "2026-12-01T12:00:00.000Z"
    assert (convert.to_bool(" TRUE "), convert.to_bool("no"), convert.to_int(" -7 ")) == (True, False, -7)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        *((convert.to_int, text) for text in ("", "1.0", "1e3", "１２", "0x1", "1_000", "9" * 19)),
        *((convert.to_decimal, text) for text in ("", "NaN", "Infinity", "1,000", "１.５", "1_0", ".", "1e999", "--1")),
        *((convert.to_date, text) for text in ("", "2026-2-1", "2026-02-30", "2026-12-01T00:00:00Z", "20261201")),
        *((convert.to_datetime, text) for text in ("", "2026-12-01", "2026-12-01T12:00:00", "2026-12-01T25:00:00Z")),
        (convert.to_datetime, "0001-01-01T00:00:00+09:00"),
        (convert.to_date, "２０２６-12-01"),
        *((convert.to_bool, text) for text in ("", "maybe", "2", "はい")),
        (convert.from_decimal, Decimal("NaN")),
        (convert.from_datetime, NOON.replace(tzinfo=None)),
        (convert.ms_of_datetime, NOON.replace(tzinfo=None)),
        (convert.datetime_of_ms, 10**18),
        (convert.date_of_ms, 1),
    ],
)  # fmt: skip
def test_that_anything_else_is_refused(read: object, text: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read(text)  # type: ignore[operator]


def test_that_a_number_finer_than_its_scale_is_refused() -> None:
    assert convert.to_decimal("10", scale=2) == Decimal("10.00")
    assert convert.to_decimal("1.50", scale=1) == Decimal("1.5")
    with pytest.raises(ValueError, match="more than 1"):
        convert.to_decimal("1.55", scale=1)
    with pytest.raises(ValueError, match="too large"):
        convert.to_decimal("1e99", scale=2)
