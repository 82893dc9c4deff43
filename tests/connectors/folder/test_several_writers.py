"""Several Bansos write to one folder, and some of them die while they do."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.connectors.errors import Unavailable
from tests.connectors.folder.folders import create, opened, pulled, swept

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from pathlib import Path
from app.connectors.errors import Unavailable
from tests.connectors.folder.folders import create, opened, update
folder, name, count, format = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
session = opened(folder, format)
for number in range(count):
    create(session, "accounts", {"name": f"{name} {number}\\nof several"}, f"{name}-{number}")
    print(f"{name}-{number}", flush=True)
"""


def writer(folder: Path, name: str, count: int, format: str = "csv") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(count), format]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_that_nobody_overwrites_what_another_wrote(tmp_path: Path) -> None:
    running = [writer(tmp_path, name, 25) for name in "abc"]
    assert [process.wait() for process in running] == [0, 0, 0]
    for process in running:
        assert process.stdout is not None
        process.stdout.close()
    assert sorted(swept(opened(tmp_path), "accounts")) == sorted(f"{name}-{n}" for name in "abc" for n in range(25))


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_that_who_is_killed_leaves_a_whole_file_with_all_it_acknowledged(tmp_path: Path, format: str) -> None:
    chance = random.Random(7)
    told: set[str] = set()
    for round in range(5):
        process = writer(tmp_path, f"r{round}", 10_000, format)
        assert process.stdout is not None
        told.add(process.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        told |= {line.strip() for line in process.stdout if line.endswith("\n")}
        process.stdout.close()
        process.wait()
        ids = swept(opened(tmp_path, format), "accounts")
        assert len(ids) == len(set(ids))
        assert told <= set(ids)
    create(opened(tmp_path, format), "accounts", {"name": "last"}, "last")
    assert not [*tmp_path.glob(".banso-new-*")]


def test_that_who_reads_while_others_write_sees_whole_files(tmp_path: Path) -> None:
    create(opened(tmp_path), "accounts", {"name": "first"}, "first")
    process = writer(tmp_path, "w", 60)
    seen = 0
    while process.poll() is None:
        try:
            changes, _cursor = pulled(opened(tmp_path), "accounts")
        except Unavailable:
            continue  # replaced again and again while it was read
        assert len(changes) >= seen
        assert [change.id for change in changes[1:]] == [f"w-{n}" for n in range(len(changes) - 1)]
        seen = len(changes)
    assert process.stdout is not None
    process.stdout.close()
    assert len(swept(opened(tmp_path), "accounts")) == 61
