"""The states of the window itself: the sheet of keys, and how little room it makes do with."""

from __future__ import annotations

from app.views.main_window import COLLAPSE_BELOW
from app.views.stage import Shot, Stage


def _keys(stage: Stage) -> None:
    window, _places = stage.main()
    stage.settle()
    window.show_keys()


def _narrow(stage: Stage) -> None:
    window, _places = stage.main()
    window.resize(COLLAPSE_BELOW - 40, 720)
    stage.settle()


SHOTS: tuple[Shot, ...] = (
    Shot("keys", _keys),
    Shot("window-narrow", _narrow),
)
