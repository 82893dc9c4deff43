"""A section of the settings: a heading with the mark of what was kept, and cards under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.changes import Changes
from app.views import theme as themes
from app.views.dialogs.error import show_error
from app.views.settings.desk import SettingsDesk
from app.views.settings.rows import Row
from app.views.widgets.card import Card, rule
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel

_WIDEST = 760


class Section(QScrollArea):
    """Shows what is kept (`refresh`), keeps what is chosen (`keep`); `entities` are the tables it is asked anew for."""

    entities: ClassVar[Sequence[str]] = ("setting",)

    def __init__(self, desk: SettingsDesk, title: str, about: str = "") -> None:
        super().__init__()
        self.desk, self.workspace, self.window_ = desk, desk.workspace, desk.window
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.viewport().setAutoFillBackground(False)
        inner = QWidget()
        inner.setAutoFillBackground(False)
        self.narrow = QWidget()
        self.column = QVBoxLayout(self.narrow)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        row = QHBoxLayout()
        row.addWidget(self.narrow, 1000)
        row.addStretch(1)
        self.around = whole = QVBoxLayout(inner)
        whole.setContentsMargins(24, 20, 24, 24)
        whole.addLayout(row)
        whole.addStretch(1)
        self.setWidget(inner)
        self.column.addLayout(self._head(title))
        if about:
            self.column.addWidget(PlainLabel(about, "body", tone="text2", wrap=True))
        self.narrow.setMaximumWidth(themes.current().px(_WIDEST))

    def _head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(PlainLabel(title, "title"))
        row.addStretch(1)
        self._mark = IconView("check", 14, "good_text")
        self._saved = PlainLabel(_("Saved"), "label", tone="text2")
        for part in (self._mark, self._saved):
            part.hide()
            row.addWidget(part)
        return row

    def add_card(self, title: str, *parts: QWidget, about: str = "") -> Card:
        """Add a card of rows with hairlines between them."""
        card = Card(title)
        if about:
            card.body.addWidget(PlainLabel(about, "label", tone="text2", wrap=True))
        for at, part in enumerate(parts):
            if at:
                card.body.addWidget(rule())
            card.body.addWidget(part)
        self.column.addWidget(card)
        return card

    def refresh(self) -> None:
        """Show what is kept now."""

    def changed(self, changes: Changes) -> None:
        """Ask anew where a change concerns this section."""
        if changes.touches(*self.entities):
            self.refresh()

    def keep(self, operation: Callable[..., Any], *args: Any, row: Row | None = None, **kw: Any) -> bool:
        """Write, and say that it is kept; where it is refused say why at the row. Tells whether it was kept."""
        try:
            self.workspace.write(operation, *args, **kw)
        except BansoError as error:
            self.refuse(error, row)
            return False
        if row is not None:
            row.clear()
        self.say_saved()
        return True

    def refuse(self, error: BansoError, row: Row | None = None) -> None:
        """Say why something was not done, at its row where it has one."""
        if row is not None:
            row.tell(error)
        else:
            show_error(self.window_, error)

    def say_saved(self, saved: bool = True) -> None:
        """Show the mark, or take it away."""
        self._mark.setVisible(saved)
        self._saved.setVisible(saved)

    def is_saved(self) -> bool:
        """Tell whether the mark is shown."""
        return not self._saved.isHidden()

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "narrow"):
            self.narrow.setMaximumWidth(themes.current().px(_WIDEST))
