"""What the sections of a review are called, in the language of the deck."""

from __future__ import annotations

from app.language import keyed
from app.reports.review.facts import Chapter


def chapter_name(chapter: Chapter, lang: str, title: str = "") -> str:
    """Return what a section is called: 前回のお約束と結果; one of a person's own has the title they gave it."""
    return title if chapter is Chapter.OWN else keyed("deck.section", chapter.value, lang)
