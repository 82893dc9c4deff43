"""The sheet of the differences as it is seen: head, the records at the left, the questions about one, the foot."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.views import theme as themes
from app.views.paint.pill import Pill
from app.views.sync.differences import words
from app.views.sync.differences.foot import Foot
from app.views.sync.differences.form import Form
from app.views.sync.differences.preview import Preview
from app.views.sync.differences.record import Answers, Record
from app.views.sync.differences.record_list import RecordList
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import Painted, pill_view
from app.views.widgets.scrim import Scrim
from app.views.workspace import Workspace

_WIDTH, _HEIGHT, _LIST = 1160, 540, 236
_EDGES = 60
# Head, foot and the room around the sheet.
_AROUND = 180


class Frame(Scrim):
    """Shows a record; what is done with it is the sheet's own."""

    def __init__(self, window: QWidget, workspace: Workspace, answers: Answers) -> None:
        super().__init__(window, _("Differences"), _WIDTH)
        self.card.setProperty("keeps_tab", True)
        self._clock = workspace.clock
        self._answers = answers
        self.form: Form | None = None
        self.preview: Preview | None = None
        self.list = RecordList()
        self.foot = Foot()
        self.close_button = Button(kind="quiet", icon="x", name=_("Close (Esc)"))
        self.fault = PlainLabel("", "label", tone="watch_text", wrap=True)
        self.fault.hide()
        self._pill: Painted | None = None
        whole = QVBoxLayout(self.card)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(self._head())
        whole.addWidget(rule())
        whole.addWidget(self._body(), 1)
        whole.addWidget(self.fault)
        whole.addWidget(rule())
        whole.addWidget(self.foot)

    def _head(self) -> QHBoxLayout:
        self._title = ElidedLabel("", "dialogTitle")
        self._pill_spot = QHBoxLayout()
        kept = ElidedLabel(_("Whatever you choose, the other stays in the history"), "label", tone="text2", right=True)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 14, 14)
        head.setSpacing(10)
        head.addWidget(IconView("git-merge", 18, "watch_text"))
        head.addWidget(self._title)
        head.addLayout(self._pill_spot)
        head.addWidget(kept, 1)
        head.addWidget(self.close_button)
        return head

    def _body(self) -> QWidget:
        later = PlainLabel(
            _("What you leave for later is not sent. Everything else syncs as usual."), "label", tone="text2", wrap=True
        )
        later.setContentsMargins(12, 4, 8, 4)
        left = QWidget()
        left.setFixedWidth(themes.current().px(_LIST))
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 12, 8, 10)
        column.setSpacing(6)
        self._merged = PlainLabel("", "label", tone="text2", wrap=True)
        self._merged.setContentsMargins(12, 4, 8, 0)
        self._merged.hide()
        column.addWidget(self.list, 1)
        column.addWidget(self._merged)
        column.addWidget(later)
        between = QFrame()
        between.setObjectName("rule")
        between.setFixedWidth(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self._pinned = QWidget()
        pinned = QVBoxLayout(self._pinned)
        pinned.setContentsMargins(20, 0, 20, 12)
        pinned.setSpacing(12)
        pinned.addWidget(rule())
        self._pinned.hide()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.area, 1)
        right.addWidget(self._pinned)
        body = _Body()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(between)
        row.addLayout(right, 1)
        self._left = left
        return body

    def place(self) -> None:
        """Keep the parts in proportion to the window, which may have another width now."""
        theme = themes.current()
        narrow = self._window.width() < theme.px(1000)
        self._left.setFixedWidth(min(theme.px(_LIST), round(self._window.width() * (0.22 if narrow else 0.3))))
        super().place()
        form, preview = self.form, self.preview
        if (
            form is not None
            and preview is not None
            and (form.narrow != self._is_narrow() or self._pinned.isHidden() == self._has_room(preview))
        ):
            self.show_record(form.record)

    def _is_narrow(self) -> bool:
        from app.views.sync.differences.form import is_narrow

        return is_narrow(self._room())

    def _room(self) -> int:
        return self.card.width() - self._left.width() - _EDGES

    def _has_room(self, preview: Preview) -> bool:
        """Tell whether the preview can stay in sight without taking the room of the questions."""
        room = min(themes.current().px(_HEIGHT), self._window.height() - themes.current().px(_AROUND))
        return 3 * preview.heightForWidth(self._room()) <= room

    def show_record(self, record: Record) -> None:
        """Build the questions about one record, in place of the one before."""
        form = self.form = Form(record, self._answers, self._clock, self._room())
        form.chosen.connect(lambda _id: self.refresh())
        form.stepped.connect(lambda part: self.area.ensureWidgetVisible(part, 0, 24))
        if self.preview is not None:
            self.preview.hide()
            self.preview.deleteLater()
        preview = self.preview = Preview(record, self._answers, narrow=form.narrow)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 10, 20, 14)
        column.setSpacing(12)
        column.addWidget(form)
        pins, pinned = self._has_room(preview), self._pinned.layout()
        if pins and pinned is not None:
            pinned.addWidget(preview)
        else:
            column.addWidget(rule())
            column.addWidget(preview)
        self._pinned.setVisible(pins)
        column.addStretch(1)
        before = self.area.takeWidget()
        if before is not None:
            # The key that brought the next record may still be on its way through this one.
            before.hide()
            before.deleteLater()
        self.area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._title.setText(words.title_of(record))
        self.refresh()

    def say_left(self, left: int) -> None:
        """Show how many records are left."""
        said = ngettext("{n} to settle", "{n} to settle", left)
        if self._pill is not None:
            if self._pill.accessibleName() == said:
                return
            self._pill_spot.removeWidget(self._pill)
            self._pill.hide()
            self._pill.deleteLater()
        self._pill = pill_view(Pill(said, "watch"), parent=self.card)
        self._pill_spot.addWidget(self._pill)

    def say_merged(self, n: int) -> None:
        """Show how many changes came together by themselves."""
        self._merged.setText(
            ngettext("{n} other change synced by itself.", "{n} other changes synced by themselves.", n)
        )
        self._merged.setVisible(n > 0)

    def say(self, said: str) -> None:
        """Say in place what is missing or has happened; nothing to say no more."""
        self.fault.setText(said)
        self.fault.setContentsMargins(20, 6, 20, 8)
        self.fault.setVisible(bool(said))
        if said:
            QAccessible.updateAccessibility(QAccessibleEvent(self.fault, QAccessible.Event.Alert))

    def refresh(self) -> None:
        """Show what is chosen now."""
        form = self.form
        if form is None or self.preview is None:
            return
        self.say("")
        self.preview.refresh()
        self.foot.save.setEnabled(self._answers.is_complete(form.record))
        foot = self.foot
        self.round = [
            self.list,
            *form.stops(),
            foot.all_mine,
            foot.all_theirs,
            foot.later,
            foot.save,
            self.close_button,
        ]


class _Body(QWidget):
    """As high as a few questions; what does not fit scrolls."""

    def hasHeightForWidth(self) -> bool:
        """It scrolls: its height does not follow from its words."""
        return False

    def sizeHint(self) -> QSize:
        """The same height for every record, so that nothing jumps."""
        return QSize(themes.current().px(_WIDTH), themes.current().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """What a small window leaves."""
        return QSize(0, 80)
