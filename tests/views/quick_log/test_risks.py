"""A risk in the line says which open call to action it goes to; where none is open nothing more is said."""

from __future__ import annotations

from app.operations.accounts import find_account
from app.operations.signals.acts import raise_cta
from app.operations.signals.ctas import cta_page
from tests.builders import TODAY
from tests.journeys.hands import press, write
from tests.views.quick_log.desk import Desk

LINE = "@みどり 佐藤さんと電話。予算が厳しい "


def test_that_a_risk_names_the_call_to_action_it_goes_to(desk: Desk) -> None:
    account = desk.book.read(find_account, "みどり食品")
    cta = desk.book.write(raise_cta, account, text="値上げの説明", today=TODAY)[1]
    press("Ctrl+L")
    write(LINE)
    assert "要対応" not in desk.rows()
    write("!リスク")
    assert desk.rows()["要対応"][:2] == ("値上げの説明", "このリスクが根拠として加わります")
    press("Return")
    [risk] = desk.book.read(cta_page, cta, today=TODAY).risks
    assert "予算が厳しい" in risk.body


def test_that_a_risk_alone_raises_nothing(desk: Desk) -> None:
    press("Ctrl+L")
    write(LINE + "!リスク")
    assert "リスク" in desk.rows() and "要対応" not in desk.rows()
