"""Finds the account that a file, a line or a person means: by id, external id, domain or name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.account_names import ANOTHER, said_names, whole
from app.search.fold import fold_name

__all__ = ["AccountIndex", "Doubt", "account_index", "whole"]


@dataclass(frozen=True)
class Doubt:
    """A name that could mean these accounts; a person has to say which."""

    candidates: tuple[str, ...]
    ids: tuple[str, ...] = ()

    @property
    def params(self) -> dict[str, object]:
        """Return the accounts as a refused row names them."""
        return {"candidates": list(self.candidates), "ids": list(self.ids)}


@dataclass
class AccountIndex:
    """Accounts by everything that names them; grows with the accounts an import makes."""

    names: dict[str, str] = field(default_factory=dict)
    _identities: dict[str, tuple[object, object]] = field(default_factory=dict)
    _by_external_id: dict[str, str] = field(default_factory=dict)
    _by_domain: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _said: dict[str, str] = field(default_factory=dict)
    _by_former: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    _by_whole_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_bare_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, account_id: str, row: Mapping[str, object]) -> None:
        """Know one more account, or one more name of a known one."""
        name = str(row["name"])
        self.names[account_id] = name
        self.claim(account_id, row.get("external_id"), row.get("domain"))
        self._by_whole_name[whole(name)].add(account_id)
        self._by_bare_name[fold_name(name)].add(account_id)

    def claim(self, account_id: str, external_id: object, domain: object) -> None:
        """Know by what other systems tell an account; what is empty stays as it was."""
        had_id, had_domain = self._identities.get(account_id, (None, None))
        self._identities[account_id] = (external_id or had_id, domain or had_domain)
        if external_id:
            self._by_external_id[str(external_id)] = account_id
        if domain:
            self._by_domain[str(domain).casefold()].add(account_id)

    def identity(self, account_id: str) -> tuple[object, object]:
        """Return (external id, domain) of a known account."""
        return self._identities[account_id]

    def by_external_id(self, external_id: str) -> str | None:
        """Return the account of another system's id."""
        return self._by_external_id.get(external_id)

    def by_domain(self, domain: str) -> str | Doubt | None:
        """Return the account that owns a domain; firms of one group may share it."""
        return self._one_of(self._by_domain.get(domain.casefold(), set()))

    def _one_of(self, ids: set[str]) -> str | Doubt | None:
        if len(ids) == 1:
            return next(iter(ids))
        return Doubt(tuple(sorted(self.names[account_id] for account_id in ids)), tuple(sorted(ids))) if ids else None

    def by_name(self, name: str) -> str | Doubt | None:
        """Return the account of a name.

        Width, case, kana and ㈱ against 株式会社 are trivial. A name without its legal form finds the one account
        that has it; 株式会社山田 and 山田株式会社 are two firms, so one is only in doubt the other.
        """
        same = self._by_whole_name.get(whole(name), set())
        if len(same) == 1:
            return next(iter(same))
        alike = same or self._by_bare_name.get(fold_name(name), set())
        if not alike:
            return None
        if len(alike) == 1:
            [account_id] = alike
            if fold_name(name) in (whole(name), whole(self.names[account_id])):
                return account_id
            return Doubt((self.names[account_id],), (account_id,))
        return self._one_of(alike)

    def resolve(self, text: str) -> str | Doubt | None:
        """Return the account that a cell or an argument means."""
        text = text.strip()
        if text in self.names:
            return text
        found = self.by_external_id(text) or self.by_domain(text) or self.by_name(text)
        return self.settled(text, found) or self._by_former_name(text)

    def say(self, name: str, account_id: str) -> None:
        """Know what a person said that a name means: an account, or ANOTHER firm."""
        self._said[whole(name)] = account_id

    def settled(self, name: str, found: str | Doubt | None) -> str | Doubt | None:
        """Return what a person said of a name that is in doubt, and anything else as it is."""
        said = self._said.get(whole(name))
        if not isinstance(found, Doubt) or said is None:
            return found
        return None if said == ANOTHER else said if said in found.ids else found

    def is_said(self, name: str, account_id: str) -> bool:
        """Tell whether a name only means an account because a person said so."""
        return self._said.get(whole(name)) == account_id and whole(name) != whole(self.names[account_id])

    def add_former(self, account_id: str, name: str) -> None:
        """Know what an account was called before: other files go on calling it so."""
        if account_id in self.names:
            self._by_former.setdefault(fold_name(name), set()).add((account_id, whole(name)))

    def _by_former_name(self, name: str) -> str | None:
        same = self._by_former.get(fold_name(name), set())
        meant = {account_id for account_id, was in same if whole(name) == was}
        meant = meant or {account_id for account_id, was in same if fold_name(name) in (whole(name), was)}
        return next(iter(meant)) if len(meant) == 1 else None


def account_index(session: Session) -> AccountIndex:
    """Return the index of every account in the book."""
    account = tables.account
    index = AccountIndex()
    columns = (account.c.id, account.c.name, account.c.external_id, account.c.domain)
    for row in session.rows(select(*columns).where(account.c.deleted_at.is_(None))):
        index.add(row["id"], row)
    history = tables.history
    renamed = select(history.c.row_id, history.c.old).where(history.c.entity == "account", history.c.field == "name")
    for account_id, old in session.execute(renamed):
        index.add_former(account_id, str(json.loads(old)))
    for name, account_id in said_names(session).items():
        index.say(name, account_id)
    return index
