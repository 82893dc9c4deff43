from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.errors import BansoError, Cancelled
from app.operations.reviews import exporting
from app.operations.reviews.rows import Written
from app.views.account import deck, deck_dialog
from app.views.account.deck_dialog import OTHER, DeckDialog, DeckWish, free_place
from app.views.account.page import AccountPage
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, wait_until, write
from tests.views.account.test_account_page import Desk, words
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.setattr(deck_dialog, "default_folder", lambda: documents)
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Desk(book, settings, qtbot)


def asked(desk: Desk, name: str = NAMES[0]) -> tuple[AccountPage, DeckDialog]:
    """Open the dialog for an account."""
    page = desk.open(name)
    page.ask_for_deck()
    QApplication.processEvents()
    [dialog] = [w for w in QApplication.topLevelWidgets() if isinstance(w, DeckDialog) and w.isVisible()]
    return page, dialog


def test_that_a_deck_is_written_for_the_quarter_before_and_told(desk: Desk) -> None:
    _page, dialog = asked(desk)
    assert dialog.period.currentText() == "前四半期: 2026年7–9月（第2四半期）"
    assert dialog.period.itemText(0) == "今四半期: 2026年10–12月（第3四半期）"
    to = dialog.to
    assert to.name == f"{NAMES[0]} FY2026Q2.pptx"
    dialog.write_button.setFocus()
    press("Return")
    wait_until(to.exists, "the deck is there")
    wait_until(lambda: desk.window._overlays._toast is not None, "it is told")
    toast = desk.window._overlays._toast
    assert toast is not None
    assert toast.accessibleName().startswith(f"{to.name}: ")
    from pptx import Presentation

    slides = Presentation(str(to)).slides
    assert not any(slide.has_notes_slide for slide in slides)
    assert f"{len(slides)}枚" in toast.accessibleName()


def test_that_language_notes_and_period_reach_the_deck(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[dict[str, Any]] = []

    def written(_book: object, account: str, **kw: Any) -> Written:
        heard.append({"account": account, **kw})
        return Written(8, ("日付が期間の途中です", "写真が <b>ありません"), TODAY)

    monkeypatch.setattr(exporting, "write_review_deck", written)
    page, dialog = asked(desk)
    dialog.period.setCurrentIndex(dialog.period.findData(OTHER))
    assert not dialog.write_button.isEnabled()
    dialog.other.setFocus()
    write("2026-0")
    assert not dialog.write_button.isEnabled()
    write("7..2026-08")
    assert dialog.understood.text() == "2026年7–8月"
    dialog.lang.choose("en")
    dialog.use.choose("notes")
    press("Return")
    wait_until(lambda: heard, "it is written")
    said = {key: heard[0][key] for key in ("account", "period", "to", "with_notes", "lang")}
    assert said == {
        "account": page.account_id, "period": "2026-07..2026-08", "to": dialog.to, "with_notes": True, "lang": "en",
    }  # fmt: skip
    wait_until(lambda: desk.window.findChild(QDialog, "deck-warnings") is not None, "the warnings are shown")
    shown = desk.window.findChild(QDialog, "deck-warnings")
    assert isinstance(shown, QDialog)
    assert "写真が <b>ありません" in words(shown)
    shown.close()


def test_that_an_unwritable_place_is_told_in_words_and_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    _page, dialog = asked(desk)
    to = tmp_path / "no folder" / "deck.pptx"
    dialog.set_place(str(to))
    press("Return")
    wait_until(lambda: desk.window.findChild(QWidget, "error") is not None, "the error is shown")
    error = desk.window.findChild(QWidget, "error")
    assert error is not None
    assert error.accessibleName()
    assert not to.exists()
    error.close()


def test_that_a_deck_can_be_stopped_under_way(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[bool] = []

    def slow(_book: object, _account: str, *, cancelled: Callable[[], bool], **_kw: Any) -> Written:
        wait_in_thread(cancelled)
        stopped.append(cancelled())
        raise Cancelled

    monkeypatch.setattr(exporting, "write_review_deck", slow)
    page, dialog = asked(desk)
    dialog.reject()
    wish = DeckWish("FY2026Q2", "ja", False, dialog.to)
    deck.write(page, desk.workspace, desk.window, page.account_id or "", NAMES[0], wish)
    card = desk.window._overlays._cards[0]
    wait_until(card.isVisible, "the card is shown")
    assert card.accessibleName() == f"レビュー資料: {NAMES[0]}"
    qtbot.mouseClick(card.cancel_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: stopped, "it stops")
    wait_until(lambda: not desk.window._overlays._cards, "the card goes")
    assert desk.window._overlays._toast is None


def wait_in_thread(is_so: Callable[[], bool]) -> None:
    import time

    until = time.monotonic() + 10
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)


def test_that_the_name_offered_is_free_and_every_file_system_takes_it(tmp_path: Path) -> None:
    first = free_place(tmp_path, 'A/B: "C" <x>|?*', "2026-07..2026-09")
    assert first.parent == tmp_path
    assert not set(first.name) & set('\\/:*?"<>|')
    first.touch()
    second = free_place(tmp_path, 'A/B: "C" <x>|?*', "2026-07..2026-09")
    assert second.name.endswith(" (2).pptx")
    assert len(free_place(tmp_path, "長" * 400, "FY2026Q2").name.encode()) < 255
    assert free_place(tmp_path, "...", "FY2026Q2").name == "レビュー FY2026Q2.pptx"


def test_that_a_period_which_names_none_is_told_in_the_dialog(desk: Desk) -> None:
    _page, dialog = asked(desk)
    dialog.period.setCurrentIndex(dialog.period.findData(OTHER))
    dialog.other.setText("2026-09..2026-07")
    assert not dialog.write_button.isEnabled()
    with pytest.raises(BansoError):
        dialog._read_period("2026-09..2026-07")
    assert dialog.understood.text()
    assert dialog.understood.property("tone") == "watch_text"
    dialog.reject()
