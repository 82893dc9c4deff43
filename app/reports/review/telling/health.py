"""ヘルススコア in words: where it stands, its dimensions, and what data made of them."""

from __future__ import annotations

from decimal import Decimal

from app.language import keyed, number, tr
from app.language import name_of as word
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling.charts import chart, drawn
from app.reports.review.telling.figures import (
    compared_key,
    decimal_of,
    figure,
    name_of,
    source_line,
    tone_of,
)
from app.reports.review.telling.tables import shown as facts_shown
from app.reports.review.telling.tables import sources_of
from app.reports.review.told import Figure, Told
from app.vocabulary import Band

_WHOLE_FROM = 20


def tell_health(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return the score with its dimensions; there is one course to draw."""
    told = facts_shown(facts, left_out)
    if not told:
        return Told("")
    picked = drawn(facts, metric, left_out)
    cards = [_card(one, review, lang) for one in told]
    spoken = next((one for one in told if one.kind == "score"), told[0])
    return Told(
        headline=_headline(spoken, review, lang),
        figures=tuple(cards),
        chart=chart(picked[0], tr(lang, "Health score"), review, lang) if picked is not None else None,
        metric=picked[0].key if picked is not None else "",
        source_line=source_line(cards, lang),
        sources=sources_of([spoken]),
    )


def _headline(fact: Fact, review: ReviewFacts, lang: str) -> str:
    if fact.kind != "score":
        return tr(lang, "{name}: {now}", name=name_of(fact, lang), now=number(Decimal(fact.values["value"])))
    now, before = Decimal(fact.values["value"]), decimal_of(fact, "before")
    band = word(Band(fact.values["band"]), lang)
    if before is None:
        return tr(lang, "Health score: {now} ({band})", now=number(now), band=band)
    compared = _compared(review, lang)
    if before == now:
        return tr(lang, "Health score: {now} ({band}), as at {compared}", now=number(now), band=band, compared=compared)
    return tr(
        lang, "Health score: {before} at {compared} → {now} ({band})",
        before=number(before), compared=compared, now=number(now), band=band,
    )  # fmt: skip


def _compared(review: ReviewFacts, lang: str) -> str:
    return keyed("review.compared_end", compared_key(review), lang)


def _card(fact: Fact, review: ReviewFacts, lang: str) -> Figure:
    value = Decimal(fact.values["value"])
    if fact.kind == "score":
        before = decimal_of(fact, "before")
        was = ""
        if before is not None:
            period = keyed("review.compared_end_brief", compared_key(review), lang)
            was = tr(lang, "{period}: {value}", period=period, value=number(before))
        remarks = (word(Band(fact.values["band"]), lang), was)
        return figure(
            fact, review, lang, label=tr(lang, "Health score"), value=number(value), remarks=remarks,
            tone=_tone(fact.values["band"]) or tone_of(before, value, "up"),
        )  # fmt: skip
    reason = _reason(fact, lang) if "reason" in fact.values else ""
    return figure(fact, review, lang, label=name_of(fact, lang), value=number(value), remarks=(reason,))


def _reason(fact: Fact, lang: str) -> str:
    """Return the measure that moves a dimension most, with what was read: ライセンスの利用 65%."""
    name = fact.values.get(f"reason_{lang}") or fact.values["reason_ja"]
    value, unit = Decimal(fact.values["reason"]), fact.values["reason_unit"]
    shown = number(value, 0 if abs(value) >= _WHOLE_FROM or value == value.to_integral_value() else 1)
    days = fact.values["reason_days"]
    take, n = fact.values["reason_take"], fact.values["reason_n"]
    if take == "change":
        said = tr(lang, "{n}% in {days} d", n=f"+{number(value)}" if value > 0 else number(value), days=days)
    elif take == "sum":
        said = tr(lang, "{n} in {days} d", n=shown, days=days)
    elif unit == "/100":
        said = tr(lang, "{n} per 100", n=shown)
    else:
        said = f"{shown}%" if unit == "%" else shown
    return f"{name} {said}" + (f" (n={n})" if n else "")


def _tone(band: str) -> str:
    return band if band in ("good", "watch", "risk") else ""
