"""Two reviews become one in the CRM: one section a chapter, and what either person wrote is still there."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from app.connectors.memory import MemoryServer
from app.operations.reviews.editing import edit_section, hide_section
from app.sync import keeping
from tests.operations.reviews.review_books import prepared_account, review
from tests.sync.desk import Desk
from tests.sync.test_sections_out import ONE_EACH

SPAN = {"Start": date(2026, 7, 1), "End": date(2026, 9, 30), "Language": "ja"}


@pytest.fixture
def crm(desk: Desk) -> MemoryServer:
    server = MemoryServer()
    desk.connect(server)
    return server


def sections(desk: Desk, chapter: str = "") -> list[dict[str, Any]]:
    sql = "SELECT id FROM review_section WHERE deleted_at IS NULL AND chapter LIKE ? ORDER BY place, no"
    return [dict(desk.row("review_section", row[0])) for row in desk.ask(sql, chapter or "%")]


def said(crm: MemoryServer) -> Counter[tuple[Any, ...]]:
    """Return what stands in the CRM of each section."""
    names = ("Review", "Chapter", "Title", "Headline", "Points")
    return Counter(tuple(one.fields[name] for name in names) for one in crm.records("notes").values())


def rests(desk: Desk, crm: MemoryServer) -> None:
    """Nothing is left to do, nobody is asked, nothing was refused."""
    for again in (False, True):
        if again:
            desk.book.write(keeping.start_over, 1)
        before = len(crm.applied)
        assert desk.sync().result == "done"
        assert len(crm.applied) == before
    assert not desk.open_questions()
    assert desk.ask("SELECT text FROM sync_note WHERE text LIKE '%refused%'") == []
    assert desk.ask("SELECT * FROM waiting_record") == []


def two_reviews(crm: MemoryServer, period: str = "FY2026Q2") -> tuple[str, str]:
    account = crm.create("accounts", {"Name": "Acme"})
    made = []
    for of, words in ((period, "Nearly there"), ("FY2026Q2", "Beyond the goal")):
        one = crm.create("reviews", {"Account": account, "Period": of, **SPAN})
        crm.create("notes", {"Account": account, "Review": one, "Chapter": "goals", "Headline": words})
        made.append(one)
    use = {"Account": account, "Review": made[1], "Chapter": "use", "Points": "Daily"}
    crm.create("notes", use)
    return made[0], made[1]


@pytest.mark.parametrize(("period", "title"), [("FY2026Q2", "貴社の目標"), ("2026Q3", "貴社の目標 (FY2026Q2)")])
def test_that_a_chapter_written_in_twice_is_one_chapter_and_one_of_ones_own(
    desk: Desk, crm: MemoryServer, period: str, title: str
) -> None:
    winner, loser = two_reviews(crm, period)
    desk.sync()
    crm.merge("reviews", winner, loser)
    for _round in range(2):
        assert desk.sync().result == "done"
    [goals], [own], [use] = (sections(desk, chapter) for chapter in ("goals", "own", "use"))
    assert (goals["headline"], own["headline"], own["title"], own["state"]) == (
        "Nearly there", "Beyond the goal", title, "edited",
    )  # fmt: skip
    assert {goals["review_id"], own["review_id"], use["review_id"]} == {goals["review_id"]}
    assert said(crm) == {
        (winner, "goals", None, "Nearly there", None): 1,
        (winner, "own", title, "Beyond the goal", None): 1,
        (winner, "use", None, None, "Daily"): 1,
    }
    rests(desk, crm)


def test_that_a_section_nobody_wrote_in_gives_way(desk: Desk, crm: MemoryServer) -> None:
    made = desk.book.write(prepared_account)[1]
    stays, goes = review(desk.book, made), review(desk.book, made)
    asked = "SELECT id FROM review_section WHERE review_id = ? AND chapter = ?"

    def write(review_id: str, chapter: str, **words: object) -> None:
        [(row_id,)] = desk.ask(asked, review_id, chapter)
        desk.book.write(lambda session: edit_section(session, row_id, **words))

    write(stays, "goals", headline="目標まであと少しです")
    write(goes, "promises", points=["説明会は 8 月に終わりました"])
    write(goes, "next", speaker_notes="口頭で")
    desk.book.write(hide_section, desk.ask(asked, stays, "next")[0][0])
    desk.sync()
    keys = {one.key: id for id, one in crm.records("reviews").items()}
    crm.merge("reviews", keys[stays], keys[goes])
    desk.sync()
    assert Counter(one["chapter"] for one in sections(desk)) == ONE_EACH
    [goals], [kept], [hidden] = (sections(desk, chapter) for chapter in ("goals", "promises", "next"))
    assert (goals["headline"], kept["points"], kept["state"]) == (
        "目標まであと少しです", ["説明会は 8 月に終わりました"], "edited",
    )  # fmt: skip
    assert (hidden["state"], hidden["hidden_because"], hidden["speaker_notes"]) == ("hidden", None, "口頭で")
    assert {one["review_id"] for one in sections(desk)} == {stays}
    assert [one["place"] for one in sections(desk)] == sorted({one["place"] for one in sections(desk)})
    rests(desk, crm)


def test_that_a_merge_can_be_taken_back(desk: Desk, crm: MemoryServer) -> None:
    winner, loser = two_reviews(crm)
    desk.sync()
    before = {one["id"]: (one["review_id"], one["chapter"], one["title"]) for one in sections(desk)}
    crm.merge("reviews", winner, loser)
    desk.undo(desk.sync().changes.id)
    assert {one["id"]: (one["review_id"], one["chapter"], one["title"]) for one in sections(desk)} == before


def test_that_words_of_ours_that_were_not_sent_are_kept_too(desk: Desk, crm: MemoryServer) -> None:
    winner, loser = two_reviews(crm)
    desk.sync()
    [ours] = [one for one in sections(desk, "goals") if one["headline"] == "Beyond the goal"]
    desk.amend("review_section", ours["id"], headline="Far beyond the goal", note="ask Sato first")
    crm.merge("reviews", winner, loser)
    for _round in range(2):
        desk.sync()
    [own] = sections(desk, "own")
    assert (own["headline"], own["note"]) == ("Far beyond the goal", "ask Sato first")
    assert (winner, "own", own["title"], "Far beyond the goal", None) in said(crm)
    rests(desk, crm)
