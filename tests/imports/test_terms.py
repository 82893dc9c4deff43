from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells import BadCell
from app.imports.terms import Term, parse_renewal_term, parse_term


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("30d", "30d"),
        ("30日前", "30d"),
        ("３０日前まで", "30d"),
        ("2週間前", "14d"),
        ("1m", "1m"),
        ("1か月前", "1m"),
        ("1ヶ月", "1m"),
        ("３ヶ月前まで", "3m"),
        ("3ヵ月", "3m"),
        ("3カ月", "3m"),
        ("3ｶ月", "3m"),
        ("1箇月", "1m"),
        ("満了日の1か月前まで", "1m"),
        ("3 months", "3m"),
        ("30 days before", "30d"),
        ("12m", "12m"),
        ("1y", "12m"),
        ("1年", "12m"),
        ("1年間", "12m"),
        ("半年", "6m"),
        ("2 years", "24m"),
    ],
)
def test_that_spans_are_read_as_contracts_write_them(said: str, term: str) -> None:
    assert str(parse_term(said)) == term


@given(value=st.integers(1, 120))
def test_that_every_span_parses_back(value: int) -> None:
    assert parse_term(str(Term(value, "m"))) == Term(value, "m")
    assert parse_term(str(Term(value, "d"))) == Term(value, "d")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("30", "term_without_unit"),
        (30, "term_without_unit"),
        ("0d", "not_a_term"),
        ("半日", "not_a_term"),
        ("月末", "not_a_term"),
        ("999m", "not_a_term"),
        ("-1m", "not_a_term"),
    ],
)
def test_that_what_is_no_span_is_refused(said: object, key: str) -> None:
    with pytest.raises(BadCell, match=key):
        parse_term(said)


def test_that_a_renewal_term_is_whole_months() -> None:
    assert parse_renewal_term("1年") == Term(12, "m")
    with pytest.raises(BadCell, match="term_in_days"):
        parse_renewal_term("30d")
