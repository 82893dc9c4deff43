"""What is sealed with keys that are made of the book's own by HKDF-SHA256, a key for each purpose.

Secrets of other systems under AES-256-GCM, bound to the connection and the name they are for: moved elsewhere, they do
not open. What goes out to a customer and comes back bears a seal (HMAC-SHA256) that shows whether it was altered.
"""

from __future__ import annotations

import hmac
import os

from app.secrets.slots import KEY_BYTES, NONCE_BYTES

_PURPOSE = b"banso sync secret"
_PLAN_FILES = b"banso plan file v1"


def seal(book_key: bytes, bound_to: str, secret: str) -> bytes:
    """Return a secret that only the book's key opens again."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_key(book_key, _PURPOSE)).encrypt(nonce, secret.encode(), bound_to.encode())


def unseal(book_key: bytes, bound_to: str, sealed: bytes) -> str | None:
    """Return the secret, or None where it was changed, moved or sealed with another book's key."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        opened = AESGCM(_key(book_key, _PURPOSE)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode())
        return opened.decode()
    except InvalidTag:
        return None


def plan_file_key(book_key: bytes) -> bytes:
    """Return the key that the seals of plan files are made with."""
    return _key(book_key, _PLAN_FILES)


def seal_of(key: bytes, purpose: str, text: str) -> str:
    """Return the seal of a text as hex digits; one made for another purpose is another."""
    return hmac.digest(key, f"{purpose}\0{text}".encode("utf-8", "surrogatepass"), "sha256").hex()


def is_sealed(key: bytes, purpose: str, text: str, seal: str) -> bool:
    """Tell whether a text is the one that was sealed."""
    return hmac.compare_digest(seal_of(key, purpose, text).encode(), seal.encode("utf-8", "surrogatepass"))


def _key(book_key: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, None, purpose).derive(book_key)
