"""The walk comes only to accounts where something expired, changed or fell silent, and a verdict is one change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.pulses import ASPECTS, pulses_of, say_pulse
from app.operations.walk import Why, judge, logged_still, walk_accounts, walked
from app.operations.walk_stop import stop_page
from app.operations.walk_words import anchor, aspect_name, why_line
from tests.builders import TODAY, made_up_profile, new_book, opened

LONG_AGO = TODAY - timedelta(100)


def day(away: int) -> str:
    return (TODAY + timedelta(away)).isoformat()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Yield a book with two quiet-free accounts that nobody has written to for a month."""
    with new_book(tmp_path / "profile", today=LONG_AGO) as before:
        before.write(_accounts)
    with opened(tmp_path / "profile") as made:
        yield made


def _accounts(session: Session) -> None:
    for key in ("a", "b"):
        row = {"id": key, "name": key.upper(), "name_key": key, "segment": "tech", "phase": "adoption"}
        door.create(session, "account", [row])


def create(book: Book, entity: str, **row: Any) -> str:
    made: str = book.write(lambda session: door.create(session, entity, [row]))[1][0]
    return made


def say(book: Book, value: int, *, account: str = "a", key: str = "pulse_warmth", back: int = 0) -> None:
    book.write(say_pulse, account, key, value, "前の話", observed_on=TODAY - timedelta(back), by_id=book.by_id)


def reasons(book: Book, account: str = "a") -> list[Why]:
    stops = {stop.account_id: stop for stop in book.read(walk_accounts, today=TODAY)}
    return list(stops[account].reasons) if account in stops else []


def keys(book: Book, account: str = "a") -> list[tuple[str, str]]:
    return [(why.group, why.key) for why in reasons(book, account)]


def verdict(book: Book, said: str, reason: str = "", **how: Any) -> str | None:
    return book.write(judge, "a", said, reason=reason, today=TODAY, by_id=book.by_id, **how)[0].id


def values(book: Book) -> dict[str, int | None]:
    return {pulse.key: pulse.value for pulse in book.read(pulses_of, "a", today=TODAY)}


def test_that_an_account_with_nothing_to_say_is_not_walked_to(book: Book) -> None:
    assert book.read(walk_accounts, today=TODAY) == ()


def test_that_an_expired_pulse_brings_an_account(book: Book) -> None:
    say(book, 4, back=90)
    assert keys(book) == []
    say(book, 2, account="b", back=31)
    assert keys(book, "b") == [("expired", "pulse.expired")]


def test_that_requests_events_people_and_others_bring_an_account(book: Book) -> None:
    create(book, "request", account_id="a", words="権限を", raised_on=day(-1))
    create(book, "indicator", account_id="a", kind="outage", on_date=day(-2), note="停止")
    [person] = book.write(lambda s: door.create(s, "person", [{"name": "森", "name_key": "森"}]))[1]
    create(book, "position", account_id="a", person_id=person, role="sponsor", from_on=day(-3), to_on=day(9))
    [other] = book.write(lambda s: door.create(s, "member", [{"name": "伊藤"}]))[1]
    create(book, "touchpoint", account_id="a", state="done", kind="call", on_date=day(-1), body="話した", by_id=other)
    assert {key for _group, key in keys(book)} == {"request", "indicator", "left", "touchpoint.other"}
    assert keys(book, "b") == []


def test_that_my_own_touchpoints_are_no_news(book: Book) -> None:
    create(book, "touchpoint", account_id="a", state="done", kind="call", on_date=day(-1), body="x", by_id=book.by_id)
    assert keys(book) == []


def test_that_a_notice_date_gone_by_and_a_contract_run_out_bring_an_account(book: Book) -> None:
    for account, end in (("a", day(10)), ("b", day(-40))):
        contract = create(
            book, "contract", account_id=account, kind="paid", start_on=day(-300), end_on=end, currency="JPY",
            notice_value=1, notice_unit="m", auto_renew=False,
        )  # fmt: skip
        create(
            book, "contract_line", contract_id=contract, product="C", quantity="1", unit_price="1", amount_minor=1,
            billing="monthly", start_on=day(-300), end_on=end,
        )  # fmt: skip
    assert ("expired", "notice.passed") in keys(book)
    assert ("expired", "contract.passed") in keys(book, "b")


def test_that_a_measure_that_moved_brings_an_account(book: Book) -> None:
    measure = create(book, "measure", key="use", name_ja="利用", name_en="Use")

    def readings(session: Session) -> None:
        account = session.scalar(select(tables.account.c.no).where(tables.account.c.id == "a"))
        number = session.scalar(select(tables.measure.c.no).where(tables.measure.c.id == measure))
        rows = [
            {"account_no": account, "measure_no": number, "value": 100.0 if week > 3 else 50.0, "source": "product",
             "observed_at": f"{day(-7 * week - 1)}T08:00:00.000000Z", "recorded_at": f"{day(-1)}T08:00:00.000000Z"}
            for week in range(8)
        ]  # fmt: skip
        door.create(session, "reading", rows)

    book.write(readings)
    [why] = reasons(book)
    assert (why.key, why.params["before"], why.params["after"], why.source) == ("moved", 100.0, 50.0, "product")


def test_that_a_quiet_account_is_walked_to_and_ordered_with_the_others(book: Book) -> None:
    book.write(lambda s: door.amend(s, "account", {"b": {"segment": "low"}}))
    create(book, "touchpoint", account_id="b", state="done", kind="call", on_date=day(-31), body="x", two_way=True,
           by_id=book.by_id)  # fmt: skip
    create(book, "indicator", account_id="a", kind="outage", on_date=day(-2), note="停止")
    assert [stop.account_id for stop in book.read(walk_accounts, today=TODAY)] == ["a", "b"]
    assert keys(book, "b") == [("silent", "quiet.days")]


def test_that_after_a_verdict_only_what_is_new_since_brings_it_again(book: Book, tmp_path: Path) -> None:
    create(book, "request", account_id="a", words="権限を", raised_on=day(-1))
    assert keys(book) != []
    verdict(book, "passed")
    assert keys(book) == []
    book.close()
    with opened(tmp_path / "profile", today=TODAY + timedelta(7)) as next_week:
        assert next_week.read(walk_accounts, today=TODAY + timedelta(7)) == ()
        create(next_week, "request", account_id="a", words="字を", raised_on=day(6))
        [stop] = next_week.read(walk_accounts, today=TODAY + timedelta(7))
        assert [why.params["text"] for why in stop.reasons] == ["字を"]


def test_that_as_before_confirms_expired_pulses_without_a_reason(book: Book) -> None:
    say(book, 4, back=91)
    say(book, 3, key="pulse_backing", back=10)
    verdict(book, "same")
    warmth = book.read(pulses_of, "a", today=TODAY)[2]
    assert (warmth.value, warmth.on, warmth.expired) == (4, TODAY, False)
    backing = book.read(pulses_of, "a", today=TODAY)[1]
    assert backing.on == TODAY - timedelta(10)


@pytest.mark.parametrize(
    ("said", "value", "after"), [("better", 4, 5), ("better", 5, 5), ("worse", 2, 1), ("worse", 1, 1)]
)
def test_that_better_and_worse_move_by_one_within_the_scale(book: Book, said: str, value: int, after: int) -> None:
    say(book, value, back=91)
    with pytest.raises(BansoError, match=r"pulse\.no_reason"):
        verdict(book, said, " ")
    verdict(book, said, "会って聞いた")
    pulse = book.read(pulses_of, "a", today=TODAY)[2]
    assert (pulse.value, pulse.reason) == (after, "会って聞いた")
    assert [(one.verdict, one.note) for one in book.read(walked, today=TODAY)] == [(said, "会って聞いた")]


def test_that_the_chosen_aspects_move_instead_of_the_expired_ones(book: Book) -> None:
    say(book, 4, back=91)
    say(book, 3, key="pulse_backing")
    verdict(book, "worse", "役員が替わった", aspects=("pulse_backing", "pulse_embedding"))
    assert values(book) == {"pulse_embedding": None, "pulse_backing": 2, "pulse_warmth": 4}


def test_that_one_undo_takes_back_pulses_and_verdict(book: Book) -> None:
    say(book, 4, back=91)
    before = values(book)
    change = verdict(book, "better", "理由")
    book.write(take_back, change)
    assert values(book) == before
    assert book.read(walked, today=TODAY) == []
    assert keys(book) == [("expired", "pulse.expired")]


def test_that_a_second_verdict_of_a_day_replaces_the_first_and_passing_does_not(book: Book) -> None:
    verdict(book, "better", "理由")
    verdict(book, "passed")
    assert [one.verdict for one in book.read(walked, today=TODAY)] == ["better"]
    verdict(book, "worse", "やはり")
    assert [(one.verdict, one.note) for one in book.read(walked, today=TODAY)] == [("worse", "やはり")]
    count = select(func.count()).select_from(tables.walk)
    assert book.read(lambda session: session.scalar(count)) == 1
    with pytest.raises(BansoError, match=r"walk\.verdict"):
        verdict(book, "fine")


def test_that_the_stop_shows_the_last_talk_the_next_one_and_the_verdict(book: Book) -> None:
    row = {"account_id": "a", "kind": "call", "two_way": True}
    create(book, "touchpoint", **row, state="done", on_date=day(-3), body="先週")
    create(book, "touchpoint", **row, state="planned", on_date=day(3), body="来週")
    verdict(book, "worse", "理由")
    page = book.read(stop_page, "a", today=TODAY)
    assert page.last is not None
    assert page.coming is not None
    assert (page.last.body, page.coming.body, page.verdict, page.note) == ("先週", "来週", "worse", "理由")


def test_that_logs_on_the_way_are_counted_while_they_stand(book: Book) -> None:
    logged = create(book, "touchpoint", account_id="a", state="done", kind="call", on_date=day(0), body="x")
    assert book.read(logged_still, {logged, "nothing"}) == 1
    book.write(lambda session: door.remove(session, "touchpoint", [logged]))
    assert book.read(logged_still, {logged}) == 0


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_reason_of_the_made_up_book_has_its_words(tmp_path: Path, lang: str) -> None:
    with opened(made_up_profile(tmp_path / "demo")) as demo:
        stops = demo.read(walk_accounts, today=TODAY)
        assert {why.group for stop in stops for why in stop.reasons} == {"expired", "changed", "silent"}
        for stop in stops:
            for why in stop.reasons:
                line = why_line(why, today=TODAY, lang=lang)
                assert line.text
                assert line.meta
                assert "{" not in line.text + line.meta
        assert demo.read(find_account, stops[0].account) == stops[0].account_id


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_aspect_has_a_name_and_five_anchors(lang: str) -> None:
    for key in ASPECTS:
        told = [aspect_name(key, lang), *(anchor(key, value, lang) for value in range(1, 6))]
        assert all(words and not words.startswith("pulse_") for words in told)
        assert len(set(told)) == 6
