"""What a connector raises comes out as an error of the contract, and without its secrets."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

import pytest

from app.connectors.errors import AuthExpired, BadConfig, ConnectorError, RateLimited, SchemaChanged, Unavailable
from app.connectors.fence import Fenced, fence
from app.connectors.kit.redact import Redactor
from app.connectors.memory import MemoryServer, MemorySession
from tests.connectors.folder.folders import Ctx

CANARY = "canary-7f21"
redact = Redactor([CANARY]).text


@pytest.mark.parametrize(
    "error",
    [
        Unavailable(f"asked with {CANARY}"),
        Unavailable(ValueError(f"bad {CANARY}")),
        Unavailable("asked", {"key": CANARY}, [CANARY], CANARY.encode()),
        AuthExpired((CANARY, 1)),
        BadConfig("key", f"not {CANARY}"),
        SchemaChanged("accounts", (f"field {CANARY}",)),
        RateLimited(7.0, f"wait, {CANARY}"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_that_no_error_of_the_contract_carries_a_secret_past_the_fence(error: ConnectorError) -> None:
    with pytest.raises(type(error)) as told, fence(redact):
        raise error
    shown = f"{told.value!r} {told.value} {vars(told.value)} {''.join(traceback.format_exception_only(told.value))}"
    assert CANARY not in shown
    assert "***" in shown


def test_that_a_number_stays_one() -> None:
    with pytest.raises(Unavailable) as told, fence(redact):
        raise Unavailable("status", 503, 1.5)
    assert told.value.args == ("status", 503, 1.5)


def test_that_a_mistake_of_the_connectors_own_tells_where_it_happened_and_not_what_it_said() -> None:
    with pytest.raises(ConnectorError) as told, fence(redact):
        raise KeyError(CANARY)
    assert str(told.value).startswith("KeyError, test_fence.py ")
    assert CANARY not in str(told.value)


def test_that_every_question_is_asked_behind_the_fence() -> None:
    class Faulty(MemorySession):
        def push(self, *_given: object) -> list[object]:  # type: ignore[override]
            raise LookupError(CANARY)

        identity = describe = pull = read = close = push  # type: ignore[assignment]

        def sweep(self, *_given: object) -> Iterator[list[str]]:
            yield ["1"]
            raise LookupError(CANARY)

    session = Fenced(Faulty(MemoryServer(), Ctx()), redact)
    for ask in (
        session.identity,
        session.describe,
        lambda: next(session.pull("accounts", (), None)),
        lambda: session.read("accounts", ()),
        lambda: list(session.sweep("accounts")),
        lambda: session.push("accounts", ()),
    ):
        with pytest.raises(ConnectorError, match="LookupError"):
            ask()
    session.close()
