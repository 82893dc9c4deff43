"""Small helps of the tests: which bench, and a pull to its end."""

from __future__ import annotations

from typing import Any

import pytest

from app.connectors.base import Session
from app.connectors.conformance.talk import names, pulled


def kind(made: type) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("bench", [made], indirect=True)


def told(session: Session, bench: Any, cursor: str | None = None) -> tuple[dict[str, Any], str]:
    return pulled(session, bench.type, names(bench.info(session)), cursor)
