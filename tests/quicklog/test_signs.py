"""Characters beyond the first plane are kanji too, so that no name is cut in two."""

from __future__ import annotations

import re

import pytest

from app.quicklog.signs import KANJI, plain, script


@pytest.mark.parametrize("char", ["𠮷", "𡈽", "𣘺", "\U00020000", "\U000323af", "吉", "㐂", "々"])
def test_that_rare_characters_of_names_are_kanji(char: str) -> None:
    assert script(char) == "kanji"
    assert re.fullmatch(f"[{KANJI}]", char)


@pytest.mark.parametrize(("char", "kind"), [("😀", "other"), ("𝟙", "word"), ("あ", "hiragana"), ("ア", "katakana")])
def test_that_other_characters_beyond_the_first_plane_are_none(char: str, kind: str) -> None:
    assert script(char) == kind


def test_that_plain_signs_keep_the_length_of_rare_characters() -> None:
    assert plain("＠𠮷田さん：") == "@𠮷田さん:"
