"""Small helps of the tests: which bench, and a pull to its end."""

from __future__ import annotations

from typing import Any

import pytest

from app.connectors.base import Session
from app.connectors.conformance.server import Answer, Asked
from app.connectors.conformance.talk import names, pulled


def kind(made: type) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("bench", [made], indirect=True)


def heard(bench: Any) -> list[Asked]:
    """Return the list that every request to come is put into."""
    found: list[Asked] = []
    answer = bench.front.answer

    def listen(asked: Asked) -> Answer:
        found.append(asked)
        return answer(asked)  # type: ignore[no-any-return]

    bench.front.answer = listen
    return found


def told(session: Session, bench: Any, cursor: str | None = None) -> tuple[dict[str, Any], str]:
    return pulled(session, bench.type, names(bench.info(session)), cursor)
