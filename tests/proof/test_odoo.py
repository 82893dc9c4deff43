"""The connector against a real Odoo 19 on this machine: the whole conformance suite, as two users, on every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.conformance.bench import Bench
from app.connectors.conformance.suite import *  # noqa: F403
from tests.live.odoo import Odoo
from tests.proof.odoo_bench import LiveActivities, LiveBench, LiveNotes, LiveOpportunities, LivePeople, SalesBench
from tests.proof.rounds import rounds

pytestmark = pytest.mark.proof


class SalesNotes(LiveNotes):
    """Notes as a sales person sees them: Odoo takes out of each page what is not for them."""

    who = "sales"


EVERY: dict[str, type[LiveBench]] = {
    "companies": LiveBench, "sales notes": SalesNotes, "people": LivePeople, "notes": LiveNotes,
    "sales": SalesBench, "activities": LiveActivities, "opportunities": LiveOpportunities,
}  # fmt: skip
# Before every landing the two that differ most: each kind takes some minutes.
CHOSEN = EVERY if rounds(10) == 10 else {name: EVERY[name] for name in ("companies", "sales notes")}


@pytest.fixture(params=list(CHOSEN.values()), ids=list(CHOSEN))
def bench(request: pytest.FixtureRequest, tmp_path: Path, odoo: Odoo) -> Iterator[Bench]:
    made = type(request.param.__name__, (request.param,), {"odoo": odoo})(tmp_path)
    yield made
    made.close()
