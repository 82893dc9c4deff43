"""What a row of the interpretation offers when it is edited: the part of the line it stands for, and choices for it.

Nothing is kept beside the line: choosing rewrites its words, and the line is read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.language import _, current, keyed, name_of, short_day
from app.operations.quick_log import LogNames, Reading
from app.operations.quick_log_aid import (
    PersonName,
    PromiseRef,
    PulseRef,
    Suggestion,
    Token,
    TokenKind,
    complete,
    month_end,
    script,
)
from app.vocabulary import Flag, TouchpointKind

MOST_TAGS, MOST_ACCOUNTS = 6, 6
PULSES = range(1, 6)
_SIGNS = frozenset("#!@")
FLAG_WORDS: Mapping[Flag, str] = {flag: f"!{flag.value}" for flag in Flag}


@dataclass(frozen=True)
class Edit:
    """The characters that are selected while a row is edited, and what may stand there instead."""

    start: int
    end: int
    choices: tuple[Suggestion, ...]


def edit_of(what: str, reading: Reading, names: LogNames, tags: Sequence[str], today: date) -> Edit | None:
    """Return how the row `what` ("account", "kind", "tags", "promise:0", "flag:risk", "pulse:0") is edited."""
    kind, _colon, which = what.partition(":")
    if kind == "account":
        return _account(reading, names)
    if kind == "kind":
        return _kind(reading, names)
    if kind == "tags":
        return _tags(reading, tags)
    if kind == "promise" and int(which) < len(reading.promises):
        return _promise(reading, reading.promises[int(which)], today)
    if kind == "flag":
        return _flag(reading, Flag(which))
    if kind == "pulse" and int(which) < len(reading.pulses):
        return _pulse(reading, reading.pulses[int(which)])
    return None


def _tokens(reading: Reading, kind: TokenKind) -> list[Token]:
    return [token for token in reading.tokens if token.kind is kind]


def _account(reading: Reading, names: LogNames) -> Edit:
    named = _tokens(reading, TokenKind.ACCOUNT)
    line = reading.line
    if not named:
        offered = complete("@", 1, accounts=names.accounts, people=names.people, limit=MOST_ACCOUNTS)
        gap = "" if line[:1].isspace() or not line else " "
        return Edit(0, 0, tuple(replace(one, text=one.text + gap, start=0, end=0) for one in offered))
    token = named[0]
    end = line.index(reading.account.text, token.start) + len(reading.account.text)
    # A quoted name ends with its quote.
    end += line[end : end + 1] in {'"', "”", "＂", "」"}
    offered = complete(line, end, accounts=names.accounts, people=names.people, limit=MOST_ACCOUNTS)
    return Edit(token.start + 1, end, tuple(one for one in offered if one.kind is TokenKind.ACCOUNT))


def _kind(reading: Reading, names: LogNames) -> Edit:
    written = _tokens(reading, TokenKind.KIND)
    doubtful = next((one for one in reading.people if len(one.candidates) > 1), None)
    if doubtful is not None:
        return _person(reading, doubtful.text, doubtful.candidates)
    if written:
        start, end = written[0].start, written[0].end
    else:
        start = end = _after_account(reading)
    others = [kind for kind in TouchpointKind if not written or kind is not reading.kind]
    made = [_word(reading.line, start, end, kind_word(kind), TokenKind.KIND, name_of(kind)) for kind in others]
    return Edit(start, end, (*made, *_people(reading, names)))


def kind_word(kind: TouchpointKind) -> str:
    """Return what is written in a line for a type of touchpoint."""
    return name_of(kind).lower()


def _person(reading: Reading, text: str, candidates: Sequence[PersonName]) -> Edit:
    token = next(t for t in _tokens(reading, TokenKind.PERSON) if reading.line[t.start : t.end] == text)
    choices = tuple(
        Suggestion(one.name, token.start, token.end, TokenKind.PERSON, one.name, one.id) for one in candidates
    )
    return Edit(token.start, token.end, choices)


def _people(reading: Reading, names: LogNames) -> Iterator[Suggestion]:
    met = {one.id for one in reading.people}
    written = _tokens(reading, TokenKind.KIND)
    for one in names.people.at(reading.account.id):
        if one.id in met:
            continue
        family = one.name.split()[0]
        if current() == "ja" and not one.name.isascii():
            at, words = _after_account(reading), f"{family}さんと"
        else:
            at, words = written[0].end if written else _after_account(reading), f"with {one.name}"
        yield _word(reading.line, at, at, words, TokenKind.PERSON, _("Add {name}", name=one.name))


def _tags(reading: Reading, often: Sequence[str]) -> Edit:
    written = _tokens(reading, TokenKind.TAG)
    at = written[-1].end if written else len(reading.line.rstrip())
    fresh = [tag for tag in often if tag not in reading.tags][:MOST_TAGS]
    added = [_word(reading.line, at, at, f"#{tag}", TokenKind.TAG, _("Add {name}", name=f"#{tag}")) for tag in fresh]
    gone = [_without(reading.line, token.start, token.end, TokenKind.TAG) for token in written]
    return Edit(written[0].start if written else at, at, (*added, *gone))


def _promise(reading: Reading, ref: PromiseRef, today: date) -> Edit:
    start, end = ref.span
    at, until = ref.due_span or (end, end)
    friday = today + timedelta((4 - today.weekday()) % 7 or 7)
    days = sorted({today + timedelta(1), friday, today + timedelta(7 - today.weekday()), month_end(today)} - {today})
    choices = [
        _word(reading.line, at, until, due_words(day), TokenKind.DUE, _("due {day}", day=short_day(day)))
        for day in days
        if day != ref.due
    ]
    if ref.due_span is not None:
        choices.append(replace(_without(reading.line, at, until, TokenKind.DUE), label=_("no due day")))
    choices.append(
        replace(_without(reading.line, start, end, TokenKind.PROMISE), label=_("Leave out {name}", name=ref.text))
    )
    return Edit(start, end, tuple(choices))


def due_words(day: date) -> str:
    """Return what is written in a line for a due day, with its year: it must not shift."""
    written = f"{day.year}/{day.month}/{day.day}"
    return f"{written}まで" if current() == "ja" else f"by {written}"


def _flag(reading: Reading, flag: Flag) -> Edit | None:
    # A flag written twice counts once.
    words = {reading.line[t.start : t.end].lower(): t for t in reversed(_tokens(reading, TokenKind.FLAG))}
    found = sorted(words.values())
    at = reading.flags.index(flag) if flag in reading.flags else -1
    if not 0 <= at < len(found):
        return None
    token = found[at]
    choices = [
        _word(reading.line, token.start, token.end, words, TokenKind.FLAG, words)
        for other, words in FLAG_WORDS.items()
        if other not in reading.flags
    ]
    return Edit(token.start, token.end, (*choices, _without(reading.line, token.start, token.end, TokenKind.FLAG)))


def _pulse(reading: Reading, pulse: PulseRef) -> Edit:
    start, end = pulse.span
    at = end - 1
    choices = [
        Suggestion(
            str(value), at, end, TokenKind.PULSE, f"{value} · {keyed('pulse.anchor', f'{pulse.aspect}.{value}')}"
        )
        for value in PULSES
        if value != pulse.value
    ]
    return Edit(start, end, (*choices, _without(reading.line, start, end, TokenKind.PULSE)))


def with_voice(reading: Reading) -> Suggestion:
    """Return what keeps the customer's words of a line, or does so no longer."""
    edit = _flag(reading, Flag.VOICE) if Flag.VOICE in reading.flags else None
    if edit is not None:
        return edit.choices[-1]
    at = len(reading.line.rstrip())
    return _word(reading.line, at, at, FLAG_WORDS[Flag.VOICE], TokenKind.FLAG, "")


def _after_account(reading: Reading) -> int:
    named = _tokens(reading, TokenKind.ACCOUNT)
    return named[0].end if named else 0


def _word(line: str, start: int, end: int, words: str, kind: TokenKind, label: str) -> Suggestion:
    """Return `words` in place of a stretch of the line, parted by spaces from what it would run into."""
    before, after = line[:start][-1:], line[end : end + 1]
    is_new = start == end or kind in (TokenKind.TAG, TokenKind.FLAG)
    lead = " " if _runs_into(before, words[0], is_new) else ""
    tail = " " if _runs_into(after, words[-1], is_new) else ""
    return Suggestion(lead + words + tail, start, end, kind, label)


def _runs_into(neighbour: str, edge: str, is_new: bool) -> bool:
    if not neighbour or script(neighbour) == "other":
        return is_new and neighbour in _SIGNS
    return is_new or script(neighbour) == script(edge)


def _without(line: str, start: int, end: int, kind: TokenKind) -> Suggestion:
    """Return a stretch of the line as left out, with the space before it."""
    words = line[start:end]
    while start and line[start - 1] in " \u3000":
        start -= 1
    return Suggestion("", start, end, kind, _("Leave out {name}", name=words))
