"""A tour of every state in a language of brackets: no text of the window was forgotten by the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QMenuBar, QTextEdit, QWidget

from app.operations.book import Book
from app.operations.health.models import model_at
from app.operations.own_days import next_days_off
from app.views import looks, states, theme
from app.views.stage import Stage
from app.views.states import SHOTS
from tests.builders import new_book
from tests.pseudo import modelled, shipped, speak_brackets, told, unmarked, written
from tests.views.test_states import fill_for_states, shown

NAMES = [shot.name for shot in SHOTS]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, Book]]:
    """Yield a book with four customers, and an empty one."""
    folder = tmp_path_factory.mktemp("pseudo")
    (folder / "filled").mkdir()
    (folder / "empty").mkdir()
    with new_book(folder / "filled", name="高橋") as filled, new_book(folder / "empty") as empty:
        fill_for_states(filled)
        yield filled, empty


def texts_of(widget: QWidget) -> Iterator[str]:
    """Yield what a widget says: in letters, as a tooltip, to a screen reader; not what a person typed."""
    if isinstance(widget, QLabel) and widget.text():
        document = QTextDocument()
        document.setHtml(widget.text()) if "<" in widget.text() else document.setPlainText(widget.text())
        yield document.toPlainText()
    if isinstance(widget, QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QMenu | QMenuBar):
        yield from (action.text() for action in widget.actions())
    if widget.isWindow():
        yield widget.windowTitle()
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())


def typed() -> list[str]:
    """Return what stands in the fields."""
    fields = [widget for widget in shown() if isinstance(widget, QLineEdit | QTextEdit)]
    texts = [f.text() if isinstance(f, QLineEdit) else f.toPlainText() for f in fields]
    return [part for text in texts for part in (text, *text.split())]


@pytest.mark.parametrize("name", NAMES)
def test_that_every_text_comes_from_the_catalogue(
    qapp: QApplication, settings: QSettings, books: tuple[Book, Book], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("HOME", "/home")  # a longer path of files would be cut in the middle
    looks.speak(qapp, "en")
    speak_brackets(monkeypatch)
    painted: list[str] = []
    laid = theme.Theme.laid
    monkeypatch.setattr(
        theme.Theme, "laid", lambda self, text, *a, **k: painted.append(text) or laid(self, text, *a, **k)
    )
    shot = SHOTS[NAMES.index(name)]
    book = shot.book(*books)
    stage = Stage(settings, book)
    try:
        assert shot.bring(stage) is not False
        stage.settle()
        stage.window().grab()
        said = [text for widget in shown() for text in texts_of(widget) if text] + painted
        # The names of holidays come from their own package, and a path from whoever made the profile.
        days = book.read(next_days_off, today=book.clock.today(), count=10, lang="en")
        data = [*book.read(written), *typed(), str(book.folder), *(one.name for one in days)]
        data += told(Path(states.__file__).parent)
        # A model brings its own words, in both languages.
        data += modelled(book.read(model_at))
        data += shipped()
        known = sorted(set(data), key=lambda one: (-len(one), one))
        found = {text: unmarked(text, known) for text in set(said)}
        assert {text: rest for text, rest in found.items() if rest} == {}
    finally:
        stage.clear()
        looks.speak(qapp, "ja")
        theme.use(qapp, "light")


def test_that_a_forgotten_text_is_noticed() -> None:
    assert unmarked("⟦Log⟧ Acme 17 Nov", ["Acme"]) == ""
    assert unmarked("Log ⟦touchpoint⟧", []) == "Log"
    assert unmarked("⟦Owner: ⟦High⟧⟧ · ⟦cut off…", []) == ""
