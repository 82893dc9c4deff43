from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live.hub import AIKO, KEN, Hub
from tests.live.postgres import Postgres


@pytest.fixture(scope="package")
def server() -> Iterator[Postgres]:
    made = Postgres()
    yield made
    made.close()


@pytest.fixture
def hub(server: Postgres) -> Iterator[Hub]:
    made = Hub(server, AIKO, KEN)
    yield made
    made.drop()
