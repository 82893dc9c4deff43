"""Words of documents for customers, in the document's own language: names with 様, months, lengths of time, sources."""

from __future__ import annotations

from datetime import date

from app.language import day, keyed, number, tr
from app.reports.content import Part, PersonLine, Source

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def honoured(name: str, lang: str) -> str:
    """Return a person's or a company's name with 様 in Japanese, once: 佐藤様, Acme Robotics 様."""
    if lang != "ja" or not name or name.endswith("様"):
        return name
    bare = name.removesuffix("さん").removesuffix("氏") if len(name) > 2 else name
    return f"{bare} 様" if bare[-1:].isascii() else f"{bare}様"


def person_name(person: PersonLine, lang: str) -> str:
    """Return how a person is printed in exports: 課長 佐藤様, Sato, Manager."""
    name = honoured(person.name, lang)
    if not person.title:
        return name
    return f"{person.title} {name}" if lang == "ja" else f"{name}, {person.title}"


def month_name(month: date, months: tuple[date, ...], lang: str) -> str:
    """Return a month under a column: 7月, Jul; with the year at the first one and where the year begins."""
    several = len({m.year for m in months}) > 1
    if lang == "ja":
        return f"{month.year}年{month.month}月" if several else f"{month.month}月"
    name = _MONTHS[month.month - 1]
    return f"{name} {month.year}" if several else name


def duration(minutes: int, lang: str) -> str:
    """Return minutes as people say them: 8時間20分, 8 h 20 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return tr(lang, "{minutes} min", minutes=rest)
    if not rest:
        return tr(lang, "{hours} h", hours=number(hours))
    return tr(lang, "{hours} h {minutes} min", hours=number(hours), minutes=rest)


def source_line(source: Source, lang: str) -> str:
    """Return a source as speaker notes list it: what, when, label, id."""
    kind = keyed("deck.source", source.kind.value, lang)
    when = f"{day(source.date, lang)} " if source.date else ""
    return f"{kind} {when}{source.label} [{source.id}]"


def part_name(part: Part | None, lang: str) -> str:
    """Return the part a person takes: 推進のご担当, Leads the work."""
    return keyed("deck.part", part.value, lang) if part else ""
