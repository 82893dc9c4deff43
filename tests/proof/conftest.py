from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live.odoo import Absent, Odoo


@pytest.fixture(scope="module")
def odoo() -> Iterator[Odoo]:
    """Return a real Odoo of one file's own; where there is none to be had, say so loudly."""
    try:
        server = Odoo()
    except Absent as problem:
        pytest.skip(f"THE REAL ODOO IS NOT TESTED, it cannot be had here: {problem}")
    yield server
    server.close()
