"""Words that must not be read in clear, and the search for them in every byte of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

NAME = "カナリア商事Serinus48213"
PERSON = "金糸雀花子kanarienvogel"
NOTE = "黄色い鳥の解約予定ZitronenZeisig"
PHRASE = "坑道の鳥coalminebird5937"
WORDS = (NAME, PERSON, NOTE, PHRASE)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp932")


def pieces(word: str) -> list[str]:
    """Return a word and its Japanese and Latin parts, for one of them alone would give it away as well."""
    latin = "".join(c for c in word if c.isascii())
    parts = [word, latin, word.replace(latin, ""), latin.casefold()]
    return [part for part in parts if part]


def sightings(
    folders: Iterable[Path], words: Iterable[str] = WORDS, *, but: Iterable[Path] = ()
) -> dict[str, set[str]]:
    """Return file → what of `words` stands there in clear in any encoding, in its bytes or in its name.

    Every file below `folders`, of any name and size, hidden ones too, except those at or below `but`.
    """
    spared = tuple(but)
    forms = {f"{piece} ({code})": piece.encode(code) for w in words for piece in pieces(w) for code in ENCODINGS}
    found: dict[str, set[str]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if any(path.is_relative_to(one) for one in spared):
                continue
            content = str(path.relative_to(folder)).encode() + b"\n"
            if path.is_file() and not path.is_symlink():
                content += path.read_bytes()
            seen = {name for name, form in forms.items() if form in content}
            if seen:
                found[str(path)] = seen
    return found
