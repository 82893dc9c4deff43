"""The voice tab by keyboard: a request until everybody was told, a lead at its gates, an answer, the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.journal import door
from app.operations.accounts import find_account
from app.operations.voice.questions import account_voice
from app.operations.voice.requests import want_too
from app.operations.voice.rows import AccountVoice
from app.views.account.voice.words import group
from app.views.account.voice_tab import VoiceTab
from app.vocabulary import Gate
from tests.builders import TODAY, new_book
from tests.views.account.tabs import Bench, type_text
from tests.views.accounts.books import NAMES, fill

Key = Qt.Key


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Bench(book, qtbot, VoiceTab)


def voice(bench: Bench) -> AccountVoice:
    found: AccountVoice = bench.book.read(account_voice, bench.account, today=TODAY)
    return found


def add(bench: Bench, words: str = "閲覧だけの権限がほしい", kind: str = "request") -> None:
    bench.tab.line.begin(kind)
    type_text(bench.tab.line.text, words)
    bench.press(Key.Key_Return)
    bench.tab.view.setFocus()


def test_that_nothing_yet_says_what_will_stand_here(bench: Bench) -> None:
    assert bench.tab.card.empty is not None
    assert bench.tab.panes()[-1] is bench.tab.card.empty


def test_that_a_line_makes_a_request_in_the_customers_words(bench: Bench) -> None:
    bench.tab.line.area.setText("権限")
    add(bench)
    (one,) = voice(bench).requests
    assert (one.words, one.area, one.raised_on, one.state) == ("閲覧だけの権限がほしい", "権限", TODAY, "open")
    assert bench.around.toasts == ["要望を追加しました"]
    assert bench.tab.view.current().id == one.id
    assert "12,000,000円" in bench.tab.request._stake.text()
    assert bench.tab.line.text.text() == ""


def test_that_e_ships_tells_everybody_and_closes_each_with_a_way_back(bench: Bench) -> None:
    add(bench)
    (one,) = voice(bench).requests
    bench.workspace.write(want_too, one.id, bench.book.read(find_account, NAMES[1]))
    states = []
    for _step in range(3):
        bench.press(Key.Key_E)
        states.append(voice(bench).requests[0].state)
    assert states == ["shipped", "told", "closed"]
    assert bench.around.back is not None
    bench.around.back()
    assert voice(bench).requests[0].state == "told"


def test_that_each_account_is_ticked_when_it_was_told(bench: Bench) -> None:
    add(bench)
    (one,) = voice(bench).requests
    bench.workspace.write(want_too, one.id, bench.book.read(find_account, NAMES[1]))
    bench.press(Key.Key_E)
    assert group(bench.tab.view.current()) == "出荷：お客様にお知らせ"
    assert bench.tab.delegate.here == bench.account
    first, second = bench.tab.wanted.boxes
    second.setFocus()
    QTest.keyClick(second, Key.Key_Space)
    bench.settle()
    assert [wanting.told_on for wanting in voice(bench).requests[0].wanted] == [None, TODAY]
    assert bench.tab.wanted.boxes[1].hasFocus()
    assert bench.tab.wanted._lead.text() == "要望が出荷：1社に知らせる"
    bench.tab.wanted.boxes[1].click()
    bench.settle()
    assert len(voice(bench).requests[0].to_tell) == 2
    assert first.accessibleName() == f"{NAMES[0]}：お知らせ済み"


def test_that_another_account_is_added_and_taken_out(bench: Bench) -> None:
    add(bench)
    card = bench.tab.wanted
    card.box.setFocus()
    type_text(card.box, "どこにもない")
    bench.press(Key.Key_Return)
    assert card._fault.isVisible()
    card.box.selectAll()
    type_text(card.box, NAMES[2])
    assert not card._fault.isVisible()
    bench.press(Key.Key_Return)
    bench.settle()
    assert [wanting.account for wanting in voice(bench).requests[0].wanted] == [NAMES[0], NAMES[2]]
    assert card.box.text() == ""
    card.parted.emit(bench.book.read(find_account, NAMES[2]))
    assert len(voice(bench).requests[0].wanted) == 1


def test_that_what_is_written_is_kept_and_what_is_no_amount_says_so(bench: Bench) -> None:
    add(bench)
    bench.press(Key.Key_Return)
    card = bench.tab.request
    assert card.words.hasFocus()
    type_text(card.words, "。夜勤でも")
    card.amount.setFocus()
    type_text(card.amount, "375万")
    bench.press(Key.Key_Return)
    (one,) = voice(bench).requests
    assert one.words == "閲覧だけの権限がほしい。夜勤でも"
    assert one.at_stake[0].amount == 3_750_000
    assert bench.tab.view.hasFocus()
    card.amount.setFocus()
    card.amount.selectAll()
    type_text(card.amount, "たくさん")
    bench.press(Key.Key_Return)
    assert "金額として読めません" in card.mark.text()
    assert voice(bench).requests[0].at_stake[0].amount == 3_750_000


def test_that_a_lead_passes_its_gates_before_it_is_submitted(bench: Bench) -> None:
    add(bench, "席がほぼ満席", "lead")
    card = bench.tab.lead
    for gate in Gate:
        card.gates[gate].chosen.emit("yes")
        bench.settle()
    bench.tab.view.setFocus()
    bench.press(Key.Key_E, Key.Key_E, Key.Key_E)
    (one,) = voice(bench).leads
    assert (one.state, one.passed, one.won_on) == ("won", 3, TODAY)
    card.reopen.click()
    assert voice(bench).leads[0].state == "accepted"
    bench.tab.view.setFocus()
    bench.press(Key.Key_Delete)
    assert voice(bench).leads == ()


def test_that_a_lead_that_fails_a_gate_is_not_submitted_and_says_why(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("app.views.account.acts.show_error", lambda _window, error: said.append(error.key))
    add(bench, "席がほぼ満席", "lead")
    bench.press(Key.Key_E)
    assert said == ["lead.gates"]
    assert voice(bench).leads[0].state == "found"


def test_that_an_answer_is_followed_up_or_becomes_a_request(bench: Bench) -> None:
    row = {
        "account_id": bench.account,
        "survey": "nps",
        "score": "2",
        "comment": "夜に使えない",
        "on_date": "2026-11-02",
    }
    bench.workspace.write(lambda session: door.create(session, "response", [row]))
    bench.show()
    bench.tab.view.setFocus()
    bench.tab.view.go_to(0)
    bench.press(Key.Key_E)
    assert voice(bench).answers[0].followed_on == TODAY
    bench.press(Key.Key_R)
    assert [one.words for one in voice(bench).requests] == ["夜に使えない"]
    assert voice(bench).answers[0].request_id == voice(bench).requests[0].id
    assert not bench.tab.answer.request.isVisible()


def test_that_somebody_who_arrived_elsewhere_becomes_a_lead(bench: Bench) -> None:
    def moved(session: object) -> None:
        from sqlalchemy import select

        from app.models import tables

        person = session.rows(select(tables.person.c.id).order_by(tables.person.c.no))[0]["id"]  # type: ignore[attr-defined]
        row = {
            "person_id": person, "company": "若葉商事", "direction": "arrival", "source": "said",
            "on_date": "2026-11-10", "state": "confirmed",
        }  # fmt: skip
        door.create(session, "move", [row])  # type: ignore[arg-type]

    bench.workspace.write(moved)
    bench.show()
    bench.tab.view.setFocus()
    bench.tab.view.go_to(0)
    bench.press(Key.Key_E)
    assert [one.signal for one in voice(bench).leads] == ["佐藤 花子 さんが 若葉商事 に着任"]
    assert voice(bench).arrivals == ()


def test_that_every_request_is_written_as_a_file(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(bench, "=1+1")
    there = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(there), ""))
    (command,) = [one for one in bench.tab.commands() if one.keys == "Ctrl+E"]
    assert command.act is not None
    command.act()
    bench.settle()
    assert "'=1+1" in there.read_text("utf-8-sig")
    assert bench.around.toasts[-1].startswith("1行")


def test_that_another_account_begins_anew(bench: Bench) -> None:
    add(bench)
    bench.account = bench.book.read(find_account, NAMES[1])
    bench.show()
    assert bench.tab.model.rows == []
    assert bench.tab.request.row_id == ""


def test_that_a_request_leads_to_the_touchpoint_where_it_was_raised(bench: Bench) -> None:
    there = bench.workspace.write(
        door.create,
        "touchpoint",
        [{"account_id": bench.account, "state": "done", "kind": "visit", "on_date": "2026-11-03", "body": "視察"}],
    )[0]
    row = {"account_id": bench.account, "words": "字を大きく", "raised_on": "2026-11-03", "touchpoint_id": there}
    bench.workspace.write(door.create, "request", [row])
    bench.show()
    bench.tab.view.go_to(0)
    wanted: list[str] = []
    bench.tab.touchpoint_wanted.connect(wanted.append)
    assert "訪問" in bench.tab.model.data(bench.tab.model.index(0, 0))
    bench.tab.request.where.click()
    assert wanted == [there]
