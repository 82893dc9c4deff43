"""The row of filters: the quick ones, a chip for each condition, and one to add more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _
from app.operations.account_filter import FIELDS, Filters
from app.views.accounts.chip import FilterChip
from app.views.accounts.choice_list import Choice, ChoiceList
from app.views.accounts.filter_words import ALWAYS, FilterWords, field_words, quick_choices
from app.views.accounts.flow_row import flowing
from app.views.widgets.segmented import SegmentedControl


class FilterBar(QWidget):
    """`changed` with the filters after a person changed them; the text is kept as it is. `words` speaks of the rows."""

    changed = Signal(object)

    def __init__(self, words: Callable[[], FilterWords], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.filters = Filters()
        box, self._flow = flowing(self)
        self.quick = SegmentedControl(quick_choices(), _("Quick filter"))
        self.quick.chosen.connect(lambda key: self._take(replace(self.filters, quick=key)))
        self._flow.addWidget(self.quick)
        self.chips: dict[str, FilterChip] = {}
        for name in FIELDS:
            chip = self.chips[name] = FilterChip(field_words(name))
            chip.clicked.connect(lambda _checked=False, name=name: self.open(name))
            chip.dropped.connect(lambda name=name: self._drop(name))
            self._flow.addWidget(chip)
            # Shown before it has its parent it would be a window of its own for a moment.
            chip.setVisible(name in ALWAYS)
        self.more = FilterChip(_("Add condition"))
        self.more.clicked.connect(self._add)
        self._flow.addWidget(self.more)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(box)

    def show_filters(self, filters: Filters) -> None:
        """Show what narrows now, without telling."""
        self.filters = filters
        self.quick.choose(filters.quick)
        words = self._words() if filters.chosen else None
        for name, chip in self.chips.items():
            chip.tell(words.values(filters, name) if words is not None and name in filters.chosen else "")
            chip.setVisible(name in ALWAYS or name in filters.chosen)

    def focus_first(self) -> None:
        """Give the focus to the first condition."""
        name = next(iter(self.filters.chosen), ALWAYS[0])
        self.chips[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take(self, filters: Filters) -> None:
        self.show_filters(filters)
        self.changed.emit(filters)

    def _drop(self, name: str) -> None:
        self._take(self.filters.without(name))

    def open(self, name: str) -> ChoiceList:
        """Open what there is to choose of a field."""
        chip = self.chips[name]
        popover = ChoiceList(
            chip, field_words(name), self._words().choices(self.filters, name), hint=_("Type to narrow")
        )

        def choose(key: str, on: bool) -> None:
            there = [value for value in self.filters.chosen.get(name, ()) if value != key]
            # The chip must stay while its card hangs from it.
            self._take(self.filters.choosing(name, [*there, key] if on else there))
            chip.show()
            popover.set_choices(self._words().choices(self.filters, name))

        popover.chosen.connect(choose)
        popover.closed.connect(lambda: self._tidy(name))
        popover.appear()
        return popover

    def _tidy(self, name: str) -> None:
        if name not in ALWAYS and name not in self.filters.chosen:
            self.chips[name].hide()

    def _add(self) -> None:
        choices = [Choice(name, field_words(name)) for name in FIELDS if name not in self.filters.chosen]
        popover = ChoiceList(self.more, _("Add condition"), choices, hint=_("Type to narrow"), many=False)
        popover.chosen.connect(lambda name, _on: self._open_new(name))
        popover.appear()

    def _open_new(self, name: str) -> None:
        self.chips[name].show()
        self._flow.activate()
        self.open(name)
