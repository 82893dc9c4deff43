from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.connectors.base import Scalar
from app.connectors.conformance.suite import *  # noqa: F403
from app.connectors.memory import MemoryConnector
from app.connectors.memory.bench import CheckedBench, MemoryBench
from tests.connectors import nouns


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


THEIRS = {
    "type": "Kind", "notice_unit": "NoticeUnit", "auto_renew": "Renews", "outcome_on": "Decided",
    "churn_reasons": "Reasons", "unit_price": "Price", "free_months": "Free",
}  # fmt: skip


class Named(nouns.Noun):
    connector = MemoryConnector
    readonly = ()

    def named(self, values: Mapping[str, Scalar]) -> dict[str, Scalar]:
        return {THEIRS.get(name, name.capitalize()): value for name, value in values.items()}


class Contracts(Named, nouns.Contracts, MemoryBench):
    refs = ("Account",)


class Lines(Named, nouns.Lines, MemoryBench):
    type = "lines"
    refs = ("Account", "Contract")


@pytest.fixture(params=[Atomic, Checked, OneByOne, Contracts, Lines])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryBench]:
    made = request.param(tmp_path)
    yield made
    made.close()


def test_that_the_server_in_memory_needs_nothing_of_what_tests_it() -> None:
    asked = "import sys, app.connectors.memory; print(*sys.modules, sep='\\n')"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    loaded = ran.stdout.split()
    assert "app.connectors.memory.server" in loaded
    assert not [name for name in loaded if name.startswith(("pytest", "_pytest", "app.connectors.conformance"))]
