"""Two colleagues' books over one team hub, each through a line of its own that breaks at random."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any

from app.connectors.hub import HubConnector
from app.connectors.hub.kinds import PRESETS
from app.connectors.hub.prepare import Member
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.sync import keeping
from app.sync.engine import Manner, Outcome, run
from app.sync.entities import ENTITIES
from app.sync.resolve import answer_link, settle
from app.sync.sql import ask
from app.sync.steps import Place
from tests.builders import new_book
from tests.live.hub import Hub
from tests.live.pg_proxy import PgProxy
from tests.sync.desk import Context

FAST = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(gettempdir())
KEEPERS = (
    "account", "person", "position", "touchpoint", "promise", "request", "plan", "objective", "history", "binding",
    "outbox", "sent", "sync_conflict",
)  # fmt: skip
BELOW = ("touchpoint", "request", "plan", "task")
WORDS = {"account": "industry", "touchpoint": "body", "request": "words", "plan": "success", "task": "text"}
NEW: dict[str, dict[str, Any]] = {
    "touchpoint": {"state": "done", "kind": "call", "on_date": "2026-11-01", "body": ""},
    "request": {"raised_on": "2026-11-01"},
    "plan": {"name": "導入"},
    "task": {"made_on": "2026-11-01", "side": "me", "origin": "sync"},
}


class Bansos:
    """One colleague's Banso. `entered` is every word they ever wrote."""

    def __init__(self, hub: Hub, who: Member, chance: random.Random) -> None:
        self.hub, self.who, self.chance = hub, who, chance
        self.folder = Path(mkdtemp(prefix="banso-two-", dir=FAST))
        self.book: Book = new_book(self.folder)
        self.proxy = PgProxy(hub.server.port, chance)
        values = {"connector": "hub", "name": "hub", "config": {}, "writes": 1}
        self.number = int(self.book.write(keeping.add_connection, values)[1])
        self.entered: list[str] = []

    def close(self) -> None:
        """Let go of the book and its line."""
        self.proxy.close()
        self.book.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sync(self, share: float = 0.0) -> Outcome:
        """Run once, over a line on which so many requests break."""
        self.proxy.share = share
        ctx = Context()
        ctx.secrets = {"password": self.who.password}
        session = HubConnector().open(self.hub.config(self.who, self.proxy.port), ctx)
        try:
            place = Place(self.book._database, self.folder, self.book.clock)
            return run(place, self.number, session, PRESETS, Manner(pressed=True))
        finally:
            session.close()

    def let_pass(self) -> None:
        """A person lets pass what the guard has stopped, once."""
        self.book.write(keeping.set_connection, self.number, {"allowed": "once", "state": "on", "state_why": None})

    def ids(self, entity: str) -> list[str]:
        """Return the rows of a noun that are not deleted."""
        sql = f"SELECT id FROM {ENTITIES[entity].table} WHERE deleted_at IS NULL ORDER BY id"
        return [row[0] for row in self.book.read(ask, sql)]

    def word(self) -> str:
        """Return a word that nobody has written yet."""
        word = f"{self.who.role}{len(self.entered)}z"
        self.entered.append(word)
        return word

    def edit(self) -> None:
        """Write something: a new row, a change, seldom a deletion."""
        accounts, what = self.ids("account"), self.chance.random()
        if not accounts or what < 0.1:
            word = self.word()
            self.book.write(door.create, "account", [{"name": word, "name_key": word}])
            return
        entity = self.chance.choice(("account", *BELOW))
        rows = self.ids(entity)
        if entity != "account" and (not rows or what < 0.45):
            fields = {**NEW[entity], WORDS[entity]: self.word(), "account_id": self.chance.choice(accounts)}
            self.book.write(door.create, ENTITIES[entity].table, [fields])
        elif what < 0.93 or entity == "account":
            row = self.chance.choice(rows)
            self.book.write(door.amend, ENTITIES[entity].table, {row: {WORDS[entity]: self.word()}})
        else:
            self.book.write(door.remove, ENTITIES[entity].table, [self.chance.choice(rows)])

    def settle_all(self) -> int:
        """Settle what waits for a decision, one way or the other; returns how many there were."""
        sql = "SELECT id, kind, field FROM sync_conflict WHERE closed_at IS NULL ORDER BY id"
        waiting = self.book.read(ask, sql)
        for number, kind, _field in waiting:
            if number not in {row[0] for row in self.book.read(ask, sql)}:
                continue
            if kind == "link":
                self.book.write(answer_link, number, True, today="2026-11-20")
            else:
                # Who keeps what a colleague has deleted keeps it for themselves: the hub's record stays deleted.
                choices = ("theirs",) if kind == "deleted_there" else ("mine", "theirs")
                self.book.write(settle, number, self.chance.choice(choices), None, today="2026-11-20")
        return len(waiting)

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return what is shared, as this book has it: rows that live under accounts that live."""
        told = {"account": self.book.read(ask, "SELECT id, name, industry FROM account WHERE deleted_at IS NULL")}
        for entity in BELOW:
            sql = f"SELECT id, account_id, {WORDS[entity]} FROM {ENTITIES[entity].table} WHERE deleted_at IS NULL"
            told[entity] = self.book.read(ask, sql)
        return {name: sorted(tuple(row) for row in rows) for name, rows in told.items()}

    def nothing_lost(self) -> None:
        """Every word that was ever written here stands somewhere here."""
        text = "\n".join(self.book.read(_everything))
        lost = [word for word in self.entered if word not in text]
        assert not lost, f"{lost} stand nowhere any more"


def meet(*books: Bansos) -> None:
    """Lines whole, questions answered: all come to say the same, and then nobody has anything to do any more."""
    for _again in range(12):
        outcomes = []
        for one in books:
            outcome = one.sync()
            if outcome.result == "guard":
                one.let_pass()
                outcome = one.sync()
            assert outcome.result == "done", outcome
            outcomes.append(outcome)
        asked = sum(one.settle_all() for one in books)
        if not asked and not any(outcome.pulled or outcome.pushed for outcome in outcomes):
            return
    raise AssertionError(f"they do not come to rest: {outcomes}")


def there(hub: Hub) -> dict[str, list[tuple[Any, ...]]]:
    """Return what is shared, as the hub has it."""
    told = {}
    with hub.admin() as db:
        for entity, preset in PRESETS.items():
            if entity == "account":
                sql = "SELECT id::text, fields ->> 'name', fields ->> 'industry'"
            elif entity in BELOW:
                named = preset.fields[WORDS[entity]]
                name = named if isinstance(named, str) else named.remote
                sql = f"SELECT id::text, account::text, fields ->> '{name}'"
            else:
                continue
            rows = db.execute(f"{sql} FROM banso.record WHERE type = %s AND NOT gone", (preset.type,)).fetchall()  # type: ignore[call-overload]
            told[entity] = sorted(tuple("" if cell is None and entity == "touchpoint" else cell for cell in row)
                                  for row in rows)  # fmt: skip
    return told


def _everything(session: Session) -> list[str]:
    return [str(row) for table in KEEPERS for row in ask(session, f"SELECT * FROM {table}")]
