"""What the timeline is filtered by: words, a person, a tag, and chips for the kinds there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.operations.touchpoints import TouchpointRow
from app.views.account.touchpoints.sieve import Sieve, kinds_in, people_in, tags_in
from app.views.widgets.chips import Chips
from app.views.widgets.choices import ComboBox
from app.views.widgets.search_field import SearchField

_BOX = 190


class FilterBar(QWidget):
    """`changed` when another filter holds, `left` when the list is to have the focus. `tools` has room for more."""

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Filter"))
        self.words = SearchField(_("Filter by words, people, tags or kind"), _("Clear filter"))
        self.words.setMinimumWidth(200)
        self.person = ComboBox(_("Person"))
        self.tag = ComboBox(_("Tag"))
        self.chips = Chips(_("Kinds of touchpoints"))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self.tools.addWidget(self.words, 1)
        for box in (self.person, self.tag):
            box.setMaximumWidth(_BOX)
            box.activated.connect(lambda _at: self.changed.emit())
            self.tools.addWidget(box)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(self.tools)
        whole.addWidget(self.chips)
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.words.left.connect(self.left)
        self.words.returnPressed.connect(self.left)
        self.chips.changed.connect(self.changed)

    def offer(self, rows: Sequence[TouchpointRow]) -> None:
        """Offer what there is among rows; what was chosen stays, where it is still there."""
        self.chips.offer(kinds_in(rows))
        self.chips.setVisible(len(self.chips.chips) > 1)
        _fill(self.person, _("Everybody"), people_in(rows))
        _fill(self.tag, _("Every tag"), [f"#{tag}" for tag in tags_in(rows)])

    def sieve(self) -> Sieve:
        """Return the filter that holds."""
        person = self.person.currentText() if self.person.currentIndex() > 0 else ""
        tag = self.tag.currentText().removeprefix("#") if self.tag.currentIndex() > 0 else ""
        return Sieve(self.words.text(), self.chips.on(), person, tag)

    def clear(self) -> None:
        """Let everything through again, without telling."""
        with QSignalBlocker(self):
            self.words.clear()
        self.chips.clear()
        self.person.setCurrentIndex(0)
        self.tag.setCurrentIndex(0)


def _fill(box: ComboBox, first: str, words: Sequence[str]) -> None:
    chosen = box.currentText() if box.currentIndex() > 0 else ""
    box.clear()
    box.addItem(first)
    box.addItems(list(words))
    box.setCurrentIndex(max(box.findText(chosen), 0) if chosen else 0)
    box.setVisible(bool(words))
