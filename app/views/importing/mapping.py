"""The head of a file and its first rows, with a list over each column of what it may be."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.language import _, keyed, ngettext
from app.operations.import_preview import FileLook, canonical_columns
from app.views import theme as themes
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import ElidedLabel, PlainLabel

MOST_COLUMNS = 60
_MOST_ROWS = 4
_WIDTH = 148
_MEASURE = "\0measure"


class MappingView(QScrollArea):
    """`chosen(heading, canonical column)` when a person says what a column is; "" for none of them."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Columns of the file"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.combos: dict[str, ComboBox] = {}

    def show_look(self, look: FileLook) -> None:
        """Show another file, or the same one read in another way; the focus stays on the same column."""
        held = next((heading for heading, combo in self.combos.items() if combo.hasFocus()), None)
        at = self.horizontalScrollBar().value()
        self.combos = {}
        whole = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for column, heading in enumerate(look.headings[:MOST_COLUMNS]):
            self._add_column(grid, column, heading, look)
        # The columns stand where the sheet has them; what is left of the width stays empty.
        grid.setColumnStretch(min(len(look.headings), MOST_COLUMNS), 1)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(2, 2, 2, 2)
        outer.addLayout(grid)
        more = len(look.headings) - MOST_COLUMNS
        if more > 0:
            words = ngettext("{n} more column is not shown", "{n} more columns are not shown", more)
            outer.addWidget(PlainLabel(words, "caption", tone="text3"))
        outer.addStretch(1)
        self.setWidget(whole)
        whole.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.horizontalScrollBar().setValue(at)
        if held in self.combos:
            self.combos[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_column(self, grid: QGridLayout, column: int, heading: str, look: FileLook) -> None:
        theme = themes.current()
        head = ElidedLabel(heading or _("(no heading)"), "bodyStrong")
        head.setFixedWidth(theme.px(_WIDTH))
        grid.addWidget(head, 0, column)
        if heading and heading not in self.combos and look.kind is not None:
            grid.addWidget(self._combo(heading, look), 1, column)
        for row, cells in enumerate(look.rows[:_MOST_ROWS]):
            grid.addWidget(ElidedLabel(cells[column], "label", tone="text2"), row + 2, column)

    def _combo(self, heading: str, look: FileLook) -> ComboBox:
        combo = ComboBox(_("What “{heading}” is", heading=heading))
        combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setFixedWidth(themes.current().px(_WIDTH))
        combo.addItem(_("Leave out"), "")
        if heading in look.measures:
            combo.addItem(_("Measure"), _MEASURE)
        assert look.kind is not None
        for name in canonical_columns(look.kind):
            combo.addItem(keyed("import.column", name), name)
        combo.setCurrentIndex(max(combo.findData(_now(heading, look)), 0))
        combo.activated.connect(lambda _at: self._tell(heading, str(combo.currentData())))
        self.combos[heading] = combo
        return combo

    def _tell(self, heading: str, name: str) -> None:
        if name != _MEASURE:
            self.chosen.emit(heading, name)


def _now(heading: str, look: FileLook) -> str:
    if heading in look.measures:
        return _MEASURE
    return next((name for name, column in look.columns.items() if column == heading), "")


def given_after(given: Mapping[str, str], look: FileLook, heading: str, name: str) -> dict[str, str]:
    """Return what a person has said about the columns, once they say that `heading` is `name` ("" for none)."""
    before = _now(heading, look)
    said = {column: each for column, each in given.items() if each != heading}
    if name:
        said[name] = heading
    if before and before not in (name, _MEASURE) and before not in said:
        said[before] = ""
    if before == _MEASURE:
        said.pop(heading, None)
    return said
