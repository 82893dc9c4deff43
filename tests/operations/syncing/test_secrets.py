"""Secrets of connections: sealed, never in the clear, and asked for again where nothing can keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import language
from app.connectors.errors import BadConfig
from app.connectors.memory import MemoryServer
from app.connectors.memory.connector import SERVERS, MemoryConnector, MemorySession
from app.errors import BansoError
from app.language import error_words
from app.operations.book import Book
from app.operations.syncing import connections, running, secrets
from app.operations.syncing.testing import amend_connection
from app.operations.syncing.testing import test_connection as try_connection
from app.operations.syncing.why import why_words
from app.secrets import keyfile, keyring_door, sealed
from app.sync import keeping
from app.sync.sql import ask
from tests.builders import new_book, opened

CANARY = "the-canary-sings-合言葉"


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "locked", encrypted=True) as made:
        yield made


def made(book: Book) -> int:
    return book.write(connections.connect, name="CRM", connector="memory", config={"server": "crm"})[1]


def test_that_an_encrypted_book_keeps_a_secret_sealed(locked: Book, server: MemoryServer) -> None:
    number = made(locked)
    secrets.keep_secret(locked, number, "password", CANARY)
    assert secrets.secrets_for(locked, number) == {"password": CANARY}
    assert secrets.secret_names(locked, number) == ["password"]
    [(closed,)] = locked.read(ask, "SELECT sealed FROM secret")
    assert CANARY.encode() not in closed
    assert not [row for row in locked.read(ask, "SELECT * FROM connection") if CANARY in str(row)]


def test_that_a_sealed_secret_opens_nowhere_else(locked: Book, server: MemoryServer) -> None:
    number = made(locked)
    secrets.keep_secret(locked, number, "password", CANARY)
    [(closed,)] = locked.read(ask, "SELECT sealed FROM secret")
    assert locked.key is not None
    assert sealed.unseal(locked.key, f"{number}/password", closed) == CANARY
    assert sealed.unseal(locked.key, f"{number + 1}/password", closed) is None
    assert sealed.unseal(locked.key, f"{number}/other", closed) is None
    assert sealed.unseal(bytes(32), f"{number}/password", closed) is None
    assert sealed.unseal(locked.key, f"{number}/password", closed[:-1] + bytes([closed[-1] ^ 1])) is None
    assert sealed.seal(locked.key, "a", CANARY) != sealed.seal(locked.key, "a", CANARY)


def test_that_a_secret_stays_over_the_night_and_goes_with_its_connection(locked: Book, server: MemoryServer) -> None:
    number = made(locked)
    secrets.keep_secret(locked, number, "password", CANARY)
    locked.close()
    with opened(locked.folder) as again:
        assert secrets.secrets_for(again, number) == {"password": CANARY}
        again.write(connections.remove_connection, number)
        assert again.read(ask, "SELECT count(*) FROM secret") == [(0,)]


class Backend:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, secret: str) -> None:
        self.kept[service, user] = secret

    def delete_password(self, service: str, user: str) -> None:
        del self.kept[service, user]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Backend:
    backend = Backend()
    found: Any = keyring_door.Keyring(backend, "tests.backend")  # type: ignore[arg-type]
    monkeypatch.setattr(keyring_door, "discovered", lambda **_given: found)
    return backend


def test_that_a_plain_book_keeps_secrets_in_the_keyring(book: Book, server: MemoryServer, keyring: Backend) -> None:
    number = made(book)
    secrets.keep_secret(book, number, "password", CANARY)
    profile = keyfile.read(book.folder).profile_id
    assert keyring.kept == {("banso", f"{profile}/{number}/password"): CANARY}
    assert book.read(ask, "SELECT count(*) FROM secret") == [(0,)]
    assert secrets.secrets_for(book, number) == {"password": CANARY}
    secrets.forget_secrets(book, number)
    assert keyring.kept == {}
    assert secrets.secrets_for(book, number) == {}


def test_that_without_a_keyring_a_secret_is_asked_for_per_session(
    book: Book, server: MemoryServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(**_given: object) -> keyring_door.Keyring:
        raise BansoError("keyring.none", field="protection")

    monkeypatch.setattr(keyring_door, "discovered", none)
    server.password = CANARY
    number = made(book)
    with pytest.raises(BansoError, match=r"secret\.no_keyring"):
        secrets.keep_secret(book, number, "password", CANARY)
    assert running.run_sync(book, number)[1].state == "auth"
    secrets.keep_for_session(book, number, "password", CANARY)
    book.write(connections.resume, number)
    assert running.run_sync(book, number)[1].result == "done"
    assert not [path for path in book.folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    secrets.forget_secrets(book, number)
    assert secrets.secrets_for(book, number) == {}


def test_that_a_store_of_secrets_shows_only_names(locked: Book, server: MemoryServer) -> None:
    number = made(locked)
    store = secrets.SecretStore(locked, number)
    store["refresh_token"] = CANARY
    assert CANARY not in repr(store)
    assert secrets.SecretStore(locked, number)["refresh_token"] == CANARY
    assert secrets.secret_names(locked, number) == []


def test_that_no_secret_leaves_with_an_export(locked: Book, server: MemoryServer, tmp_path: Path) -> None:
    from app.operations.export import export_book

    number = made(locked)
    secrets.keep_secret(locked, number, "password", CANARY)
    locked.write(_config_that_tells, number)
    done = export_book(locked, tmp_path / "out")
    text = b"".join(path.read_bytes() for path in done.files)
    assert CANARY.encode() not in text and b"told-by-config" not in text
    named = {path.stem for path in done.files}
    assert not named & {"connection", "secret", "binding", "sent", "outbox", "field_map", "sync_run", "sync_conflict"}


def _config_that_tells(session: Any, number: int) -> None:
    keeping.set_connection(session, number, {"config": {"server": "told-by-config"}})


@pytest.mark.parametrize("where", ["open", "identity", "pull"])
def test_that_a_secret_in_an_error_is_struck_out_before_it_is_kept(
    locked: Book, server: MemoryServer, monkeypatch: pytest.MonkeyPatch, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    number = made(locked)
    secrets.keep_secret(locked, number, "password", CANARY)
    server.password = CANARY
    assert running.run_sync(locked, number)[1].result == "done"

    def fails(*_given: object, **_named: object) -> None:
        raise BadConfig("server", f"wrong: {CANARY}")

    place = MemoryConnector if where == "open" else MemorySession
    monkeypatch.setattr(place, where, fails)
    locked.write(connections.full_resync, number)
    told = running.run_sync(locked, number)[1]
    assert told.result == "error" and told.why is not None and CANARY not in str(told)
    kept = locked.read(ask, "SELECT error FROM sync_run") + locked.read(ask, "SELECT state_why, config FROM connection")
    assert CANARY not in str(kept)
    notes = locked.read(ask, "SELECT text FROM sync_note")
    assert CANARY not in str(notes) and CANARY not in caplog.text
    if where != "pull":
        with pytest.raises(BansoError) as refused:
            try_connection(locked, number)
        assert (refused.value.key, refused.value.field) == ("sync.bad_config", "server")
        assert CANARY not in str(refused.value.params) and CANARY not in str(error_words(refused.value))


def test_that_a_name_that_is_no_secret_is_refused(locked: Book, server: MemoryServer) -> None:
    number = made(locked)
    ways: list[Callable[[], object]] = [
        lambda: secrets.keep_secret(locked, number, "pasword", CANARY),
        lambda: secrets.keep_secrets(locked, number, {"password": CANARY, "pasword": CANARY}),
        lambda: secrets.keep_for_session(locked, number, "pasword", CANARY),
        lambda: amend_connection(locked, number, {}, {"pasword": CANARY}),
    ]
    for keep in ways:
        with pytest.raises(BansoError) as refused:
            keep()
        assert (refused.value.key, refused.value.field) == ("param.unknown", "pasword")
    assert secrets.secrets_for(locked, number) == {}


def test_that_amended_settings_must_lead_to_the_same_system(
    locked: Book, server: MemoryServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = made(locked)
    other = MemoryServer(org_id="another", password=CANARY)
    monkeypatch.setitem(SERVERS, "other", other)
    # Nothing is agreed on yet: it may lead anywhere.
    assert amend_connection(locked, number, {"server": "other"}, {"password": CANARY}) == []
    amend_connection(locked, number, {"server": "crm"}, {"password": ""})
    assert running.run_sync(locked, number)[1].result == "done"
    with pytest.raises(BansoError) as refused:
        amend_connection(locked, number, {"server": "other"}, {"password": CANARY})
    assert (refused.value.key, refused.value.params) == ("connection.other_system", {"name": "CRM"})
    assert locked.read(connections.config_of, number) == {"server": "crm"}
    assert CANARY not in str(secrets.secrets_for(locked, number))
    server.who = other.who
    with pytest.raises(BansoError, match=r"connection\.other_system"):
        try_connection(locked, number)


@pytest.mark.parametrize(
    ("key", "begins"), [("keyring.locked", "キーリングがロック"), ("keyring.failed", "キーリングが応答")]
)
def test_that_a_keyring_that_is_shut_is_no_fault_of_the_settings(
    book: Book, server: MemoryServer, keyring: Backend, monkeypatch: pytest.MonkeyPatch, key: str, begins: str
) -> None:
    number = made(book)
    assert running.run_sync(book, number)[1].result == "done"

    def shut(*_given: object, **_named: object) -> str:
        raise BansoError(key, backend="tests")

    with monkeypatch.context() as patch:
        patch.setattr(keyring_door, "get", shut)
        told = running.run_sync(book, number)[1]
    assert (told.result, told.state) == ("offline", "on")
    language.use("ja")
    said = why_words(told.why, book.clock)
    assert said.startswith(begins) and "keyring" not in said
    assert running.run_sync(book, number)[1].result == "done"
