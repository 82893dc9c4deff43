"""Which choice of ours is which option of theirs, in a small sheet over the mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from app.language import _
from app.operations.syncing.rows import MappedField, RemoteField
from app.views.settings.model.sheet import Sheet
from app.views.sync.mapping_rows import choices_of
from app.views.sync.mapping_words import choice_words, field_words
from app.views.widgets.choices import ComboBox
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


class ValuesSheet(Sheet):
    """`use(values)` is given our choices with their options; where both are called alike nothing has to be said."""

    def __init__(
        self,
        window: QWidget,
        one: MappedField,
        remote: RemoteField,
        system: str,
        use: Callable[[Mapping[str, str]], object],
    ) -> None:
        super().__init__(window, _("Choices of {field}", field=field_words(one.entity, one.local)))
        self._use = use
        self.combos: dict[str, ComboBox] = {}
        self.body.addWidget(
            PlainLabel(
                _("A choice without a counterpart is not sent; what is here stays."), "body", tone="text2", wrap=True
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        grid.addWidget(PlainLabel(_("This PC"), "caption", tone="text2"), 0, 0)
        grid.addWidget(PlainLabel(system, "caption", tone="text2"), 0, 2)
        options = dict(remote.options)
        for at, key in enumerate(choices_of(one.entity, one.local), 1):
            words = choice_words(one.entity, one.local, key)
            combo = self.combos[key] = ComboBox(_("Option for {choice}", choice=words))
            if key not in options:
                # What is called alike there is its counterpart until another one is chosen.
                combo.addItem(_("No counterpart"), "")
            for option, label in options.items():
                combo.addItem(label, option)
            combo.setCurrentIndex(max(combo.findData(one.values.get(key, key)), 0))
            grid.addWidget(PlainLabel(words, "body"), at, 0)
            grid.addWidget(IconView("arrow-left-right", 14, "text3"), at, 1)
            grid.addWidget(combo, at, 2)
        self.body.addLayout(grid)
        self.setMinimumWidth(360)

    def take(self) -> None:
        """Give what was chosen; what is called alike on both sides goes without saying."""
        chosen = {key: str(combo.currentData()) for key, combo in self.combos.items()}
        self._use({key: option for key, option in chosen.items() if option and option != key})
