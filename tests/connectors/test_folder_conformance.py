"""The conformance suite on the folder partner, in both formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.conformance.bench import Bench
from app.connectors.conformance.suite import *  # noqa: F403
from app.connectors.folder import FolderConnector
from app.connectors.folder.bench import FolderBench, WorkbookBench
from tests.connectors.nouns import Contracts, Lines, Objectives, Touchpoints

BENCHES = {
    "csv": (FolderBench,),
    "xlsx": (WorkbookBench,),
    "touchpoints": (Touchpoints, FolderBench),
    "objectives": (Objectives, FolderBench),
    "contracts": (Contracts, FolderBench),
    "lines": (Lines, FolderBench),
    "lines in xlsx": (Lines, WorkbookBench),
}


@pytest.fixture(params=BENCHES.values(), ids=BENCHES.keys())
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made = type("Made", request.param, {"connector": FolderConnector})(tmp_path)
    yield made
    made.close()
