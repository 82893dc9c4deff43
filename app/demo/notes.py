"""Puts notes together from fragments: choices, facts of the customer, and no line told too often."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import ModuleType

from app.demo import words_en, words_ja

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
OFTEN = 3
"""A line stands in the book at most so many times, a whole note too."""


class Writer:
    """Writes notes of both languages and remembers every line it wrote."""

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()

    def words(self, lang: str) -> ModuleType:
        """Return the fragments of a language."""
        return words_ja if lang == "ja" else words_en

    def fill(self, bank: Sequence[str], facts: Mapping[str, str], rng: random.Random, industry: str, lang: str) -> str:
        """Return a line made of one fragment of `bank` that has not been told too often."""
        return self._draw(bank, facts, rng, industry, lang)[1]

    def _draw(
        self, bank: Sequence[str], facts: Mapping[str, str], rng: random.Random, industry: str, lang: str
    ) -> tuple[str, str]:
        words = self.words(lang)
        fragment = line = ""
        if facts["act"] == "0":
            bank = [fragment for fragment in bank if "{act}" not in fragment]
        for _ in range(40):
            fragment = rng.choice(bank)
            line = _CHOICE.sub(lambda choice: rng.choice(choice[1].split("|")), fragment)
            drawn = {
                "feat": rng.choice(words.FEATURES),
                "work": rng.choice(words.WORK[industry]),
                "n": str(rng.randint(2, 9)),
                "m": str(rng.randrange(15, 60, 5)),
                **facts,
            }
            line = line.format_map(drawn)
            if self._told[line] < OFTEN:
                break
        self._told[line] += 1
        return fragment, line

    def note(
        self,
        kind: str,
        mood: str,
        facts: Mapping[str, str],
        rng: random.Random,
        industry: str,
        lang: str,
        *,
        near_end: bool,
    ) -> str:
        """Return a note of 1–15 lines about a touchpoint, in the mood of the customer's use."""
        words = self.words(lang)

        used: set[str] = set()

        def one(bank: Sequence[str]) -> str:
            # No fragment comes twice in one note.
            fresh = [each for each in bank if each not in used] or list(bank)
            fragment, line = self._draw(fresh, facts, rng, industry, lang)
            used.add(fragment)
            return line

        if mood == "tech":
            return one(words.TECH)
        moods = {"good": words.GOOD, "bad": words.BAD, "neutral": words.NEUTRAL, "onboarding": words.ONBOARDING}
        many = {"review": (5, 11), "visit": (2, 7), "meeting": (2, 7), "training": (0, 3)}.get(kind, (0, 3))
        mark = rng.choice(("・", "・", "- ")) if lang == "ja" else rng.choice(("- ", "- ", "* "))
        lines = [one(words.OPEN[kind])]
        for _ in range(rng.randint(*many)):
            bank = moods[mood] if rng.random() < 0.55 else words.NEUTRAL
            lines.append(one(bank))
        if near_end and kind in ("meeting", "call", "review", "visit"):
            lines.append(one(words.RENEWAL))
        # Two remarks are jotted into one line, more become a list.
        if len(lines) <= 2:
            return ("" if lang == "ja" else " ").join(lines) + ("\n" + one(words.CLOSE) if rng.random() < 0.35 else "")
        body = [lines[0], *(mark + line for line in lines[1:])]
        if rng.random() < 0.7:
            body.append(one(words.CLOSE))
        return "\n".join(body)
