"""Which customer a meeting or a mail belongs to: by the people's addresses, their domains, or a name in its title."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import select

from app.journal import forget
from app.models import tables
from app.models.database import Session
from app.operations.account_index import AccountIndex, account_index
from app.operations.settings import choose, chosen_value
from app.search.fold import fold, fold_name

DOMAINS = "calendar_domains"
MOST_DOMAINS = 2_000
_SHORTEST_NAME = 3
# Anybody may have an address there: it says nothing of who they work for.
ANYBODY = frozenset(
    (
        "gmail.com", "googlemail.com", "outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.jp",
        "live.com", "yahoo.com", "yahoo.co.jp", "icloud.com", "me.com", "mac.com", "docomo.ne.jp", "ezweb.ne.jp",
        "au.com", "softbank.ne.jp", "i.softbank.jp", "proton.me",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Party:
    """Somebody at a meeting or in a mail."""

    email: str
    name: str = ""


@dataclass(frozen=True)
class Known:
    """A person of the book behind an address, with the accounts they are at."""

    id: str
    name: str
    accounts: frozenset[str]


@dataclass(frozen=True)
class Whose:
    """What tells whose a meeting is, asked of the book once for many of them."""

    accounts: AccountIndex
    people: Mapping[str, tuple[Known, ...]]
    remembered: Mapping[str, str]
    names: Mapping[str, str]  # account → its name, folded and without its legal form

    def account_of(self, parties: Sequence[Party], title: str = "", own: frozenset[str] = frozenset()) -> str | None:
        """Return the one account that most of the people belong to, else the one that the title names."""
        votes: Counter[str] = Counter()
        for party in parties:
            votes.update(self.accounts_of(party.email, own))
        if votes:
            ranked = votes.most_common(2)
            if len(ranked) == 1 or ranked[0][1] > ranked[1][1]:
                return ranked[0][0]
            return self._named(title, [account for account, _n in ranked])
        return self._named(title, self.names)

    def accounts_of(self, email: str, own: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return the accounts that an address belongs to, by the person or by the domain."""
        email = email.casefold()
        known = frozenset(account for person in self.people.get(email, ()) for account in person.accounts)
        return known or self._of_domain(domain_of(email), own)

    def _of_domain(self, domain: str, own: frozenset[str]) -> frozenset[str]:
        if not domain or domain in ANYBODY or domain in own:
            return frozenset()
        remembered = self.remembered.get(domain)
        if remembered in self.accounts.names:
            return frozenset({str(remembered)})
        # mail.aoba.example belongs to aoba.example as well.
        parts = domain.split(".")
        for at in range(len(parts) - 1):
            found = self.accounts.by_domain(".".join(parts[at:]))
            if isinstance(found, str):
                return frozenset({found})
            if found is not None:
                return frozenset()
        return frozenset()

    def _named(self, title: str, among: Iterable[str]) -> str | None:
        said = fold(title).split()
        found: list[tuple[int, str]] = []
        for account_id in among:
            name = self.names[account_id]
            if len(name) >= _SHORTEST_NAME and _stands_in(name, said):
                found.append((len(name), account_id))
        found.sort(reverse=True)
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        return found[0][1]

    def person_at(self, email: str, account_id: str) -> Known | None:
        """Return the person behind an address, first one who is at the account."""
        known = self.people.get(email.casefold(), ())
        return next((one for one in known if account_id in one.accounts), None)

    def guests_of(
        self, account_id: str, parties: Sequence[Party], own: frozenset[str] = frozenset()
    ) -> list[tuple[str | None, str]]:
        """Return (person or None, name) of those who belong to the account; colleagues of ours are left out."""
        found: dict[str, str | None] = {}
        for party in parties:
            person = self.person_at(party.email, account_id)
            if person is not None:
                found.setdefault(person.name, person.id)
            elif account_id in self.accounts_of(party.email, own):
                found.setdefault(party.name or party.email, None)
        return [(person_id, name) for name, person_id in found.items()]


def whose(session: Session) -> Whose:
    """Return what tells whose a meeting is."""
    person, position = tables.person, tables.position
    statement = (
        select(person.c.id, person.c.name, person.c.email, position.c.account_id)
        .join(position, position.c.person_id == person.c.id)
        .where(
            person.c.email.is_not(None),
            person.c.deleted_at.is_(None),
            position.c.deleted_at.is_(None),
            position.c.to_on.is_(None),
        )
        .order_by(person.c.no)
    )
    at: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in session.rows(statement):
        at[str(row["email"]).casefold(), row["id"], row["name"]].add(row["account_id"])
    people: dict[str, tuple[Known, ...]] = {}
    for (email, person_id, name), there in at.items():
        people[email] = (*people.get(email, ()), Known(person_id, name, frozenset(there)))
    index = account_index(session)
    names = {account_id: fold_name(name) for account_id, name in index.names.items()}
    return Whose(index, people, _remembered(session), names)


def remember_domains(session: Session, domains: Mapping[str, str]) -> None:
    """Keep whose these domains are, as a person said; the next meeting of them is not asked for again."""
    fresh = {domain: account for domain, account in domains.items() if domain and domain not in ANYBODY}
    before = _remembered(session)
    if fresh and {**before, **fresh} != before:
        choose(session, DOMAINS, dict([*before.items(), *fresh.items()][-MOST_DOMAINS:]))


def _remembered(session: Session) -> dict[str, str]:
    kept = chosen_value(session, DOMAINS)
    return {str(domain): str(account) for domain, account in kept.items()} if isinstance(kept, dict) else {}


def forget_domains(session: Session, accounts: Collection[str]) -> None:
    """Forget for good whose these accounts' domains were."""
    before = _remembered(session)
    left = {domain: account for domain, account in before.items() if account not in accounts}
    if left != before:
        choose(session, DOMAINS, left)
        forget.drop_history(session, "setting", DOMAINS)


def own_domains(whose: Whose, meetings: Sequence[Sequence[Party]]) -> frozenset[str]:
    """Return the domains of our own: those in more than half of several meetings, and no customer's."""
    seen = Counter(domain for parties in meetings for domain in {domain_of(one.email) for one in parties} - {""})
    many = sum(bool(parties) for parties in meetings)
    return frozenset(
        domain for domain, n in seen.items()
        if many >= 3 and 2 * n > many and not whose.accounts_of(f"@{domain}") and domain not in ANYBODY
    )  # fmt: skip


def domain_of(email: str) -> str:
    """Return the part of an address after the @, in small letters."""
    return email.rpartition("@")[2].casefold().strip(" .>")


def _stands_in(name: str, words: Sequence[str]) -> bool:
    """Tell whether a folded name stands in the words of a title; a Latin one as words of its own, not in Acmeville."""
    said = "".join(words)
    edges = {0, *accumulate(len(word) for word in words)}
    at = said.find(name)
    while at >= 0:
        ends = (at, at + len(name))
        if not name.isascii() or all(each in edges or not said[each - 1 : each + 1].isascii() for each in ends):
            return True
        at = said.find(name, at + 1)
    return False
