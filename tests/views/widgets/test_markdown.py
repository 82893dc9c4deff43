from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.views.widgets.markdown import to_html, to_plain
from app.views.widgets.note_view import NoteView

NOTE = """# 見出し

- **太字** と `code`
- [資料](https://docs.example/a?b=1&c=2)

一行目
二行目"""


def test_that_headings_lists_and_emphasis_are_shown_and_links_with_their_address() -> None:
    html = to_html(NOTE)
    for part in ("<h3>見出し</h3>", "<li>", "<strong>太字</strong>", "<code>code</code>", "一行目<br"):
        assert part in html
    assert '<a href="https://docs.example/a?b=1&amp;c=2">資料</a> (https://docs.example/a?b=1&amp;c=2)' in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="file:///etc/passwd">見て</a>',
        "<style>* { display: none }</style>",
        "before <iframe src='https://evil.example'></iframe> after",
    ],
)
def test_that_html_stays_the_words_it_is(hostile: str) -> None:
    made = QTextDocument()
    made.setHtml(to_html(hostile))
    assert made.toPlainText().strip() == hostile


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "//host/share", "x.exe"]
)
def test_that_only_web_and_mail_addresses_become_links(address: str) -> None:
    assert "<a " not in to_html(f"[開く]({address})")
    assert "<a " not in to_html(f"<{address}>")


def test_that_a_picture_becomes_its_words_and_its_address() -> None:
    html = to_html("![図](https://evil.example/pixel.png)")
    assert "<img" not in html
    assert "図 (https://evil.example/pixel.png)" in html


@given(st.text(alphabet="<>&\"'[]()!#*-_`~ abエ漢\n:/.", max_size=60))
def test_that_whatever_is_written_only_known_marks_come_out(text: str) -> None:
    known = {
        "p", "br", "h3", "h4", "ul", "ol", "li", "strong", "em", "s", "code", "pre", "blockquote", "hr", "a", "span",
    }  # fmt: skip
    assert {tag for tag in re.findall(r"</?([a-z0-9]+)", to_html(text))} <= known
    assert isinstance(to_plain(text), str)


def test_that_a_list_shows_a_note_without_its_marks() -> None:
    assert to_plain(NOTE).splitlines() == ["見出し", "", "• 太字 と code", "• 資料", "", "一行目", "二行目"]
    assert to_plain("3 * 4 * 5 と snake_case_name") == "3 * 4 * 5 と snake_case_name"


def test_that_a_link_asks_with_its_address_before_it_is_followed(qtbot: QtBot) -> None:
    view = NoteView("本文")
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.show()
    view.show_note("[資料](https://docs.example/)")
    view.anchorClicked.emit(QUrl("https://docs.example/"))
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    assert "https://docs.example/" in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.reject()


def test_that_a_note_is_as_high_as_its_words(qtbot: QtBot) -> None:
    view = NoteView("本文")
    qtbot.addWidget(view)
    view.resize(300, 20)
    view.show()
    view.show_note("一行")
    one = view.height()
    view.show_note("\n\n".join(["段落"] * 8))
    assert view.height() > 5 * one
    assert view.verticalScrollBar().maximum() == 0
