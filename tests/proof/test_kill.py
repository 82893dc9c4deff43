"""Kill -9 during `log` and `import` on an encrypted book: nothing told is lost, nothing half done stays."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models import locks, tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.care import check
from app.operations.content import content_hash
from app.operations.importing.run import import_paths
from app.secrets import keyinfo
from tests.builders import PASSPHRASE, new_book, opened
from tests.proof.killing import has_log, imports, open_changes, somebody_writes, start, strike, wait_until
from tests.proof.rounds import rounds

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at locks as Linux keeps them"),
]
ROWS = 1800
"""Of a file whose import is killed: four steps of up to 500, each a transaction."""
FRESH = 10
"""Rounds on one book: what is taken back stays in it as tombstones, and only slows the proof down."""
NAMES = ("青葉信用金庫", "みどり食品", "Kestrel Freight", "北斗製作所")


@dataclass
class Tally:
    """What became of many kills."""

    kills: int = 0
    inside: int = 0
    told: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    undone: int = 0


@dataclass
class Setting:
    """A book to be killed at, and what the killed processes need."""

    folder: Path
    phrase: Path
    lines: Path
    chance: random.Random

    @property
    def book(self) -> Path:
        """The file itself."""
        return self.folder / keyinfo.BOOK


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    """An encrypted book with four accounts, a passphrase in a file, and more lines than anybody can log."""
    folder = tmp_path / "profile"
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("name\n" + "\n".join(NAMES), "utf-8")
    with new_book(folder, encrypted=True) as book:
        assert import_paths(book, [accounts], kind="accounts").imported == len(NAMES)
    phrase = tmp_path / "phrase.txt"
    phrase.write_text(PASSPHRASE + "\n", "utf-8")
    lines = tmp_path / "lines.txt"
    lines.write_text(
        "".join(
            f'@"{NAMES[i % 4]}" 定例で解約の話 {i} 次: 見積 {i} を送る by 12/{i % 28 + 1}\n' for i in range(20_000)
        ),
        "utf-8",
    )
    return Setting(folder, phrase, lines, random.Random(20261121))


def live(session: Session, entity: str) -> set[str]:
    table = tables.metadata.tables[entity]
    return {str(row[0]) for row in session.execute(select(table.c.id).where(table.c.deleted_at.is_(None)))}


def assert_whole(book: Book) -> None:
    """Assert that pages, cipher, references and the search index are right and nothing is left open."""
    found = check(book, repair=False)
    assert (found.integrity, found.foreign_keys, found.cipher, found.search_faults) == (0, 0, 0, 0), found
    assert (found.counts["open_changes"], found.counts["dangling_prints"]) == (0, 0), found


def assert_no_lock_left(folder: Path) -> None:
    # A lock is held by a process, never by the name of a file that lies there.
    for file in (folder / "profile.lock", *(folder / "changes").glob("*.lock")):
        with locks.hold(file) as alone:
            assert alone, file
    assert not somebody_writes(folder / keyinfo.BOOK)


def kill_while_logging(setting: Setting, kills: int, *ways: str) -> Tally:
    """Kill a process that logs line after line; every second time right after it told of a write, else anywhen."""
    tally = Tally()
    for number in range(kills):
        process = start(
            ["-m", "tests.proof.writer", str(setting.folder), *ways], phrase_file=setting.phrase, stdin=setting.lines
        )
        assert process.stdout is not None
        head = b""
        if number % 2:
            for _line in range(setting.chance.randint(1, 12)):
                head += process.stdout.readline()
        else:
            head += process.stdout.readline()
            time.sleep(setting.chance.uniform(0, 0.15))
        assert head, "the writer told of nothing"
        told, inside = strike(process, setting.book)
        whole_lines = (head + told).decode().split("\n")[:-1]
        tally.kills += 1
        tally.inside += inside
        tally.told |= set(whole_lines)
        with opened(setting.folder) as book:
            assert_whole(book)
            touchpoints, promises = book.read(live, "touchpoint"), book.read(live, "promise")
        # A line is one touchpoint and one promise, or it is not there at all.
        assert len(touchpoints) == len(promises)
        tally.lost |= tally.told - touchpoints
        assert_no_lock_left(setting.folder)
    return tally


def test_that_no_logged_line_is_lost_to_a_kill(setting: Setting) -> None:
    tally = kill_while_logging(setting, rounds(200))
    assert tally.lost == set()
    assert len(tally.told) > tally.kills
    assert tally.inside * 4 >= tally.kills, tally


def test_that_the_same_proof_finds_a_build_that_tells_too_soon(setting: Setting) -> None:
    """One kill in many loses a line there; so many kills in a row without a loss do not happen."""
    lost: set[str] = set()
    for _try in range(30):
        lost |= kill_while_logging(setting, 2, "--acknowledge-early").lost
        if lost:
            break
    assert lost


def test_that_no_line_of_the_verb_log_is_lost_to_a_kill(setting: Setting) -> None:
    tally = Tally()
    for number in range(rounds(80)):
        line = f'@"{NAMES[0]}" 電話 {number}'
        process = start(
            ["main.py", "--profile", str(setting.folder), "--json", "log", line], phrase_file=setting.phrase
        )
        # Every second one at its commit, the others anywhere from the opening of the book on.
        if number % 2:
            assert wait_until(lambda: has_log(setting.book), process)
        else:
            assert wait_until(lambda: somebody_writes(setting.book), process)
            time.sleep(setting.chance.uniform(0, 0.1))
        told, inside = strike(process, setting.book)
        tally.kills += 1
        tally.inside += inside
        if told.endswith(b"}\n"):
            tally.told.add(json.loads(told)["touchpoint"])
        with opened(setting.folder) as book:
            assert_whole(book)
            assert tally.told <= book.read(live, "touchpoint")
        assert_no_lock_left(setting.folder)
    assert tally.inside * 4 >= tally.kills, tally


def touchpoints_file(path: Path, number: int) -> Path:
    rows = [f"{NAMES[i % 4]},2026-10-{i % 28 + 1:02},call,回 {number} 行 {i} ﾗｲｾﾝｽ" for i in range(ROWS)]
    path.write_text("account,date,kind,body\n" + "\n".join(rows) + "\n", "utf-8")
    return path


def importing(setting: Setting, folder: Path, file: Path) -> subprocess.Popen[bytes]:
    """Start `banso import` and return it when it begins to write."""
    arguments = ["main.py", "--profile", str(folder), "--json", "import", str(file), "--kind", "touchpoints"]
    process = start(arguments, phrase_file=setting.phrase)
    assert wait_until(lambda: imports(folder), process)
    return process


def seconds_of_an_import(setting: Setting, folder: Path, file: Path) -> float:
    """Let an import come to its end: so long there is to strike."""
    shutil.copytree(setting.folder, folder)
    process = importing(setting, folder, file)
    began = time.monotonic()
    _told, complaints = process.communicate()
    assert process.returncode == 0, complaints
    return time.monotonic() - began


def kill_while_importing(setting: Setting, kills: int, work: Path) -> Tally:
    """Kill `banso import` anywhere after its first write; every fourth time right after it told of its end."""
    tally = Tally()
    lasts = seconds_of_an_import(setting, work / "whole", touchpoints_file(work / "whole.csv", -1))
    with opened(setting.folder) as book:
        untouched = book.read(content_hash), book.read(live, "touchpoint")
    for number in range(kills):
        folder = work / f"killed-{number // FRESH}"
        if number % FRESH == 0:
            shutil.copytree(setting.folder, folder)
            before, rows = untouched
        process = importing(setting, folder, touchpoints_file(work / "touchpoints.csv", number))
        head = b""
        if number % 4 == 3:
            assert process.stdout is not None
            head = process.stdout.readline()
        else:
            time.sleep(setting.chance.uniform(0, lasts))
        told, inside = strike(process, folder / keyinfo.BOOK)
        left_open = open_changes(folder)
        tally.kills += 1
        tally.inside += bool(inside or left_open)
        tally.undone += left_open
        with opened(folder) as book:
            assert_whole(book)
            after, standing = book.read(content_hash), book.read(live, "touchpoint")
        # All of it or nothing, and nothing where the change was left open.
        assert rows <= standing
        assert len(standing - rows) == (0 if after == before else ROWS)
        assert not left_open or after == before
        if (head + told).endswith(b"}\n"):
            assert json.loads(head + told)["imported"] == ROWS
            tally.told.add(str(number))
            if after == before:
                tally.lost.add(str(number))
        assert_no_lock_left(folder)
        before, rows = after, standing
    return tally


def test_that_a_killed_import_is_undone_and_a_finished_one_stays(setting: Setting, tmp_path: Path) -> None:
    tally = kill_while_importing(setting, rounds(200), tmp_path)
    assert tally.told
    assert tally.lost == set()
    assert tally.inside * 4 >= tally.kills, tally
    assert tally.undone > 0


def killed_twice(setting: Setting, folder: Path, file: Path) -> bool | None:
    """Kill an import, then the start after it while that undoes; tells whether the second kill was inside a write.

    None where the first kill came too early or too late to leave anything to undo.
    """
    book = folder / keyinfo.BOOK
    process = importing(setting, folder, file)
    # After the first step, and before the end of the others.
    assert wait_until(lambda: not somebody_writes(book), process)
    time.sleep(setting.chance.uniform(0.01, 0.1))
    strike(process, book)
    if not open_changes(folder):
        return None
    again = start(["main.py", "--profile", str(folder), "accounts"], phrase_file=setting.phrase)
    assert wait_until(lambda: imports(folder), again)
    time.sleep(setting.chance.uniform(0, 0.05))
    return strike(again, book)[1]


def test_that_a_kill_while_undoing_leaves_the_rest_to_the_next_start(setting: Setting, tmp_path: Path) -> None:
    file = touchpoints_file(tmp_path / "touchpoints.csv", 0)
    with opened(setting.folder) as book:
        before = book.read(content_hash)
    folder = setting.folder.with_name("twice")
    undoings: list[bool] = []
    for _try in range(10 * rounds(40)):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(setting.folder, folder)
        inside = killed_twice(setting, folder, file)
        if inside is None:
            continue
        undoings.append(inside)
        with opened(folder) as book:
            assert_whole(book)
            assert book.read(content_hash) == before
        assert_no_lock_left(folder)
        if len(undoings) == rounds(40):
            break
    assert len(undoings) == rounds(40)
    assert sum(undoings) * 4 >= len(undoings), undoings
