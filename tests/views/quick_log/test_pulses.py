"""A pulse in the line has a row of its own: what it means, why, and what else may stand there."""

from __future__ import annotations

import pytest

from app.operations.accounts import find_account
from app.operations.pulses import Pulse, pulses_of
from tests.builders import TODAY
from tests.journeys.hands import press, write
from tests.views.quick_log.desk import Desk
from tests.views.quick_log.test_edits import go_to_row, labels, selected


def warmth(desk: Desk) -> Pulse:
    account = desk.book.read(find_account, "みどり食品")
    return desk.book.read(pulses_of, account, today=TODAY)[2]


def test_that_a_pulse_is_shown_with_its_meaning_and_kept_with_its_reason(desk: Desk) -> None:
    press("Ctrl+L")
    write("@みどり 佐藤さんと電話。先に相談をくれた ～４")
    words, detail = desk.rows()["パルス"][:2]
    assert words.startswith("関係の温度 4") and detail == "先に相談をくれた"
    go_to_row(desk, "パルス")
    press("F2")
    assert selected(desk) == "～４"
    assert [label[0] for label in labels(desk)[:4]] == ["1", "2", "3", "5"]
    press("Down", "Down", "Down", "Return")
    assert desk.card.field.text().rstrip().endswith("～5")
    press("Return")
    said = warmth(desk)
    assert (said.value, said.reason, said.on) == (5, "先に相談をくれた", TODAY)


@pytest.mark.parametrize("line", ["@みどり ~4", "@みどり 電話 ~4"])
def test_that_a_pulse_without_a_reason_asks_for_one_and_nothing_is_lost(desk: Desk, line: str) -> None:
    press("Ctrl+L")
    write(line)
    assert "理由" in desk.rows()["パルス"][1]
    press("Return")
    assert warmth(desk).value is None
    assert desk.log.card is not None and desk.card.field.text() == line
