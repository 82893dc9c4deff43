"""A person's typing replayed: every key with the pause before it, Japanese by the keys an input method takes.

What is counted is the typing: keys times pauses. How fast this machine answers is only told.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu

from app.language import _
from tests.journeys import hands
from tests.journeys.eyes import main_window

_log = logging.getLogger(__name__)

PAUSES_S = (0.085, 0.060, 0.095, 0.075, 0.110)
"""Between two keys of somebody who types every day; they come round again and again."""


@dataclass(frozen=True)
class Kana:
    """Words typed in Latin letters and committed by an input method; with `converts`, Space chooses the kanji first."""

    keys: str
    words: str
    converts: bool = True


@dataclass
class Replay:
    """What was typed so far and how long that takes."""

    keys: int = 0
    typed_s: float = 0.0
    late: int = 0
    slowest_s: float = 0.0


def press_in(replay: Replay, *keys: str) -> None:
    """Press keys, each written as in a shortcut."""
    for key in keys:
        _after_a_pause(replay, lambda key=key: hands.press(key))  # type: ignore[misc]


def type_in(replay: Replay, *parts: str | Kana) -> None:
    """Type words: letter by letter, or as an input method composes and commits them."""
    for part in parts:
        if isinstance(part, Kana):
            _compose(replay, part)
            continue
        for letter in part:
            _after_a_pause(replay, lambda letter=letter: hands.write(letter))  # type: ignore[misc]


def _compose(replay: Replay, part: Kana) -> None:
    for end in range(1, len(part.keys) + 1):
        _after_a_pause(replay, lambda end=end: hands.compose(part.keys[:end]))  # type: ignore[misc]
    if part.converts:
        _after_a_pause(replay, lambda: hands.compose(part.words))
    _after_a_pause(replay, lambda: hands.commit(part.words))


def _after_a_pause(replay: Replay, act: Callable[[], None]) -> None:
    pause = PAUSES_S[replay.keys % len(PAUSES_S)]
    replay.keys += 1
    replay.typed_s += pause
    began = time.perf_counter()
    act()
    took = time.perf_counter() - began
    replay.slowest_s = max(replay.slowest_s, took)
    replay.late += took > pause


def leave_to_tray() -> None:
    """Let the window vanish, as where closing it leaves Banso in the tray, once there is an entry in it."""
    hands.wait_until(_tray_menus, "the entry in the tray")
    main_window().hide()
    QApplication.processEvents()


def open_tray_menu() -> None:
    """Open the menu of the tray entry, as a click on it does; keys go through it."""
    [menu] = _tray_menus()
    menu.popup(QPoint(0, 0))
    QApplication.processEvents()


def _tray_menus() -> list[QMenu]:
    found = [menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu)]
    return [menu for menu in found if any(act.text() == _("Quit Banso") for act in menu.actions()) and not menu.title()]


def tell(replay: Replay) -> None:
    """Write into the log of the test what is only told of a replay."""
    _log.info(
        "%d keys, %.2f s of typing, slowest key %d ms, %d answered after the next one was due",
        replay.keys,
        replay.typed_s,
        round(replay.slowest_s * 1000),
        replay.late,
    )
