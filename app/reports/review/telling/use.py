"""ご利用状況 in words: the measure that is drawn, what it came to, and the others beside it."""

from __future__ import annotations

from collections.abc import Mapping

from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling import measured
from app.reports.review.telling.charts import chart, drawn
from app.reports.review.telling.figures import name_of, source_line
from app.reports.review.telling.tables import shown, sources_of
from app.reports.review.told import Figure, Told


def tell_use(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return how the product was used: the chart draws what the headline speaks of."""
    told = shown(facts, left_out)
    if not told:
        return Told("")
    picked = drawn(facts, metric, left_out)
    spoken = picked[1] if picked is not None else next((one for one in told if one.kind == "measured"), None)
    shares = {one.values["measure"]: one for one in told if one.kind == "share"}
    share = shares.get(spoken.values["measure"]) if spoken is not None else None
    first = [one for one in (spoken, share) if one is not None]
    ordered = [*first, *(one for one in told if one not in first)]
    cards = [_card(one, shares, review, lang) for one in ordered if not _is_remark(one, told)]
    series = picked[0] if picked is not None else None
    return Told(
        headline=_headline(spoken, share, cards, review, lang),
        figures=tuple(cards),
        chart=chart(series, name_of(spoken, lang), review, lang) if series is not None and spoken is not None else None,
        metric=series.key if series is not None else "",
        source_line=source_line(cards, lang),
        sources=sources_of(first or told[:1]),
    )


def _headline(spoken: Fact | None, share: Fact | None, cards: list[Figure], review: ReviewFacts, lang: str) -> str:
    if spoken is None:
        return f"{cards[0].label} {cards[0].value}"
    return measured.headline(spoken, review, lang, share)


def _is_remark(fact: Fact, told: list[Fact]) -> bool:
    """Tell whether a share stands as a remark in the card of its measure: where that was read once."""
    return fact.kind == "share" and fact.values["how"] == "last" and any(
        one.kind == "measured" and one.values["measure"] == fact.values["measure"] for one in told
    )  # fmt: skip


def _card(fact: Fact, shares: Mapping[str, Fact], review: ReviewFacts, lang: str) -> Figure:
    if fact.kind == "share":
        return measured.share_card(fact, review, lang)
    share = shares.get(fact.values["measure"]) if fact.values["how"] == "last" else None
    return measured.card(fact, review, lang, share)
