"""Every state that is pictured, looked over by rule: names for screen readers, no cut-off words, visible focus.

Each language and each size of text is looked at in every state; all pairs of them are a proof, for a state takes long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.operations.accounts import account_rows
from app.operations.book import Book
from app.operations.promises import hide_promise, open_promises
from app.operations.signals.acts import raise_cta
from app.views import looks, theme
from app.views.gate import Gate
from app.views.main_window import MainWindow
from app.views.stage import Shot, Stage
from app.views.states import SHOTS
from app.views.widgets.labels import PlainLabel
from app.views.widgets.painted import Painted
from tests.builders import new_book
from tests.proof.rounds import rounds
from tests.views.accounts.books import fill
from tests.views.plans.desk import plan_for
from tests.views.reviews.desk import review_for

ROUND = 120
NAMES = [shot.name for shot in SHOTS]
# Those in Japanese come first everywhere: pytest puts the tests of one scene together by its place in the list.
SCENES = [(lang, name) for lang in ("ja", "en") for name in NAMES]
in_both = pytest.mark.parametrize("scene", SCENES, ids="-".join, indirect=True, scope="module")
in_japanese = pytest.mark.parametrize("scene", SCENES[: len(NAMES)], ids="-".join, indirect=True, scope="module")
in_rounds = pytest.mark.parametrize(
    "scene", SCENES[:: len(SCENES) // rounds(len(SCENES))], ids="-".join, indirect=True, scope="module"
)


def fill_for_states(book: Book) -> None:
    """Fill a book so that every state has something to show, most of it at the one customer that is opened."""
    fill(book)
    today = book.clock.today()
    plan_for(book)
    review_for(book)
    customer = next(row for row in book.read(account_rows, today=today) if row.next_step and row.mrr)
    hidden = book.read(open_promises)[-1]
    book.write(hide_promise, hidden.id, until=date(2026, 12, 1))
    book.write(raise_cta, customer.id, text="引き継ぎをお願いする", playbook="sponsor_departure", today=today)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, Book]]:
    """Yield a book with four customers, one promise hidden and one play under way, and an empty one."""
    folder = tmp_path_factory.mktemp("states")
    (folder / "filled").mkdir()
    (folder / "empty").mkdir()
    with new_book(folder / "filled", name="高橋") as filled, new_book(folder / "empty") as empty:
        fill_for_states(filled)
        yield filled, empty


class Scene:
    """A state that is brought to a stage once and looked at by several tests, each at a text size."""

    def __init__(self, stage: Stage, shot: Shot, books: tuple[Book, Book], qapp: QApplication, lang: str) -> None:
        self._stage, self._shot, self._books, self._qapp, self.lang = stage, shot, books, qapp, lang
        self._scale = 0
        self._kinds: Counter[str] = Counter()
        self.strays: Strays | None = None

    def at(self, scale: int) -> Stage:
        """Return the stage with the state at a text size: brought there, or switched to it while it is shown."""
        looks.speak(self._qapp, self.lang)
        # Behind a dialog nobody reaches the text size.
        if self._scale and scale != self._scale and self._qapp.activeModalWidget() is not None:
            self.clear()
        if self._scale and kinds() != self._kinds:
            # The keys of the test before closed something.
            before, _gone = self._scale, self.clear()
            self._bring(before)
        if not self._scale:
            self._bring(scale)
        elif scale != self._scale:
            self._scale = scale
            theme.use(self._qapp, "light", scale)
        self._stage.settle()
        return self._stage

    def clear(self) -> None:
        """Clear the stage."""
        self._stage.clear()
        self._scale = 0

    def _bring(self, scale: int) -> None:
        theme.use(self._qapp, "light", scale)
        self._scale = scale
        self._stage.book = self._shot.book(*self._books)
        if self.lang == "ja" and self.strays is None:
            # Which windows there are does not depend on their words, and every event of all of them is looked at.
            self.strays = Strays()
            self._qapp.installEventFilter(self.strays)
        try:
            assert self._shot.bring(self._stage) is not False, self._shot.name
            self._stage.settle()
        finally:
            if self.strays is not None:
                self._qapp.removeEventFilter(self.strays)
        self._kinds = kinds()


@pytest.fixture(scope="module")
def scene(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    books: tuple[Book, Book],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scene]:
    """Yield a state in a language, and clear the stage at the end."""
    lang, name = request.param
    settings = QSettings(str(tmp_path_factory.mktemp("scene") / "window.ini"), QSettings.Format.IniFormat)
    for key, value in (("language", "ja"), ("look", "light")):
        settings.setValue(key, value)
    looks.dress(qapp, settings)
    made = Scene(Stage(settings, books[0]), SHOTS[NAMES.index(name)], books, qapp, lang)
    yield made
    made.clear()
    looks.speak(qapp, "ja")
    theme.use(qapp, "light")


def shown() -> list[QWidget]:
    """Return every widget that is visible now, in whichever window."""
    return [
        widget
        for top in QApplication.topLevelWidgets()
        if top.isVisible() and not isinstance(top, QMenu)
        for widget in (top, *top.findChildren(QWidget))
        if widget.isVisible()
    ]


def kinds() -> Counter[str]:
    """Return how many widgets of each kind are visible now."""
    return Counter(type(widget).__name__ for widget in shown())


def told(widget: QObject) -> str:
    """Return a widget in words, for a failing test."""
    text = getattr(widget, "text", str)
    place = widget.geometry().getRect() if isinstance(widget, QWidget) else ()
    return f"{type(widget).__name__} {text() if callable(text) else text!r} {place}"


def is_cut(widget: QWidget) -> bool:
    """Tell whether words do not fit and no tooltip holds them."""
    if widget.toolTip():
        return False
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        return widget.sizeHint().width() > widget.width() + 1
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.sizeHint().width() > widget.width() + 1
    if isinstance(widget, Painted):
        return widget.sizeHint().width() > widget.width() + 1
    return False


def is_outside(widget: QWidget) -> bool:
    """Tell whether a part with words lies partly outside a parent that cannot scroll."""
    if not isinstance(widget, QLabel | QAbstractButton | Painted):
        return False
    parent = widget.parentWidget()
    while parent is not None and not widget.isWindow():
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            # What lies beyond a viewport can be scrolled to.
            return False
        inside = parent.rect().adjusted(-1, -1, 1, 1)
        box = widget.rect().translated(widget.mapTo(parent, QPoint(0, 0)))
        if not inside.contains(box):
            return True
        if parent.isWindow():
            return False
        parent = parent.parentWidget()
    return False


def test_that_cut_and_lost_words_are_noticed(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    box.resize(200, 100)
    label = PlainLabel("顧客サクセスの約束", parent=box)
    label.setGeometry(0, 0, 40, 20)
    wrapped = QLabel("顧客サクセスの約束 " * 9, box)  # ours keeps room for its words
    wrapped.setWordWrap(True)
    wrapped.setGeometry(0, 20, 100, 20)
    lost = PlainLabel("更新", parent=box)
    lost.setGeometry(180, 40, 60, 20)
    box.show()
    assert (is_cut(label), is_cut(wrapped), is_cut(lost)) == (True, True, False)
    assert (is_outside(label), is_outside(lost)) == (False, True)
    label.setToolTip("顧客サクセスの約束")
    assert not is_cut(label)


class Strays(QObject):
    """Notes every window that is shown and is none of those there are to be."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each widget as it is shown."""
        # Asked in this order for speed: hundreds of thousands of events pass.
        is_window = watched.isWidgetType() and watched.isWindow()  # type: ignore[attr-defined]
        if not is_window or isinstance(watched, MainWindow | Gate | QDialog | QMenu):
            return False
        if event.type() is QEvent.Type.Show:
            self.seen.append(told(watched))
        return False


@in_both
def test_that_every_state_has_names_and_room_for_its_words(scene: Scene) -> None:
    scene.at(100 if scene.lang == "ja" else 130)
    look_over()


@in_japanese
def test_that_no_state_shows_a_window_that_is_none(scene: Scene) -> None:
    scene.at(100)
    assert scene.strays is not None
    assert scene.strays.seen == []


@pytest.mark.proof
@in_rounds
def test_that_every_state_has_names_and_room_for_its_words_in_every_size(scene: Scene) -> None:
    for scale in (130, 100):
        scene.at(scale)
        look_over()


def look_over() -> None:
    """Look over everything that is shown."""
    nameless, speechless = [], []
    for widget in shown():
        usable = isinstance(widget, QAbstractButton) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if usable and not (widget.isWindow() or isinstance(widget, QMenu)):
            heard = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            if not heard:
                nameless.append(told(widget))
            if isinstance(widget, QAbstractButton) and not (widget.text() or widget.toolTip()):
                speechless.append(told(widget))
    assert not nameless
    assert not speechless
    assert [told(widget) for widget in shown() if is_cut(widget)] == []
    assert [told(widget) for widget in shown() if is_outside(widget)] == []


def picture(widget: QWidget) -> QImage:
    """Return how a widget and the little around it look now."""
    return widget.window().grab(widget.rect().translated(widget.mapTo(widget.window(), QPoint(0, 0)))).toImage()


@in_japanese
def test_that_tab_reaches_everything_and_the_focus_is_always_seen(qapp: QApplication, scene: Scene) -> None:
    put = scene.at(100)
    window = qapp.activeModalWidget() or put.window()
    reached: list[QWidget] = []
    unseen: list[str] = []
    for _n in range(ROUND):
        QTest.keyClick(qapp.focusWidget() or window, Qt.Key.Key_Tab)
        at = qapp.focusWidget()
        assert at is not None
        if reached and (at is reached[0] or at is reached[-1]):
            break
        reached.append(at)
        with_focus = picture(at)
        at.clearFocus()
        without = picture(at)
        at.setFocus(Qt.FocusReason.TabFocusReason)
        if with_focus == without:
            unseen.append(told(at))
    else:
        pytest.fail(f"no way round: {[told(widget) for widget in reached[:20]]}")
    # Where the walk began the focus was at first; back from its first stop leads there too.
    QTest.keyClick(reached[0], Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    reached.append(qapp.focusWidget() or window)
    assert unseen == []
    # Buttons of the window in front are all on the way, but for those a field or a group speaks for.
    front = [widget for widget in before_all(window).findChildren(QAbstractButton) if is_stop(widget, window)]
    assert [told(button) for button in front if button not in reached] == []


def before_all(window: QWidget) -> QWidget:
    """Return the card over a window that keeps Tab to itself while it is there, else the window."""
    cards = [part for part in window.findChildren(QWidget) if part.property("keeps_tab") and part.isVisible()]
    return cards[-1] if cards else window


def is_stop(button: QAbstractButton, window: QWidget) -> bool:
    """Tell whether Tab has to come to a button: it takes the focus, can be used, and nothing lies over it."""
    if not (button.focusPolicy() & Qt.FocusPolicy.TabFocus and button.isVisible() and button.isEnabled()):
        return False
    if button.autoExclusive() or button.group() is not None:
        return False
    over = window.childAt(button.mapTo(window, button.rect().center()))
    scrolls = any(isinstance(parent, QScrollArea) for parent in ancestors(button))
    return scrolls or over is button


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    """Yield the parents of a widget."""
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()
