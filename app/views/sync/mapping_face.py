"""How the mapping is laid out: nouns as tabs, what can be done with a type, its fields, the chosen one beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.language import _
from app.views import theme as themes
from app.views.account.side import Side, Split
from app.views.notice import Notice
from app.views.sync.mapping_inspector import Inspector
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.choices import ComboBox
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel
from app.views.widgets.tabs import LEAD, TabBar

_WIDTH, _HEIGHT = 1180, 760


class MappingFace:
    """The parts of the dialog; `show_parts` shows those that mean something now."""

    def __init__(self, dialog: QDialog, title: str, view: RowTableView, inspector: Inspector) -> None:
        self.tabs = TabBar(_("What is shared"))
        self.type = ComboBox(_("Kind of record there"))
        self.can = PlainLabel("", "label", tone="text2", wrap=True)
        self.preset = Button(_("Use the suggestion"), icon="sparkles")
        self.refresh = Button(_("Read its fields again"), kind="quiet", icon="refresh-cw")
        self.add = Button(_("Add a field of theirs…"), icon="plus")
        self.back = Button(_("Take back"), kind="quiet", icon="undo-2")
        self.back.setToolTip(_("Take the last step back (Ctrl+Z)"))
        self.close_button = Button(_("Done"), kind="primary")
        self.notice = Notice()
        self._not_shared = EmptyState(
            "eye-off", _("Choose above what this goes with there; until then nothing is shared.")
        )
        self._unknown = EmptyState("refresh-cw", _("Banso has not read the fields of this system yet."))
        self._reading = EmptyState("hourglass", _("Reading the fields…"))
        card = Card()
        card.flush()
        card.body.addWidget(view)
        side = Side(_("The chosen field"))
        side.column.addWidget(inspector)
        side.column.addStretch(1)
        # A scroll area fills the ground of what it is given, with that of a page.
        inner = side.widget()
        assert inner is not None
        inner.setAutoFillBackground(False)
        self._split = Split(card, side)
        self._stack = QStackedWidget()
        for part in (self._split, self._not_shared, self._unknown, self._reading):
            self._stack.addWidget(part)
        whole = QVBoxLayout(dialog)
        # The tabs begin further left by the room of their ring, so that their words line up with the rest.
        whole.setContentsMargins(24 - LEAD, 20, 24, 16)
        whole.setSpacing(12)
        about = PlainLabel(
            _("What you choose holds from the next sync on. Nothing is sent by choosing."), tone="text2", wrap=True
        )
        about.setContentsMargins(LEAD, 0, 0, 0)
        self._stack.setContentsMargins(LEAD, 0, 0, 0)
        whole.addLayout(self._head(title))
        whole.addWidget(about)
        whole.addWidget(self.tabs)
        whole.addLayout(self._what())
        whole.addWidget(self.notice)
        whole.addWidget(self._stack, 1)
        whole.addWidget(rule())
        whole.addLayout(self._foot())
        px = themes.current().px
        dialog.resize(px(_WIDTH), px(_HEIGHT))

    def _head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(LEAD, 0, 0, 0)
        row.addWidget(PlainLabel(title, "dialogTitle", wrap=True), 1)
        row.addWidget(self.refresh, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _what(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(LEAD, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(PlainLabel(_("Goes with"), "label", tone="text2"))
        row.addWidget(self.type)
        row.addWidget(self.can, 1)
        row.addWidget(self.preset)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(LEAD, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.add)
        row.addWidget(self.back)
        row.addStretch(1)
        for keys, words in (("Return", _("change")), ("Del", _("unmap"))):
            row.addWidget(KeyHint(keys, words))
            row.addSpacing(4)
        row.addWidget(self.close_button)
        return row

    def show_types(self, types: Sequence[tuple[str, str]], rtype: str) -> None:
        """Show which kinds of record there are, and which one it is."""
        self.type.clear()
        self.type.addItem(_("Not shared"), "")
        for name, label in types:
            self.type.addItem(label, name)
        if rtype and self.type.findData(rtype) < 0:
            self.type.addItem(rtype, rtype)
        self.type.setCurrentIndex(max(self.type.findData(rtype), 0))

    def say(self, words: str) -> None:
        """Say what can be done with the type."""
        self.can.setText(words)

    def show_parts(self, *, known: bool, mapped: bool, reading: bool) -> None:
        """Show the fields, or why there are none."""
        part: QWidget = self._split if mapped else self._not_shared
        if not known and not mapped:
            part = self._reading if reading else self._unknown
        self._stack.setCurrentWidget(part)
        self.type.setEnabled(known)
        self.preset.setVisible(mapped)
        self.refresh.setEnabled(not reading)
