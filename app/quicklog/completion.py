"""What may stand where the cursor is: accounts after @, tags after #, flags after !, people after `with`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.quicklog.names import AccountName, AccountNames, PeopleNames
from app.quicklog.reading import TokenKind
from app.quicklog.signs import WORD, plain
from app.vocabulary import Flag

# The nearest open sign wins: an account's name may hold spaces, so what follows it is looked at first.
_OPEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![{WORD}&#])#(?P<tag>[^\s#!@、。]*)$",
        r"!(?P<flag>[a-z]*)$",
        rf"(?<![{WORD}])with\s+(?:[^@#!\n]*(?:\band\s+|[,、&]\s*))?(?P<person>[^@#!,、&\n]*)$",
        rf"(?<![{WORD}._%+-])@(?P<account>[^@#!\n]*)$",
    )
)


@dataclass(frozen=True)
class Suggestion:
    """Put `text` in place of characters `start` to `end`; `label` is what to show, `id` whom it names."""

    text: str
    start: int
    end: int
    kind: TokenKind
    label: str
    id: str | None = None


def complete(
    line: str,
    cursor: int,
    *,
    accounts: AccountNames,
    people: PeopleNames,
    account: str | None = None,
    tags: Sequence[str] = (),
    limit: int = 8,
) -> tuple[Suggestion, ...]:
    """Return what may be meant at `cursor`, best first; nothing where no sign is open.

    `account` is the id of the line's account, whose people are offered; `tags` come most used first.
    """
    before = plain(line)[:cursor]
    opened = next((found for pattern in _OPEN if (found := pattern.search(before))), None)
    if opened is None or opened.lastgroup is None:
        return ()
    start, end = opened.start(opened.lastgroup), cursor
    typed = line[start:end]
    if opened.lastgroup == "account":
        key = typed.strip('"“”「」＂')
        offered = [_account(one, accounts, start - 1, end) for one in accounts.like(key, limit)]
    elif opened.lastgroup == "person":
        offered = [
            Suggestion(one.name, start, end, TokenKind.PERSON, one.name, one.id)
            for one in people.at(account)
            if people.key(typed) in people.key(one.name + one.reading)
        ]
    elif opened.lastgroup == "tag":
        begun = [tag for tag in tags if people.key(tag).startswith(people.key(typed))]
        offered = [Suggestion(f"#{tag}", start - 1, end, TokenKind.TAG, tag) for tag in begun]
    else:
        begun = [flag.value for flag in Flag if flag.value.startswith(plain(typed).lower())]
        offered = [Suggestion(f"!{flag}", start - 1, end, TokenKind.FLAG, flag) for flag in begun]
    return tuple(offered[:limit])


def _account(one: AccountName, accounts: AccountNames, start: int, end: int) -> Suggestion:
    found = accounts.opening(one.name)
    plainly = found is not None and found.end == len(one.name) and found.accounts == (one,)
    # A name with a sign in it needs quotes; one that two accounts share gives way to what only one has.
    text = f"@{one.name}" if plainly else f'@"{one.name}"'
    if accounts.called(one.name) != (one,):
        text = f"@{one.domain or one.external_id or one.id}"
    return Suggestion(text, start, end, TokenKind.ACCOUNT, one.name, one.id)
