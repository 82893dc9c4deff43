"""The connector against a real Odoo 19 on this machine: the whole conformance suite, as two users, on every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.conformance.bench import Bench
from app.connectors.conformance.suite import *  # noqa: F403
from tests.live.odoo import Absent, Odoo
from tests.proof.odoo_bench import LiveActivities, LiveBench, LiveNotes, LiveOpportunities, LivePeople

pytestmark = pytest.mark.proof


class SalesCompanies(LiveBench):
    """Companies as a sales person sees them, who may not look into the table of external ids."""

    who = "sales"


class SalesNotes(LiveNotes):
    """Notes as a sales person sees them: Odoo takes out of each page what is not for them."""

    who = "sales"


@pytest.fixture(scope="module")
def odoo() -> Iterator[Odoo]:
    try:
        server = Odoo()
    except Absent as problem:
        pytest.skip(f"THE REAL ODOO IS NOT TESTED, it cannot be had here: {problem}")
    yield server
    server.close()


@pytest.fixture(
    params=[LiveBench, SalesCompanies, LivePeople, LiveNotes, SalesNotes, LiveActivities, LiveOpportunities],
    ids=["companies", "sales", "people", "notes", "sales notes", "activities", "opportunities"],
)
def bench(request: pytest.FixtureRequest, tmp_path: Path, odoo: Odoo) -> Iterator[Bench]:
    made = type(request.param.__name__, (request.param,), {"odoo": odoo})(tmp_path)
    yield made
    made.close()
