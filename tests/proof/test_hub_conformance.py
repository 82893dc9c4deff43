"""The conformance suite on a team hub in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.conformance.bench import Bench
from app.connectors.conformance.suite import *  # noqa: F403
from tests.connectors.nouns import Contracts, Lines, Objectives
from tests.live.hub import HubBench, PagedConnector
from tests.live.postgres import Postgres

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    made = Postgres()
    yield made
    made.close()


NOUNS = {"requests": (), "objectives": (Objectives,), "contracts": (Contracts,), "lines": (Lines,)}


@pytest.fixture(params=NOUNS.values(), ids=NOUNS.keys())
def bench(request: pytest.FixtureRequest, tmp_path: Path, server: Postgres) -> Iterator[Bench]:
    made = type("Made", (*request.param, HubBench), {"connector": PagedConnector, "server": server})(tmp_path)
    yield made
    made.close()
