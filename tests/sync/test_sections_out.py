"""What a person wrote beside the sections of a review meets in two books: one section a chapter, whoever was first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.connectors.memory import MemoryServer
from app.operations.reviews.editing import add_section, edit_section
from app.operations.reviews.making import refresh_review
from app.sync.entities import CHAPTERS
from tests.builders import new_book
from tests.connectors.folder.bench_files import Sheet
from tests.connectors.folder.test_with_the_engine import FolderDesk
from tests.operations.plans.plan_books import TODAY
from tests.operations.reviews.review_books import prepared_account, review
from tests.sync.desk import Desk


@dataclass
class Pair:
    """Two books over one folder: the first has made a review, the second pulls it."""

    share: Path
    one: FolderDesk
    other: FolderDesk
    mine: int
    theirs: int
    review: str

    def meet(self, *rounds: str) -> None:
        for who in "".join(rounds):
            desk, number = (self.one, self.mine) if who == "1" else (self.other, self.theirs)
            outcome = desk.meet(number)
            assert (outcome.result, outcome.why) == ("done", None)

    def section(self, desk: Desk, chapter: str) -> dict[str, Any]:
        sql = "SELECT id FROM review_section WHERE review_id = ? AND chapter = ? AND deleted_at IS NULL"
        [(row_id,)] = desk.ask(sql, self.review, chapter)
        return dict(desk.row("review_section", row_id))

    def write(self, desk: Desk, chapter: str, **words: object) -> None:
        row_id = self.section(desk, chapter)["id"]
        desk.book.write(lambda session: edit_section(session, row_id, **words))

    def take_data(self, desk: Desk) -> None:
        desk.book.write(refresh_review, self.review, now=desk.book.clock.now(), today=TODAY)

    def chapters(self, desk: Desk) -> Counter[str]:
        sql = "SELECT chapter FROM review_section WHERE review_id = ? AND deleted_at IS NULL"
        return Counter(row[0] for row in desk.ask(sql, self.review))


ONE_EACH = Counter(CHAPTERS[:-1])


@pytest.fixture(params=["csv", "xlsx"])
def pair(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Pair]:
    share = tmp_path / "share"
    share.mkdir()
    with new_book(tmp_path / "a") as first, new_book(tmp_path / "b") as second:
        one, other = FolderDesk(first, tmp_path / "a"), FolderDesk(second, tmp_path / "b")
        made = first.write(prepared_account)[1]
        numbers = one.join(share, request.param), other.join(share, request.param)
        yield Pair(share, one, other, *numbers, review(first, made))


def test_that_sections_nobody_wrote_in_are_not_sent(pair: Pair) -> None:
    pair.meet("12")
    assert not list(pair.share.glob("review_notes.*"))
    assert pair.chapters(pair.other) == Counter()
    pair.take_data(pair.other)
    pair.meet("12")
    assert not list(pair.share.glob("review_notes.*"))
    assert pair.chapters(pair.other) == ONE_EACH
    assert pair.other.book.read(pair_waits, pair.theirs) == 0


def pair_waits(session: Any, number: int) -> int:
    from app.operations.syncing.waiting import waiting

    return waiting(session, number)


@pytest.mark.parametrize("data_first", [True, False], ids=["data first", "words first"])
def test_that_there_is_one_section_a_chapter_whichever_comes_first(pair: Pair, data_first: bool) -> None:
    pair.meet("12")
    if data_first:
        pair.take_data(pair.other)
    pair.write(pair.one, "goals", headline="目標まであと少しです", speaker_notes="佐藤様に渡す")
    pair.meet("12")
    if not data_first:
        assert pair.chapters(pair.other) == Counter(["goals"])
        pair.take_data(pair.other)
    there = pair.section(pair.other, "goals")
    assert (there["state"], there["headline"], there["speaker_notes"]) == (
        "edited", "目標まであと少しです", "佐藤様に渡す",
    )  # fmt: skip
    pair.meet("1212")
    assert pair.chapters(pair.one) == pair.chapters(pair.other) == ONE_EACH
    assert pair.section(pair.other, "goals")["place"] == pair.section(pair.one, "goals")["place"]
    [told] = Sheet(next(pair.share.glob("review_notes.*"))).rows()
    assert (told["chapter"], told["review"], told["headline"]) == ("goals", "FY2026Q2", "目標まであと少しです")


def test_that_the_state_follows_the_words_both_ways(pair: Pair) -> None:
    pair.meet("12")
    pair.take_data(pair.other)
    pair.write(pair.one, "goals", headline="目標まであと少しです")
    pair.meet("12")
    pair.write(pair.other, "goals", speaker_notes="数字は佐藤様から")
    pair.meet("21")
    assert pair.section(pair.one, "goals")["speaker_notes"] == "数字は佐藤様から"
    pair.write(pair.other, "goals", headline="")
    pair.meet("21")
    back = pair.section(pair.one, "goals")
    assert (back["headline"], back["state"], back["speaker_notes"]) == (None, "auto", "数字は佐藤様から")
    pair.write(pair.one, "goals", points=["棚卸しは 6 時間", "欠品は半分"])
    pair.meet("12")
    there = pair.section(pair.other, "goals")
    assert (there["points"], there["state"]) == (["棚卸しは 6 時間", "欠品は半分"], "edited")
    assert not pair.one.open_questions() and not pair.other.open_questions()


def test_that_words_written_in_both_books_at_once_are_one_record(pair: Pair) -> None:
    pair.meet("12")
    pair.take_data(pair.other)
    pair.write(pair.one, "goals", headline="目標まであと少しです")
    pair.write(pair.other, "goals", headline="目標を超えました", speaker_notes="渡辺様から")
    pair.meet("1212")
    assert len(Sheet(next(pair.share.glob("review_notes.*"))).rows()) == 1
    assert pair.chapters(pair.one) == pair.chapters(pair.other) == ONE_EACH
    assert pair.section(pair.one, "goals")["speaker_notes"] == "渡辺様から"
    [(question, kind, field)] = pair.other.open_questions()
    assert (kind, field) == ("field", "headline")
    pair.other.settle(question, "mine")
    pair.meet("21")
    assert pair.section(pair.one, "goals")["headline"] == "目標を超えました"


def test_that_the_score_and_what_is_hidden_stay_hidden_here(pair: Pair) -> None:
    pair.meet("12")
    pair.write(pair.one, "health", headline="健康です", speaker_notes="口頭で")
    pair.write(pair.one, "use", headline="よく使われています")
    pair.meet("12")
    health = pair.section(pair.other, "health")
    assert (health["state"], health["hidden_because"]) == ("hidden", "score_stays_here")
    pair.take_data(pair.other)
    assert pair.section(pair.other, "health")["state"] == "hidden"
    pair.other.amend("review_section", pair.section(pair.other, "use")["id"], state="hidden", hidden_because=None)
    pair.write(pair.one, "use", headline="毎日使われています")
    pair.meet("12")
    use = pair.section(pair.other, "use")
    assert (use["state"], use["headline"]) == ("hidden", "毎日使われています")


def test_that_sections_of_ones_own_go_along_as_many_as_there_are(pair: Pair) -> None:
    for title in ("採用の近況", "イベントの報告"):
        added = pair.one.book.write(add_section, pair.review, title=title)[1]
        told = {"points": [f"{title}です"], "note": "うちわの話"}
        pair.one.book.write(lambda session, one=added, told=told: edit_section(session, one, **told))  # type: ignore[misc]
    pair.meet("12")
    pair.take_data(pair.other)
    pair.meet("12")
    sql = "SELECT title, points, note, state FROM review_section WHERE chapter = 'own' ORDER BY title"
    assert pair.other.ask(sql) == [
        ("イベントの報告", '["イベントの報告です"]', None, "edited"),
        ("採用の近況", '["採用の近況です"]', None, "edited"),
    ]  # fmt: skip
    assert pair.chapters(pair.other) == ONE_EACH + Counter({"own": 2})


def test_that_a_review_deleted_there_goes_though_its_sections_were_never_sent(desk: Desk) -> None:
    made = desk.book.write(prepared_account)[1]
    crm = MemoryServer()
    desk.connect(crm)
    ours = review(desk.book, made)
    desk.sync()
    crm.delete("reviews", next(iter(crm.records("reviews"))))
    desk.sync()
    assert desk.row("review", ours)["deleted_at"] is not None
    assert not desk.open_questions()


def test_that_a_second_record_of_a_chapter_makes_no_second_section(desk: Desk) -> None:
    crm = MemoryServer()
    desk.connect(crm)
    account = crm.create("accounts", {"Name": "Acme"})
    days = {"Start": date(2026, 7, 1), "End": date(2026, 9, 30)}
    told = crm.create("reviews", {"Account": account, "Period": "FY2026Q2", **days, "Language": "en"})
    first = {"Account": account, "Review": told, "Chapter": "goals", "Headline": "Nearly there"}
    records = [crm.create("notes", first), crm.create("notes", {**first, "Headline": "Twice"})]
    assert desk.sync().result == "done"
    asked = "SELECT headline FROM review_section WHERE deleted_at IS NULL"
    [(kept,)] = desk.ask(asked)
    noted = "SELECT count(*) FROM sync_note WHERE text LIKE '%refused_new%'"
    assert desk.ask(noted) == [(1,)]
    desk.sync()
    assert desk.ask(noted) == [(1,)]
    bound = {row[0] for row in desk.ask("SELECT remote_id FROM binding WHERE entity = 'review_section'")}
    crm.delete("notes", bound.pop())
    desk.sync()
    [(now,)] = desk.ask(asked)
    assert {kept, now} == {"Nearly there", "Twice"} and len(records) == 2


def test_that_a_section_deleted_there_is_begun_again_with_the_next_data(desk: Desk) -> None:
    made = desk.book.write(prepared_account)[1]
    crm = MemoryServer()
    desk.connect(crm)
    ours = review(desk.book, made)
    asked = "SELECT id FROM review_section WHERE chapter = 'goals' AND deleted_at IS NULL"
    [(first,)] = desk.ask(asked)
    desk.amend("review_section", first, headline="目標まであと少しです", state="edited")
    desk.sync()
    crm.delete("notes", next(iter(crm.records("notes"))))
    desk.sync()
    assert desk.ask(asked) == []
    desk.book.write(refresh_review, ours, now=desk.book.clock.now(), today=TODAY)
    [(again,)] = desk.ask(asked)
    assert again != first
    desk.amend("review_section", again, headline="もう一度書きました", state="edited")
    desk.sync()
    assert [one.fields["Headline"] for one in crm.records("notes").values()] == ["もう一度書きました"]
    assert not desk.open_questions()
