"""The conformance suite over the small Odoo; `tests/proof/test_odoo.py` runs it on a real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.conformance.bench import Bench
from app.connectors.conformance.suite import *  # noqa: F403
from tests.connectors.odoo.small_bench import SmallActivities, SmallBench, SmallNotes, SmallOpportunities, SmallSales


@pytest.fixture(
    params=[SmallBench, SmallSales, SmallNotes, SmallActivities, SmallOpportunities],
    ids=["companies", "sales", "notes", "activities", "opportunities"],
)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made: Bench = request.param(tmp_path)
    yield made
    made.close()
