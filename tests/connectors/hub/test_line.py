"""The line to a hub: settings that cannot work, and lines that break."""

from __future__ import annotations

import pytest

from app.connectors.errors import BadConfig, Unavailable
from app.connectors.hub.settings import settings
from tests.connectors.hub.talking import create, signed_in
from tests.live.hub import AIKO, Hub
from tests.live.pg_proxy import PgProxy


@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"host": "db.example.com", "tls": "off"}, "tls"),
        ({"host": "10.0.0.5", "tls": "off"}, "tls"),
        ({"host": "127.0.0.1.example.com", "tls": "off"}, "tls"),
        ({"host": "localhost", "tls": "require"}, "tls"),
        ({"host": "a,b"}, "host"),
        ({"host": "/tmp"}, "host"),
        ({"host": ""}, "host"),
        ({"port": 0}, "port"),
        ({"port": "many"}, "port"),
        ({"database": " "}, "database"),
        ({"user": ""}, "user"),
        ({"ca": "/no/such/file.pem"}, "ca"),
    ],
)
def test_that_settings_that_cannot_work_are_refused_by_their_name(config: dict[str, object], field: str) -> None:
    good: dict[str, object] = {"host": "db.example.com", "database": "banso", "user": "aiko"}
    with pytest.raises(BadConfig) as told:
        settings({**good, **config})  # type: ignore[dict-item]
    assert told.value.field == field
    assert told.value.message.endswith(".")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"])
def test_that_a_server_on_this_computer_needs_no_encryption(host: str) -> None:
    assert settings({"host": host, "database": "banso", "user": "aiko", "tls": "off"}).tls == "off"


def test_that_a_read_outlives_a_line_that_broke_and_a_write_is_not_sent_again(hub: Hub) -> None:
    proxy = PgProxy(hub.server.port)
    try:
        with signed_in(hub, AIKO, proxy.port) as session:
            id = create(session, "accounts", {"name": "一"})
            proxy.cut()
            assert [one.id for one in session.read("accounts", ("name",), ids=[id])] == [id]
            proxy.fault("drop_before", writes=True)
            before = proxy.writes
            with pytest.raises(Unavailable):
                create(session, "requests", {"account": id, "words": "x"})
            assert proxy.writes - before == 1
    finally:
        proxy.close()


def test_that_a_server_that_is_away_is_out_of_reach_and_not_a_mistake_of_ours(hub: Hub) -> None:
    proxy = PgProxy(hub.server.port)
    proxy.close()
    with signed_in(hub, AIKO, proxy.port) as session, pytest.raises(Unavailable, match="cannot be reached"):
        session.identity()
