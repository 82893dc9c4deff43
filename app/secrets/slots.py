"""Slots: the book's random key, sealed once for each way of opening it.

A slot holds the 256-bit key under AES-256-GCM. The sealing key comes from a passphrase or a recovery code by
Argon2id, from the random secret in the system's keyring by HKDF-SHA256. A slot is bound to its profile and its own
parameters: moved or changed, it does not open.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["keyring", "passphrase", "recovery"]
KINDS: tuple[Kind, ...] = ("keyring", "passphrase", "recovery")
KEY_BYTES, SALT_BYTES, NONCE_BYTES, TAG_BYTES = 32, 16, 12, 16


@dataclass(frozen=True)
class Cost:
    """What one guess costs an attacker: Argon2id version 1.3 memory (KiB), passes and lanes."""

    memory_kib: int
    passes: int
    lanes: int


STANDARD = Cost(memory_kib=256 * 1024, passes=3, lanes=4)
"""Four times the memory of the second recommendation of RFC 9106, section 4; about half a second on two cores."""

HIGHEST = Cost(memory_kib=4 * 1024 * 1024, passes=64, lanes=64)
"""The most a file may ask for, so that a changed one cannot stop the machine."""


@dataclass(frozen=True)
class Slot:
    """One sealed copy of the key; `cost` is None for the keyring, whose secret nobody can guess."""

    kind: Kind
    cost: Cost | None
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    made_on: str | None = None  # a day as ISO text, for a person to read; older files do not say


def new_key() -> bytes:
    """Return 32 random bytes from the operating system."""
    return os.urandom(KEY_BYTES)


def fingerprint(key: bytes) -> str:
    """Return 16 hex digits by which a key is known again; they tell nothing about it (HMAC-SHA256)."""
    import hmac

    return hmac.digest(key, b"banso key fingerprint v1", "sha256")[:8].hex()


def seal(key: bytes, kind: Kind, secret: bytes, profile_id: str, cost: Cost = STANDARD) -> Slot:
    """Return a slot that `secret` opens again."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    used = None if kind == "keyring" else cost
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(_sealing_key(secret, salt, used)).encrypt(nonce, key, _bound_to(kind, used, profile_id))
    return Slot(kind, used, salt, nonce, sealed)


def unseal(slot: Slot, secret: bytes, profile_id: str) -> bytes | None:
    """Return the key, or None where the secret is not the one, or the slot was changed or is another profile's."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealing = AESGCM(_sealing_key(secret, slot.salt, slot.cost))
    try:
        return sealing.decrypt(slot.nonce, slot.sealed, _bound_to(slot.kind, slot.cost, profile_id))
    except InvalidTag:
        return None


def _bound_to(kind: Kind, cost: Cost | None, profile_id: str) -> bytes:
    how = "hkdf-sha256" if cost is None else f"argon2id:{cost.memory_kib}:{cost.passes}:{cost.lanes}"
    return f"banso slot v1|{profile_id}|{kind}|{how}".encode()


def _sealing_key(secret: bytes, salt: bytes, cost: Cost | None) -> bytes:
    if cost is None:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), KEY_BYTES, salt, b"banso keyring slot v1").derive(secret)
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, 19)
