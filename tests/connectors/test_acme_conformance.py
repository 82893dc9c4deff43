"""The stranger's package over real HTTP; `make proof` runs it again from wheels in an environment of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.connectors.conformance.suite import *  # noqa: F403

STRANGER = Path(__file__).parents[1] / "stranger"


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    # Also for the processes that a test of the suite starts.
    monkeypatch.syspath_prepend(STRANGER)
    from banso_acme import AcmeConnector
    from banso_acme.bench import AcmeBench

    class Bench(AcmeBench):
        connector = AcmeConnector
        many = 10_000

    made = Bench(tmp_path)
    yield made
    made.close()
