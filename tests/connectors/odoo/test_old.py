"""The conformance suite over the small Odoo by XML-RPC; `tests/proof/test_odoo_old.py` runs it on a real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.conformance.bench import Bench
from app.connectors.conformance.suite import *  # noqa: F403
from tests.connectors.odoo.old_bench import OldActivities, OldBench, OldNotes, OldSales


@pytest.fixture(params=[OldBench, OldSales, OldNotes, OldActivities], ids=["companies", "sales", "notes", "activities"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made: Bench = request.param(tmp_path)
    yield made
    made.close()
