"""A team hub on a real PostgreSQL, and as a bench of the conformance suite: colleagues write by SQL."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import psycopg

from app.connectors.base import Scalar
from app.connectors.conformance.bench import Bench
from app.connectors.folder.bench import FolderBench
from app.connectors.hub import HubConnector
from app.connectors.hub.kinds import KINDS
from app.connectors.hub.prepare import Member, connect, prepare
from app.connectors.hub.settings import Settings
from app.connectors.hub.values import written
from tests.live.pg_proxy import PgProxy
from tests.live.postgres import ADMIN, Postgres

AIKO = Member("aiko", "佐藤 愛子", "CS", "team", "pw-aiko-81c2")
KEN = Member("ken", "Ken Mori", "CS", "team", "pw-ken-77aa")


class Hub:
    """The hub of one server, made anew in a database of its own."""

    def __init__(self, server: Postgres, *members: Member) -> None:
        self.server = server
        self.database = f"hub_{uuid4().hex[:12]}"
        with server.admin("postgres") as db:
            db.execute(f"CREATE DATABASE {self.database}")  # type: ignore[call-overload]
        self.prepare(*(members or (AIKO, KEN)))

    def settings(self) -> Settings:
        """Return where it is, for an administrator."""
        return Settings("127.0.0.1", self.server.port, self.database, ADMIN, "off")

    def prepare(self, *members: Member) -> Any:
        """Prepare it, as IT does."""
        with connect(self.settings(), self.server.password) as db:
            return prepare(db, "CS", ["CS"], members)

    def admin(self) -> psycopg.Connection[Any]:
        """Sign in as the administrator."""
        return self.server.admin(self.database)

    def sign_in(self, who: Member) -> psycopg.Connection[Any]:
        """Sign in as a member, by SQL alone."""
        return self.server.connect(who.role, who.password, self.database)

    def config(self, who: Member = AIKO, port: int = 0) -> dict[str, Scalar]:
        """Return the settings of a member's connection."""
        return {
            "host": "127.0.0.1", "port": port or self.server.port, "database": self.database, "user": who.role,
            "tls": "off",
        }  # fmt: skip

    def drop(self) -> None:
        """Take the database away."""
        with self.server.admin("postgres") as db:
            db.execute(f"DROP DATABASE {self.database} WITH (FORCE)")  # type: ignore[call-overload]


class PagedConnector(HubConnector):
    """The connector with pages that a test can fill several times over."""

    page: ClassVar[int] = 2_000


class HubBench(Bench):
    """Requests in a team hub."""

    server: ClassVar[Postgres]
    type = "requests"
    page_size = PagedConnector.page
    faults = frozenset({"drop_before", "drop_after", "503", "401", "truncated", "slow"})

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.hub = Hub(self.server)
        self.proxy = PgProxy(self.server.port)
        self.db = self.hub.sign_in(KEN)
        self.owner = self.add({"name": "Owner"}, "accounts")

    def close(self) -> None:
        """Let go of everything."""
        self.fault("")
        self.db.close()
        self.proxy.close()
        self.hub.drop()

    def config(self) -> Mapping[str, Scalar]:
        """Go through the proxy."""
        return self.hub.config(AIKO, self.proxy.port)

    def secrets(self) -> Mapping[str, str]:
        """Sign in as Aiko."""
        return {"password": AIKO.password}

    def bad_secrets(self) -> Mapping[str, str]:
        """Sign in wrongly."""
        return {"password": "no such password"}

    def bad_configs(self) -> Mapping[str, Mapping[str, Scalar]]:
        """Name what cannot work, each under the name of its parameter."""
        good = self.config()
        return {
            "host": {**good, "host": ""},
            "port": {**good, "port": 70_000},
            "database": {**good, "database": "no_such_database"},
            "user": {**good, "user": ""},
            "tls": {**good, "host": "db.example.com"},
            "ca": {**good, "tls": "full", "ca": str(self.folder / "none.pem")},
        }

    # A hub has the types and fields of a folder.
    values = FolderBench.values

    def add(self, values: Mapping[str, Scalar], type: str = "") -> str:
        """Add a record by Ken."""
        return self._add(type or self.type, [values])[0]

    def seed(self, count: int, *, tie: bool = False) -> list[str]:
        """Add records by one statement, and so by one transaction."""
        return self._add(self.type, [self.values(number) for number in range(count)])

    def _add(self, type: str, rows: Sequence[Mapping[str, Scalar]]) -> list[str]:
        ids = [str(uuid4()) for _ in rows]
        if type == "accounts":
            self.db.execute(
                "INSERT INTO banso.holding SELECT a, s.team, s.member FROM unnest(%s::uuid[]) a, banso.membership s "
                "WHERE s.member = banso.me()", (ids,)
            )  # fmt: skip
        told = [
            {"id": id, "account": row.get("account") if KINDS[type].below else id, "fields": _json(row)}
            for id, row in zip(ids, rows, strict=True)
        ]
        self.db.execute(
            "INSERT INTO banso.record (id, type, account, fields) SELECT a.id, %s, a.account, a.fields FROM "
            "jsonb_to_recordset(%s::jsonb) AS a(id uuid, account uuid, fields jsonb)", (type, json.dumps(told))
        )  # fmt: skip
        return ids

    def edit(self, id: str, values: Mapping[str, Scalar]) -> None:
        """Edit by Ken."""
        self.db.execute(
            "UPDATE banso.record SET fields = fields || %s::jsonb, account = coalesce(%s::uuid, account) WHERE id = %s",
            (json.dumps(_json(values)), values.get("account"), id),
        )

    def remove(self, id: str) -> None:
        """Delete by Ken."""
        self.db.execute("UPDATE banso.record SET gone = true WHERE id = %s", (id,))

    def restore(self, id: str) -> None:
        """Bring back by Ken."""
        self.db.execute("UPDATE banso.record SET gone = false WHERE id = %s", (id,))

    def merge(self, winner: str, loser: str) -> str:
        """Merge by Ken."""
        self.db.execute("SELECT banso.merge(%s, %s)", (winner, loser))
        return winner

    def future_cursor(self) -> str:
        """Return a cursor of this very hub, of a transaction that is far off."""
        with self.session() as session:
            cursor = [page.cursor for page in session.pull(self.type, (), None)][-1]
        return " ".join([*cursor.split()[:-2], "9999999999", "1"])

    def fault(self, name: str, *, writes: bool = False) -> None:
        """Break the line; "401" changes the password and ends what is signed in."""
        with self.hub.admin() as db:
            password = "changed" if name == "401" and not writes else AIKO.password
            db.execute(f"ALTER ROLE aiko PASSWORD '{password}'")  # type: ignore[call-overload]
        self.proxy.fault("" if name == "401" and not writes else name, writes=writes)
        if name == "401" and not writes:
            self.proxy.cut()

    def requests(self) -> int:
        """Return how many requests have come."""
        return self.proxy.requests

    def writes(self) -> int:
        """Return how many of them wrote."""
        return self.proxy.writes


def _json(values: Mapping[str, Scalar]) -> dict[str, Any]:
    return {name: written(value) for name, value in values.items() if name != "account"}
