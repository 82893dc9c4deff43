"""The line over the voice tab: what the customer asks for, or what hints at a lead, in a few words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, name_of
from app.views import theme as themes
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import LineField, ListField
from app.views.widgets.segmented import SegmentedControl
from app.vocabulary import LeadOrigin

REQUEST, LEAD = "request", "lead"


class AddLine(QWidget):
    """`wanted` on Enter and on the button, `left` on Escape in an empty line."""

    wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = SegmentedControl([(REQUEST, _("Request")), (LEAD, "CSQL")], _("What to add"))
        self.text = LineField(_("In the customer’s words"))
        self.text.setMinimumWidth(160)
        self.area = ListField(_("Product area"))
        self.area.setPlaceholderText(_("Product area"))
        self.origin = ComboBox(_("Where the lead comes from"))
        for origin in LeadOrigin:
            self.origin.addItem(name_of(origin), str(origin))
        self.origin.setCurrentIndex(list(LeadOrigin).index(LeadOrigin.CONVERSATION))
        self.add = Button(_("Add"), icon="plus")
        self.area.setFixedWidth(themes.current().px(190))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.kind, self.text, self.area, self.origin, self.add):
            row.addWidget(widget, 1 if widget is self.text else 0)
        self.kind.chosen.connect(lambda _key: self._turn())
        self.add.clicked.connect(self.wanted)
        for field in (self.text, self.area):
            field.returnPressed.connect(self.wanted)
        self.kind.choose(REQUEST)
        self._turn()

    def _turn(self) -> None:
        is_lead = self.kind.key() == LEAD
        self.area.setVisible(not is_lead)
        self.origin.setVisible(is_lead)
        hint = _("What hints at it: seats almost full, a new site …") if is_lead else _("What the customer asks for")
        self.text.setPlaceholderText(hint)
        self.text.setAccessibleName(_("What hints at the lead") if is_lead else _("In the customer’s words"))

    def begin(self, kind: str) -> None:
        """Go to the words of a request or of a lead."""
        self.kind.choose(kind)
        self._turn()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def know(self, areas: Sequence[str]) -> None:
        """Complete product areas with these."""
        self.area.know(areas)

    def clear(self) -> None:
        """Begin the next one, of the same kind."""
        self.text.clear()
        self.area.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, then leaves."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text.text() or self.area.text():
            self.clear()
        else:
            self.left.emit()
