"""A section of a review in words, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from app.reports.review.facts import Chapter, ChapterFacts, ReviewFacts
from app.reports.review.telling.actions import tell_actions
from app.reports.review.telling.ahead import tell_ahead
from app.reports.review.telling.asks import tell_asks
from app.reports.review.telling.goals import tell_goals
from app.reports.review.telling.health import tell_health
from app.reports.review.telling.outcomes import tell_outcomes
from app.reports.review.telling.people import tell_people
from app.reports.review.telling.promises import tell_promises
from app.reports.review.telling.roadmap import tell_roadmap
from app.reports.review.telling.support import tell_support
from app.reports.review.telling.use import tell_use
from app.reports.review.told import Told

Telling = Callable[[ChapterFacts, ReviewFacts, str, str, frozenset[str]], Told]

_TOLD: Mapping[Chapter, Telling] = {
    Chapter.PROMISES: tell_promises,
    Chapter.GOALS: tell_goals,
    Chapter.OUTCOMES: tell_outcomes,
    Chapter.USE: tell_use,
    Chapter.SUPPORT: tell_support,
    Chapter.HEALTH: tell_health,
    Chapter.PEOPLE: tell_people,
    Chapter.ACTIONS: tell_actions,
    Chapter.NEXT: tell_ahead,
    Chapter.ASKS: tell_asks,
    Chapter.ROADMAP: tell_roadmap,
}


def tell(chapter: Chapter, review: ReviewFacts, lang: str, *, metric: str = "", left_out: Collection[str] = ()) -> Told:
    """Return what a section says, without the facts whose keys are left out; nothing where nothing is known.

    `metric` is the series to draw and to speak of, the most telling one where it is empty.
    """
    facts = review.chapter(chapter)
    if chapter not in _TOLD or facts.nothing:
        return Told("")
    return _TOLD[chapter](facts, review, lang, metric, frozenset(left_out))
