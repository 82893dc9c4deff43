from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt

from app.views.row_table import Column, RowTable, fold, plain_tip


@dataclass(frozen=True)
class Row:
    key: int
    name: str
    score: int | None


COLUMNS = (
    Column[Row]("name", "顧客", lambda r: r.name, lambda r: r.name, tooltip=lambda r: f"<b>{r.name}</b>"),
    Column[Row](
        "score",
        "ヘルス",
        lambda r: "" if r.score is None else str(r.score),
        lambda r: r.score,
        align=Qt.AlignmentFlag.AlignRight,
        accessible=lambda r: f"{r.name}、ヘルス {r.score}",
    ),
    Column[Row]("plain", "メモ", lambda r: f"{r.key}"),
)
NAMES = st.text("aAＡｱア会議 c0", max_size=6)
ROWS = st.lists(
    st.builds(Row, st.integers(0, 40), NAMES, st.none() | st.integers(0, 5)), unique_by=lambda r: r.key, max_size=12
)


def table(rows: list[Row]) -> RowTable[Row]:
    made = RowTable(COLUMNS, lambda r: r.key, haystack=lambda r: r.name)
    made.set_rows(rows)
    return made


@given(ROWS, st.text("aＡア会 0", max_size=4))
def test_that_a_filter_keeps_exactly_the_rows_with_every_word(rows: list[Row], needle: str) -> None:
    made = table(rows)
    made.filter(needle)
    assert made.shown_rows() == [r for r in rows if all(w in fold(r.name) for w in fold(needle).split())]
    made.filter("", lambda r: r.key % 2 == 0)
    assert made.shown_rows() == [r for r in rows if r.key % 2 == 0]
    made.filter()
    assert made.shown_rows() == rows


@given(ROWS, st.sampled_from([0, 1, 2, -1]), st.sampled_from(list(Qt.SortOrder)))
def test_that_sorting_is_stable_and_puts_unknown_values_last(rows: list[Row], column: int, order: Qt.SortOrder) -> None:
    made = table(rows)
    made.sort(column, order)
    down = order is Qt.SortOrder.DescendingOrder
    expected = list(rows)
    if column == 0:
        expected = sorted(rows, key=lambda r: r.name, reverse=down)
    elif column == 1:
        known = sorted((r for r in rows if r.score is not None), key=lambda r: r.score or 0, reverse=down)
        expected = known + [r for r in rows if r.score is None]
    assert made.shown_rows() == expected


@given(ROWS, ROWS, st.integers(0, 11), st.sampled_from(["", "a"]))
def test_that_the_selected_row_stays_selected_wherever_it_goes(
    before: list[Row], after: list[Row], pick: int, needle: str
) -> None:
    made = table(before)
    if not before:
        return
    chosen = before[pick % len(before)]
    selection = QItemSelectionModel(made)
    selection.setCurrentIndex(
        made.index(made.place_of(chosen.key), 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    made.sort(0, Qt.SortOrder.DescendingOrder)
    assert [made.row_at(i.row()) for i in selection.selectedRows()] == [chosen]
    made.set_rows(after)
    made.filter(needle)
    left = [r.key for r in after if r.key == chosen.key and needle in fold(r.name)]
    assert [made.row_at(i.row()).key for i in selection.selectedRows()] == left
    assert selection.currentIndex().isValid() == bool(left)


def test_that_qt_is_told_text_alignment_and_words_to_read_aloud() -> None:
    made = table([Row(1, "青葉信用金庫", 57)])
    cell = made.index(0, 1)
    assert made.data(cell) == "57"
    assert made.data(cell, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert made.data(cell, Qt.ItemDataRole.AccessibleTextRole) == "青葉信用金庫、ヘルス 57"
    assert made.data(made.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "青葉信用金庫"
    assert made.data(cell, Qt.ItemDataRole.DecorationRole) is None
    assert made.headerData(1, Qt.Orientation.Horizontal) == "ヘルス"
    assert made.headerData(9, Qt.Orientation.Horizontal) is None
    assert made.headerData(0, Qt.Orientation.Vertical) is None
    assert not made.flags(cell) & Qt.ItemFlag.ItemIsEditable
    assert (made.rowCount(cell), made.columnCount(cell), made.rowCount(QModelIndex())) == (0, 0, 1)


def test_that_a_tooltip_never_becomes_html() -> None:
    made = table([Row(1, "<img src=x>", 1)])
    tip = made.data(made.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip == "<span>&lt;b&gt;&lt;img src=x&gt;&lt;/b&gt;</span>"
    assert plain_tip("A & B") == "A & B"


def test_that_text_is_made_once_and_only_for_rows_that_are_looked_at() -> None:
    asked: list[int] = []

    def text(row: Row) -> str:
        asked.append(row.key)
        return row.name

    made = RowTable([Column[Row]("name", "顧客", text)], lambda r: r.key, haystack=lambda r: r.name)
    made.set_rows([Row(n, str(n), n) for n in range(1000)])
    for _again in range(3):
        assert made.data(made.index(7, 0)) == "7"
    assert asked == [7]


def test_that_a_row_that_is_not_shown_has_no_place() -> None:
    made = table([Row(1, "a", 1), Row(2, "b", 2)])
    made.filter("b")
    assert (made.place_of(1), made.place_of(2), made.total) == (-1, 0, 2)
    with pytest.raises(IndexError):
        made.row_at(1)


@given(ROWS, st.text("aＡア会 0", max_size=4))
def test_that_a_haystack_made_elsewhere_filters_the_same_and_words_are_counted(rows: list[Row], needle: str) -> None:
    made = RowTable(COLUMNS, lambda r: r.key, haystack=lambda r: "not asked")
    made.set_rows(rows, [fold(r.name) for r in rows])
    other = table(rows)
    for one in (made, other):
        one.filter(needle)
    assert made.shown_rows() == other.shown_rows()
    assert made.hits(needle) == len(made.shown_rows())
