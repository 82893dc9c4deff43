"""People who come and go, from a file of the customer's people to the position that ended."""

from __future__ import annotations

from pathlib import Path

from app.operations.moves.rows import open_moves
from app.operations.people_page import people_of
from tests.builders import TODAY, opened
from tests.cli.runner import Banso

CARDS = Path(__file__).parent / "people_of_november.csv"
"""A people file in which a sponsor has another post, and another one is at another company."""


def sponsor(banso: Banso, account: str, name: str) -> tuple[str | None, str | None]:
    """Return (role, last day) of the position that somebody held first."""
    with opened(banso.profile) as book:
        accounts = {row["name"]: row["id"] for row in banso.json("accounts")}
        rows = book.read(people_of, accounts[account], today=TODAY).positions
        row = min((row for row in rows if row.name == name), key=lambda one: one.id)
        return (row.role, row.until.isoformat() if row.until else None)


def test_that_a_sponsor_who_moved_is_found_in_an_import_and_confirmed(made_up: Banso) -> None:
    waiting = {row["id"] for row in made_up.json("moves")["open"]}
    report = made_up.json("import", CARDS, "--kind", "people")
    assert [bad["column"] for bad in report["rejected"]] == ["会社名"]
    found = [
        row for row in made_up.json("moves", "--account", "北斗ロジスティクス")["open"] if row["id"] not in waiting
    ]
    [move] = found
    assert (move["person"]["name"], move["role"], move["direction"]) == ("安達 隆", "sponsor", "departure")
    assert move["evidence"][0]["source"] == "card"
    assert "あさひ倉庫ホールディングス" in move["evidence"][0]["text"]
    assert sponsor(made_up, "北斗ロジスティクス", "安達 隆") == ("sponsor", None)

    [arrival] = [row for row in made_up.json("moves")["open"] if row["company"]]
    assert arrival["person"]["name"] == "安達 隆"
    to = ("--to", arrival["company"])
    done = made_up.json("moves", "--confirm", move["id"], "--on", "2026-11-15", *to)
    assert done["decided"] == "confirmed"
    assert not {move["id"], arrival["id"]} & {row["id"] for row in done["open"]}
    assert sponsor(made_up, "北斗ロジスティクス", "安達 隆") == ("sponsor", "2026-11-15")
    assert "異動" not in made_up("import", CARDS, "--kind", "people").out
    # The same file again changes nothing and asks nothing.
    made_up.json("import", CARDS, "--kind", "people")
    assert {row["id"] for row in made_up.json("moves")["open"]} == {row["id"] for row in done["open"]}


def test_that_a_dismissed_move_stays_away_and_nonsense_is_refused(made_up: Banso) -> None:
    assert "異動の手がかりが" in made_up("import", CARDS, "--kind", "people").out
    with opened(made_up.profile) as book:
        move = next(row for row in book.read(open_moves) if row.name == "Owen Bellamy")
    assert made_up.refused("moves", "--dismiss", move.id)["field"] == "reason"
    assert made_up.refused("moves", "--confirm", "nothing")["field"] == "confirm"
    assert made_up.refused("moves", "--confirm", move.id, "--dismiss", move.id)["field"] == "confirm"
    done = made_up.json("moves", "--dismiss", move.id, "--reason", "two posts", lang="en")
    assert move.id not in {row["id"] for row in done["open"]}
    text = made_up("moves", lang="en").out
    assert "Priya Novak" in text
