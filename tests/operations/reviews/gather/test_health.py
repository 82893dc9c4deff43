"""The health score in a review: that of `banso health` on the same day, explained by data alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.operations.book import Book
from app.operations.health.account_health import account_health
from app.operations.health.feelings import say_feeling
from app.operations.health.own_readings import correct_reading
from app.operations.health.replay import replay
from app.operations.pulses import say_pulse
from app.operations.reviews.gather.all import gather
from app.operations.reviews.gather.asked import spans
from app.reports.review.facts import Chapter, ReviewFacts
from app.reports.review.telling.tell import tell
from tests.builders import TODAY, made_up_profile, new_book, opened
from tests.operations.reviews.gather.small_book import NOW, SUNDAYS, Small, behind, words


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with opened(made_up_profile(tmp_path_factory.mktemp("profile"))) as book:
        yield book


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    with new_book(tmp_path) as book:
        yield Small(book)


def facts_of(book: Book, account_id: str, period: str) -> ReviewFacts:
    def known(session: object) -> ReviewFacts:
        span, compared = spans(session, account_id, period, "previous")  # type: ignore[arg-type]
        return gather(
            session, account_id, period=span, compared=compared, comparison="previous", now=NOW, today=TODAY  # type: ignore[arg-type]
        )  # fmt: skip

    return book.read(known)


@pytest.mark.parametrize("period", ["2026Q3", "2026Q4"])
@pytest.mark.parametrize("name", ["みどり食品", "Acme Robotics", "北斗ロジスティクス"])
def test_that_a_score_is_what_its_own_page_says_of_the_same_day(made_up: Book, name: str, period: str) -> None:
    account_id = made_up.read(lambda s: s.driver.execute("SELECT id FROM account WHERE name = ?", [name]).fetchone()[0])
    review = facts_of(made_up, account_id, period)
    facts = {fact.key: fact for fact in review.chapter(Chapter.HEALTH).facts}
    said = facts["health:score"]
    assert said.observed_on == min(date(2026, 9, 30) if period == "2026Q3" else TODAY, TODAY)
    own = made_up.read(account_health, account_id, as_of=said.observed_on).score
    assert (int(said.values["value"]), Decimal(said.values["exact"])) == (own.score, own.exact)
    _found, document = made_up.read(replay, account_id, as_of=said.observed_on, since=None, today=TODAY)
    assert document["score"] == int(said.values["value"])
    for key, value in (own.dimensions or {}).items():
        if f"health:{key}" in facts:
            assert Decimal(facts[f"health:{key}"].values["value"]) == value
    told = tell(Chapter.HEALTH, review, "ja")
    assert told.chart is not None
    assert [one for one in told.chart.values[0] if one is not None][-1] == said.values["value"]
    assert said.values["value"] in told.headline


def test_that_no_pulse_no_feeling_and_none_of_our_promises_explains_a_score(small: Small) -> None:
    lately = [day + timedelta(49) for day in SUNDAYS]
    small.read("active_users", lately, [70] * 13)
    small.read("licences", [date(2026, 9, 30), date(2026, 10, 31)], [100, 100], source="contract")
    small.read("tickets", lately, [1] * 13, source="helpdesk")
    small.read("csat", [date(2026, 10, 31)], [4.5], source="helpdesk", note="n=3")
    small.read("nps", [date(2026, 10, 31)], [40], source="survey", note="n=5")
    book = small.book
    for key in ("pulse_embedding", "pulse_backing", "pulse_warmth"):
        book.write(say_pulse, small.account, key, 2, "社外秘の理由", observed_on=TODAY, by_id=book.by_id)
    without = small.told(Chapter.HEALTH, period="2026Q4").figures[0]
    book.write(say_feeling, small.account, -5, "社外秘の肌感", today=TODAY, by_id=book.by_id)
    owed = {"side": "internal", "made_on": "2026-09-01", "due": "2026-09-10", "origin": "quick_log"}
    small.add("promise", text="社外秘の約束", **owed)
    told = small.told(Chapter.HEALTH, period="2026Q4")
    assert int(told.figures[0].value) == int(without.value) - 5
    own = book.read(account_health, small.account, as_of=TODAY).score
    assert own.score == int(told.figures[0].value)
    assert "ライセンスの利用 70%" in words(told)
    assert "NPS 40 (n=5)" in words(told)
    facts = repr(small.chapter(Chapter.HEALTH, period="2026Q4"))
    for secret in ("社外秘", "pulse", "業務への組み込み", "期日を過ぎた約束", "会う頻度"):
        assert secret not in facts + words(told)


def test_that_a_corrected_reading_changes_the_score_from_the_day_it_was_corrected(made_up: Book) -> None:
    account_id = made_up.read(
        lambda s: s.driver.execute("SELECT id FROM account WHERE name = ?", ["みどり食品"]).fetchone()[0]
    )
    before = tell(Chapter.HEALTH, facts_of(made_up, account_id, "2026Q4"), "ja")
    numbers = sorted(map(int, behind(before, "health:support")))
    assert numbers
    key = made_up.read(
        lambda s: s.driver.execute(
            "SELECT r.no FROM reading r JOIN measure m ON m.no = r.measure_no JOIN account a ON a.no = r.account_no"
            " WHERE a.id = ? AND m.key = 'active_users' ORDER BY r.observed_at DESC",
            [account_id],
        ).fetchone()[0]
    )
    assert str(key) in behind(before, "health:score")
    made_up.write(correct_reading, key, Decimal(0), note="", by_id=made_up.by_id)
    after = tell(Chapter.HEALTH, facts_of(made_up, account_id, "2026Q4"), "ja")
    assert words(after) != words(before)
    assert str(key) not in behind(after, "health:score")


def test_that_a_score_that_cannot_be_told_is_not_told(small: Small) -> None:
    known = small.chapter(Chapter.HEALTH)
    assert (known.nothing, known.facts, known.series) == ("no_health", (), ())
