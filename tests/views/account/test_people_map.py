"""The stakeholder map by mouse and by keys, what waits for a decision, and whom somebody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.journal import door
from app.models.database import Session
from app.operations.moves.evidence import note_moves, note_rumour
from app.operations.moves.rows import open_moves
from app.operations.people import add_person, amend_person, amend_position
from app.operations.people_page import PositionRow, people_of
from app.operations.people_ties import tie_people
from app.views import theme as themes
from app.views.account.people.knows_card import KnowsCard, MergedCard
from app.views.account.people.map_labels import labels_of
from app.views.account.people.map_nodes import Field, spread
from app.views.account.people.map_paint import field_of, room
from app.views.account.people.move_forms import ConfirmForm, DismissForm, HandOverForm, RumourForm
from app.views.account.people_tab import LIST, ORG, PeopleTab
from app.views.widgets.buttons import Button
from app.vocabulary import Role
from tests.builders import TODAY, new_book
from tests.views.account.tabs import Bench
from tests.views.accounts.books import fill

Key = Qt.Key


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Bench(book, qtbot, PeopleTab)


def one(bench: Bench, name: str) -> PositionRow:
    rows = bench.book.read(people_of, bench.account, today=TODAY).positions
    return next(row for row in rows if row.name == name)


def numbers(bench: Bench, name: str) -> tuple[int | None, int | None]:
    row = one(bench, name)
    return row.influence, row.support


def button(bench: Bench, name: str) -> Button:
    return next(b for b in bench.tab.findChildren(Button) if b.accessibleName().startswith(name) and b.isVisible())


def placed(bench: Bench, influence: int = 50, support: int = 0) -> None:
    for name in ("佐藤 花子", "渡辺 一郎"):
        values = {"influence": influence, "support": support}
        bench.workspace.write(amend_position, one(bench, name).id, values)
        influence, support = influence + 30, support + 50
    bench.settle()


def test_that_the_map_shows_who_is_there_and_says_who_is_chosen(bench: Bench) -> None:
    view = bench.tab.map
    assert [node.label for node in view.nodes] == ["佐藤 課長", "渡辺 常務"]
    assert view.hasFocus()
    assert "位置は未設定" in view.accessibleDescription()
    bench.press(Key.Key_J)
    assert bench.tab.current().name == "渡辺 一郎"
    assert "渡辺 常務" in view.accessibleDescription()
    bench.press(Key.Key_K)
    assert bench.tab.person is not None
    assert bench.tab.person.accessibleName() == "佐藤 花子"


def test_that_arrows_move_who_is_chosen_in_one_change_that_can_be_undone(bench: Bench, qtbot: QtBot) -> None:
    placed(bench)
    before = bench.workspace.last_change
    bench.tab.map._rest.setInterval(2000)  # so that a slow machine does not cut one move into two
    bench.press(Key.Key_Up, Key.Key_Up, Key.Key_Right)
    assert numbers(bench, "佐藤 花子") == (50, 0)
    qtbot.waitUntil(lambda: numbers(bench, "佐藤 花子") == (60, 5), timeout=5000)
    assert bench.workspace.last_change != before
    assert bench.around.toasts[-1] == "マップの位置を保存しました"
    assert bench.around.back is not None
    bench.around.back()
    assert numbers(bench, "佐藤 花子") == (50, 0)
    bench.press(Key.Key_Left, Key.Key_Escape)
    bench.tab.map.settle()
    assert numbers(bench, "佐藤 花子") == (50, 0)


def test_that_leaving_the_map_keeps_what_was_moved(bench: Bench) -> None:
    placed(bench)
    bench.press(Key.Key_Down)
    bench.tab.add_button.setFocus()
    bench.settle()
    assert numbers(bench, "佐藤 花子") == (45, 0)


def test_that_dragging_moves_with_undo_and_a_click_alone_moves_nothing(bench: Bench) -> None:
    placed(bench, 30, -50)
    view = bench.tab.map
    sato = one(bench, "佐藤 花子")
    start = view.places()[sato.id].toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=start)
    assert numbers(bench, "佐藤 花子") == (30, -50)
    end = view.field().at(80, 60).toPoint()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for step in (QPoint(20, 0), QPoint(40, -20)):
        QTest.mouseMove(view, start + step)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    bench.settle()
    influence, support = numbers(bench, "佐藤 花子")
    assert influence is not None
    assert support is not None
    assert abs(influence - 80) <= 1
    assert abs(support - 60) <= 1
    assert bench.around.back is not None
    bench.around.back()
    assert numbers(bench, "佐藤 花子") == (30, -50)


def test_that_the_list_gives_the_same_edits(bench: Bench, qtbot: QtBot) -> None:
    bench.workspace.write(amend_person, one(bench, "佐藤 花子").person_id, {"email": "h@midori-foods.example"})
    bench.tab.show_way(LIST)
    bench.tab.view.setFocus()
    bench.press(Key.Key_Return)
    editor = bench.tab.form
    assert editor.fields.lines["email"].text() == "h@midori-foods.example"
    for name, text in (("influence", "７０"), ("support", "−20"), ("cadence", "14")):
        field = editor.fields.lines[name]
        field.setFocus()
        field.selectAll()
        bench.write(text)
    qtbot.waitUntil(lambda: numbers(bench, "佐藤 花子") == (70, -20), timeout=2000)
    qtbot.waitUntil(lambda: one(bench, "佐藤 花子").cadence_days == 14, timeout=2000)
    editor.fields.lines["influence"].setFocus()
    editor.fields.lines["influence"].selectAll()
    bench.write("101")
    editor.finish()
    assert "0 から 100" in editor.mark.text()
    assert numbers(bench, "佐藤 花子") == (70, -20)


def test_that_departments_group_who_is_there(bench: Bench) -> None:
    bench.workspace.write(add_person, bench.account, name="伊藤 健", department="経理部", role=Role.PAYER)
    bench.tab.show_way(ORG)
    model = bench.tab.model
    assert [model.heading_at(at) for at in range(3)] == ["営業部", "", "経理部"]


def test_that_who_knows_whom_is_one_click_away_and_written_there(bench: Bench) -> None:
    card = bench.tab.findChild(KnowsCard)
    assert card is not None
    button(bench, "佐藤 花子 さんのつながりを加える").click()
    bench.settle()
    boss = one(bench, "渡辺 一郎")
    people = bench.book.read(people_of, bench.account, today=TODAY)
    assert people.known_by(boss.person_id) == (one(bench, "佐藤 花子").person_id,)
    button(bench, "渡辺 一郎 さんを選ぶ").click()
    assert bench.tab.current().name == "渡辺 一郎"
    button(bench, "佐藤 花子 さんとのつながりを外す").click()
    bench.settle()
    assert bench.book.read(people_of, bench.account, today=TODAY).ties == ()


def test_that_a_move_is_confirmed_or_dismissed_beside_the_map(bench: Bench) -> None:
    boss = one(bench, "渡辺 一郎")
    bench.workspace.write(note_rumour, boss.id, on=TODAY, evidence="佐藤さんから")
    bench.settle()
    assert next(node for node in bench.tab.map.nodes if node.id == boss.id).goes
    assert bench.tab.doubts.first in bench.tab.panes()
    button(bench, "異動ではない: 渡辺 一郎").click()
    form = bench.tab.form
    assert isinstance(form, DismissForm)
    form.wanted.emit()
    assert "理由を書いて" in form._fault.text()
    bench.press(Key.Key_Escape)
    button(bench, "確認する: 渡辺 一郎").click()
    form = bench.tab.form
    assert isinstance(form, ConfirmForm)
    bench.press(Key.Key_Return)
    assert one(bench, "渡辺 一郎").until == TODAY
    assert bench.tab.form is None
    assert bench.tab.doubts is None


def test_that_a_departure_offers_where_somebody_was_seen(bench: Bench) -> None:
    boss = one(bench, "渡辺 一郎")
    said = {"person_id": boss.person_id, "source": "network", "evidence": "執行役員", "confidence": 70}
    bench.workspace.write(note_rumour, boss.id, on=TODAY, evidence="佐藤さんから")
    bench.workspace.write(
        note_moves, [{**said, "company": "かえで飲料", "direction": "arrival", "on_date": TODAY.isoformat()}]
    )
    bench.settle()
    button(bench, "確認する: 渡辺 一郎").click()
    form = bench.tab.form
    assert isinstance(form, ConfirmForm)
    assert form.to.currentText() == "かえで飲料（顧客ではない）"
    bench.press(Key.Key_Return)
    assert one(bench, "渡辺 一郎").until == TODAY
    assert bench.book.read(open_moves) == ()


def test_that_a_silence_is_asked_about_and_waved_aside(bench: Bench) -> None:
    boss = one(bench, "渡辺 一郎")
    for n in range(4):
        bench.workspace.write(
            add_meeting, bench.account, boss.person_id, boss.name, TODAY - timedelta(days=60 + 14 * n)
        )  # fmt: skip
    bench.settle()
    button(bench, "異動ではない: 渡辺 一郎").click()
    form = bench.tab.form
    assert isinstance(form, DismissForm)
    form.reason.setText("長期出張")
    form.wanted.emit()
    assert bench.tab.doubts is None


def add_meeting(session: Session, account_id: str, person_id: str, name: str, day: date) -> None:
    row = {"account_id": account_id, "state": "done", "kind": "call", "on_date": day.isoformat(), "body": "話す"}
    [made] = door.create(session, "touchpoint", [row])
    door.create(session, "touchpoint_person", [{"touchpoint_id": made, "person_id": person_id, "name": name}])


def test_that_a_rumour_and_a_succession_are_written_from_the_tab(bench: Bench) -> None:
    bench.tab.go_to(one(bench, "渡辺 一郎").id)
    bench.tab.desk.ask_rumour()
    rumour = bench.tab.form
    assert isinstance(rumour, RumourForm)
    rumour.said.setText("来春に異動と聞いた")
    rumour.wanted.emit()
    assert bench.tab.people.moves[0].evidence[0].text == "来春に異動と聞いた"
    assert bench.tab.person is not None
    bench.tab.person.over.click()
    form = bench.tab.form
    assert isinstance(form, HandOverForm)
    form.successor.setCurrentIndex(form.successor.findData(""))
    form.wanted.emit()
    assert "氏名を書いてください" in form._fault.text()
    form.name.setText("菅原 修")
    form.wanted.emit()
    new = one(bench, "菅原 修")
    assert (new.role, new.since) == (Role.SPONSOR, date(2026, 11, 21))


def test_that_two_who_look_alike_are_merged_and_split_by_buttons(bench: Bench) -> None:
    bench.workspace.write(amend_person, one(bench, "佐藤 花子").person_id, {"email": "h@midori.example"})
    bench.workspace.write(add_person, bench.account, name="佐藤花子", email="h2@midori.example")
    bench.settle()
    button(bench, "同じ人").click()
    bench.settle()
    assert [node.name for node in bench.tab.map.nodes] == ["佐藤 花子", "渡辺 一郎"]
    bench.tab.go_to(one(bench, "佐藤 花子").id)
    assert bench.tab.findChild(MergedCard) is not None
    button(bench, "佐藤花子 さんを分ける").click()
    bench.settle()
    assert len(bench.tab.map.nodes) == 3


def test_that_the_ties_of_who_is_chosen_are_drawn(bench: Bench) -> None:
    placed(bench, 20, -80)
    sato, boss = one(bench, "佐藤 花子"), one(bench, "渡辺 一郎")
    without = bench.tab.map.grab().toImage()
    bench.workspace.write(tie_people, bench.account, sato.person_id, boss.person_id)
    bench.settle()
    assert bench.tab.map.grab().toImage() != without


@given(st.integers(0, 100), st.integers(-100, 100))
def test_that_a_place_and_its_numbers_are_the_same(influence: int, support: int) -> None:
    field = Field(QRectF(0, 0, 800, 600), QRectF(70, 58, 660, 454))
    assert field.numbers(field.at(influence, support)) == (influence, support)
    assert field.numbers(QPointF(-50, 5000)) == (0, -100)


def test_that_words_stand_where_they_cover_nobody(bench: Bench) -> None:
    theme = themes.current()
    for width, height in ((420, 330), (300, 230), (900, 640)):
        field = field_of(QRectF(0, 0, width, height), theme)
        nodes = tuple(
            replace(
                bench.tab.map.nodes[0], id=name, name=name, label=name, placed=True, influence=i, support=s, goes=False
            )
            for name, i, s in (("佐藤 課長", 70, 60), ("高橋 部長", 84, 40), ("鈴木 室長", 55, 20), ("伊藤 様", 40, 90))
        )
        places = spread(nodes, field, room(theme, field))
        found = labels_of(nodes, places, "鈴木 室長", theme, field)
        assert set(found) == {node.id for node in nodes}
        grounds = [label.ground for label in found.values()]
        assert all(field.box.contains(ground) for ground in grounds)
        if width >= 420:
            assert not any(one.intersects(other) for one, other in combinations(grounds, 2))
            assert not any(ground.contains(at) for ground in grounds for at in places.values())


def test_that_a_low_window_leaves_the_map_room_and_scrolls_to_who_is_chosen(bench: Bench) -> None:
    card = bench.tab.map_card
    card.setFixedHeight(150)
    bench.settle()
    low = min(bench.tab.map.nodes, key=lambda node: node.influence)
    assert bench.tab.map.height() >= bench.tab.map.minimumSizeHint().height() > card.height()
    bench.tab.go_to(low.id)
    at = bench.tab.map.mapTo(card, bench.tab.map.places()[low.id].toPoint())
    assert card.rect().contains(at)
