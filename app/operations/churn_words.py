"""Tags of a loss in words: kinds and reasons, to whom a customer went, what was seen and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.language import current, day, keyed, tr
from app.revenue.churn_tags import COMPETITOR, Seen, told


def tag_words(tags: Iterable[str], lang: str | None = None) -> list[str]:
    """Return what tags say, in their order, what was seen last."""
    said = told(tags)
    reasons = [reason_words(reason, said.competitors, lang) for reason in said.reasons]
    return [*reasons, *(seen_words(seen, lang) for seen in said.seen)]


def reason_words(reason: str, competitors: Sequence[str] = (), lang: str | None = None) -> str:
    """Return a kind or reason in words, with the competitor where one is named; one from a file stays as written."""
    language = lang or current()
    if reason == COMPETITOR and competitors:
        return tr(language, "competitor: {names}", names=tr(language, ", ").join(competitors))
    return keyed("churn", reason, language)


def seen_words(seen: Seen, lang: str | None = None) -> str:
    """Return what was seen, after its day where that is known."""
    return f"{day(seen.on, lang)} {seen.words}".strip() if seen.on is not None else seen.words
