from __future__ import annotations

import gc
import sys
import threading
import weakref
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.views import states
from app.views.garbage import Garbage
from app.views.shots import DONE, take_shots
from tests.builders import TODAY, new_profile


class Ring:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def eager() -> Iterator[None]:
    """Let Python's own collector, were it on, begin at every other thing that is made."""
    limits = gc.get_threshold()
    gc.set_threshold(1)
    yield
    gc.set_threshold(*limits)


def test_that_workers_collect_nothing_and_the_timer_does(qtbot: QtBot) -> None:
    garbage = Garbage()
    try:
        gone = weakref.ref(Ring())
        worker = threading.Thread(target=lambda: [Ring() for _n in range(20_000)])
        worker.start()
        worker.join(60)
        assert gone() is not None
        assert garbage.collect() >= 0
        qtbot.waitUntil(lambda: garbage.collect() == -1)
        gc.collect()
        assert gone() is None
    finally:
        garbage.stop()


def test_that_nothing_is_collected_in_the_middle_of_anything_also_when_the_windows_are_on_their_way_out(
    qtbot: QtBot, tmp_path: Path, eager: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "SHOTS", states.SHOTS[:3])
    new_profile(tmp_path / "p")
    begun: list[str] = []

    def heard(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            begun.append(sys._getframe(1).f_code.co_filename)

    asked = {"lang": "ja", "theme": "dark", "scale": None, "json": False, "today": TODAY, "text": 100, "state": None}
    gc.callbacks.append(heard)
    try:
        assert take_shots(Namespace(folder=tmp_path / "out", profile=tmp_path / "p", **asked)) == DONE
        [Ring() for _n in range(100)]
    finally:
        gc.callbacks.remove(heard)
    assert {Path(name).name for name in begun} <= {"garbage.py"}
