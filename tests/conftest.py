"""What every test shares: no network but loopback, a fixed language, Qt without a screen."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.last_words import pytest_configure, pytest_configure_node, pytest_testnodedown

__all__ = ["pytest_configure", "pytest_configure_node", "pytest_testnodedown"]

HERE = Path(__file__).parent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile(
    "banso",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("banso")

# What takes longest comes first, or one worker would be busy with it long after the others have nothing left to do.
DEAREST = (
    "views/test_states.py",
    "sync/",
    "views/test_pseudo.py",
    "journeys/",
    "journal/",
    "views/test_shots.py",
    "operations/health/test_book_scores.py",
    "cli/",
    "connectors/",
    "views/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the files that take longest be the first that are handed out, their tests in the order they have."""

    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(HERE).as_posix() if item.path.is_relative_to(HERE) else ""
        return next((n for n, dear in enumerate(DEAREST) if name.startswith(dear)), len(DEAREST))

    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def cheap_books() -> Iterator[None]:
    """Lay the schema of new books at once, compile each statement once for all of them, and wait for no disk."""
    from app.models import database, driver, migrate
    from tests import quick_books

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(migrate, "_upgrade", quick_books.upgrade)
        patched.setattr(driver, "connect", quick_books.connect)
        patched.setattr(os, "fsync", lambda _file: None)
        patched.setattr(database, "create_engine", quick_books.sharing_engines())
        yield


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "localhost", "::1"}:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


class _Left:
    """Whether a test with windows has left something that nobody has collected."""

    windows = False


@pytest.fixture(autouse=True)
def garbage_of_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """End windows with their test, and let no worker collect what they left: Qt objects end on their own thread."""
    if "qapp" not in request.fixturenames:
        if _Left.windows:
            gc.collect()
            # What is left now stays to the end: modules and what they keep. Else every such turn walks all of it.
            gc.freeze()
            _Left.windows = False
        gc.enable()
        yield
        return
    gc.disable()
    _Left.windows = True
    yield
    from PySide6.QtCore import QCoreApplication, QEvent

    # Else they would go in the middle of another test, and a switch of theme would dress them until then.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    counts, limits = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > limits[generation]:
            gc.collect(generation)
            break


@pytest.fixture(autouse=True)
def in_japanese() -> Iterator[None]:
    """Start every test in Japanese, whatever the one before chose."""
    from app import language

    language.use("ja")
    yield
    language.use("ja")
