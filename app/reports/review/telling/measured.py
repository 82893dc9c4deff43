"""A measure in words: the headline that speaks of it, its card, and its share of what was bought."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.language import tr
from app.reports.review.facts import Fact, ReviewFacts
from app.reports.review.telling.figures import (
    amount,
    before_remark,
    change,
    compared_words,
    decimal_of,
    figure,
    name_of,
    places_of,
    subject,
    tone_of,
)
from app.reports.review.telling.tables import brief
from app.reports.review.told import Figure

NAME_LETTERS = 18
"""A longer name is cut in a headline."""

HEADLINE_LETTERS = 40
"""A Japanese headline that would be longer says less; an English one has twice the room."""


def headline(fact: Fact, review: ReviewFacts, lang: str, share: Fact | None = None) -> str:
    """Return what a measure came to, and what it was before: 週間利用者数は平均 60人 → 78人（前四半期比 +30%）."""
    name = brief(name_of(fact, lang), NAME_LETTERS if lang == "ja" else 2 * NAME_LETTERS)
    unit, mean = fact.values["unit"], fact.values["how"] == "mean"
    now, before = _value(fact), decimal_of(fact, "before")
    beside = [value for value in (now, before) if value is not None]
    params = {"name": subject(name, lang), "now": _shown(fact, now, lang, beside)}
    if before is None:
        return _alone(params, mean, share, lang)
    params["compared"] = compared_words(review, lang, so_far="so_far" in fact.values)
    params["before"], params["by"] = _shown(fact, before, lang, beside), change(before, now, unit, lang)
    if params["before"] == params["now"]:
        if mean:
            return tr(lang, "{name}: {now} on average, as in {compared}", **params)
        return tr(lang, "{name}: {now}, as in {compared}", **params)
    if mean:
        said = tr(lang, "{name}: {before} → {now} on average ({by} on {compared})", **params)
        brief_ = tr(lang, "{name}: {now} on average ({by} on {compared})", **params)
    else:
        said = tr(lang, "{name}: {before} → {now} ({by} on {compared})", **params)
        brief_ = tr(lang, "{name}: {now} ({by} on {compared})", **params)
    return said if len(said) <= room(lang) else brief_


def room(lang: str) -> int:
    """Return how many letters a headline may have."""
    return HEADLINE_LETTERS if lang == "ja" else 2 * HEADLINE_LETTERS


def _alone(params: dict[str, str], mean: bool, share: Fact | None, lang: str) -> str:
    """Return the headline of a measure that nothing is known of before."""
    if share is not None:
        params["share"] = amount(_value(share), "%", lang)
        params["whole"] = amount(Decimal(share.values["whole"]), "", lang)
        if mean:
            return tr(lang, "{name}: {now} on average, {share} of {whole} bought", **params)
        return tr(lang, "{name}: {now}, {share} of {whole} bought", **params)
    return tr(lang, "{name}: {now} on average", **params) if mean else tr(lang, "{name}: {now}", **params)


def card(fact: Fact, review: ReviewFacts, lang: str, share: Fact | None = None) -> Figure:
    """Return a measure as a card, with its share of what was bought as a remark."""
    name, now = name_of(fact, lang), _value(fact)
    value = _shown(fact, now, lang)
    if fact.values["how"] == "mean":
        value = tr(lang, "avg. {value}", value=value)
    answers = fact.values.get("answers", "")
    of = ""
    if share is not None:
        bought = amount(Decimal(share.values["whole"]), "", lang)
        of = tr(lang, "{share} of {whole} bought", share=amount(_value(share), "%", lang), whole=bought)
    remarks = (f"n={answers}" if answers else "", of, before_remark(fact, review, lang, fact.values["unit"]))
    tone = tone_of(decimal_of(fact, "before"), now, fact.values["better"])
    return figure(fact, review, lang, label=name, value=value, remarks=remarks, tone=tone)


def share_card(fact: Fact, review: ReviewFacts, lang: str) -> Figure:
    """Return a measure as a share of what was bought: ライセンスの利用 65%, 契約 120 のうち 78."""
    part = amount(Decimal(fact.values["part"]), "", lang, exact=fact.values["how"] == "last")
    remark = tr(lang, "{part} of {whole} bought", part=part, whole=amount(Decimal(fact.values["whole"]), "", lang))
    value = amount(_value(fact), "%", lang)
    return figure(fact, review, lang, label=name_of(fact, lang), value=value, remarks=(remark,))


def _value(fact: Fact) -> Decimal:
    return Decimal(fact.values["value"])


def _shown(fact: Fact, value: Decimal, lang: str, beside: Sequence[Decimal] = ()) -> str:
    exact = fact.values["how"] == "last"
    places = places_of(*beside) if beside and not exact else None
    return amount(value, fact.values["unit"], lang, exact=exact, places=places)
