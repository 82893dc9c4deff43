"""The names an account or a person goes by, folded once so that every keystroke finds them at once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from app.quicklog.signs import plain, script

Fold = Callable[[str], str]


@dataclass(frozen=True)
class AccountName:
    """An account by name, よみ, domain and external id."""

    id: str
    name: str
    reading: str = ""
    domain: str = ""
    external_id: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """Return every name that is not blank, the shown one first."""
        return tuple(text for text in (self.name, self.reading, self.domain, self.external_id, self.id) if text)


@dataclass(frozen=True)
class PersonName:
    """A person at one account; the family name is the first word of a Japanese name. `role` is a word of ours."""

    id: str
    account: str
    name: str
    reading: str = ""
    title: str = ""
    role: str = ""


@dataclass(frozen=True)
class Found:
    """Accounts that the first `end` characters of a text may mean; `whole` = by a full name."""

    end: int
    accounts: tuple[AccountName, ...]
    whole: bool


_STOP = re.compile(r"[\n#!@,、。;:「」『』<>|]")
_PARTICLE = re.compile(
    r"(?:さん|様|さま|社|御中)?(?:にて|と|に|へ|の|は|が|で|を|から)(?=[^ぁ-ゖ]|$)|(?:さん|様|さま|御中)(?![ぁ-ゖ])"
)


class AccountNames:
    """All accounts under all their folded names. `fold` makes one writing of many (search's fold_name)."""

    def __init__(self, accounts: Iterable[AccountName], fold: Fold) -> None:
        self._fold = fold
        self._by_key: dict[str, list[AccountName]] = {}
        self._by_id: dict[str, AccountName] = {}
        longest = 0
        for account in accounts:
            self._by_id[account.id] = account
            for name in account.all:
                key = self.key(name)
                if key and account not in (same := self._by_key.setdefault(key, [])):
                    same.append(account)
                    longest = max(longest, len(name))
        self._keys = sorted(self._by_key)
        self._spoken = tuple(
            dict.fromkeys(
                filter(None, (self.key(name) for one in self._by_id.values() for name in (one.name, one.reading)))
            )
        )
        self._reach = min(longest + 8, 80)

    def key(self, text: str) -> str:
        """Return the form in which names are compared: folded, without spaces."""
        return "".join(self._fold(text).split())

    def named(self, account_id: str) -> AccountName | None:
        """Return the account with this id."""
        return self._by_id.get(account_id)

    def called(self, text: str) -> tuple[AccountName, ...]:
        """Return the accounts that have exactly this name, or else those of which it is the beginning."""
        key = self.key(text)
        exact = self._by_key.get(key) if key else None
        return tuple(exact) if exact else self._beginning(key)

    def opening(self, text: str) -> Found | None:
        """Return whom the beginning of `text` means: the longest full name, else the longest beginning of one."""
        stop = _STOP.search(text, 0, self._reach)
        reach = text[: stop.start() if stop else self._reach]
        keys = {end: self.key(reach[:end]) for end in _ends(reach)}
        for end, key in keys.items():
            if (same := self._by_key.get(key)) is not None:
                return Found(end, tuple(same), whole=True)
        for end, key in keys.items():
            if len(key) > 1 and _parted(reach, end) and (begun := self._beginning(key)):
                return Found(end, begun, whole=False)
        return None

    def like(self, text: str, limit: int = 8) -> tuple[AccountName, ...]:
        """Return whom `text` may mean, best first: beginnings, then parts of names, then near misses."""
        key = self.key(text)
        if not key:
            return tuple(self._by_id.values())[:limit]
        found = dict.fromkeys(self._beginning(key, limit))
        if len(found) < limit:
            for name in self._spoken:
                if key in name:
                    found.update(dict.fromkeys(self._by_key[name]))
                    if len(found) >= limit:
                        break
        if not found and len(key) > 2:
            found.update(dict.fromkeys(self._near(key, limit)))
        # What was typed may go on where the name ends: 北斗電機 begins as 北斗ロジスティクス does.
        for length in range(len(key) - 1, max(1, len(key) // 2 - 1), -1):
            if found:
                break
            found.update(dict.fromkeys(self._beginning(key[:length], limit)))
        return tuple(found)[:limit]

    def _beginning(self, key: str, limit: int = 8) -> tuple[AccountName, ...]:
        found: dict[AccountName, None] = {}
        at = bisect_left(self._keys, key) if key else len(self._keys)
        while at < len(self._keys) and self._keys[at].startswith(key) and len(found) < limit:
            found.update(dict.fromkeys(self._by_key[self._keys[at]]))
            at += 1
        return tuple(found)

    def _near(self, key: str, limit: int) -> Iterator[AccountName]:
        from rapidfuzz import fuzz, process

        close = process.extract(key, self._spoken, scorer=fuzz.ratio, score_cutoff=65, limit=limit)
        for name, _, _ in close:
            yield from self._by_key[name]


def _ends(text: str) -> Iterator[int]:
    """Yield where a name may end, longest first: never inside a Latin or katakana word."""
    flat = plain(text)
    for end in range(len(flat), 0, -1):
        last = script(flat[end - 1])
        if last == "other" and not (flat[end - 1] == ")" and "(" in flat[:end]):
            continue
        after = script(flat[end]) if end < len(flat) else "other"
        if last == after and last in {"word", "katakana"}:
            continue
        yield end


def _parted(text: str, end: int) -> bool:
    # 北斗電機 must not be taken for the beginning of 北斗ロジスティクス; 北斗と and みどりさん may.
    flat = plain(text)
    if end == len(flat) or script(flat[end - 1]) != script(flat[end]):
        return True
    return _PARTICLE.match(flat, end) is not None


def spoken(text: str) -> str:
    """Return the words after @ that name nobody known: up to a space, a sign or a particle."""
    flat = plain(text)
    stop = re.search(r"[\s#!@,、。;:「」『』]", flat)
    word = flat[: stop.start() if stop else len(flat)]
    particle = _PARTICLE.search(word, 1)
    return text[: particle.start() if particle else len(word)]


@dataclass
class PeopleNames:
    """People by account, folded when their account is first written about."""

    people: Iterable[PersonName]
    fold: Fold
    _by_account: dict[str, list[PersonName]] = field(default_factory=dict, init=False)
    _folded: dict[str, tuple[tuple[PersonName, frozenset[str]], ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for person in self.people:
            self._by_account.setdefault(person.account, []).append(person)

    def at(self, account: str | None) -> tuple[PersonName, ...]:
        """Return the people of an account, in the order given."""
        return tuple(self._by_account.get(account or "", ()))

    def key(self, text: str) -> str:
        """Return the form in which names are compared."""
        return "".join(self.fold(text).split())

    def called(self, text: str, account: str | None) -> tuple[PersonName, ...]:
        """Return the people of the account whom `text` means: by a part of the name or its beginning."""
        key = self.key(text)
        if not key or account is None:
            return ()
        keyed = self._keyed(account)
        exact = tuple(person for person, keys in keyed if key in keys)
        if exact or len(key) < 2:
            return exact
        # 佐藤健一 without a space: where the family name ends is unknown, so any beginning will do.
        return tuple(
            person for person, keys in keyed if script(key[0]) != "word" and any(k.startswith(key) for k in keys)
        )

    def _keyed(self, account: str) -> tuple[tuple[PersonName, frozenset[str]], ...]:
        known = self._folded.get(account)
        if known is None:
            known = tuple((person, self._keys(person)) for person in self.at(account))
            self._folded[account] = known
        return known

    def _keys(self, person: PersonName) -> frozenset[str]:
        names = (person.name, person.reading)
        words = [word for name in names for word in re.split(r"[\s\u3000・]+", name)]
        return frozenset(filter(None, map(self.key, (*names, *words))))
