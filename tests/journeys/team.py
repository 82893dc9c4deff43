"""Two colleagues before they sit down: what is in their books, and what must never be found in the other's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.connectors.hub.prepare import Member
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.syncing import connections
from app.operations.syncing.running import run_sync
from app.operations.syncing.secrets import keep_secrets
from app.sync import keeping
from app.sync.sql import ask
from tests.builders import new_book, opened
from tests.live.hub import Hub

KEN = Member("ken", "Ken Mori", "North", "team", "pw-ken-77aa")
"""A colleague of another team: before an account is handed over to him he sees nothing of it."""
PRIVATE = "他言無用zz"
"""Stands in every field of Aiko's book that is nobody else's."""


@dataclass(frozen=True)
class Story:
    """What is told of one account."""

    account: str
    plan: str
    steps: tuple[str, ...]
    calls: tuple[str, ...]
    promise: str


STORIES = {
    "ja": Story(
        "みどり食品", "在庫の導入計画", ("棚卸を半日で終える", "端末を配る", "拠点で試す"),
        ("導入の相談", "在庫画面で混乱"), "手順書を送る",
    ),
    "en": Story(
        "Acme Robotics", "Stock roll-out", ("Count the stock in half a day", "Hand out devices", "Try it at one site"),
        ("Talked about the start", "Confused by the stock screen"), "Send the guide",
    ),
}  # fmt: skip
CALL = {"ja": "新しい担当のご挨拶", "en": "said hello as the new contact"}
"""What whoever takes it over logs first."""


def write_story(profile: Path, story: Story, who: Member) -> None:
    """Make the book of somebody who looks after the account of a story."""
    with new_book(profile, name=who.name) as book:
        book.write(_written, story)


def _written(session: Session, story: Story) -> None:
    [account] = door.create(session, "account", [{"name": story.account, "name_key": story.account, "segment": "high"}])
    below = {"account_id": account}
    [plan] = door.create(session, "plan", [{**below, "name": story.plan, "success": story.plan, "note": PRIVATE}])
    [goal] = door.create(
        session, "objective",
        [{**below, "plan_id": plan, "title": story.steps[0], "status_reason": PRIVATE, "note": PRIVATE}],
    )  # fmt: skip
    steps = [
        {**below, "objective_id": goal, "title": title, "side": "me", "status_reason": PRIVATE}
        for title in story.steps[1:]
    ]
    door.create(session, "milestone", steps)
    calls = [
        {**below, "state": "done", "kind": "call", "on_date": f"2026-11-{3 + day:02}", "body": body}
        for day, body in enumerate(story.calls)
    ]
    door.create(session, "touchpoint", calls)
    promise = {**below, "text": story.promise, "side": "me", "made_on": "2026-11-04", "origin": "quick_log"}
    door.create(session, "promise", [promise])
    felt = {"effect": -10, "reason": PRIVATE, "said_at": "2026-11-10T00:00:00.000000Z", "on_date": "2026-11-10",
            "expires_on": "2027-02-08"}  # fmt: skip
    door.create(session, "feeling", [{**below, **felt}])
    door.keep_up(session, "draft", [{"key": "kept", "body": PRIVATE, "at": "2026-11-20T00:00:00.000000Z"}])


def join_beforehand(profile: Path, hub: Hub, who: Member) -> None:
    """Make the encrypted book of somebody who is in the hub already, and syncs only when they ask for it."""
    with new_book(profile, encrypted=True, name=who.name) as book:
        number = int(book.write(connections.connect, name="CS", connector="hub", config=hub.config(who))[1])
        keep_secrets(book, number, {"password": who.password})
        book.write(connections.set_writes, number, True)
        book.write(keeping.set_connection, number, {"every_minutes": 0})
        assert run_sync(book, number, pressed=True)[1].result == "done"
        assert everything(book) == []


def settings_of(hub: Hub, who: Member) -> dict[str, str]:
    """Return what IT tells somebody to type."""
    return {name: str(value) for name, value in hub.config(who).items()}


def everything(book: Book) -> list[str]:
    """Return all rows of what is told of accounts."""
    names = [table.name for table in tables.NOUNS if "account_id" in table.columns or table.name == "account"]
    return [str(row) for name in (*names, "draft") for row in book.read(ask, f"SELECT * FROM {name}")]


def book_of(profile: Path) -> Book:
    """Return the book of somebody who has left their desk."""
    return opened(profile)


def holder(book: Book, account: str) -> str:
    """Return who holds an account, as a book says."""
    sql = "SELECT m.name FROM account a JOIN member m ON m.id = a.owner_id WHERE a.name = ?"
    return str(book.read(ask, sql, account)[0][0])


def in_hub(hub: Hub) -> str:
    """Return everything that the hub holds."""
    with hub.admin() as db:
        [found] = db.execute("SELECT string_agg(r::text, ' ') FROM banso.record r").fetchall()
    return str(found[0])
