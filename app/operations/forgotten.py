"""Prints of what was erased for good: an import knows it again and leaves it out; no name can be read off them.

Each is an HMAC under a key of this book's own, kept beside them in a setting.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.models.database import Session
from app.operations.account_index import whole
from app.operations.settings import choose, chosen_value
from app.search.fold import fold

KEY = "forgotten"


@dataclass(frozen=True)
class Forgotten:
    """The prints of one book; without any, everything may come in."""

    key: bytes = b""
    prints: frozenset[str] = frozenset()

    def knows(self, names: Iterable[str]) -> bool:
        """Tell whether one of these names what was erased."""
        return bool(self.prints) and any(_print(self.key, name) in self.prints for name in names)


def forgotten(session: Session) -> Forgotten:
    """Return what a book remembers of what was erased."""
    kept = chosen_value(session, KEY)
    if not isinstance(kept, Mapping):
        return Forgotten()
    return Forgotten(bytes.fromhex(str(kept["key"])), frozenset(map(str, kept["prints"])))


def remember_forgotten(session: Session, names: Iterable[str]) -> None:
    """Keep the prints of what is being erased."""
    before = forgotten(session)
    key = before.key or os.urandom(32)
    prints = before.prints | {_print(key, name) for name in names}
    choose(session, KEY, {"key": key.hex(), "prints": sorted(prints)})


def account_names(row: Mapping[str, object]) -> list[str]:
    """Return everything by which another system or a file may name an account."""
    name = str(row.get("name") or "")
    named = [f"whole:{whole(name)}"] if name else []
    return named + _told(row, "id", "external_id", "domain")


def account_in_file(name: str, external_id: object, domain: object) -> list[str]:
    """Return what tells an account of a file; a namesake is left out too, and can be added by hand."""
    return [f"whole:{whole(name)}", *_told({"external_id": external_id, "domain": domain}, "external_id", "domain")]


def person_names(name: str, email: str, account_ids: Iterable[str]) -> list[str]:
    """Return everything by which a file may name a person."""
    folded = fold(name).replace(" ", "")
    return [f"person:{account_id}:{folded}" for account_id in account_ids] + (
        [f"email:{email.strip().casefold()}"] if email.strip() else []
    )


def _told(row: Mapping[str, object], *fields: str) -> list[str]:
    return [f"{field}:{str(row[field]).strip().casefold()}" for field in fields if row.get(field)]


def _print(key: bytes, name: str) -> str:
    return hmac.digest(key, name.encode("utf-8", "surrogatepass"), "sha256")[:16].hex()
