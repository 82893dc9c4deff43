"""The recovery code survives the way by hand, and says so when it did not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.secrets import recovery_code
from app.secrets.recovery_code import ALPHABET, PRIME, new_code, read_code

PLACES = [place for place in range(47) if (place + 1) % 6]


def code_of(data: int) -> str:
    body = recovery_code._digits(data, 35) + recovery_code._digits(data % PRIME, 5)
    return recovery_code._grouped(body)


codes = st.integers(0, 2**175 - 1).map(code_of)


def test_that_a_new_code_is_8_groups_of_5_and_reads_as_itself() -> None:
    made = {new_code() for _ in range(200)}
    assert len(made) == 200
    for code in made:
        assert [len(group) for group in code.split("-")] == [5] * 8
        assert set(code) <= set(ALPHABET + "-")
        assert read_code(code) == code


def test_that_the_random_part_has_175_bits() -> None:
    # Every one of the 35 random characters takes every value: no bit is stuck.
    made = [new_code().replace("-", "")[:35] for _ in range(2000)]
    for place in range(35):
        assert {code[place] for code in made} == set(ALPHABET)


def test_that_the_checksum_rests_on_a_prime() -> None:
    assert PRIME < 2**25
    assert all(PRIME % divisor for divisor in range(2, int(PRIME**0.5) + 1))


@given(codes, st.sampled_from(PLACES), st.sampled_from(ALPHABET))
def test_that_one_wrong_character_is_noticed(code: str, place: int, typed: str) -> None:
    wrong = code[:place] + typed + code[place + 1 :]
    if typed == code[place]:
        assert read_code(wrong) == code
        return
    with pytest.raises(BansoError, match="mistyped"):
        read_code(wrong)


@given(codes, st.sampled_from(range(34)))
def test_that_two_characters_in_the_wrong_order_are_noticed(code: str, place: int) -> None:
    plain = code.replace("-", "")
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if swapped == plain:
        assert read_code(swapped) == code
        return
    with pytest.raises(BansoError, match="mistyped"):
        read_code(swapped)


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@given(
    codes,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["-", "", " ", "\u3000", "ー", "−", "‐", "–", "\n", "\u200b"]),
    st.sampled_from(["0", "O", "o"]),
    st.sampled_from(["1", "I", "l", "i", "L"]),
)
def test_that_the_way_of_writing_does_not_matter(
    code: str, lower: bool, wide: bool, between: str, zero: str, one: str
) -> None:
    typed = code.lower() if lower else code
    typed = typed.replace("0", zero).replace("1", one).replace("-", between)
    typed = full_width(typed) if wide else typed
    assert read_code(f"  {typed} ") == code


@given(st.text(max_size=60))
def test_that_anything_else_is_refused_in_words(typed: str) -> None:
    try:
        read = read_code(typed)
    except BansoError as error:
        assert (error.key, error.field, dict(error.params)) == ("recovery.mistyped", "recovery_code", {})
    else:
        assert unicodedata.is_normalized("NFKC", read)
        assert read_code(read) == read


def test_that_a_part_of_a_code_is_refused() -> None:
    code = new_code()
    for typed in (code[:-1], code[:-6], code + "0", "", code.replace(code[-1], "U")):
        with pytest.raises(BansoError, match="mistyped"):
            read_code(typed)
