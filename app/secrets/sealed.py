"""Secrets of other systems, sealed with a key that is made of the book's own: AES-256-GCM, the key by HKDF-SHA256.

What is sealed is bound to the connection and the name it is for: moved elsewhere, it does not open.
"""

from __future__ import annotations

import os

from app.secrets.slots import KEY_BYTES, NONCE_BYTES

_PURPOSE = b"banso sync secret"


def seal(book_key: bytes, bound_to: str, secret: str) -> bytes:
    """Return a secret that only the book's key opens again."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_key(book_key)).encrypt(nonce, secret.encode(), bound_to.encode())


def unseal(book_key: bytes, bound_to: str, sealed: bytes) -> str | None:
    """Return the secret, or None where it was changed, moved or sealed with another book's key."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_key(book_key)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode()).decode()
    except InvalidTag:
        return None


def _key(book_key: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, None, _PURPOSE).derive(book_key)
