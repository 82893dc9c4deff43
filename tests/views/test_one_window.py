from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.views.one_window import LOCK, OneWindow


@pytest.mark.parametrize(("age", "taken"), [(60.0, True), (0.0, False)])
def test_that_a_lock_whose_maker_was_killed_before_it_wrote_is_taken_over(
    qapp: QApplication, tmp_path: Path, age: float, taken: bool
) -> None:
    (tmp_path / LOCK).touch()
    then = time.time() - age
    os.utime(tmp_path / LOCK, (then, then))
    one = OneWindow(tmp_path)
    assert one.take() is taken
    one.let_go()


def test_that_one_window_has_a_profile_at_a_time(qapp: QApplication, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.take()
    assert not second.take()
    first.let_go()
    assert second.take()
    second.let_go()
