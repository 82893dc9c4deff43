"""Kill -9 in the middle of `banso sync`, both sides edited in between: no twin, no lost edit, both sides equal."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.syncing.running import run_sync
from app.secrets import keyinfo
from app.sync.sql import ask
from tests.builders import PASSPHRASE, new_book, opened
from tests.proof.killing import somebody_writes, start, strike, wait_until
from tests.proof.rounds import rounds
from tests.proof.sides import Fields, Line, Share, Side
from tests.proof.test_kill import assert_no_lock_left, assert_whole

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at locks as Linux keeps them"),
]
FRESH, EDITED, DELETED = 40, 30, 2
"""Of what each side does between two kills."""


@dataclass
class Tally:
    """What became of many kills."""

    kills: int = 0
    inside: int = 0
    unfinished: int = 0


@dataclass
class Setting:
    """A book with one connection, the other side, and what everybody has written: by name, (domain, industry)."""

    folder: Path
    phrase: Path
    side: Side
    chance: random.Random
    env: dict[str, str]
    expected: dict[str, Fields] = field(default_factory=dict)
    lasts: float = 1.0
    count: int = 0

    @property
    def book(self) -> Path:
        """The file itself."""
        return self.folder / keyinfo.BOOK

    def start(self, *ways: str) -> subprocess.Popen[bytes]:
        """Start `banso sync`, with a fault in it where `ways` names one."""
        code = ["-m", "tests.proof.syncer", *ways] if ways else ["main.py"]
        return start(
            [*code, "--profile", str(self.folder), "--json", "sync", "other"], phrase_file=self.phrase, env=self.env
        )

    def verb(self, *arguments: str) -> str:
        """Run one verb to its end."""
        process = start(["main.py", "--profile", str(self.folder), *arguments], phrase_file=self.phrase, env=self.env)
        told, complaints = process.communicate()
        assert process.returncode == 0, complaints.decode()
        return told.decode()


def connect(setting: Setting) -> None:
    """Connect the book to the other side, with write-back on."""
    side = setting.side
    setting.verb("connect", "other", "--connector", side.connector, *side.settings(), "--write-back")


def begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, side: Side, connected: Callable[[Setting], None] = connect
) -> Iterator[Setting]:
    """Yield an encrypted book that is connected to a system, after a first run; it is known how long that lasts."""
    monkeypatch.setenv("BANSO_PROFILE", str(tmp_path / "home"))
    folder, phrase = tmp_path / "profile", tmp_path / "phrase.txt"
    new_book(folder, encrypted=True).close()
    phrase.write_text(PASSPHRASE + "\n", "utf-8")
    made = Setting(folder, phrase, side, random.Random(20261122), dict(os.environ))
    try:
        connected(made)
        edit(made)
        began = time.monotonic()
        made.verb("sync", "other")
        made.lasts = time.monotonic() - began
        assert_equal(made)
        yield made
    finally:
        side.close()


@pytest.fixture(params=["folder", "http"])
def setting(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Setting]:
    side: Side = Share(tmp_path) if request.param == "folder" else Line(tmp_path / "acme", tmp_path / "home")
    yield from begun(tmp_path, monkeypatch, side)


def edit(setting: Setting) -> None:
    """Let both sides make accounts, edit different fields of the same ones, and delete what nobody edits."""
    chance = setting.chance

    def name(whose: str) -> str:
        setting.count += 1
        return f"{whose} {setting.count:05}"

    known = sorted(setting.expected)
    touched = chance.sample(known, min(EDITED, len(known)))
    left = [one for one in known if one not in touched]
    gone = chance.sample(left, min(2 * DELETED, len(left)))
    ours = {name("ours"): f"trade {setting.count}" for _one in range(FRESH)}
    theirs: dict[str, Fields] = {name("theirs"): (f"d{setting.count}.test", None) for _one in range(FRESH)}
    trades = {one: f"trade {name('x')}" for one in touched}
    domains = {one: f"{name('y')[2:]}.test" for one in touched}
    setting.side.write(theirs, domains, set(gone[:DELETED]))
    with opened(setting.folder) as book:
        book.write(_edit, ours, trades, set(gone[DELETED:]))
    for one in gone:
        del setting.expected[one]
    setting.expected |= {one: (domains[one], trades[one]) for one in touched}
    setting.expected |= {one: (None, trade) for one, trade in ours.items()} | theirs


def _edit(session: Session, new: dict[str, str], trades: dict[str, str], gone: set[str]) -> None:
    rows = dict(ask(session, "SELECT name, id FROM account WHERE deleted_at IS NULL"))
    # What is there already came from the other side of an earlier round, or was made here.
    door.create(session, "account", [{"name": one, "name_key": one, "industry": trade} for one, trade in new.items()])
    door.amend(session, "account", {rows[one]: {"industry": trade} for one, trade in trades.items()})
    door.remove(session, "account", [rows[one] for one in gone])


def ours(book: Book) -> dict[str, Fields]:
    """Return our accounts by name; a twin is an AssertionError."""
    told = book.read(ask, "SELECT name, domain, industry FROM account WHERE deleted_at IS NULL")
    names = [name for name, _domain, _industry in told]
    assert len(set(names)) == len(names), f"twins: {sorted({one for one in names if names.count(one) > 1})}"
    return {name: (domain, industry) for name, domain, industry in told}


def assert_equal(setting: Setting) -> None:
    """Let runs go through and assert that both sides say what was written, nothing twice, nothing less."""
    with opened(setting.folder) as book:
        assert_whole(book)
        for _run in range(3):
            result = run_sync(book, 1, pressed=True)[1]
            assert (result.result, result.conflicts, result.blocked) == ("done", 0, 0), result
            if not result.pulled and not result.pushed:
                break
        else:
            raise AssertionError("it does not come to rest")
        assert ours(book) == setting.expected
        assert setting.side.accounts() == setting.expected
        assert book.read(ask, "SELECT count(*) FROM outbox") == [(0,)]
        assert book.read(ask, "SELECT count(*) FROM sync_conflict WHERE closed_at IS NULL") == [(0,)]
        assert_whole(book)
    assert_no_lock_left(setting.folder)


def kill(setting: Setting, number: int, *ways: str) -> tuple[bytes, bool]:
    """Kill a run: within a request, within a write of either side, or anywhere."""
    process = setting.start(*ways)
    within = False
    if number % 2 and setting.side.kill_at(process.pid, setting.chance):
        process.wait()
        within = process.returncode == -signal.SIGKILL
        setting.side.spare()
    elif number % 2:
        within = wait_until(setting.side.busy, process)
    elif number % 4 == 2:
        for _time in range(setting.chance.randint(1, 9)):
            # Opening the book locks it too: the run's own transactions come after that.
            wait_until(lambda: somebody_writes(setting.book), process)
            wait_until(lambda: not somebody_writes(setting.book), process)
        wait_until(lambda: somebody_writes(setting.book), process)
    else:
        time.sleep(setting.chance.uniform(setting.lasts / 3, setting.lasts))
    told, inside = strike(process, setting.book)
    return told, inside or within


def killed(setting: Setting, kills: int, *ways: str) -> Tally:
    """Edit, kill, and look whether all is well after a clean run; as often as that."""
    tally = Tally()
    for number in range(kills):
        edit(setting)
        told, inside = kill(setting, number, *ways)
        tally.kills += 1
        tally.inside += inside
        tally.unfinished += not told.endswith(b"}\n")
        assert_equal(setting)
    return tally


@pytest.mark.parametrize("part", range(4))
def test_that_a_killed_run_leaves_no_twin_and_loses_no_edit(setting: Setting, part: int) -> None:
    setting.chance.seed(part)
    tally = killed(setting, rounds(50))
    assert tally.unfinished * 2 >= tally.kills, tally
    assert tally.inside * 4 >= tally.kills, tally
    # By the command line too, and with nothing left to do.
    told = json.loads(setting.verb("--json", "sync", "other"))
    assert (told["pulled"], told["pushed"], told["state"]) == (0, 0, "on")
    assert setting.verb("check")


@pytest.mark.parametrize("setting", ["http"], indirect=True)
@pytest.mark.parametrize("fault", ["keyless"])
def test_that_the_same_proof_finds_a_build_that_creates_without_a_key(setting: Setting, fault: str) -> None:
    with pytest.raises(AssertionError, match="twins"):
        for number in range(12):
            edit(setting)
            kill(setting, 2 * number + 1, fault)
            assert_equal(setting)
