"""Passwords and keys of connections: sealed in an encrypted book, in the keyring for a plain one, else per session.

Nothing here is ever written in plain, shown, or exported.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from weakref import WeakKeyDictionary

from app.errors import BansoError
from app.models.database import Session
from app.operations.book import Book
from app.operations.syncing.kept import kept
from app.operations.syncing.kinds import connector, secrets_of
from app.secrets import keyfile, keyring_door, sealed
from app.sync import keeping
from app.sync.sql import ask

TOKENS = ("access_token", "refresh_token", "token_until")
"""What a sign-in on a web page leaves behind."""

_session: WeakKeyDictionary[Book, dict[tuple[int, str], str]] = WeakKeyDictionary()
_guard = threading.Lock()


def must_be_secrets(kind: str, names: Iterable[str]) -> None:
    """Refuse names that a kind of system has no secret of: "param.unknown"; "sync.broken_connector"."""
    known = {one.name for one in secrets_of(connector(kind))}
    for name in names:
        if name not in known:
            raise BansoError("param.unknown", field=name, name=name)


def keep_secret(book: Book, connection_id: int, name: str, value: str) -> None:
    """Keep a secret for good. "secret.no_keyring" for a plain book on a machine without one: ask per session then.

    Those of `must_be_secrets` too.
    """
    _must_be_one(book, connection_id, name)
    _keep(book, connection_id, name, value)


def _keep(book: Book, connection_id: int, name: str, value: str) -> None:
    if book.key is not None:
        closed = sealed.seal(book.key, _bound_to(connection_id, name), value)
        book.write(_put, connection_id, name, closed)
    else:
        keyring_door.put(_keyring(), _user(book, connection_id, name), value)
    with _guard:
        _session.get(book, {}).pop((connection_id, name), None)


def keep_secrets(book: Book, connection_id: int, secrets: Mapping[str, str]) -> list[str]:
    """Keep secrets for good, or where no keyring can, for the session; return the names of those."""
    must_be_secrets(book.read(kept, connection_id).connector, secrets)
    for_now = []
    for name, value in secrets.items():
        try:
            _keep(book, connection_id, name, value)
        except BansoError as error:
            if error.key != "secret.no_keyring":
                raise
            _hold(book, connection_id, name, value)
            for_now.append(name)
    return for_now


def keep_for_session(book: Book, connection_id: int, name: str, value: str) -> None:
    """Keep a secret until the book is closed, in memory alone. Those of `must_be_secrets`."""
    _must_be_one(book, connection_id, name)
    _hold(book, connection_id, name, value)


def _hold(book: Book, connection_id: int, name: str, value: str) -> None:
    with _guard:
        _session.setdefault(book, {})[connection_id, name] = value


def secrets_for(book: Book, connection_id: int) -> Mapping[str, str]:
    """Return the secrets of a connection by name, as far as they are kept."""
    found = _kept(book, connection_id)
    with _guard:
        held = dict(_session.get(book, {}))
    return {**found, **{name: value for (number, name), value in held.items() if number == connection_id}}


def secret_names(book: Book, connection_id: int) -> list[str]:
    """Return the names of the secrets that are kept."""
    return sorted(set(secrets_for(book, connection_id)) - set(TOKENS))


def forget_secrets(book: Book, connection_id: int) -> None:
    """Take every secret of a connection away, wherever it is kept."""
    with _guard:
        held = _session.get(book, {})
        for key in [key for key in held if key[0] == connection_id]:
            del held[key]
    book.write(_drop, connection_id)
    if book.key is None:
        names = _names(book, connection_id)
        if names and (keyring := _keyring_or_none()) is not None:
            for name in names:
                keyring_door.delete(keyring, _user(book, connection_id, name))


class SecretStore(MutableMapping[str, str]):
    """The secrets of a connection as one that signs in on a web page reads and keeps them; shows only their names."""

    def __init__(self, book: Book, connection_id: int) -> None:
        self._book = book
        self._connection = connection_id
        self._values = dict(secrets_for(book, connection_id))

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __setitem__(self, name: str, value: str) -> None:
        self._values[name] = value
        try:
            _keep(self._book, self._connection, name, value)
        except BansoError as error:
            if error.key != "secret.no_keyring":
                raise
            _hold(self._book, self._connection, name, value)

    def __delitem__(self, name: str) -> None:
        del self._values[name]
        _hold(self._book, self._connection, name, "")

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<SecretStore: {', '.join(sorted(self._values)) or 'none'}>"


def _put(session: Session, connection_id: int, name: str, closed: bytes) -> None:
    keeping.put_secret(session, connection_id, name, closed)


def _drop(session: Session, connection_id: int) -> None:
    keeping.drop_secrets(session, connection_id)


def _kept(book: Book, connection_id: int) -> dict[str, str]:
    if book.key is None:
        return _in_keyring(book, connection_id)
    rows = book.read(_sealed, connection_id)
    opened = {name: sealed.unseal(book.key, _bound_to(connection_id, name), bytes(closed)) for name, closed in rows}
    return {name: value for name, value in opened.items() if value}


def _sealed(session: Session, connection_id: int) -> list[tuple[str, bytes]]:
    rows = ask(session, "SELECT name, sealed FROM secret WHERE connection_id = ?", connection_id)
    return [(row[0], row[1]) for row in rows]


def _in_keyring(book: Book, connection_id: int) -> dict[str, str]:
    names = _names(book, connection_id)
    keyring = _keyring_or_none() if names else None
    if keyring is None:
        return {}
    found = {name: keyring_door.get(keyring, _user(book, connection_id, name)) for name in names}
    return {name: value for name, value in found.items() if value}


def _names(book: Book, connection_id: int) -> list[str]:
    """Return under which names a connection may have secrets: a keyring cannot be asked what it holds."""
    rows = book.read(_connector_of, connection_id)
    if rows is None:
        return []
    try:
        found = connector(rows)
    except BansoError:
        # Of a connector that is not here any more nothing is known, and nothing is needed.
        return []
    web = TOKENS if hasattr(found.auth, "token_url") else ()
    return [*(one.name for one in secrets_of(found)), *web]


def _must_be_one(book: Book, connection_id: int, name: str) -> None:
    must_be_secrets(book.read(kept, connection_id).connector, [name])


def _connector_of(session: Session, connection_id: int) -> str | None:
    rows = ask(session, "SELECT connector FROM connection WHERE id = ?", connection_id)
    return str(rows[0][0]) if rows else None


def _keyring() -> keyring_door.Keyring:
    found = _keyring_or_none()
    if found is None:
        raise BansoError("secret.no_keyring", field="secret")
    return found


def _keyring_or_none() -> keyring_door.Keyring | None:
    try:
        return keyring_door.discovered()
    except BansoError as error:
        if error.key == "keyring.none":
            return None
        raise


def _user(book: Book, connection_id: int, name: str) -> str:
    return f"{keyfile.read(book.folder).profile_id}/{connection_id}/{name}"


def _bound_to(connection_id: int, name: str) -> str:
    return f"{connection_id}/{name}"
