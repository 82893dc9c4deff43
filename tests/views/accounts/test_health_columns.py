"""Health in the list of accounts: it arrives after the rows, is filtered, exported, and opened in two keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.account_filter import Filters
from app.operations.account_row import AccountRow
from app.operations.book import Book
from app.operations.health.feelings import feelings_of, say_feeling
from app.operations.health.row_health import Dear, RowHealth
from app.operations.pulses import say_pulse
from app.views import theme as themes
from app.views.account.health.feeling_sheet import FeelingSheet
from app.views.account.page import AccountPage
from app.views.accounts import health_cells
from app.views.accounts.export import export
from app.views.accounts.page import AccountsPage
from app.views.main_window import MainWindow
from app.views.paint.spark import paint_spark
from app.views.places import Places
from app.views.sidebar import Sidebar
from app.views.workspace import Workspace
from app.vocabulary import Band, TodayKind
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill
from tests.views.accounts.desk import workbook


class Desk:
    """A whole window over the small book, in which one account is good, one bad and two are not judged."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.book = book
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.places = Places(self.window)
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        page = self.window.open("accounts")
        assert isinstance(page, AccountsPage)
        self.page = page
        self.settle()

    def settle(self) -> None:
        """Wait until the scores are there and everybody has taken them."""
        self.qtbot.waitUntil(lambda: self.workspace.scores.ready and not self.workspace.busy, timeout=15_000)

    def row(self, name: str) -> AccountRow:
        return next(row for row in self.page.table.all_rows() if row.name == name)

    def stand_on(self, name: str) -> None:
        names = [row.name for row in self.page.table.shown_rows()]
        self.page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.view.go_to(names.index(name))

    def cell(self, name: str, key: str) -> str:
        table = self.page.table
        at = next(at for at, column in enumerate(table.columns) if column.key == key)
        names = [row.name for row in table.shown_rows()]
        return str(table.data(table.index(names.index(name), at), int(Qt.ItemDataRole.AccessibleTextRole)))


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        ids = {row.name: row.id for row in book.read(_rows, today=TODAY)}
        book.write(_judge, ids)
        made = Desk(book, settings, qtbot)
        yield made
        made.workspace.close()


def _rows(session: object, *, today: object) -> list[AccountRow]:
    from app.operations.accounts import account_rows

    return account_rows(session, today=today)  # type: ignore[arg-type]


def _judge(session: object, ids: dict[str, str]) -> None:
    from app.journal import door
    from app.models import tables
    from app.operations.health.models import shipped

    for name, value in ((NAMES[0], 5), (NAMES[1], 1)):
        for aspect in ("pulse_warmth", "pulse_backing", "pulse_embedding"):
            say_pulse(session, ids[name], aspect, value, "会って", observed_on=TODAY, by_id=None)  # type: ignore[arg-type]
    # Enough of everything else: each series of the model at the best or the worst end of its curve.
    for name, best in ((NAMES[0], True), (NAMES[1], False)):
        number = session.scalar(  # type: ignore[attr-defined]
            tables.account.select().with_only_columns(tables.account.c.no).where(tables.account.c.id == ids[name])
        )
        for _dimension, measure in shipped().measures():
            if measure.kind == "pulse":
                continue
            points = sorted(measure.curve.points, key=lambda point: point[1])
            value = points[-1 if best else 0][0]
            for series, said in ((measure.reading, value), (measure.per, 100)):
                if series is None:
                    continue
                rows = list(
                    session.rows(tables.measure.select().where(tables.measure.c.key == series))  # type: ignore[attr-defined]
                )
                if rows:
                    no = rows[0]["no"]
                else:
                    row = {"key": series, "name_ja": series, "name_en": series, "unit": "", "loyalty": "behavioural"}
                    row |= {"null_rule": "zero_is_value", "validity_days": 30, "delay_days": 0}
                    door.create(session, "measure", [row])  # type: ignore[arg-type]
                    [found] = session.rows(tables.measure.select().where(tables.measure.c.key == series))  # type: ignore[attr-defined]
                    no = found["no"]
                at = door.change_of(session).at  # type: ignore[arg-type]
                reading = {"account_no": number, "measure_no": no, "value": float(said), "observed_at": at}
                door.create(session, "reading", [{**reading, "recorded_at": at, "source": "test"}])  # type: ignore[arg-type]


def test_that_health_arrives_after_the_rows(desk: Desk) -> None:
    bands = {name: desk.row(name).band for name in NAMES[:2]}
    assert bands == {NAMES[0]: Band.GOOD, NAMES[1]: Band.RISK}
    assert desk.cell(NAMES[1], "health").startswith("ヘルス")
    assert "危険" in desk.cell(NAMES[1], "health")
    assert desk.cell(NAMES[3], "health") == "ヘルス 判定保留"
    assert desk.cell(NAMES[3], "trend") == "データ待ち"
    shown = desk.page.footer.bands
    assert dict(shown.counts)[Band.RISK] == 1
    assert "危険 1" in shown.accessibleName()


def test_that_a_person_reaches_the_costliest_reading_in_two_keys(desk: Desk) -> None:
    desk.stand_on(NAMES[1])
    worst = desk.row(NAMES[1])
    QTest.keyClick(desk.page.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    page = desk.window.page()
    assert isinstance(page, AccountPage)
    assert page.account_id == worst.id
    desk.settle()
    tab = page.parts.current()
    desk.qtbot.waitUntil(lambda: tab.page is not None and tab.table.view.hasFocus(), timeout=15_000)
    line = tab.table.view.current()
    costliest = min(tab.page.score.parts, key=lambda part: part.effect)
    assert line.id == costliest.measure.key
    opened: list[str] = []
    tab.acts.open_readings = opened.append
    QTest.keyClick(tab.table.view, Qt.Key.Key_Return)
    assert opened == [costliest.measure.key]


def test_that_a_click_on_the_chip_leads_there_too(desk: Desk) -> None:
    view, table = desk.page.view, desk.page.table
    names = [row.name for row in table.shown_rows()]
    column = next(at for at, one in enumerate(table.columns) if one.key == "health")
    box = view.visualRect(table.index(names.index(NAMES[1]), column))
    wanted: list[str] = []
    desk.page.health_wanted.connect(wanted.append)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center() + type(box.center())(60, 0))
    assert wanted == []
    desk.window.open("accounts")
    spot = box.topLeft() + type(box.center())(20, box.height() // 2)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert wanted == [desk.row(NAMES[1]).id]
    assert isinstance(desk.window.page(), AccountPage)


def test_that_the_list_is_filtered_by_band_and_today_leads_to_it(desk: Desk) -> None:
    desk.window.open("accounts", "band:risk")
    assert [row.name for row in desk.page.table.shown_rows()] == [NAMES[1]]
    assert desk.page.filters.chosen == {"health": ("risk",)}
    desk.page.narrow(Filters(chosen={"health": ("unknown",)}))
    assert {row.name for row in desk.page.table.shown_rows()} == set(NAMES[2:])
    choices = desk.page.words().choices(desk.page.filters, "health")
    assert [choice.key for choice in choices] == ["risk", "good", "unknown"]


def test_that_h_asks_for_a_feeling_and_its_score_follows(desk: Desk) -> None:
    desk.stand_on(NAMES[0])
    before = desk.row(NAMES[0]).score
    QTest.keyClick(desk.page.view, Qt.Key.Key_H)
    sheet = next(one for one in QApplication.topLevelWidgets() if isinstance(one, FeelingSheet) and one.isVisible())
    sheet.card.steps.step(-10).click()
    sheet.card.reason.setPlainText("後任がまだ決まらない")
    sheet.card.keep.click()
    account_id = desk.row(NAMES[0]).id
    assert desk.book.read(feelings_of, account_id).feeling.value == -10
    desk.qtbot.waitUntil(lambda: desk.row(NAMES[0]).score == before - 10, timeout=15_000)
    desk.settle()
    desk.workspace.undo()
    desk.qtbot.waitUntil(lambda: desk.row(NAMES[0]).score == before, timeout=15_000)


def test_that_sidebar_and_palette_show_shape_and_score(desk: Desk) -> None:
    row = desk.row(NAMES[1])
    desk.places.pin(row.id)
    [sidebar] = desk.window.findChildren(Sidebar)
    desk.qtbot.waitUntil(lambda: any(str(row.score) in pin.accessibleName() for pin in sidebar.pins()), timeout=15_000)
    desk.places.palette(NAMES[1])
    palette = desk.places._palette
    desk.qtbot.waitUntil(
        lambda: any(getattr(i, "band", "") == "risk" for i in palette.card.model.items), timeout=15_000
    )


def test_that_the_workbook_holds_the_columns_of_health(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = desk.page.table.shown_rows()
    running = export(desk.page, desk.workspace, None, path, "x", ("account", "health", "delta", "trend", "dear"), rows)
    desk.qtbot.waitUntil(lambda: running.finished, timeout=15_000)
    head, *lines = workbook(path)
    assert head == ["顧客", "ヘルス", "判定", "ヘルスの 30日差", "26週前のヘルス", "D", "E", "A", "R"]
    found = {line[0]: line for line in lines}
    assert found[NAMES[1]][1:3] == [desk.row(NAMES[1]).score, "危険"]
    assert found[NAMES[3]][1] == ""


def test_that_today_counts_the_bands_and_confirms_with_one_key(desk: Desk) -> None:
    account_id = desk.row(NAMES[0]).id
    desk.book.write(say_feeling, account_id, -5, "返事が短い", expires_on=TODAY, today=TODAY, by_id=None)
    page = desk.window.open("today")
    desk.qtbot.waitUntil(lambda: page.answer is not None and page.answer.bands is not None, timeout=15_000)
    desk.settle()
    page._asking._rescored(None)
    desk.qtbot.waitUntil(lambda: any(row.kind is TodayKind.REJUDGE for row in page.rows()), timeout=15_000)
    assert page.pulse.bar.count(Band.RISK) == 1
    places = page.list.rows.places()
    at = next(at for at in places if page.list.rows.row_at(at).kind is TodayKind.REJUDGE)
    page.list.setCurrentIndex(page.list.rows.index(at, 0))
    QTest.keyClicks(page.list, "=")
    assert desk.book.read(feelings_of, account_id).feeling.expires == TODAY + timedelta(28)
    desk.settle()
    desk.qtbot.waitUntil(lambda: all(row.kind is not TodayKind.REJUDGE for row in page.rows()), timeout=15_000)
    desk.workspace.undo()
    desk.qtbot.waitUntil(lambda: any(row.kind is TodayKind.REJUDGE for row in page.rows()), timeout=15_000)


def test_that_a_fall_leads_to_what_did_most_of_it(desk: Desk) -> None:
    from app.operations.today import TodayRow
    from app.views.today.page import TodayPage

    page = desk.window.open("today")
    assert isinstance(page, TodayPage)
    desk.settle()
    told = desk.row(NAMES[1])
    params: dict[str, object] = {"score": 40, "before": 55, "points": 15, "band": "risk", "was": "watch", "cause": ""}
    row = TodayRow(told.id, told.name, TodayKind.SIGNAL, "fall", "", "signal.band", params, None, 1)
    wanted: list[tuple[str, str]] = []
    page.health_wanted.connect(lambda account_id, part: wanted.append((account_id, part)))
    page.acts.open(row)
    page.acts.open(replace(row, subject_id="disagreement", reason="signal.data_higher"))
    assert wanted == [(told.id, "worst"), (told.id, "")]


def test_that_words_tell_what_is_drawn() -> None:
    row = AccountRow("a", "A", "", None, None, "", (), 0, "JPY", None, None, False, None, None, "", False)  # type: ignore[arg-type]
    assert health_cells.delta_text(row) == ""
    scored = replace(row, health=RowHealth(60, delta=0, before=60, dear={"D": Dear(70, -4), "P": Dear(None)}))
    assert health_cells.delta_text(scored) == "±0"
    assert health_cells.dear_aloud(scored) == "配備: 70（90日で −4）\nパルス: データなし"
    assert [bar.letter for bar in health_cells.bars(scored, (70, 45))] == ["D"]


@pytest.mark.parametrize("spark", [(50,), (None, 50, None), (1, 99), (None, None), (3, None, 5)])
def test_that_a_line_is_drawn_whatever_weeks_are_missing(qtbot: QtBot, spark: tuple[int | None, ...]) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    pixmap = QPixmap(100, 40)
    pixmap.fill(Qt.GlobalColor.white)
    painter = QPainter(pixmap)
    paint_spark(painter, QRectF(0, 0, 90, 40), spark, "good", themes.current())
    painter.end()
    image = pixmap.toImage()
    drawn = any(image.pixelColor(x, y) != Qt.GlobalColor.white for x in range(100) for y in range(40))
    assert drawn == any(score is not None for score in spark)
