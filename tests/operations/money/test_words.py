"""Figures of money in words, in both languages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.operations.money.words import interval_words, method_name, method_words, per_cent, term_name
from app.revenue.bridge import TERMS
from app.revenue.retention import Method


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_term_and_method_has_a_name_of_its_own(lang: str) -> None:
    names = [term_name(term, lang) for term in ("start", *TERMS, "end")]
    assert len(set(names)) == len(names) == 11
    told = {(method_name(method, lang), method_words(method, 30, lang)) for method in Method}
    assert len(told) == 3
    assert any("30" in words for _name, words in told)
    assert term_name("churn", "ja") == "解約"


def test_that_ratios_are_rounded_half_up_and_a_missing_one_is_a_dash() -> None:
    assert per_cent(Fraction(370, 750)) == "49.3 %"
    assert per_cent(Fraction(9995, 10000), 0) == "100 %"
    assert per_cent(Fraction(1, 800)) == "0.1 %"
    assert per_cent(Fraction(-1, 16), 1) == "−6.3 %"
    assert per_cent(None) == "—"
    assert (interval_words((0.359, 0.918)), interval_words(None)) == ("36–92 %", "")
