"""Kill -9 of Banso, and of the server, in the middle of a run with a hub: no twin, no lost edit, both sides equal."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from tests.live.hub import AIKO, KEN, Hub
from tests.live.pg_proxy import PgProxy
from tests.live.postgres import Postgres
from tests.proof.rounds import rounds
from tests.proof.sides import Fields, Side, one_of_each
from tests.proof.test_kill_sync import Setting, assert_equal, begun, edit, killed

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at locks as Linux keeps them"),
]


class Team(Side):
    """A hub in which a colleague writes too; the line to it can kill who asks, or the server."""

    connector = "hub"

    def __init__(self, folder: Path) -> None:
        self.server = Postgres(durable=True)
        self.hub = Hub(self.server, AIKO, KEN)
        self.proxy = PgProxy(self.server.port)
        self.secret = folder / "password.txt"
        self.secret.write_text(AIKO.password)
        self._strike: Callable[[], None] | None = None
        self._after, self._left = False, 0
        self.proxy.at = self._met

    def settings(self) -> list[str]:
        """Name the hub, through the proxy, and the file with the password."""
        told = [f"{name}={value}" for name, value in self.hub.config(AIKO, self.proxy.port).items()]
        return [*(word for one in told for word in ("--set", one)), "--secret", f"password={self.secret}"]

    def accounts(self) -> dict[str, Fields]:
        """Look into the database."""
        with self.hub.admin() as db:
            rows = db.execute(
                "SELECT fields ->> 'name', fields ->> 'domain', fields ->> 'industry' FROM banso.record "
                "WHERE type = 'accounts' AND NOT gone"
            ).fetchall()
        return one_of_each([(name, (domain, trade)) for name, domain, trade in rows])

    def write(self, new: Mapping[str, Fields], domains: Mapping[str, str], gone: set[str]) -> None:
        """Let Ken write."""
        with self.hub.sign_in(KEN) as db:
            for name, domain in domains.items():
                self._set(db, name, "fields = fields || jsonb_build_object('domain', %s::text)", domain)
            for name in gone:
                self._set(db, name, "gone = %s", True)
            for name, (domain, trade) in new.items():
                id = uuid4()
                db.execute(
                    "INSERT INTO banso.holding SELECT %s, s.team, s.member FROM banso.membership s "
                    "WHERE s.member = banso.me()", (id,)
                )  # fmt: skip
                fields = json.dumps({"name": name, "domain": domain, "industry": trade})
                db.execute(
                    "INSERT INTO banso.record (id, type, account, fields) VALUES (%s, 'accounts', %s, %s::jsonb)",
                    (id, id, fields),
                )

    def _set(self, db: object, name: str, what: str, value: object) -> None:
        sql = f"UPDATE banso.record SET {what} WHERE type = 'accounts' AND NOT gone AND fields ->> 'name' = %s"
        db.execute(sql, (value, name))  # type: ignore[attr-defined]

    def busy(self) -> bool:
        """Nobody can see that from outside."""
        return False

    def kill_at(self, pid: int, chance: random.Random) -> bool:
        """Kill who asks at some write, mostly once it is applied and before anybody is told."""
        self.strike_at(lambda: os.kill(pid, signal.SIGKILL), chance)
        return True

    def strike_at(self, strike: Callable[[], None], chance: random.Random) -> None:
        """Arrange that something happens at some write, before it or after."""
        self._after, self._left, self._strike = chance.random() < 0.7, chance.randint(0, 1), strike

    def _met(self, writes: bool, after: bool) -> None:
        if self._strike is None or not writes or after != self._after:
            return
        self._left -= 1
        if self._left < 0:
            strike, self._strike = self._strike, None
            strike()

    def spare(self) -> None:
        """Strike no more."""
        self._strike = None

    def close(self) -> None:
        """Take it all down."""
        self.proxy.close()
        self.server.close()


# In parts, since a test has its time; of few rounds some may fall beside what they aim at.
PARTS = 4 if rounds(10) == 10 else 1
ROUNDS = rounds(40) // PARTS
SHARE = 2 if ROUNDS == 10 else ROUNDS


@pytest.fixture
def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Setting]:
    yield from begun(tmp_path, monkeypatch, Team(tmp_path))


@pytest.mark.parametrize("part", range(PARTS))
def test_that_a_killed_banso_leaves_no_twin_and_loses_no_edit(setting: Setting, part: int) -> None:
    setting.chance.seed(part)
    tally = killed(setting, ROUNDS)
    assert tally.unfinished * SHARE >= tally.kills, tally
    told = json.loads(setting.verb("--json", "sync", "other"))
    assert (told["pulled"], told["pushed"], told["state"]) == (0, 0, "on")
    assert setting.verb("check")


@pytest.mark.parametrize("part", range(PARTS))
def test_that_a_killed_server_leaves_no_twin_and_loses_no_edit(setting: Setting, part: int) -> None:
    setting.chance.seed(100 + part)
    side = setting.side
    assert isinstance(side, Team)
    inside = 0
    for number in range(ROUNDS):
        edit(setting)
        process = setting.start()
        timer = None
        if number % 3:
            side.strike_at(side.server.kill, setting.chance)
        else:
            timer = threading.Timer(setting.chance.uniform(setting.lasts / 2, setting.lasts), side.server.kill)
            timer.start()
        process.communicate()
        if timer is not None:
            timer.join()
        inside += process.returncode != 0
        if not side.server.running:
            side.server.start()
        side.spare()
        assert_equal(setting)
    assert inside * SHARE >= ROUNDS
