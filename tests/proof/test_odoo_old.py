"""The connector against a real Odoo by XML-RPC, as it speaks to version 18 and below: the whole conformance suite.

The server is of version 19, which still has that interface; an older one cannot be fetched here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.connectors.conformance.bench import Bench
from app.connectors.conformance.suite import *  # noqa: F403
from tests.live.odoo import Odoo
from tests.proof.odoo_bench import LiveBench
from tests.proof.odoo_old_bench import OldActivitiesLive, OldLive, OldNotesLive, OldPeopleLive, OldSalesLive
from tests.proof.rounds import rounds

pytestmark = pytest.mark.proof


EVERY: dict[str, type[LiveBench]] = {
    "companies": OldLive, "sales notes": OldNotesLive, "people": OldPeopleLive, "sales": OldSalesLive,
    "activities": OldActivitiesLive,
}  # fmt: skip
CHOSEN = EVERY if rounds(10) == 10 else {"sales notes": EVERY["sales notes"]}


@pytest.fixture(params=list(CHOSEN.values()), ids=list(CHOSEN))
def bench(request: pytest.FixtureRequest, tmp_path: Path, odoo: Odoo) -> Iterator[Bench]:
    made = type(request.param.__name__, (request.param,), {"odoo": odoo})(tmp_path)
    yield made
    made.close()
