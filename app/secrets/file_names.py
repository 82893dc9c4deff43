"""What the files of a profile are called; imports nothing, for the first question of a start asks for them."""

from __future__ import annotations

KEYINFO = "keyinfo.json"
BOOK = "book.sqlite"
