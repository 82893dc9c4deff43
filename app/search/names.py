"""Finds names by what was typed of them: beginnings and parts, readings, romaji, initials, one letter wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from math import log2

from app.search.fold import fold, fold_name
from app.search.near import nearly_begun
from app.search.romaji import sound_of, sounds_begun


class Match(IntEnum):
    """How well a name matches, best first."""

    WHOLE = 0
    BEGINS = 1
    SOUNDS = 2
    WORD = 3
    INITIALS = 4
    HOLDS = 5
    WORDS = 6
    HOLDS_SOUND = 7
    NEARLY = 8
    NEARLY_SOUNDS = 9


MOST_FAVOUR = 3.0
"""How many steps of `Match` habit can lift a name: a beginning used daily stands before a whole name never used."""


@dataclass(frozen=True)
class Named:
    """Something with a name, its reading (よみ) where it is known, and what else it goes by."""

    id: str
    name: str
    reading: str = ""
    others: tuple[str, ...] = ()


@dataclass
class _Keys:
    """Texts to look in and, beside each, the place of the name it belongs to."""

    texts: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)

    def add(self, owner: int, *texts: str) -> None:
        for text in dict.fromkeys(texts):
            if text:
                self.texts.append(text)
                self.owners.append(owner)


class NameIndex:
    """All names under all their keys, made once and asked at every key; `named` is in the order of equal matches."""

    def __init__(self, named: Iterable[Named]) -> None:
        self.named: tuple[Named, ...] = tuple(named)
        self._written, self._sounds, self._words, self._initials = _Keys(), _Keys(), _Keys(), _Keys()
        self._later = _Keys()
        for place, one in enumerate(self.named):
            folded, bare, reading = fold(one.name), fold_name(one.name), fold_name(one.reading)
            others = [fold(other).replace(" ", "") for other in one.others]
            self._written.add(place, bare, reading, folded.replace(" ", ""), *others)
            self._sounds.add(place, sound_of(reading), sound_of(bare))
            parts = folded.split()
            if len(parts) > 1:
                self._words.add(place, " " + folded)
                self._later.add(place, *parts[1:])
                self._initials.add(place, "".join(part[0] for part in parts))

    def find(self, typed: str, *, favour: Mapping[str, float] | None = None, limit: int = 8) -> list[Named]:
        """Return the names that `typed` may mean, best first; `favour` says by id how much each was used lately."""
        found = self._found(typed, limit)
        habit = favour or {}

        def order(place: int) -> tuple[float, int]:
            lift = min(log2(1 + max(habit.get(self.named[place].id, 0.0), 0.0)) * 1.5, MOST_FAVOUR)
            return found[place] - lift, place

        return [self.named[place] for place in sorted(found, key=order)[:limit]]

    def _found(self, typed: str, limit: int) -> dict[int, Match]:
        folded = fold(typed)
        forms = tuple(dict.fromkeys(form for form in (folded.replace(" ", ""), fold_name(typed)) if form))
        sounds = tuple(dict.fromkeys(sound for form in forms for sound in sounds_begun(form) if sound))
        best: dict[int, Match] = {}
        for form in forms:
            self._look(best, self._written, form, (Match.WHOLE, Match.BEGINS, Match.HOLDS))
            if form.isascii() and len(form) > 1:
                self._look(best, self._initials, form, (Match.INITIALS, Match.INITIALS, None))
        for sound in sounds:
            holds = Match.HOLDS_SOUND if len(sound) > 1 else None
            self._look(best, self._sounds, sound, (Match.SOUNDS, Match.SOUNDS, holds))
        if folded:
            for place in _holding(self._words, (" " + folded,)):
                _note(best, place, Match.WORD)
            parts = folded.split()
            if len(parts) > 1:
                for place in _holding(self._words, parts):
                    _note(best, place, Match.WORDS)
        if len(best) < limit:
            for keys, asked, match in (
                (self._written, forms, Match.NEARLY), (self._later, forms, Match.NEARLY),
                (self._sounds, sounds[:1], Match.NEARLY_SOUNDS),
            ):  # fmt: skip
                for text in asked:
                    for at in nearly_begun(text, keys.texts):
                        _note(best, keys.owners[at], match)
        return best

    @staticmethod
    def _look(best: dict[int, Match], keys: _Keys, asked: str, matches: tuple[Match, Match, Match | None]) -> None:
        whole, begins, holds = matches
        for at in [at for at, text in enumerate(keys.texts) if asked in text]:
            text = keys.texts[at]
            match = (whole if len(text) == len(asked) else begins) if text.startswith(asked) else holds
            if match is not None:
                _note(best, keys.owners[at], match)


def _note(best: dict[int, Match], place: int, match: Match) -> None:
    if match < best.get(place, 99):
        best[place] = match


def _holding(keys: _Keys, parts: Sequence[str]) -> list[int]:
    return [keys.owners[at] for at, text in enumerate(keys.texts) if all(part in text for part in parts)]
