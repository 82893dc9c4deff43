"""What to say of a passphrase while it is typed: how long it is decides, and no rule forbids one."""

from __future__ import annotations

import unicodedata

from app.language import _

_WEAK, _FAIR = 10, 16
_FEW_SIGNS = 5


def strength_words(passphrase: str) -> str:
    """Return one sentence about a passphrase; empty for none.

    Length counts after NFKC, as in the key derivation; few different signs count as short.
    """
    text = unicodedata.normalize("NFKC", passphrase).strip()
    if not text:
        return ""
    if len(text) < _WEAK or len(set(text)) < _FEW_SIGNS:
        return _("Easy to guess for somebody who has the file. A few unrelated words in a row are much stronger.")
    if len(text) < _FAIR:
        return _("Holds against casual guessing. One more word makes it strong.")
    return _("Strong, as long as it is used nowhere else.")
