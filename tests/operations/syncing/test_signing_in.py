"""Signing in on a system's own page: what comes of it is kept sealed, and the connection goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import ClassVar

import pytest

from app.connectors import base, registry
from app.connectors.base import OAuth2
from app.connectors.errors import AuthExpired
from app.connectors.kit import oauth
from app.connectors.memory import MemoryConnector, MemoryServer
from app.errors import BansoError
from app.operations.book import Book
from app.operations.syncing import connections, secrets
from app.operations.syncing.signing_in import sign_in
from app.operations.syncing.testing import test_connection as try_connection
from app.sync.sql import ask
from tests.builders import new_book


class WebConnector(MemoryConnector):
    """A server in memory that wants people to sign in on a page."""

    id: ClassVar[str] = "web"
    auth: ClassVar[base.Auth] = OAuth2("https://{server}.example/a", "https://{server}.example/t", ("api",), "banso")


@pytest.fixture
def locked(tmp_path: Path, server: MemoryServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setattr(
        registry, "BUILTIN", {**registry.BUILTIN, "web": "tests.operations.syncing.test_signing_in:WebConnector"}
    )
    with new_book(tmp_path / "locked", encrypted=True) as made:
        yield made


def made(book: Book, kind: str = "web") -> int:
    return book.write(connections.connect, name="CRM", connector=kind, config={"server": "crm"})[1]


def test_that_tokens_are_kept_sealed_and_the_connection_goes_on(locked: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def page(
        _auth: OAuth2,
        config: dict[str, object],
        _http: object,
        store: MutableMapping[str, str],
        open_address: Callable[[str], object],
        _cancelled: Callable[[], bool],
        *,
        said: str,
        refused: str,
    ) -> None:
        assert said
        assert refused
        open_address(f"https://{config['server']}.example/a")
        store["refresh_token"] = "the canary"

    monkeypatch.setattr(oauth, "sign_in", page)
    number = made(locked)
    sign_in(locked, number, open_address=opened.append)
    assert opened == ["https://crm.example/a"]
    assert secrets.secrets_for(locked, number)["refresh_token"] == "the canary"
    assert not [row for row in locked.read(ask, "SELECT sealed FROM secret") if b"the canary" in row[0]]
    assert locked.read(connections.connection, number).state == "on"


def test_that_a_no_of_the_system_is_told(locked: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise AuthExpired("access_denied")

    monkeypatch.setattr(oauth, "sign_in", refuse)
    number = made(locked)
    with pytest.raises(BansoError, match=r"sync\.auth"):
        sign_in(locked, number, open_address=print)
    assert secrets.secrets_for(locked, number) == {}


def test_that_a_system_without_a_page_says_so(locked: Book) -> None:
    with pytest.raises(BansoError, match=r"sync\.no_web"):
        sign_in(locked, made(locked, "memory"), open_address=print)


def test_that_before_the_sign_in_only_the_settings_are_tried(locked: Book) -> None:
    assert try_connection(locked, ("web", {"server": "crm"}, {})).org == ""
    with pytest.raises(BansoError, match=r"param\.missing"):
        try_connection(locked, ("web", {}, {}))
