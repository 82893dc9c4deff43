"""What a server that refuses is taken to mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.connectors.base import Op, Rejected
from app.connectors.errors import Unavailable
from app.connectors.hub import line as lines
from app.connectors.hub.kinds import KINDS
from app.connectors.hub.writer import Writer
from tests.connectors.hub.talking import create, push, signed_in
from tests.live.hub import AIKO, Hub


def test_that_a_server_that_lets_nobody_in_from_here_is_no_wrong_password(hub: Hub) -> None:
    rules = hub.server.data / "pg_hba.conf"
    before = rules.read_text()
    try:
        rules.write_text(f"host all postgres 127.0.0.1/32 scram-sha-256\n{_without(before)}")
        with hub.admin() as db:
            db.execute("SELECT pg_reload_conf()")
            db.execute("SELECT pg_sleep(0.3)")
        with signed_in(hub, AIKO) as aiko, pytest.raises(Unavailable, match="lets nobody in"):
            aiko.identity()
    finally:
        rules.write_text(before)
        with hub.admin() as db:
            db.execute("SELECT pg_reload_conf()")
            db.execute("SELECT pg_sleep(0.3)")


def _without(rules: str) -> str:
    return "".join(f"{one}\n" for one in rules.splitlines() if not one.startswith(("host", "local")))


def test_that_too_many_connections_are_no_wrong_password(hub: Hub) -> None:
    with hub.admin() as db:
        db.execute("ALTER ROLE aiko CONNECTION LIMIT 0")
    try:
        with signed_in(hub, AIKO) as aiko, pytest.raises(Unavailable, match="too many connections"):
            aiko.identity()
    finally:
        with hub.admin() as db:
            db.execute("ALTER ROLE aiko CONNECTION LIMIT -1")


def test_that_what_breaks_while_connecting_is_raised_as_it_is(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("no room for a file")

    monkeypatch.setattr(lines, "opened", broken)
    with signed_in(hub, AIKO) as aiko, pytest.raises(OSError, match="no room"):
        aiko.identity()


def test_that_what_the_server_finds_unfit_is_no_missing_right(hub: Hub, tmp_path: Path) -> None:
    with signed_in(hub, AIKO) as aiko:
        account = create(aiko, "accounts", {"name": "一"})
        with hub.admin() as db:
            db.execute("UPDATE banso.kind SET fields = array_remove(fields, 'currency') WHERE type = 'requests'")
        refused = push(aiko, "requests", "create", {"account": account, "words": "x", "currency": "JPY"})
        assert isinstance(refused, Rejected)
        assert refused.code in ("unfit", "read_only")
        writer = Writer(aiko.line, KINDS["requests"], in_team=True)
        id = "0b3ad1a2-3d34-4a45-9c9a-2f5b0b1c2d3e"
        op = Op("op", "create", id, None, None, {"account": account, "words": "x", "currency": "JPY"})
        assert writer.run([op]) == [Rejected({"*": "unfit"}, "unfit")]
