"""Reviews, their decisions and what was written beside their sections take part in sync; nothing internal does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import FieldPreset
from app.connectors.folder import FolderConnector
from app.connectors.memory import PRESETS, MemoryServer
from app.models import tables
from app.reports.review.facts import Chapter
from app.sync import sections
from app.sync.entities import CHAPTERS, ENTITIES
from tests.builders import new_book
from tests.connectors.folder.bench_files import Sheet
from tests.connectors.folder.test_with_the_engine import FolderDesk
from tests.sync.desk import Desk

NEW = ("review", "decision", "review_section")
CANARY = "うちわの話"


def reviewed(desk: Desk) -> dict[str, str]:
    """Return a review with a decision and what its presenter made of it, by noun; what is internal says CANARY."""
    account = desk.create("account", name="みどり食品", name_key="みどり食品")
    review = desk.create(
        "review", account_id=account, on_date="2026-11-26", at="10:00", period="FY2026Q2", start_on="2026-07-01",
        end_on="2026-09-30", comparison="previous", lang="ja", note=CANARY,
        facts={"format": 1, "account": CANARY}, attendees=[{"name": CANARY}],
    )  # fmt: skip
    section = desk.create(
        "review_section", account_id=account, review_id=review, chapter="goals", place=1, state="edited",
        headline="目標まであと少しです", points=["棚卸しは 6 時間", "欠品は半分"], speaker_notes="ここで佐藤様に渡す",
        note=CANARY, left_out=[CANARY], metric=CANARY,
    )  # fmt: skip
    decision = desk.create(
        "decision", account_id=account, review_id=review, text="仙台の倉庫へ広げる", decided_on="2026-11-26",
        by_name="渡辺 CIO", shown=False,
    )  # fmt: skip
    return {"account": account, "review": review, "section": section, "decision": decision}


def alone(crm: MemoryServer, rtype: str) -> Any:
    [record] = crm.records(rtype).values()
    return record


@pytest.mark.parametrize("noun", NEW)
def test_that_nothing_internal_has_a_field_in_sync(noun: str) -> None:
    kept = {one.kept_in for one in ENTITIES[noun].fields.values()}
    assert not kept & {"note", "facts", "attendees", "shown", "left_out", "metric", "hidden_because", "frozen_at"}
    assert kept <= set(getattr(tables, noun).c.keys())


def test_that_the_chapters_are_those_of_a_review() -> None:
    assert tuple(str(one) for one in Chapter) == CHAPTERS
    assert sections.HEALTH == Chapter.HEALTH


@pytest.mark.parametrize("presets", [PRESETS, FolderConnector.presets], ids=["crm", "folder"])
def test_that_a_preset_has_every_field(presets: Any) -> None:
    for noun in NEW:
        assert set(presets[noun].fields) == set(ENTITIES[noun].fields), noun
        told = [one.remote if isinstance(one, FieldPreset) else one for one in presets[noun].fields.values()]
        assert len(set(told)) == len(told)


def test_that_a_review_goes_out_with_its_decisions_in_one_run(desk: Desk) -> None:
    rows = reviewed(desk)
    crm = MemoryServer()
    desk.connect(crm)
    assert desk.sync().result == "done"
    review, decision, notes = alone(crm, "reviews"), alone(crm, "decisions"), alone(crm, "notes")
    account = alone(crm, "accounts").id
    assert (review.fields["Account"], decision.fields["Account"]) == (account, account)
    assert (review.fields["Period"], review.fields["Start"]) == ("FY2026Q2", date(2026, 7, 1))
    assert (decision.fields["Review"], decision.fields["Text"], decision.fields["By"]) == (
        review.id, "仙台の倉庫へ広げる", "渡辺 CIO",
    )  # fmt: skip
    assert notes.fields == {
        "Account": account, "Review": review.id, "Chapter": "goals", "Title": None, "Headline": "目標まであと少しです",
        "Points": "棚卸しは 6 時間\n欠品は半分", "Notes": "ここで佐藤様に渡す",
    }  # fmt: skip
    assert CANARY not in repr([one.fields for name in crm.types for one in crm.records(name).values()])
    assert CANARY not in repr(desk.ask("SELECT * FROM outbox")) + repr(desk.ask("SELECT * FROM sent"))
    before = len(crm.applied)
    assert desk.sync().result == "done"
    assert len(crm.applied) == before
    assert desk.row("review", rows["review"])["note"] == CANARY


def test_that_a_review_made_there_comes_in_and_edits_meet(desk: Desk) -> None:
    crm = MemoryServer()
    desk.connect(crm)
    account = crm.create("accounts", {"Name": "Acme"})
    dates = {"Start": date(2026, 7, 1), "End": date(2026, 9, 30)}
    review = crm.create("reviews", {"Account": account, "Period": "FY2026Q2", **dates, "Language": "en"})
    crm.create("decisions", {"Account": account, "Review": review, "Text": "Go on", "Date": date(2026, 11, 2)})
    assert desk.sync().result == "done"
    asked = "SELECT r.id, r.period, r.comparison, r.lang, d.text FROM decision d JOIN review r ON r.id = d.review_id"
    [(here, *rest)] = desk.ask(asked)
    assert rest == ["FY2026Q2", "previous", "en", "Go on"]
    crm.edit("reviews", review, {"Date": date(2026, 11, 26)})
    desk.amend("review", here, held_on="2026-11-27", note=CANARY)
    desk.sync()
    assert desk.row("review", here)["on_date"] == "2026-11-26"
    assert alone(crm, "reviews").fields["Held"] == date(2026, 11, 27)
    assert not desk.open_questions()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_that_two_books_share_a_review_by_a_folder(tmp_path: Path, format: str) -> None:
    share = tmp_path / "share"
    share.mkdir()
    with new_book(tmp_path / "a") as first, new_book(tmp_path / "b") as second:
        one, other = FolderDesk(first, tmp_path / "a"), FolderDesk(second, tmp_path / "b")
        mine, theirs = one.join(share, format), other.join(share, format)
        reviewed(one)
        assert one.meet(mine).result == "done"
        assert other.meet(theirs).result == "done"
        asked = "SELECT r.period, r.on_date, d.text, d.decided_on FROM decision d JOIN review r ON r.id = d.review_id"
        assert other.ask(asked) == [("FY2026Q2", "2026-11-26", "仙台の倉庫へ広げる", "2026-11-26")]
        told = other.ask("SELECT chapter, state, headline, points, speaker_notes, note, left_out FROM review_section")
        points = '["棚卸しは 6 時間","欠品は半分"]'
        assert told == [("goals", "edited", "目標まであと少しです", points, "ここで佐藤様に渡す", None, None)]
    assert CANARY not in "".join(repr(Sheet(path).cells()) for path in share.glob(f"*.{format}"))
