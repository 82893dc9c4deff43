from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.views import charting, idle
from app.views.idle import Idle
from app.views.opening import ShutBook
from app.views.workspace import Workspace
from tests.builders import TODAY


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    times: list[int] = []
    monkeypatch.setattr(charting, "preload", lambda: times.append(1))
    monkeypatch.setattr(idle, "QUIET_MS", 60)
    return times


def test_that_charts_are_loaded_once_when_nobody_does_anything(loaded: list[int], qtbot: QtBot) -> None:
    workspace = Workspace(ShutBook(), Clock(fixed=TODAY))
    waiting = Idle(workspace)
    qtbot.waitUntil(lambda: loaded == [1], timeout=10_000)
    qtbot.waitUntil(lambda: workspace.busy == 0, timeout=10_000)
    qtbot.wait(150)
    assert loaded == [1]
    waiting.stop()


def test_that_input_and_work_under_way_put_it_off(
    loaded: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(ShutBook(), Clock(fixed=TODAY))
    busy: list[Any] = [object()]
    monkeypatch.setattr(type(workspace), "busy", property(lambda _self: len(busy)))
    widget = QWidget()
    qtbot.addWidget(widget)
    waiting = Idle(workspace)
    waiting._timer.setInterval(10_000)
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier))
    assert waiting._timer.remainingTime() > 5_000
    waiting._load()
    assert waiting._timer.isActive()
    assert loaded == []
    waiting.stop()
    assert not waiting._timer.isActive()


def test_that_preloading_brings_what_a_chart_needs() -> None:
    charting.preload()
    assert "matplotlib.figure" in sys.modules
    assert "Inter" in charting._known_families()
