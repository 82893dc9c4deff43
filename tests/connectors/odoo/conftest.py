"""A bench over the small Odoo for each test; others than companies by `kind`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.connectors.odoo.small_bench import SmallBench


@pytest.fixture
def bench(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    made = getattr(request, "param", SmallBench)(tmp_path)
    yield made
    made.close()
