"""What opens the book: the ways there are, adding and changing them, taking one away; never the last."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from app.errors import BansoError
from app.operations.book import Book
from app.operations.profile import BOOK_FILE
from app.secrets import keyfile, keyinfo, recovery_code
from app.secrets.slots import STANDARD, Cost

Way = Literal["keyring", "passphrase", "recovery"]


@dataclass(frozen=True)
class WayIn:
    """One way of opening the book; `made_on` where the file says so, `last` where it cannot be taken away."""

    kind: Way
    made_on: date | None
    last: bool


@dataclass(frozen=True)
class Protected:
    """Where a book lies, how large it is with its newest writes, and what opens it: nothing for a plain one."""

    folder: Path
    bytes: int
    protection: Literal["keyring", "passphrase", "none"]
    backend: str
    ways: tuple[WayIn, ...]


@dataclass(frozen=True)
class NewCode:
    """A recovery code that opens nothing yet."""

    code: str = field(repr=False)


def protected(book: Book) -> Protected:
    """Return how a book is protected now."""
    info = keyfile.read(book.folder)
    kinds = {slot.kind for slot in info.slots}
    ways = tuple(
        WayIn(slot.kind, date.fromisoformat(slot.made_on) if slot.made_on else None, _is_last(slot.kind, kinds))
        for slot in info.slots
    )
    size = sum(path.stat().st_size for path in book.folder.glob(f"{BOOK_FILE}*"))
    return Protected(book.folder, size, info.protection, _short(info.backend), ways)


def set_passphrase(book: Book, passphrase: str, *, cost: Cost = STANDARD) -> None:
    """Let a passphrase open the book, in place of the one before; "passphrase.empty"."""
    keyinfo.add_passphrase(book.folder, _key(book), passphrase, cost=cost)


def use_keyring(book: Book) -> None:
    """Let this computer's keyring open the book; the refusals of the keyring."""
    keyinfo.repair_keyring_slot(book.folder, _key(book))


def new_code() -> NewCode:
    """Return a new recovery code to be written down; it opens nothing before `put_code`."""
    return NewCode(recovery_code.new_code())


def put_code(book: Book, new: NewCode, *, cost: Cost = STANDARD) -> None:
    """Let the new recovery code open the book; the one before opens only back-ups made until now."""
    keyinfo.put_recovery_code(book.folder, _key(book), new.code, cost=cost)


def remove_way(book: Book, kind: Way) -> None:
    """Take one way away; "slot.last" where too little would be left."""
    keyinfo.remove_slot(book.folder, _key(book), kind)


def _key(book: Book) -> bytes:
    if book.key is None:
        raise BansoError("protection.none")
    return book.key


def _is_last(kind: str, kinds: set[Way]) -> bool:
    left = kinds - {kind}
    return not left & {"keyring", "passphrase"} or not left & {"passphrase", "recovery"}


def _short(backend: str | None) -> str:
    # keyring.backends.SecretService.Keyring → SecretService
    parts = (backend or "").split(".")
    return parts[-2] if len(parts) > 1 else parts[0]
