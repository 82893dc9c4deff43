"""Prints of what was erased for good: imports and syncing know it again and leave it out; no name can be read off them.

Each is an HMAC under a key of this book's own, kept beside them in the setting "forgotten".
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.models.database import Session

KEY = "forgotten"
_KEPT = "SELECT value FROM setting WHERE id = ? AND deleted_at IS NULL"


@dataclass(frozen=True)
class Forgotten:
    """The prints of one book; without any, everything may come in."""

    key: bytes = b""
    prints: frozenset[str] = frozenset()

    def knows(self, names: Iterable[str]) -> bool:
        """Tell whether one of these names what was erased."""
        return bool(self.prints) and any(print_of(self.key, name) in self.prints for name in names)


def forgotten(session: Session) -> Forgotten:
    """Return what a book remembers of what was erased."""
    row = session.connection.exec_driver_sql(_KEPT, (KEY,)).fetchone()
    return forgotten_in(None if row is None or row[0] is None else json.loads(row[0]))


def forgotten_in(kept: object) -> Forgotten:
    """Return the prints that the setting's value holds."""
    if not isinstance(kept, Mapping):
        return Forgotten()
    return Forgotten(bytes.fromhex(str(kept["key"])), frozenset(map(str, kept["prints"])))


def print_of(key: bytes, name: str) -> str:
    """Return the print of a name."""
    return hmac.digest(key, name.encode("utf-8", "surrogatepass"), "sha256")[:16].hex()


def record_name(org_id: str | None, rtype: str, remote_id: str) -> str:
    """Return by which name a record of another system is remembered."""
    return f"record:{org_id or ''}:{rtype}:{remote_id}"


def forgotten_records(session: Session, org_id: str | None, rtype: str, remote_ids: Iterable[str]) -> frozenset[str]:
    """Return those of the records that are of something erased here; the prints are read once for all of them."""
    known = forgotten(session)
    if not known.prints:
        return frozenset()
    return frozenset(one for one in remote_ids if known.knows([record_name(org_id, rtype, one)]))
