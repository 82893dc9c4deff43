"""A slot opens with its own secret, in its own profile, unchanged, and in no other way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.secrets.slots import KINDS, STANDARD, Cost, Kind, fingerprint, new_key, seal, unseal

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_slot_gives_the_key_back_for_its_secret_alone(kind: Kind) -> None:
    key = new_key()
    slot = seal(key, kind, b"secret", "profile-1", CHEAP)
    assert unseal(slot, b"secret", "profile-1") == key
    assert unseal(slot, b"Secret", "profile-1") is None
    assert unseal(slot, b"", "profile-1") is None
    assert unseal(slot, b"secret", "profile-2") is None


@given(st.sampled_from(["salt", "nonce", "sealed"]), st.data())
def test_that_one_changed_bit_keeps_a_slot_shut(part: str, data: st.DataObject) -> None:
    slot = seal(b"k" * 32, "recovery", b"secret", "p", CHEAP)
    octets = bytearray(getattr(slot, part))
    bit = data.draw(st.integers(0, len(octets) * 8 - 1))
    octets[bit // 8] ^= 1 << bit % 8
    assert unseal(replace(slot, **{part: bytes(octets)}), b"secret", "p") is None


@pytest.mark.parametrize("change", [{"kind": "recovery"}, {"cost": Cost(16, 1, 1)}, {"cost": Cost(8, 2, 1)}])
def test_that_a_slot_is_bound_to_its_kind_and_parameters(change: dict[str, object]) -> None:
    slot = seal(b"k" * 32, "passphrase", b"secret", "p", CHEAP)
    assert unseal(replace(slot, **change), b"secret", "p") is None  # type: ignore[arg-type]


def test_that_two_slots_of_one_secret_share_nothing() -> None:
    one, other = (seal(b"k" * 32, "passphrase", b"secret", "p", CHEAP) for _ in range(2))
    assert {one.salt, one.nonce, one.sealed}.isdisjoint({other.salt, other.nonce, other.sealed})


def test_that_the_standard_parameters_are_real_argon2id_and_open_again() -> None:
    slot = seal(b"k" * 32, "passphrase", b"secret", "p")
    assert slot.cost == STANDARD
    assert (STANDARD.memory_kib, STANDARD.passes, STANDARD.lanes) == (262_144, 3, 4)
    assert unseal(slot, b"secret", "p") == b"k" * 32


def test_that_argon2id_agrees_with_the_reference_implementation() -> None:
    # RFC 9106 has a vector with a pepper only; this one is the reference implementation's own (test.c, v=19).
    from app.secrets.slots import _sealing_key

    got = _sealing_key(b"password", b"somesalt", Cost(memory_kib=65536, passes=2, lanes=1))
    assert got.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_that_the_words_for_a_slot_show_neither_key_nor_sealed_bytes() -> None:
    slot = seal(b"k" * 32, "keyring", b"secret", "p")
    shown = repr(slot)
    assert slot.sealed.hex() not in shown and repr(slot.sealed) not in shown
    assert "secret" not in shown


def test_that_a_fingerprint_knows_its_key_and_is_not_a_part_of_it() -> None:
    key = new_key()
    assert fingerprint(key) == fingerprint(key) != fingerprint(new_key())
    assert fingerprint(key) not in key.hex()
    assert len(fingerprint(key)) == 16
