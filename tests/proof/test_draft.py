"""Kill -9 while somebody types: what was typed 400 ms before is in the encrypted book, and nowhere else."""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.operations.drafts import find_draft
from app.secrets import keyinfo
from app.views.quick_log.unfinished import KEY, lines_of
from tests.builders import PASSPHRASE, new_book, opened
from tests.proof import canary
from tests.proof.killing import start, strike
from tests.proof.rounds import rounds

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="instants of two processes are compared"),
]
BEHIND_S = 0.4


@dataclass(frozen=True)
class Killed:
    """One kill: how many characters had been typed 400 ms before it, how many in all, and what was found."""

    safe: int
    typed: int
    found: int


def kill_while_typing(folder: Path, phrase: Path, after: float, *ways: str) -> Killed:
    """Start a typist, kill it some time after its first key, and look at what it left."""
    process = start(["-m", "tests.proof.typist", str(folder), *ways], phrase_file=phrase)
    assert process.stdout is not None
    head = process.stdout.readline()
    if not head:
        assert process.stderr is not None
        raise AssertionError(process.stderr.read().decode())
    time.sleep(after)
    dead = time.monotonic()
    told, _inside = strike(process, folder / keyinfo.BOOK)
    keys = [line.split() for line in (head + told).decode().splitlines() if line.count(" ") == 1]
    times = [(float(at), int(typed)) for at, typed in keys]
    safe = max((typed for at, typed in times if at <= dead - BEHIND_S), default=0)
    seen = canary.sightings([folder.parent], but=[phrase])
    assert seen == {}, seen
    with opened(folder) as book:
        draft = book.read(find_draft, KEY)
        lines = lines_of(draft.body) if draft is not None else []
        text = lines[-1].text if lines else ""
    return Killed(safe, times[-1][1], len(text))


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    """Return the file with the passphrase."""
    made = tmp_path / "own" / "phrase.txt"
    made.parent.mkdir()
    made.write_text(PASSPHRASE + "\n", "utf-8")
    return made


def fresh(tmp_path: Path, number: int) -> Path:
    """Make another encrypted book."""
    folder = tmp_path / f"machine-{number}" / "profile"
    folder.parent.mkdir()
    new_book(folder, encrypted=True).close()
    return folder


def test_that_what_was_typed_400_ms_before_a_kill_is_there(tmp_path: Path, phrase: Path) -> None:
    chance = random.Random(20261121)
    kills = [
        kill_while_typing(fresh(tmp_path, number), phrase, chance.uniform(0.5, 3.0)) for number in range(rounds(50))
    ]
    assert [kill for kill in kills if kill.found < kill.safe] == []
    assert all(kill.safe > 0 for kill in kills), kills


def test_that_the_same_proof_finds_a_build_that_keeps_drafts_in_memory(tmp_path: Path, phrase: Path) -> None:
    kill = kill_while_typing(fresh(tmp_path, 0), phrase, 1.5, "--never-writes")
    assert kill.found < kill.safe
