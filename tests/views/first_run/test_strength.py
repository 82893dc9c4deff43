from __future__ import annotations

import pytest

from app.views.first_run.strength import strength_words


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("", ""),
        ("   ", ""),
        ("rain", "推測されやすい"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "推測されやすい"),
        ("rain bridge", "手軽な推測"),
        ("古い橋の上の雨と電車と青い傘と犬", "十分に強い"),
        ("ｒａｉｎ", "推測されやすい"),
    ],
)
def test_that_length_decides_and_every_passphrase_gets_a_sentence(passphrase: str, said: str) -> None:
    words = strength_words(passphrase)
    assert said in words
    assert bool(words) == bool(passphrase.strip())
