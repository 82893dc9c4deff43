"""An account is found by any of its names, the longest first, and never by half a word."""

from __future__ import annotations

import pytest

from tests.quicklog.book import ACCOUNTS, PEOPLE


@pytest.mark.parametrize(
    ("text", "end", "ids"),
    [
        ("Acme Robotics call", 13, ["ac-1"]),
        ("ＡＣＭＥ　ＲＯＢＯＴＩＣＳ call", 13, ["ac-1"]),
        ("Acme Rob call", 8, ["ac-1"]),
        ("acme, call", 4, ["ac-1"]),
        ("アクメさん", 3, ["ac-1"]),
        ("あくめ さん", 3, ["ac-1"]),
        ("acme.example 電話", 12, ["ac-1"]),
        ("C-001 電話", 5, ["ac-1"]),
        ("みどり食品と電話", 5, ["midori"]),
        ("株式会社みどり食品 電話", 9, ["midori"]),
        ("みどり食品株式会社と電話", 9, ["midori"]),
        ("みどり 電話", 3, ["midori", "midoribank"]),
        ("青葉信用金庫ワークスと", 10, ["aobaw"]),
        ("青葉信用金庫と", 6, ["aoba"]),
        ("北斗と電話", 2, ["hokuto"]),
        ("Twin call", 4, ["twin1", "twin2"]),
    ],
)
def test_that_the_longest_name_is_taken(text: str, end: int, ids: list[str]) -> None:
    found = ACCOUNTS.opening(text)
    assert found is not None
    assert found.end == end
    assert sorted(one.id for one in found.accounts) == ids


@pytest.mark.parametrize(
    "text", ["Acmeister call", "Acorn Labs", "北斗電機 訪問", "青葉電機", "アクメロボ 電話", "", "a"]
)
def test_that_half_a_word_is_no_name(text: str) -> None:
    found = ACCOUNTS.opening(text)
    assert found is None


def test_that_candidates_come_with_a_slip_of_one_letter() -> None:
    assert [one.id for one in ACCOUNTS.like("Acme Robotcs")] == ["ac-1"]
    assert [one.id for one in ACCOUNTS.like("食品")] == ["midori"]
    assert len(ACCOUNTS.like("", limit=3)) == 3
    assert ACCOUNTS.like("zzzzzzzz") == ()


def test_that_people_are_called_by_any_part_of_their_name() -> None:
    for text in ("佐藤", "佐藤健一", "佐藤 健一", "さとう", "サトウ"):
        assert [one.id for one in PEOPLE.called(text, "ac-1")] == ["sato"]
    assert [one.id for one in PEOPLE.called("tanaka", "ac-1")] == ["tanaka"]
    assert [one.id for one in PEOPLE.called("佐藤", "midori")] == ["sato-h"]
    assert len(PEOPLE.called("佐藤", "hokuto")) == 2
    assert PEOPLE.called("Tan", "ac-1") == ()
    assert PEOPLE.called("佐藤", None) == ()
