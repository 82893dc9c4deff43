from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app import language
from app.clock import Clock
from app.errors import BansoError
from app.views import theme
from app.views.dialogs.error import show_error
from app.views.paint.chip import HealthChip
from app.views.paint.pill import Pill
from app.views.widgets import toast as toasts
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.choices import CheckBox, ComboBox, RadioButton
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint, keys_of
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import avatar_view, chip_view, pill_view
from app.views.widgets.progress_card import ProgressCard
from app.views.widgets.safe_text import SafeText, may_open
from app.views.widgets.search_field import SearchField
from app.views.widgets.segmented import SegmentedControl
from app.views.widgets.tabs import TabBar
from app.views.widgets.toast import Toast
from app.views.workspace import Workspace
from tests.views.test_workspace import Book


def name_heard(widget: QWidget) -> str:
    return widget.accessibleName()


def shown_active(qtbot: QtBot, widget: QWidget) -> None:
    """Show a window and wait until it has the keyboard."""
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


def test_that_labels_show_html_as_text(qtbot: QtBot) -> None:
    label = PlainLabel("<b>Harbor</b> & Co.")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    wide = label.sizeHint().width()
    label.setText("Harbor & Co.")
    assert wide > label.sizeHint().width()
    label.set_tone("risk_text")
    assert label.palette().color(label.foregroundRole()) == theme.current().tone("risk_text")


def test_that_a_cut_label_has_a_tooltip_and_a_whole_one_has_none(qtbot: QtBot) -> None:
    label = ElidedLabel("とても長い名前の株式会社 <ホールディングス>")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.toolTip() == "<span>とても長い名前の株式会社 &lt;ホールディングス&gt;</span>"
    label.resize(600, 20)
    label.grab()
    assert label.toolTip() == ""
    label.setText("短い")
    assert (label.text(), name_heard(label)) == ("短い", "短い")


def test_that_wrapped_words_give_back_the_lines_they_need_no_more(qtbot: QtBot, qapp: QApplication) -> None:
    host, label = QWidget(), PlainLabel("words " * 60, wrap=True)
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    column.addWidget(label)
    column.addStretch(1)

    def high(width: int, words: str, scale: int = 100) -> int:
        theme.use(qapp, "light", scale)
        label.setText(words)
        host.resize(width, 500)
        for _n in range(3):
            QApplication.processEvents()
        return label.height()

    shown_active(qtbot, host)
    try:
        narrow, wide = high(300, "words " * 60), high(900, "words " * 60)
        assert narrow > wide > high(900, "words")
        assert high(900, "words " * 60, 150) > wide == high(900, "words " * 60)
    finally:
        theme.use(qapp, "light")


def test_that_a_button_without_words_needs_a_name(qtbot: QtBot) -> None:
    with pytest.raises(ValueError):
        Button(icon="plus")
    button = Button(icon="ellipsis", name="その他の操作")
    qtbot.addWidget(button)
    assert (name_heard(button), button.toolTip()) == ("その他の操作", "その他の操作")


@pytest.mark.parametrize("kind", ["primary", "secondary", "quiet", "link"])
def test_that_a_focused_button_has_a_ring_that_can_be_seen(qtbot: QtBot, kind: str) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    button, other = Button("記録する", kind=kind, icon="check"), Button("やめる")  # type: ignore[arg-type]
    column.addWidget(button)
    column.addWidget(other)
    shown_active(qtbot, host)
    other.setFocus()
    before = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.hasFocus()
    after = button.grab().toImage()
    ring = theme.current().color.text_on_accent if kind == "primary" else theme.current().color.focus
    changed = {
        after.pixelColor(x, y).name()
        for x in range(after.width())
        for y in range(after.height())
        if after.pixelColor(x, y) != before.pixelColor(x, y)
    }
    assert ring.name() in changed


def test_that_buttons_follow_the_theme_and_are_large_enough(qtbot: QtBot, qapp: QApplication) -> None:
    button = Button("取り込む", kind="quiet", icon="import")
    qtbot.addWidget(button)
    button.show()
    light = button.grab().toImage()
    assert button.sizeHint().height() == theme.current().size.control
    theme.use(qapp, "dark", 150)
    assert button.grab().toImage() != light
    assert button.sizeHint().height() == theme.current().size.control
    assert Button(icon="x", name="閉じる").sizeHint().width() >= theme.tokens()["size"]["hitMin"]


def test_that_a_click_leaves_no_focus_on_a_button_but_tab_reaches_it(qtbot: QtBot) -> None:
    button = Button("記録する")
    qtbot.addWidget(button)
    assert button.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_that_arrows_move_the_choice_of_a_segmented_control(qtbot: QtBot) -> None:
    control = SegmentedControl([("ja", "日本語"), ("en", "English"), ("fr", "Français")], "言語", "ja")
    qtbot.addWidget(control)
    shown_active(qtbot, control)
    heard: list[str] = []
    control.chosen.connect(heard.append)
    first = control._segments["ja"]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert control.key() == "en"
    assert heard == ["en"]
    qtbot.mouseClick(control._segments["fr"], Qt.MouseButton.LeftButton)
    assert (control.key(), heard[-1]) == ("fr", "fr")
    assert name_heard(control) == "言語"
    assert [name_heard(s) for s in control._segments.values()] == ["日本語", "English", "Français"]
    control.grab()


def test_that_tabs_move_by_arrows_and_show_the_underline(qtbot: QtBot) -> None:
    tabs = TabBar("顧客のページ")
    qtbot.addWidget(tabs)
    for words in ("概要", "接点 38"):
        tabs.addTab(words)
    tabs.resize(400, tabs.sizeHint().height())
    tabs.show()
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 1
    image = tabs.grab().toImage()
    spot = tabs.tabRect(1).center().x() - 12
    assert image.pixelColor(spot, tabs.height() - 2).name() == theme.current().color.accent.name()


def test_that_escape_clears_the_search_then_leaves_it(qtbot: QtBot) -> None:
    field = SearchField("絞り込む", "消す")
    qtbot.addWidget(field)
    field.show()
    left: list[bool] = []
    field.left.connect(lambda: left.append(True))
    qtbot.keyClicks(field, "acme")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), left) == ("", [])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert left == [True, True]
    qtbot.keyClicks(field, "x")
    qtbot.mouseClick(field.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert name_heard(field) == "絞り込む"


def test_that_keys_are_shown_one_by_one(qtbot: QtBot) -> None:
    assert keys_of("Ctrl+L") == ["Ctrl", "L"]
    assert keys_of("G, A") == ["G", "A"]
    assert keys_of("/") == ["/"]
    hint = KeyHint("Ctrl+Shift+Z", "やり直す")
    qtbot.addWidget(hint)
    assert name_heard(hint) == "Ctrl+Shift+Z やり直す"
    assert hint.grab().width() > 60


def test_that_formatted_text_loads_nothing(qtbot: QtBot, tmp_path: object) -> None:
    text = SafeText("メモ")
    qtbot.addWidget(text)
    text.setHtml('<img src="file:///etc/passwd"><link rel="stylesheet" href="file:///etc/passwd">本文')
    kinds = QTextDocument.ResourceType
    assert text.loadResource(kinds.ImageResource.value, QUrl("file:///etc/passwd")).width() == 1  # type: ignore[union-attr]
    for kind in (kinds.HtmlResource, kinds.StyleSheetResource, kinds.MarkdownResource):
        assert bytes(text.loadResource(kind.value, QUrl("file:///etc/passwd"))) == b""  # type: ignore[arg-type]
    assert not text.openLinks()
    assert not text.openExternalLinks()
    text.setSource(QUrl("file:///etc/passwd"))
    assert "root" not in text.toPlainText()


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("https://example.com/a", True),
        ("HTTP://example.com", True),
        ("mailto:a@example.com", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("smb://host/share", False),
        ("", False),
        ("relative.html", False),
    ],
)
def test_that_only_web_and_mail_links_may_be_opened(address: str, fine: bool) -> None:
    assert may_open(QUrl(address)) is fine


def test_that_a_link_opens_only_after_asking(qtbot: QtBot) -> None:
    opened: list[str] = []
    text = SafeText("メモ", opener=lambda url: opened.append(url.toString()))
    qtbot.addWidget(text)
    text.show()
    text.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert text.findChild(QDialog) is None
    text.anchorClicked.emit(QUrl("https://example.com/<b>"))
    dialog = text.findChild(QDialog, "open-link")
    assert dialog is not None
    assert opened == []
    stay, go = dialog.findChildren(QPushButton)
    qtbot.mouseClick(stay, Qt.MouseButton.LeftButton)
    assert opened == []
    text.anchorClicked.emit(QUrl("https://example.com/"))
    go = text.findChildren(QDialog, "open-link")[-1].findChildren(QPushButton)[1]
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert opened == ["https://example.com/"]


def test_that_a_toast_goes_by_itself_or_takes_back(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert toasts.SHOWN_MS == 6000
    monkeypatch.setattr(toasts, "SHOWN_MS", 60)
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 400)
    host.show()
    # Away from where the mouse of a test rests: a toast under the mouse stays.
    toast = Toast("記録しました", parent=host)
    toast.move(200, 200)
    with qtbot.waitSignal(toast.closed, timeout=2000):
        toast.appear()
    taken: list[int] = []
    again = Toast("記録しました", lambda: taken.append(1), host)
    again.appear()
    with qtbot.waitSignal(again.closed):
        qtbot.mouseClick(again.undo_button, Qt.MouseButton.LeftButton)
    assert taken == [1]
    assert name_heard(again) == "記録しました"


def test_that_quick_work_shows_no_card_and_long_work_can_be_stopped(qtbot: QtBot) -> None:
    workspace = Workspace(Book(), Clock())
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    seen: list[bool] = []
    quick = workspace.run(lambda report, cancelled: 1, owner=host)
    card = ProgressCard(quick, "取り込み", host)
    card.appeared.connect(lambda: seen.append(True))
    with qtbot.waitSignal(card.closed):
        pass
    assert seen == []
    go = threading.Event()

    def job(report: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> None:
        report(120, 5000, "accounts.csv")
        while not cancelled() and not go.is_set():
            time.sleep(0.005)

    running = workspace.run(job, owner=host)
    card = ProgressCard(running, "顧客を取り込んでいます", host)
    with qtbot.waitSignal(card.appeared, timeout=3000):
        pass
    assert card._count.text() == "120 / 5,000"
    assert (card._bar.value(), card._bar.maximum()) == (120, 5000)
    with qtbot.waitSignal(card.closed):
        qtbot.mouseClick(card.cancel_button, Qt.MouseButton.LeftButton)
    assert running.cancelled
    assert not card.isVisible()


def test_that_an_empty_place_offers_one_thing_to_do(qtbot: QtBot) -> None:
    acted: list[int] = []
    state = EmptyState("sprout", "まだありません。", button="取り込む", act=lambda: acted.append(1), shortcut="Ctrl+I")
    qtbot.addWidget(state)
    state.show()
    qtbot.mouseClick(state.button, Qt.MouseButton.LeftButton)
    assert acted == [1]
    assert name_heard(state) == "まだありません。"


def test_that_an_error_is_told_in_plain_words(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    for lang in language.LANGUAGES:
        language.use(lang)
        error = BansoError("view.unexpected")
        dialog = show_error(host, error)
        title, message = language.error_words(error)
        labels = dialog.findChildren(PlainLabel)
        assert [label.text() for label in labels] == [title, message]
        assert title != "view.unexpected"
        assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_that_boxes_can_be_ticked_on_their_words_and_by_space(qtbot: QtBot) -> None:
    box, radio = CheckBox("見出しの行がある"), RadioButton("UTF-8")
    for each in (box, radio):
        qtbot.addWidget(each)
        each.resize(each.sizeHint())
        each.show()
        qtbot.mouseClick(each, Qt.MouseButton.LeftButton, pos=QPoint(each.width() - 6, each.height() // 2))
        assert each.isChecked()
        each.grab()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
    combo = ComboBox("文字コード")
    qtbot.addWidget(combo)
    combo.addItems(["UTF-8", "Shift_JIS"])
    combo.grab()
    assert [name_heard(w) for w in (box, radio, combo)] == ["見出しの行がある", "UTF-8", "文字コード"]


def test_that_painted_parts_say_what_they_show(qtbot: QtBot) -> None:
    parts = {
        "51 注意": chip_view(HealthChip("watch", "注意", 51)),
        "判定保留": chip_view(HealthChip("unknown", "判定保留")),
        "12日": pill_view(Pill("12日", "risk")),
        "見本": pill_view(Pill("見本", "info"), tag=True),
        "佐藤": avatar_view("佐藤", "customer"),
    }
    for words, part in parts.items():
        qtbot.addWidget(part)
        assert name_heard(part) == words
        assert part.grab().toImage().width() >= part.sizeHint().width()


def test_that_a_card_has_a_heading_and_room(qtbot: QtBot) -> None:
    card = Card("90日以内の更新")
    qtbot.addWidget(card)
    card.body.addWidget(rule())
    assert name_heard(card) == "90日以内の更新"
    assert card.body.contentsMargins().left() == 16
    card.flush()
    assert card.body.contentsMargins().left() == 1
