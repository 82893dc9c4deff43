"""An answer that cannot be any more beside what its row says by now."""

from __future__ import annotations

from datetime import date

import pytest

from app.connectors.memory import MemoryServer
from app.errors import BansoError
from tests.sync.desk import Desk


def test_that_an_answer_which_cannot_stand_beside_a_later_edit_is_refused_in_words(desk: Desk) -> None:
    account = desk.create("account", name="みどり食品", name_key="みどり食品")
    person = desk.create("person", name="佐藤 結衣", name_key="佐藤結衣")
    at = {"person_id": person, "account_id": account}
    position = desk.create("position", **at, from_on="2025-01-01", to_on="2026-12-31")
    crm = MemoryServer()
    desk.connect(crm)
    desk.sync()
    [there] = crm.records("contacts").values()
    desk.amend("position", position, from_on="2025-02-01")
    crm.edit("contacts", there.id, {"From": date(2026, 5, 1)})
    desk.sync()
    [(number, kind, field)] = desk.open_questions()
    assert (kind, field) == ("field", "From")
    desk.amend("position", position, to_on="2026-01-01")
    before = desk.row("position", position)
    with pytest.raises(BansoError) as refused:
        desk.settle(number, "theirs")
    assert refused.value.key == "sync.unfit"
    assert desk.row("position", position) == before
    assert [one[0] for one in desk.open_questions()] == [number]
    desk.settle(number, "mine")
    desk.sync()
    assert crm.records("contacts")[there.id].fields["From"] == date(2025, 2, 1)
