"""`banso weekly` as scripts and as people read it."""

from __future__ import annotations

from tests.cli.runner import Banso


def test_that_the_week_is_told_to_scripts_and_to_people(banso: Banso) -> None:
    banso.json("demo", "--accounts", "12", "--seed", "3")
    told = banso.json("weekly")
    assert told["touches"]["total"] == sum(told["touches"]["by_kind"].values())
    assert (told["from"] < told["to"]) is True
    said = banso("weekly").out
    assert said.startswith("週報\n")
    assert "■ バンドの変化" in said


def test_that_an_empty_book_has_a_quiet_week(banso: Banso) -> None:
    told = banso.json("weekly")
    assert (told["bands"], told["calls"], told["help"], told["touches"]["total"]) == ([], [], [], 0)
