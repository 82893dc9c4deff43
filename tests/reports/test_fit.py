"""Texts are measured, broken and cut by stated rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.reports import fit


def test_that_a_japanese_character_is_one_em_and_latin_about_half() -> None:
    assert fit.width("約束") == 2.0
    assert 1.5 < fit.width("word") < 2.6


def test_that_a_short_text_is_left_alone_and_a_long_one_ends_in_an_ellipsis() -> None:
    assert fit.elided("約束", 100, 14, 1) == "約束"
    assert fit.elided("約束" * 100, 100, 14, 2).endswith("…")


@given(st.text(max_size=300), st.integers(1, 4))
def test_that_a_cut_text_takes_no_more_lines_than_allowed(text: str, most: int) -> None:
    shown = fit.elided(fit.plain(text), 200, 14, most)
    assert len(fit.lines(shown, 200, 14)) <= most


@given(st.text(max_size=300))
def test_that_broken_lines_hold_every_character_but_spaces(text: str) -> None:
    clean = fit.plain(text)
    assert "".join(fit.lines(clean, 120, 12)).replace(" ", "") == clean.replace(" ", "")


@given(st.text(max_size=100))
def test_that_plain_text_is_one_line_without_controls(text: str) -> None:
    clean = fit.plain(text)
    assert not any(ord(char) < 32 or char in "\u202e\u2066\ufffe" for char in clean)


def test_that_markup_stays_as_typed() -> None:
    assert fit.plain("<b>a</b>_x000D_\n&amp;") == "<b>a</b>_x000D_ &amp;"


def test_that_no_line_begins_with_what_closes_or_ends_with_what_opens() -> None:
    room, size = 100.0, 10.0
    for shift in range(12):
        broken = fit.lines("あ" * shift + "（1/2）、「引用」。" * 6, room, size)
        assert not [line for line in broken[1:] if line[0] in "）」、。"]
        assert not [line for line in broken if line[-1] in "（「"]
        assert "".join(broken) == "あ" * shift + "（1/2）、「引用」。" * 6


def test_that_a_word_longer_than_its_line_is_told() -> None:
    assert fit.breaks_a_word("2026/11/30", 50, 12)
    assert not fit.breaks_a_word("2026/11/30", 80, 12)
    assert not fit.breaks_a_word("長い日本語の文は、どこでも折り返せる", 60, 12)
