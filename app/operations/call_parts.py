"""The call sheet as parts of lines: the same words on the screen, in the file and as text."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from app.language import name_of, number, short_day, tr
from app.operations.call_sheet import CallSheet
from app.operations.people_page import PositionRow
from app.operations.promises import PromiseRow
from app.operations.sheet_words import (
    age,
    arr_line,
    comma,
    excerpt,
    joined,
    near_day,
    news_line,
    person_line,
    post,
    promise_line,
    renewal_words,
    touchpoint_line,
)
from app.reports.sheet import Line, Part, Sheet

_WORDS = 260
_OTHERS = 4


def call_document(sheet: CallSheet, *, today: date, zone: str, lang: str) -> Sheet:
    """Return everything on the sheet in a language."""
    account = sheet.account
    return Sheet(
        lang=lang,
        title=account.name,
        subtitle=when_words(sheet, today=today, zone=zone, lang=lang),
        banner=tr(lang, "For us only · not for the customer"),
        facts=facts(sheet, today=today, lang=lang),
        parts=(
            *main_parts(sheet, today=today, lang=lang),
            Part(
                "questions", tr(lang, "Three questions"), tuple(Line(question) for question in sheet.questions),
                tr(lang, "No question is noted yet."), wide=False,
            ),
            *side_parts(sheet, today=today, lang=lang),
        ),
        foot=tr(lang, "Banso · as of {day}", day=near_day(today, today, lang)),
    )  # fmt: skip


def when_words(sheet: CallSheet, *, today: date, zone: str, lang: str) -> str:
    """Return what it is, when and how long: 会議 · 11/24 火 14:00（45分） · 更新."""
    at = f" {sheet.at.astimezone(ZoneInfo(zone)):%H:%M}" if sheet.at is not None else ""
    long = tr(lang, "{n} min", n=number(sheet.minutes)) if sheet.minutes else ""
    when = f"{short_day(sheet.on, lang)}{at}"
    purpose = name_of(sheet.purpose, lang) if sheet.purpose is not None else ""
    return joined(name_of(sheet.kind, lang), when, age(sheet.on, today, lang), long, purpose)


def facts(sheet: CallSheet, *, today: date, lang: str) -> tuple[tuple[str, str], ...]:
    """Return the facts that stand at the head."""
    account = sheet.account
    standing = joined(
        name_of(account.segment, lang) if account.segment else "", name_of(account.phase, lang) if account.phase else ""
    )
    intent = tr(lang, "not confirmed")
    if account.intent_on is not None:
        intent = tr(lang, "confirmed {day}", day=near_day(account.intent_on, today, lang))
    found = [
        (tr(lang, "Subject"), sheet.body.split("\n", 1)[0]),
        (tr(lang, "Renewal"), renewal_words(account, today, lang)),
        (tr(lang, "Renewal intent"), intent if account.renewal_date is not None else ""),
        ("ARR", arr_line(account, lang)),
        (tr(lang, "Segment · phase"), standing),
    ]
    return tuple((caption, text) for caption, text in found if text)


def main_parts(sheet: CallSheet, *, today: date, lang: str) -> tuple[Part, ...]:
    """Return what happened since last time, and the promises of both sides."""
    ago = tr(lang, "Since last time")
    if sheet.since is not None:
        ago = tr(lang, "Since last time ({day}, {age})", day=near_day(sheet.since, today, lang),
                 age=age(sheet.since, today, lang))  # fmt: skip
    happened = tuple(touchpoint_line(one, today, lang, _WORDS) for one in sheet.touchpoints)
    new = tuple(news_line(one, today, lang) for one in sheet.news)

    def promised(key: str, title: str, rows: tuple[PromiseRow, ...], nothing: str) -> Part:
        return Part(key, title, tuple(promise_line(row, today, lang) for row in rows), nothing)

    parts = [
        Part("since", ago, happened, tr(lang, "There was no conversation with them yet.")),
        Part("news", tr(lang, "What changed since"), new, tr(lang, "Nothing else changed since then.")),
        promised("mine", tr(lang, "What we promised"), sheet.mine + sheet.internal, tr(lang, "Nothing is open.")),
        promised("theirs", tr(lang, "What they promised"), sheet.theirs, tr(lang, "Nothing is open.")),
    ]
    if sheet.kept:
        parts.append(promised("kept", tr(lang, "Kept since then"), sheet.kept, ""))
    return tuple(parts)


def side_parts(sheet: CallSheet, *, today: date, lang: str) -> tuple[Part, ...]:
    """Return the people who are expected, who else is there, and what the customer said last."""
    people = []
    for one in sheet.people:
        if one.position is None:
            people.append(Line(one.name, tr(lang, "not among the people yet")))
            continue
        met = tr(lang, "never met yet")
        if one.position.last_met is not None:
            met = tr(lang, "last met {day}", day=near_day(one.position.last_met, today, lang))
        line = person_line(one.position, lang, met)
        gone = not one.position.is_current(today)
        people.append(Line(line.text, joined(line.meta, tr(lang, "has left") if gone else ""), "late" if gone else ""))
    parts = [Part("people", tr(lang, "Who is expected"), tuple(people), tr(lang, "Nobody is named."), wide=False)]
    if sheet.last_words is not None:
        said = sheet.last_words
        kind = tr(lang, "Voice") if said.kind == "request" else tr(lang, "From the notes")
        text = excerpt(said.text, _WORDS)
        text = text if said.kind == "note" else tr(lang, "“{words}”", words=text)
        meta = joined(comma(lang).join(said.who), near_day(said.on, today, lang), kind)
        line = Line(text, meta, "customer")
        parts.append(Part("words", tr(lang, "Their last words"), (line,), wide=False))
    others = tuple(Line(_other(one, lang)) for one in sheet.others[:_OTHERS] if one.role is not None)
    if others:
        parts.append(Part("others", tr(lang, "Also there"), others, wide=False))
    return tuple(parts)


def _other(one: PositionRow, lang: str) -> str:
    role = name_of(one.role, lang) if one.role is not None else ""
    return joined(one.name, post(one.department, one.title), role)
