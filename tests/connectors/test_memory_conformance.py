from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.conformance.suite import *  # noqa: F403
from app.connectors.memory import MemoryConnector
from app.connectors.memory.bench import CheckedBench, MemoryBench


class OneByOne(MemoryBench):
    connector = MemoryConnector

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.server.single = True
        self.server.answers = "id"


class Atomic(MemoryBench):
    connector = MemoryConnector


class Checked(CheckedBench):
    connector = MemoryConnector


@pytest.fixture(params=[Atomic, Checked, OneByOne])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryBench]:
    made = request.param(tmp_path)
    yield made
    made.close()
