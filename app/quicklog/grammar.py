"""The grammar of one line: `@account … with NAME #tag next: TEXT by DATE !risk ~4`, full-width signs as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from app.quicklog.dates import leading_day
from app.quicklog.names import AccountNames, PeopleNames, spoken
from app.quicklog.people import HONORIFIC, people_in
from app.quicklog.promises import marked, read_promise
from app.quicklog.pulses import pulses_in
from app.quicklog.reading import AccountRef, AccountState, PersonRef, PromiseRef, Reading, Token, TokenKind
from app.quicklog.signs import KATAKANA, WORD, plain
from app.vocabulary import Flag, TouchpointKind

_SIGN = re.compile(rf"(?<![{WORD}._%+-])@(?=[^\s@])")
_QUOTED = re.compile(r'"([^"\n]+)"|「([^」\n]+)」')
_AFTER_ACCOUNT = re.compile(
    r"(?:さん|様|さま|御中)?(?:にて|と|に|へ|の|は|が|で)(?=[^ぁ-ゖ]|$)|(?:さん|様|さま|御中)(?![ぁ-ゖ])"
)
_STOP_AFTER = re.compile(r"\s*[、,.。:](?![A-Za-z0-9])")
_TAG = re.compile(rf"(?<![{WORD}&#])#(?P<word>[^\s#!@、。,;:「」『』()<>\"?？]+)")
_FLAG_WORDS = {
    **dict.fromkeys(("risk", "リスク", "危険"), Flag.RISK),
    **dict.fromkeys(("win", "成果"), Flag.WIN),
    **dict.fromkeys(("voice", "voc", "声", "要望"), Flag.VOICE),
    "csql": Flag.CSQL,
    **dict.fromkeys(("outage", "障害"), Flag.OUTAGE),
    **dict.fromkeys(("late", "入金遅れ", "延滞"), Flag.LATE),
}
_FLAG = re.compile(rf"!(?P<word>{'|'.join(_FLAG_WORDS)})(?![A-Za-z0-9{KATAKANA}])", re.IGNORECASE)
_KIND_WORDS = {
    TouchpointKind.CALL: (r"電話(?![番機帳])|架電|通話", "tel|calls?|called|calling|phoned?"),
    TouchpointKind.MEETING: (
        "会議(?![室体])|打ち?合わ?せ|ミーティング|面談|商談|定例",
        "meetings?|met|mtg|1on1",
    ),
    TouchpointKind.EMAIL: ("メール", "e-?mail(?:ed)?|mail(?:ed)?"),
    TouchpointKind.VISIT: ("訪問(?!者)|往訪|来訪", "visit(?:ed)?|onsite|on-site"),
    TouchpointKind.REVIEW: ("レビュー|報告会", "review|qbr"),
    TouchpointKind.CHAT: ("チャット", "chat(?:ted)?|slack"),
    TouchpointKind.TRAINING: ("研修|勉強会|トレーニング", "training"),
    TouchpointKind.EVENT: ("セミナー|ウェビナー|イベント", "event|webinar|seminar"),
    TouchpointKind.NOTE: ("メモ", "note|memo"),
}
_KIND = re.compile(
    "|".join(
        rf"(?P<{kind.name}>(?<![{KATAKANA}])(?:{ja})(?![{KATAKANA}])|(?<![{WORD}-])(?:{en})(?![{WORD}-]))"
        for kind, (ja, en) in _KIND_WORDS.items()
    ),
    re.IGNORECASE,
)
_PUNCTUATION = " \t\u3000、。,.:：・-–—"


def says_only_how(text: str) -> bool:
    """Tell whether a text is no more than the word for how people met: a call is no reason for anything."""
    return not text.strip(_PUNCTUATION) or _KIND.fullmatch(text.strip(_PUNCTUATION)) is not None


def parse(
    line: str, *, accounts: AccountNames, people: PeopleNames, today: date, current: str | None = None
) -> Reading:
    """Return what a line says. Never raises, and loses no character: each is in the body or in the account's token.

    `current` is the id of the account on screen, meant where the line names none. The kind is a note unless a type
    word stands outside the promises; the day is `today` unless the line opens with another.
    """
    flat = plain(line)
    account, tokens = _account(flat, line, accounts, current)
    taken = bytearray(len(line))
    _take(taken, tokens)
    tags = [found for found in _TAG.finditer(flat) if not found["word"].isdecimal() and _free(taken, *found.span())]
    flags = [found for found in _FLAG.finditer(flat) if _free(taken, *found.span())]
    pulses = [found for found in pulses_in(flat) if _free(taken, *found.span)]
    signs = [Token(*found.span(), TokenKind.TAG) for found in tags]
    signs += [Token(*found.span, TokenKind.PULSE) for found in pulses]
    signs += [Token(*found.span(), TokenKind.FLAG) for found in flags]
    tokens += signs
    _take(taken, signs)

    promises: list[PromiseRef] = []
    for one in marked(flat, sorted((token.start, token.end) for token in tokens)):
        # The account's own words may hold what looks like a marker: @"次: A".
        if not _free(taken, one.start, one.start + 1):
            continue
        knows = bool(one.who) and bool(people.called(_bare(one.who), account.id))
        promise, parts = read_promise(line, one, knows, today)
        parts = [part for part in parts if _free(taken, part.start, part.end)]
        _take(taken, parts)
        tokens += parts
        promises += [promise] if promise else []

    on, kind, named, more = _story(line, flat, tokens, people, account.id, today)
    tokens = sorted([*tokens, *more])
    return Reading(
        line=line,
        tokens=tuple(tokens),
        account=account,
        people=tuple(dict.fromkeys(named)),
        kind=kind or TouchpointKind.NOTE,
        kind_written=kind is not None,
        on=on or today,
        tags=tuple(dict.fromkeys(line[found.start("word") : found.end()] for found in tags)),
        flags=tuple(dict.fromkeys(_FLAG_WORDS[found["word"].lower()] for found in flags)),
        promises=tuple(promises),
        body=_body(line, tokens),
        gist=_gist(line, tokens),
        pulses=tuple({found.aspect: found for found in pulses}.values()),
    )


def _account(flat: str, line: str, accounts: AccountNames, current: str | None) -> tuple[AccountRef, list[Token]]:
    sign = _SIGN.search(flat)
    if sign is None:
        known = accounts.named(current) if current else None
        if known is None:
            return AccountRef(AccountState.NONE), []
        return AccountRef(AccountState.ASSUMED, known.id, known.name), []
    start = sign.end()
    quoted = _QUOTED.match(flat, start)
    if quoted:
        text = line[start + 1 : quoted.end() - 1]
        end, same = quoted.end(), accounts.called(text)
    else:
        found = accounts.opening(line[start:])
        length = found.end if found else len(spoken(line[start:]))
        end, same = start + length, found.accounts if found else ()
        text = line[start:end]
    tail = _AFTER_ACCOUNT.match(flat, end)
    if tail is None and not flat[: sign.start()].strip():
        tail = _STOP_AFTER.match(flat, end)
    token = Token(sign.start(), tail.end() if tail else end, TokenKind.ACCOUNT)
    if len(same) == 1:
        return AccountRef(AccountState.KNOWN, same[0].id, text), [token]
    if same:
        return AccountRef(AccountState.AMBIGUOUS, None, text, same), [token]
    return AccountRef(AccountState.UNKNOWN, None, text, accounts.like(text)), [token]


def _story(
    line: str, flat: str, tokens: list[Token], people: PeopleNames, account: str | None, today: date
) -> tuple[date | None, TouchpointKind | None, list[PersonRef], list[Token]]:
    """Return day, kind and people of what lies outside the signs and promises."""
    masked = _masked(flat, tokens)
    more: list[Token] = []
    opening = next((at for at, char in enumerate(masked) if char not in " \n\t\0"), 0)
    day = leading_day(masked[opening:], today)
    if day is not None:
        more.append(Token(opening + day.start, opening + day.end, TokenKind.DATE))
        masked = _masked(masked, more)
    named: list[PersonRef] = []
    for start, end, person in people_in(masked, line, people, account):
        named.append(person)
        more.append(Token(start, end, TokenKind.PERSON))
    word = _KIND.search(_masked(masked, more))
    kind = TouchpointKind[word.lastgroup] if word and word.lastgroup else None
    if word:
        more.append(Token(*word.span(), TokenKind.KIND))
    return (day.day if day else None), kind, named, more


def _masked(flat: str, tokens: list[Token]) -> str:
    # NUL keeps every position and belongs to no word, so nothing is read across a token.
    letters = list(flat)
    for token in tokens:
        letters[token.start : token.end] = "\0" * (token.end - token.start)
    return "".join(letters)


def _take(taken: bytearray, tokens: list[Token]) -> None:
    for token in tokens:
        taken[token.start : token.end] = b"\1" * (token.end - token.start)


def _free(taken: bytearray, start: int, end: int) -> bool:
    return 1 not in taken[start:end]


def _bare(who: str) -> str:
    return re.sub(r"(?:さん|様|さま|氏)$", "", who)


def _body(line: str, tokens: list[Token]) -> str:
    """Return the line without its account, the seam tidied and nothing else touched."""
    for token in tokens:
        if token.kind is TokenKind.ACCOUNT:
            before, after = line[: token.start].rstrip(" \t\u3000"), line[token.end :].lstrip(" \t\u3000")
            joint = " " if before and after and not after[0].isspace() else ""
            return (before + joint + after).strip()
    return line.strip()


_CLAUSE = re.compile(r"(?P<words>[^。、,.\n]*)(?:[。、,.\n]|$)")
_HEAD_LEFT = re.compile(
    rf"(?:{HONORIFIC}|の|と|に|へ|から|で|を|は|が|and|with|on|at|a|by|via|had|[\s&・+])*", re.IGNORECASE
)


def _gist(line: str, tokens: list[Token]) -> str:
    """Return what happened: without signs and promises, and without an opening that says only who and how."""
    outside = {
        TokenKind.ACCOUNT, TokenKind.TAG, TokenKind.FLAG, TokenKind.PROMISE, TokenKind.DUE, TokenKind.DATE,
        TokenKind.PULSE,
    }  # fmt: skip
    rest = _masked(line, [token for token in tokens if token.kind in outside])
    story = {token.start: token.end for token in tokens if token.kind not in outside}
    bare = _masked(rest, [token for token in tokens if token.kind not in outside])
    at = _after_with(rest, {token.start: token.end for token in tokens if token.kind is TokenKind.PERSON})
    while (clause := _CLAUSE.match(rest, at)) and clause.end() > at:
        start, end = clause.span("words")
        left = bare[start:end].replace("\0", "")
        says_who = any(one in story for one in range(start, end))
        if not (says_who or not left.strip()) or not _HEAD_LEFT.fullmatch(left):
            break
        at = clause.end()
    return re.sub(r"[ \t\u3000\0]+", " ", rest[at:]).strip(_PUNCTUATION + "\n")


_WITH = re.compile(r"[\s\0]*with\s+", re.IGNORECASE)
_NEXT_NAME = re.compile(rf"(?:{HONORIFIC})?\s*(?:[、,・&と]|and\s)\s*", re.IGNORECASE)
_LAST_NAME = re.compile(rf"(?:{HONORIFIC})?")


def _after_with(text: str, people: Mapping[int, int]) -> int:
    """Return where the story begins after an opening `with NAME, NAME`: that is said of the touchpoint already."""
    sign = _WITH.match(text)
    if sign is None or sign.end() not in people:
        return 0
    end = people[sign.end()]
    while (joint := _NEXT_NAME.match(text, end)) and joint.end() in people:
        end = people[joint.end()]
    rest = _LAST_NAME.match(text, end)
    return rest.end() if rest is not None else end
