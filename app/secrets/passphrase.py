"""A passphrase as it is typed or kept in a file: the same characters whatever keyboard wrote them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from app.errors import BansoError


def passphrase_bytes(passphrase: str) -> bytes:
    """Return what goes into the key derivation; a blank passphrase is refused ("passphrase.empty").

    NFKC, so that full-width letters of an input method and composed accents give the same key as plain ones.
    """
    text = unicodedata.normalize("NFKC", passphrase)
    if not text.strip():
        raise BansoError("passphrase.empty", field="passphrase")
    return text.encode()


def passphrase_from_file(path: Path) -> str:
    """Return the passphrase in a UTF-8 file, without the one line end an editor leaves.

    Refuses a file that cannot be read as text ("passphrase.file_unreadable") and a blank one ("passphrase.empty").
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BansoError("passphrase.file_unreadable", field="passphrase", path=str(path)) from error
    text = text.removesuffix("\n").removesuffix("\r")
    passphrase_bytes(text)
    return text
