"""What the verbs print and what a deck says, in a language of brackets: nothing was forgotten by the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from app.operations.profile import open_book
from tests.cli.runner import Banso
from tests.pseudo import speak_brackets, unmarked, written

VERBS = (
    ("accounts",),
    ("today",),
    ("search", "解約"),
    ("search", "zzz"),
    ("log", "@みどり食品 電話 次: 見積を送る 金曜まで"),
    ("log", "@だれも知らない会社 電話"),
    ("log", "電話"),
    ("check",),
    ("backup",),
    ("qbr", "無い会社", "--period", "2026Q4", "--to", "x.pptx"),
)


@pytest.fixture
def data(filled: Banso) -> list[str]:
    """Return every text in the book."""
    with open_book(filled.profile) as book:
        return [*book.read(written), "だれも知らない会社", "無い会社", "zzz", "解約", str(filled.profile)]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: " ".join(verb)[:24])
def test_that_every_printed_word_comes_from_the_catalogue(
    filled: Banso, data: list[str], monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    speak_brackets(monkeypatch)
    ran = filled(*verb, lang="en")
    said = (ran.out + ran.err).splitlines()
    assert said
    found = {line: unmarked(line, [*data, *verb, *verb[-1].split()]) for line in said}
    assert {line: rest for line, rest in found.items() if rest} == {}


def test_that_every_word_of_a_deck_comes_from_the_catalogue(
    filled: Banso, data: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak_brackets(monkeypatch)
    deck = tmp_path / "review.pptx"
    filled("qbr", "みどり食品", "--period", "2026Q4", "--to", deck, lang="en")
    texts = [
        shape.text_frame.text
        for slide in Presentation(str(deck)).slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text
    ]
    assert len(texts) > 10
    found = {text: unmarked(text, data) for text in texts}
    assert {text: rest for text, rest in found.items() if rest} == {}


def test_that_refusals_of_the_command_line_are_in_the_language_asked_for(banso: Banso) -> None:
    missing, unknown = banso("qbr", lang="ja"), banso("accounts", "--many", lang="ja")
    assert "必要な引数がありません" in missing.err
    assert "使い方" in missing.err
    assert "知らない引数です: --many" in unknown.err
    assert "the following arguments are required" in banso("qbr", lang="en").err
