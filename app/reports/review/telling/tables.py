"""Lines of tables and what stands in them: days, who has something in hand, how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.language import day, keyed, tr
from app.reports.addressing import addressed
from app.reports.content import Source
from app.reports.plan.words import line
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.told import Statement
from app.reports.rows import Cell, Column, Span
from app.reports.words import honoured
from app.vocabulary import Side

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def shown(facts: ChapterFacts, left_out: frozenset[str]) -> list[Fact]:
    """Return the facts of a section that are not left out."""
    return [fact for fact in facts.facts if fact.key not in left_out]


def cell(text: str, tone: str = "text", *, bold: bool = False) -> Cell:
    """Return a cell with one piece of text; a dash where there is none."""
    said = line(text)
    return (Span(said, tone, bold),) if said else (Span("–", "text3"),)


def columns(lang: str, *parts: tuple[str, float]) -> tuple[Column, ...]:
    """Return columns by the keys of their headings and their shares of the width."""
    return tuple(Column(keyed("deck.word", key, lang), share) for key, share in parts)


def statement(fact: Fact, *cells: Cell) -> Statement:
    """Return the line of a fact."""
    return Statement(fact.key, cells, fact.sources)


def sources_of(facts: Iterable[Fact]) -> tuple[Source, ...]:
    """Return the records behind facts, each once."""
    return tuple(dict.fromkeys(source for fact in facts for source in fact.sources))


def day_of(fact: Fact, name: str) -> date | None:
    """Return a day that a fact holds; None where it is not known."""
    text = fact.values.get(name, "")
    return date.fromisoformat(text) if text else None


def near(value: date | None, review: ReviewFacts, lang: str) -> str:
    """Return a day without its year where that is the year of the data: 9/12, 12 Sep; nothing for no day."""
    if value is None:
        return ""
    if value.year != review.today.year:
        return day(value, lang)
    return f"{value.month}/{value.day}" if lang == "ja" else f"{value.day} {_MONTHS[value.month - 1]}"


def until(value: date | None, review: ReviewFacts, lang: str) -> Cell:
    """Return a due day; no day is said so."""
    return cell(near(value, review, lang) or keyed("deck.word", "no_date", lang), "text2")


def owner(fact: Fact, review: ReviewFacts, lang: str) -> str:
    """Return who has something in hand: the person, else the company, else our team."""
    who, post = fact.values.get("who", ""), fact.values.get("post", "")
    if fact.values.get("side", Side.CUSTOMER) == Side.CUSTOMER:
        return addressed(who, post, lang) if who else honoured(review.account, lang)
    return who or tr(lang, "Our team")


def person(fact: Fact, lang: str) -> str:
    """Return the person at the customer whom a fact names; nothing where it names none."""
    return addressed(fact.values.get("who", ""), fact.values.get("post", ""), lang)


def brief(text: str, most: int = 24) -> str:
    """Return a text short enough to stand inside a headline."""
    said = line(text)
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"


def within(text: str, most: int, lang: str) -> str:
    """Return a text short enough for a headline: `most` Japanese letters, or twice as many Latin ones."""
    return brief(text, most if lang == "ja" else 2 * most)


def spaced(text: str, lang: str) -> str:
    """Return a text that Japanese goes on after: with a space where it ends in Latin letters."""
    return f"{text} " if lang == "ja" and text[-1:].isascii() and text[-1:].isalnum() else text


def joined(parts: Sequence[str], lang: str) -> str:
    """Return parts of a headline after each other, the empty ones left out."""
    return ("、" if lang == "ja" else ", ").join(part for part in parts if part)
