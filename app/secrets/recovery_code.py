"""The recovery code: 175 random bits as 8 groups of 5 that a person can copy by hand and type again."""

from __future__ import annotations

import os
import unicodedata

from app.errors import BansoError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U. Source: https://www.crockford.com/base32.html"""
GROUPS, GROUP = 8, 5
_DATA = (GROUPS - 1) * GROUP
# The largest prime below 2^25. As it divides neither 32^i nor a difference of two digits, a wrong digit always
# changes the remainder, and so does a swap of neighbours (their difference times 31 times 32^i).
PRIME = 33_554_393
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Return a new code, e.g. 7M2QF-…; the last group is a checksum of the others."""
    data = int.from_bytes(os.urandom(22)) >> 1
    return _grouped(_digits(data, _DATA) + _digits(data % PRIME, GROUP))


def read_code(typed: str) -> str:
    """Return a typed code as it was shown; "recovery.mistyped" where it cannot be one.

    Case, width, spaces and hyphens of every kind do not matter; O is read as 0, I and L as 1.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(_ALIKE)
    text = "".join(c for c in text if not (c.isspace() or c == "ー" or unicodedata.category(c) in {"Pd", "Sm", "Cf"}))
    if len(text) != _DATA + GROUP or any(c not in ALPHABET for c in text):
        raise BansoError("recovery.mistyped", field="recovery_code")
    if _value(text[:_DATA]) % PRIME != _value(text[_DATA:]):
        raise BansoError("recovery.mistyped", field="recovery_code")
    return _grouped(text)


def _digits(value: int, length: int) -> str:
    return "".join(ALPHABET[(value >> (5 * place)) & 31] for place in reversed(range(length)))


def _value(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 32 + ALPHABET.index(digit)
    return value


def _grouped(digits: str) -> str:
    return "-".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))
