from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.call.file_dialog import SheetFileDialog
from app.views.dialogs import write_file
from tests.builders import new_book
from tests.journeys.hands import press, wait_until
from tests.reports.pdf_text import Pdf
from tests.views.account.desk import Desk
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.setattr(write_file, "default_folder", lambda: documents)
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Desk(book, settings, qtbot)


@pytest.mark.parametrize("key", ["executive-brief", "approval-page"])
def test_that_a_page_about_an_account_is_written_from_its_commands(desk: Desk, key: str) -> None:
    page = desk.open(NAMES[0])
    [command] = [one for one in page.commands() if one.key == key]
    assert command.act is not None
    command.act()
    QApplication.processEvents()
    [dialog] = [w for w in QApplication.topLevelWidgets() if isinstance(w, SheetFileDialog) and w.isVisible()]
    to = dialog.to
    assert (to.suffix, to.name.startswith(NAMES[0])) == (".pdf", True)
    dialog.write_button.setFocus()
    press("Return")
    wait_until(to.exists, "the page is there")
    said = Pdf(to.read_bytes()).text()
    assert ("社外秘" in said) is (key == "executive-brief")
    wait_until(lambda: desk.window._overlays._toast is not None, "it is told")
