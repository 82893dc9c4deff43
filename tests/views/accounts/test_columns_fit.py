"""The list of accounts in windows of different widths: it does not scroll sideways, and a chosen width stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views import looks
from app.views.accounts.page import AccountsPage
from app.views.workspace import Workspace
from tests.builders import new_book
from tests.views.accounts.books import fill

# A page beside the sidebar in a window of 1440, 1280 and, with the sidebar collapsed, 1024.
WIDTHS = (1216, 1056, 968)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_columns_give_way_before_the_list_scrolls(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, lang: str
) -> None:
    looks.speak(qapp, lang)
    with new_book(tmp_path / "profile") as book:
        fill(book)
        page = AccountsPage(Workspace(book, book.clock))
        qtbot.addWidget(page)
        page.resize(WIDTHS[0], 700)
        page.show()
        page.go(None)
        keys = [column.key for column in page.table.columns]
        health = keys.index("health")
        left: dict[int, list[str]] = {}
        for width in (*WIDTHS, *reversed(WIDTHS)):
            page.resize(width, 700)
            qtbot.waitUntil(lambda: page.view.horizontalScrollBar().maximum() == 0)
            seen = page.arrangement.columns.keys()
            assert left.setdefault(width, seen) == seen
        # The narrower, the fewer; what a score says stays longest, and the notice deadline tells when a contract ends.
        assert set(left[WIDTHS[0]]) > set(left[WIDTHS[1]]) >= set(left[WIDTHS[2]])
        assert {"delta", "trend", "dear", "arr"} <= set(left[WIDTHS[0]])
        assert {"account", "health", "delta", "notice", "next"} <= set(left[WIDTHS[2]])
        assert "renewal" not in left[WIDTHS[0]]
        page.view.setColumnWidth(health, 190)
        for width in WIDTHS:
            page.resize(width, 700)
            QApplication.processEvents()
            assert page.view.columnWidth(health) == 190
