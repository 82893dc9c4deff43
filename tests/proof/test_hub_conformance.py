"""The conformance suite on a team hub in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.conformance.bench import Bench
from app.connectors.conformance.suite import *  # noqa: F403
from app.connectors.hub import HubConnector
from tests.live.hub import ContractBench, HubBench, LineBench, ObjectiveBench
from tests.live.postgres import Postgres

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    made = Postgres()
    yield made
    made.close()


BENCHES = {"requests": HubBench, "objectives": ObjectiveBench, "contracts": ContractBench, "lines": LineBench}


@pytest.fixture(params=BENCHES.values(), ids=BENCHES.keys())
def bench(request: pytest.FixtureRequest, tmp_path: Path, server: Postgres) -> Iterator[Bench]:
    made = type(request.param.__name__, (request.param,), {"connector": HubConnector, "server": server})(tmp_path)
    yield made
    made.close()
