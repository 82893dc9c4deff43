from __future__ import annotations

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from app.views.garbage import Garbage


class Ring:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.me = self


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
    assert gc.isenabled()
