"""Judgements that end are asked about again; scores that fall and data against feeling give signals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import BansoError
from app.health.model import Model
from app.journal import door
from app.language import LANGUAGES
from app.models.database import Session
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.health.bands import counted
from app.operations.health.book_scores import book_scores
from app.operations.health.feelings import feelings_of, say_feeling, set_override
from app.operations.health.rejudge import FEELING, OVERRIDE, PULSE, confirm_same
from app.operations.health.row_health import RowHealth
from app.operations.health.signals import FALL
from app.operations.pulses import pulses_of, say_pulse
from app.operations.put_off import put_off_row
from app.operations.signals.sweep import fire
from app.operations.today import TodayRow, scored_rows, today_rows, today_words, week_rows
from app.vocabulary import Band, TodayKind
from tests.builders import TODAY, new_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        yield opened


def account(session: Session, name: str = "A") -> str:
    [made] = door.create(session, "account", [{"name": name, "name_key": name, "segment": "tech", "phase": "adoption"}])
    return made


def feel(book: Book, account_id: str, ends: int, effect: int = -5) -> None:
    """Write a feeling that ends so many days from now."""
    on = TODAY + timedelta(ends - 28)
    row = {
        "account_id": account_id, "effect": effect, "reason": "返事が短い", "said_at": f"{on}T03:00:00.000000Z",
        "on_date": on.isoformat(), "expires_on": (TODAY + timedelta(ends)).isoformat(),
    }  # fmt: skip
    book.write(door.create, "feeling", [row])


def asked(book: Book, today: date = TODAY, health: dict[str, RowHealth] | None = None) -> list[TodayRow]:
    kinds = (TodayKind.REJUDGE, TodayKind.SIGNAL)
    book.write(fire, today=today, health=health)
    return [row for row in book.read(today_rows, today=today, health=health) if row.kind in kinds]


@pytest.mark.parametrize(
    ("ends", "reason"),
    [(2, None), (1, "tomorrow"), (0, "today"), (-1, "expired"), (-90, "expired"), (-91, None)],
)
def test_that_a_feeling_is_asked_about_from_the_day_before_its_end_on(
    book: Book, ends: int, reason: str | None
) -> None:
    made = book.write(account)[1]
    feel(book, made, ends)
    assert [row.reason for row in asked(book)] == ([f"rejudge.feeling.{reason}"] if reason else [])


def test_that_the_question_reads_as_a_person_would_ask_it(book: Book) -> None:
    feel(book, book.write(account)[1], 1)
    [row] = asked(book)
    assert today_words(row, "ja") == (
        "肌感 −5 は明日で切れます。いまも同じですか？",
        "10/24 土に書いた理由: 返事が短い".replace("土に", "土 に"),
    )
    assert today_words(row, "en")[0] == "Your −5 expires tomorrow. Still so?"


def test_that_a_feeling_of_no_difference_is_not_asked_about(book: Book) -> None:
    feel(book, book.write(account)[1], 0, effect=0)
    assert asked(book) == []


def test_that_confirming_says_it_again_and_undo_brings_the_question_back(book: Book) -> None:
    made = book.write(account)[1]
    feel(book, made, 1)
    changes = book.write(confirm_same, made, FEELING, today=TODAY, by_id=book.by_id)[0]
    said = book.read(feelings_of, made).feeling
    assert (said.value, said.reason, said.expires) == (-5, "返事が短い", TODAY + timedelta(28))
    assert asked(book) == []
    book.write(take_back, changes.id)
    assert len(asked(book)) == 1


def test_that_an_override_is_confirmed_for_as_long_as_before(book: Book) -> None:
    made = book.write(account)[1]
    with pytest.raises(BansoError):
        book.write(confirm_same, made, OVERRIDE, today=TODAY, by_id=None)
    until = TODAY + timedelta(10)
    book.write(set_override, made, 60, "移行中", expires_on=until, today=TODAY, by_id=None)
    assert [row.reason for row in asked(book, until)] == ["rejudge.override.today"]
    book.write(confirm_same, made, OVERRIDE, today=until, by_id=None)
    assert book.read(feelings_of, made).override.expires == until + timedelta(10)


def test_that_pulses_of_one_account_are_one_row_and_confirmed_together(book: Book) -> None:
    made = book.write(account)[1]
    long_ago = TODAY - timedelta(100)
    for key, value in (("pulse_warmth", 4), ("pulse_backing", 3)):
        book.write(say_pulse, made, key, value, "会って", observed_on=long_ago, by_id=book.by_id)
    [row] = asked(book)
    assert (row.reason, row.params["aspects"]) == ("rejudge.pulse.expired", ("pulse_backing", "pulse_warmth"))
    assert "2項目" in today_words(row, "ja")[0]
    assert "関係の温度 4" in today_words(row, "ja")[1]
    assert book.write(confirm_same, made, PULSE, today=TODAY, by_id=book.by_id)[1] == 2
    assert asked(book) == []
    assert {p.on for p in book.read(pulses_of, made, today=TODAY) if p.value} == {TODAY}


def test_that_a_pulse_of_the_one_before_is_not_confirmed_but_judged_anew(book: Book) -> None:
    def hand_over(session: Session) -> str:
        made = account(session)
        say_pulse(session, made, "pulse_warmth", 4, "前任", observed_on=TODAY - timedelta(20), by_id=None)
        [other] = door.create(session, "member", [{"name": "次の人"}])
        fact = {"account_id": made, "field": "owner_id", "value": other, "effective_on": TODAY.isoformat()}
        door.create(session, "account_fact", [{**fact, "recorded_at": door.change_of(session).at}])
        door.amend(session, "account", {made: {"owner_id": other}})
        return made

    made = book.write(hand_over)[1]
    [row] = asked(book)
    assert row.reason == "rejudge.pulse.inherited"
    with pytest.raises(BansoError) as refused:
        book.write(confirm_same, made, PULSE, today=TODAY, by_id=book.by_id)
    assert refused.value.key == "rejudge.nothing"


def test_that_the_week_asks_about_what_ends_within_it(book: Book) -> None:
    feel(book, book.write(account)[1], 6)
    assert asked(book) == []
    [row] = book.read(week_rows, today=TODAY)
    assert row.reason == "rejudge.feeling.coming"


def test_that_a_question_can_be_put_off(book: Book) -> None:
    made = book.write(account)[1]
    feel(book, made, 0)
    book.write(put_off_row, made, "rejudge", FEELING, until=TODAY + timedelta(3))
    assert asked(book) == []
    assert len(asked(book, TODAY + timedelta(3))) == 1


def test_that_a_fall_of_ten_points_or_of_a_band_is_a_signal(book: Book) -> None:
    ids = [book.write(account, name)[1] for name in "ABCD"]
    health = {
        ids[0]: RowHealth(60, None, Band.WATCH, before=70, band_before=Band.GOOD, delta=-10),
        ids[1]: RowHealth(55, None, Band.WATCH, before=65, band_before=Band.WATCH, delta=-10),
        ids[2]: RowHealth(69, None, Band.WATCH, before=70, band_before=Band.GOOD, delta=-1),
        ids[3]: RowHealth(61, None, Band.WATCH, before=70, band_before=Band.UNKNOWN, delta=-9),
    }
    rows = {row.account_id: row for row in asked(book, health=health)}
    assert [rows[one].reason for one in ids[:3]] == ["signal.band", "signal.fall", "signal.band"]
    assert ids[3] not in rows
    assert today_words(rows[ids[1]], "ja") == ("ヘルスが 30日で 10点下がりました", "65 → 55（注意）")
    assert rows[ids[0]].subject_id == FALL


@pytest.mark.parametrize(("data", "pulse", "reason"), [("70", "40", "higher"), ("40", "70", "lower"), ("69", "40", "")])
def test_that_data_far_from_feeling_is_a_question(book: Book, data: str, pulse: str, reason: str) -> None:
    made = book.write(account)[1]
    health = {made: RowHealth(60, band=Band.WATCH, data=Decimal(data), pulse=Decimal(pulse))}
    assert [row.reason for row in asked(book, health=health)] == ([f"signal.data_{reason}"] if reason else [])


def test_that_the_command_line_works_the_scores_out_and_names_the_cause(book: Book) -> None:
    made = book.write(account)[1]
    book.write(say_pulse, made, "pulse_warmth", 5, "よい", observed_on=TODAY - timedelta(60), by_id=book.by_id)
    book.write(say_feeling, made, -10, "重い", today=TODAY, by_id=book.by_id)
    rows = book.read(scored_rows, today=TODAY, health=book.read(book_scores, today=TODAY))
    for row in rows:
        for lang in LANGUAGES:
            assert all(today_words(row, lang))


def test_that_bands_are_counted_now_and_a_week_ago() -> None:
    model = Model(())
    health = {
        "a": RowHealth(40, band=Band.RISK, spark=(80, 75, 40)),
        "b": RowHealth(80, band=Band.GOOD, spark=(None, None, 80)),
        "c": RowHealth(None, band=Band.WITHHELD),
    }
    found = counted([*health, "d"], health, model)
    assert found.now == {Band.RISK: 1, Band.GOOD: 1, Band.UNKNOWN: 2}
    assert (found.moved(Band.RISK), found.moved(Band.GOOD), found.moved(Band.UNKNOWN)) == (1, 0, -1)
