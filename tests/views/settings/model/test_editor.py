"""The editor of the health model: edited, looked at, saved with a reason, taken back; a draft outlives its window."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.operations.book import Book
from app.operations.health.models import change_model, model_at, model_versions, shipped
from app.operations.settings import settings
from app.views.main_window import MainWindow
from app.views.settings.model.group_sheet import DimensionSheet
from app.views.settings.model.measure_sheet import MeasureSheet
from app.views.settings.model.save_dialog import MoveRow, SaveDialog
from app.views.settings.model.section import KEY, HealthModel
from app.views.settings.page import SettingsPage
from app.vocabulary import Phase, Segment
from tests.views.settings.conftest import Open, words
from tests.views.settings.test_sections import write


@pytest.fixture
def section(go: Open) -> HealthModel:
    found = go("health")
    assert isinstance(found, HealthModel)
    return found


def dialog(kind: type[QDialog]) -> QDialog:
    """Return the dialog that is open."""
    QApplication.processEvents()
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def saving(qtbot: QtBot, section: HealthModel) -> SaveDialog:
    """Press the button under the editor and wait for the preview."""
    section.bar.save.click()
    found = dialog(SaveDialog)
    assert isinstance(found, SaveDialog)
    qtbot.waitUntil(lambda: found.preview is not None)
    return found


def test_that_a_weight_is_typed_previewed_saved_with_a_reason_and_taken_back(
    qtbot: QtBot, book: Book, window: MainWindow, section: HealthModel
) -> None:
    assert section.bar.isHidden()
    row = section.cards["engagement"].rows["nps"]
    write(row.weight, "60")
    QTest.keyClick(row.weight, Qt.Key.Key_Return)
    nps = section.draft.measure("nps")
    assert nps is not None and nps.weight == 60 and section.bar.isVisible() and row.weight.hasFocus()
    assert book.read(model_versions) == ()
    sheet = saving(qtbot, section)
    assert not sheet.go.isEnabled()
    sheet.reason.setText("回答が増えた")
    assert sheet.go.isEnabled()
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    QApplication.processEvents()
    version = book.read(model_versions)[-1]
    assert (version.version, version.reason) == (2, "回答が増えた") and not section.dirty()
    assert section.bar.isHidden() and "回答が増えた" in words(section)
    assert window.workspace.last_change is not None
    window.workspace.undo()
    QApplication.processEvents()
    assert section.draft.measure("nps") == shipped().measure("nps")


def test_that_a_wrong_figure_is_refused_at_its_row_and_the_rest_stays(section: HealthModel) -> None:
    row = section.cards["adoption"].rows["use_change"]
    write(row.weight, "0")
    row.weight.flush()
    assert "活用 › 利用の変化 › 重み" in row.wrong() and not section.dirty()
    write(row.weight, "1e9999")
    row.weight.flush()
    assert row.wrong() and not section.dirty()
    write(row.weight, "50")
    row.weight.flush()
    assert not row.wrong() and section.dirty()
    field, line = section.bands.fields["good"], section.bands.rows["good"]
    for text in ("40", "x", "101", "70.5"):
        write(field, text)
        field.flush()
        assert line.wrong() and section.draft.good == 70
    write(field, "80")
    field.flush()
    assert not line.wrong() and section.draft.good == 80


def test_that_the_preview_lists_who_changes_band(
    qtbot: QtBot, book: Book, section: HealthModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    section.edit(replace(section.draft, coverage_floor=Decimal(0), good=99, watch=98))
    sheet = saving(qtbot, section)
    assert sheet.preview is not None
    shown = [row.accessibleName() for row in sheet.findChildren(MoveRow)]
    assert len(shown) == len(sheet.preview.moves)
    assert sheet.preview.accounts > 0 and str(sheet.preview.accounts) in sheet.said.text()
    sheet.reject()
    assert section.dirty() and book.read(model_versions) == ()


def test_that_a_measure_is_changed_on_its_sheet(section: HealthModel) -> None:
    sheet = section.sheets.measure("training")
    assert sheet is not None
    sheet.name_ja.setText("研修")
    sheet.curves.points[0].rows[1][1].setText("50")
    sheet.curves.add_for(Phase.ONBOARDING)
    sheet.curves.points[1].rows[0][1].setText("40")
    sheet.weights.segments[Segment.TECH].setText("12.5")
    sheet.validity.setText("")
    sheet.rationale_ja.setPlainText("修了者の割合")
    sheet.go.click()
    training = section.draft.measure("training")
    assert training is not None and not sheet.isVisible()
    assert (training.name["ja"], training.curve.points[1]) == ("研修", (Decimal(30), Decimal(50)))
    assert training.curve_in(Phase.ONBOARDING, None).points[0] == (Decimal(0), Decimal(40))
    assert training.weights == {Segment.TECH: Decimal("12.5")} and training.validity_days is None
    assert training.rationale["ja"] == "修了者の割合"


def test_that_what_is_wrong_on_a_sheet_is_said_there_and_nothing_is_taken(section: HealthModel) -> None:
    sheet = section.sheets.measure("nps")
    assert sheet is not None
    points = sheet.curves.points[0]
    points.rows[0][1].setText("90")
    sheet.go.click()
    assert "曲線の" in sheet.wrong() and sheet.isVisible() and not section.dirty()
    points.rows[0][1].setText("x")
    sheet.go.click()
    assert "「x」" in sheet.wrong() and sheet.focusWidget() is points.rows[0][1]
    points.rows[0][1].setText("0")
    sheet.weights.weight.setText("0")
    sheet.go.click()
    assert sheet.focusWidget() is sheet.weights.weight and not section.dirty()
    sheet.weights.weight.setText("41")
    sheet.curves.points[0].add_point()
    sheet.go.click()
    assert not sheet.isVisible() and section.dirty()


def test_that_curves_for_the_same_months_are_refused_by_their_place(section: HealthModel) -> None:
    sheet = section.sheets.measure("nps")
    assert sheet is not None
    for start, end in (("0", "6"), ("3", "")):
        sheet.curves.add_for(None)
        sheet.curves.points[-1].start.setText(start)
        sheet.curves.points[-1].end.setText(end)
    sheet.go.click()
    assert "別の曲線 2" in sheet.wrong() and not section.dirty()
    sheet.curves.points[-1].start.setText("6")
    sheet.go.click()
    nps = section.draft.measure("nps")
    assert nps is not None and [(one.months_from, one.months_to) for one in nps.curves] == [(0, 6), (6, None)]


def test_that_measures_dimensions_and_rules_come_and_go(section: HealthModel) -> None:
    sheet = section.sheets.add_dimension()
    sheet.name_ja.setText("深さ")
    sheet.go.click()
    measure = dialog(MeasureSheet)
    assert isinstance(measure, MeasureSheet)
    assert not section.dirty()
    measure.name_ja.setText("深い利用")
    measure.go.click()
    dimension = section.draft.dimensions[-1]
    assert (dimension.name, dimension.letter, len(dimension.measures)) == ({"ja": "深さ"}, "深", 1)
    assert (
        "深い利用" in words(section.cards[dimension.key])
        or dimension.measures[0].key in section.cards[dimension.key].rows
    )
    opened = section.sheets.dimension(dimension.key)
    assert isinstance(opened, DimensionSheet)
    opened.drop.click()
    assert section.draft == section.base
    rule = section.sheets.rule(None)
    rule.name_ja.setText("障害のあと")
    rule.looks.choose("event")
    rule.happened.setCurrentIndex(rule.happened.findData("outage"))
    rule.within.setText("14")
    rule.go.click()
    made = section.draft.rules[-1]
    assert (made.event, made.reading, made.within_days, made.score) == ("outage", None, 14, Decimal(40))
    section.sheets.rule(made.key).drop.click()
    assert section.draft == section.base and not section.dirty()


def test_that_what_is_not_saved_is_kept_for_the_next_window(
    qtbot: QtBot, book: Book, window: MainWindow, section: HealthModel
) -> None:
    section.edit(replace(section.draft, good=77))
    assert window.workspace.drafts.flush(5)
    again = HealthModel(section.desk)
    qtbot.addWidget(again)
    again.refresh()
    assert again.draft.good == 77 and again.dirty()
    section.bar.discard.click()
    assert window.workspace.drafts.flush(5)
    assert not section.dirty() and book.read(model_at).good == 70
    from app.operations.drafts import find_draft

    assert book.read(find_draft, KEY) is None


def test_that_another_version_shows_at_once_and_what_is_edited_stays(book: Book, section: HealthModel) -> None:
    section.workspace.write(change_model, replace(shipped(), good=75), reason="外から")
    QApplication.processEvents()
    assert section.draft.good == 75 and section.bands.fields["good"].text() == "75"
    section.edit(replace(section.draft, watch=50))
    section.workspace.write(change_model, replace(shipped(), good=80), reason="もう一度")
    QApplication.processEvents()
    assert (section.base.good, section.draft.good, section.draft.watch) == (80, 75, 50) and section.dirty()
    section.begin_from(book.read(model_versions)[0].model)
    assert (section.draft.good, section.draft.watch) == (70, 45)


def test_that_models_and_packs_go_through_files(qtbot: QtBot, book: Book, section: HealthModel, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    section.edit(replace(section.draft, good=77))
    section.files.save_model(path)
    section.discard()
    section.files.open_model(path)
    assert section.draft.good == 77 and book.read(model_versions) == ()
    section.discard()
    pack = tmp_path / "p.json"
    section.files.export_to(pack)
    body = json.loads(pack.read_text("utf-8"))
    body["model"]["bands"]["good"] = 72
    body["cadence"]["high"] = 9
    pack.write_text(json.dumps(body), "utf-8")
    section.files.ask_import(pack)
    sheet = dialog(SaveDialog)
    assert isinstance(sheet, SaveDialog)
    qtbot.waitUntil(lambda: sheet.preview is not None)
    assert "1件" in words(sheet)
    sheet.reason.setText("共通の基準")
    sheet.go.click()
    assert book.read(model_at).good == 72 and book.read(settings).cadence_high == 9 and not section.dirty()
    body["model"]["bands"] = {"good": 10, "watch": 45}
    pack.write_text(json.dumps(body), "utf-8")
    section.files.ask_import(pack)
    assert "区分" in section.files.notice.text() and book.read(model_at).good == 72
    section.files.open_model(tmp_path / "none.json")
    assert "none.json" in section.files.notice.text()


def test_that_the_editor_is_walked_by_keys(window: MainWindow, section: HealthModel) -> None:
    page = window.page()
    assert isinstance(page, SettingsPage)
    section.bands.fields["good"].setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _n in range(12):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None and focused.accessibleName()
        seen.append(focused.accessibleName())
    assert "ライセンスの利用の重み" in seen and "ライセンスの利用を変更" in seen
