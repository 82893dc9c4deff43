"""Rights of a member that go and come back without any hand-over."""

from __future__ import annotations

from dataclasses import replace

from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.syncing.running import run_sync
from app.sync.sql import ask
from tests.live.hub import AIKO, Hub

NAME = "みどり食品"


def _fill(session: Session) -> str:
    [account] = door.create(session, "account", [{"name": NAME, "name_key": NAME}])
    told = {"account_id": account, "state": "done", "kind": "call", "on_date": "2026-11-09", "body": "済"}
    return door.create(session, "touchpoint", [told])[0]


def _synced(book: Book) -> None:
    result = run_sync(book, 1, pressed=True)[1]
    assert result.result == "done", result


def _bodies(hub: Hub) -> list[str]:
    with hub.admin() as db:
        rows = db.execute("SELECT fields ->> 'body' FROM banso.record WHERE type = 'touchpoints' ORDER BY 1").fetchall()
    return [str(body) for (body,) in rows]


def test_that_what_was_refused_meanwhile_is_sent_once_the_right_is_back(team: Hub, aikos: Book, kens: Book) -> None:
    kens.write(_fill)
    _synced(kens)
    _synced(aikos)
    [(call, account)] = aikos.read(ask, "SELECT id, account_id FROM touchpoint")
    team.prepare(replace(AIKO, sees="own"))
    aikos.write(door.amend, "touchpoint", {call: {"body": "書き直し"}})
    told = {"account_id": account, "state": "done", "kind": "call", "on_date": "2026-11-18", "body": "あとで"}
    aikos.write(door.create, "touchpoint", [told])
    for _run in range(2):
        _synced(aikos)
    assert _bodies(team) == ["済"]
    team.prepare(AIKO)
    for _run in range(2):
        _synced(aikos)
    assert _bodies(team) == sorted(["書き直し", "あとで"])
