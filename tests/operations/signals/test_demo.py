"""On the made-up book the loss of the sponsor is found, starts its play, and stands first with its reason."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.operations.book import Book
from app.operations.signals.ctas import open_ctas
from app.operations.signals.rows import CtaRow
from tests.builders import TODAY, made_up_profile, opened
from tests.cli.runner import Banso


@pytest.fixture
def banso(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Banso:
    return Banso(made_up_profile(tmp_path / "profile"), capsys)


def left(book: Book, account: str) -> list[CtaRow]:
    return [row for row in book.read(open_ctas, today=TODAY) if (row.account, row.rule) == (account, "person_left")]


@pytest.mark.parametrize(
    ("lang", "said", "why"), [("ja", "スポンサーの高橋さん", "離任予定"), ("en", "Sponsor", "Leaving on")]
)
def test_that_today_puts_the_loss_of_the_sponsor_first_and_says_why(
    banso: Banso, lang: str, said: str, why: str
) -> None:
    rows = banso.json("today", lang=lang)
    first = rows[0]
    assert (first["account"]["name"], first["kind"], first["rank"]) == ("みどり食品", "signal", 1)
    assert said in first["text"] and why in first["why"] and "0/7" in first["why"]
    assert first["due"] == TODAY.isoformat()
    assert banso.json("today", lang=lang) == rows
    with opened(banso.profile) as book:
        [row] = left(book, "みどり食品")
        assert row.playbook == "sponsor_departure"
        assert row.facts["on"] == TODAY + timedelta(9)


def test_that_a_sponsor_who_leaves_in_a_file_of_people_starts_the_play(banso: Banso, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("会社名,氏名,役割,離任日\n青葉信用金庫,平田 浩二,スポンサー,2026/11/18\n", "utf-8")
    banso.json("today")
    with opened(banso.profile) as book:
        assert [row.facts["person"] for row in left(book, "青葉信用金庫")] == ["栗原 香織"]
    banso.json("import", path, "--kind", "people")
    rows = banso.json("today")
    mine = [row for row in rows if row["account"]["name"] == "青葉信用金庫" and row["kind"] == "signal"]
    assert any("平田さん" in row["text"] and "0/7" in row["why"] for row in mine)
    with opened(banso.profile) as book:
        [row] = [row for row in left(book, "青葉信用金庫") if row.facts["person"] == "平田 浩二"]
        assert len(row.steps) == 7


def test_that_outages_in_a_file_of_events_are_a_signal(banso: Banso, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "会社名,発生日,種別,メモ\n青葉信用金庫,2026/11/2,障害,\n青葉信用金庫,2026/11/16,障害,半日\n", "utf-8"
    )
    banso.json("import", path, "--kind", "events")
    rows = [row for row in banso.json("today") if row["account"]["name"] == "青葉信用金庫"]
    assert any("30日で 2件" in row["why"] for row in rows)
