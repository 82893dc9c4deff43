"""Business days: whose national holidays count, one's own days off, and the next days on which nobody works."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current, error_words
from app.operations.own_days import COUNTRIES, DayOff, OwnDays, add_own_days, next_days_off, own_days, remove_own_days
from app.operations.settings import choose, settings
from app.views import theme as themes
from app.views.account.flow import FlowLayout
from app.views.page import toast_undoable
from app.views.settings.desk import SettingsDesk
from app.views.settings.rows import Row, bare_field
from app.views.settings.section import Section
from app.views.settings.words import country_name
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, day_with_weekday
from app.views.widgets.labels import ElidedLabel, PlainLabel

_SHOWN = 10


class Days(Section):
    """The calendar by which silence waits for the second business day after a long break."""

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(desk, _("Business days"))
        words = _("National holidays")
        self.calendar = ComboBox(words)
        for code in ("JP", "", *COUNTRIES[1:]):
            self.calendar.addItem(country_name(code), code)
        self.calendar.activated.connect(lambda _at: self._choose())
        about = _("In Japan the days when firms are shut count too: 29 Dec to 3 Jan and 13 to 16 Aug.")
        self.calendar_row = Row(words, self.calendar, about=about)
        self.add_card(_("Calendar"), self.calendar_row)
        about = _("Days on which your own firm is shut, such as its founding day.")
        card = self.add_card(_("Own days off"), about=about)
        self.lines = _Lines()
        card.body.addWidget(self.lines)
        self.form = OwnDaysForm(self)
        card.body.addWidget(self.form)
        self.next_card = self.add_card(_("Next days off"))
        self.next_days = _Lines()
        self.next_card.body.addWidget(self.next_days)

    def refresh(self) -> None:
        """Show what is kept and the days that come of it."""
        read, today = self.workspace.read, self.workspace.clock.today()
        self.calendar.setCurrentIndex(self.calendar.findData(read(settings).calendar))
        spans = read(own_days)
        self.lines.show_rows([self._own(one) for one in spans], _("None yet."))
        coming = read(next_days_off, today=today, count=_SHOWN, lang=current())
        self.next_days.show_rows([_day_off(one) for one in coming], _("None in the next two years."))

    def _own(self, span: OwnDays) -> QWidget:
        line = QWidget()
        drop = Button(kind="quiet", icon="trash-2", name=_("Remove {days}", days=_span(span)))
        drop.clicked.connect(lambda: self.remove(span))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(PlainLabel(_span(span)))
        row.addWidget(ElidedLabel(span.name, tone="text2"), 1)
        row.addWidget(drop)
        return line

    def remove(self, span: OwnDays) -> None:
        """Take days off out, which undo brings back."""
        if self.keep(remove_own_days, span.first):
            toast_undoable(self.window_, _("Days off removed"), self.workspace.last_change)

    def _choose(self) -> None:
        self.keep(choose, "calendar", self.calendar.currentData(), row=self.calendar_row)


class OwnDaysForm(QWidget):
    """From, to and a name; a single day needs no end."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        today = section.workspace.clock.today()
        self.first, self.last = DayField(_("First day off"), today), DayField(_("Last day off"), today)
        self.first.setPlaceholderText(_("from, e.g. 12/28"))
        self.last.setPlaceholderText(_("to (optional)"))
        self.name = bare_field(_("What these days are"), 180)
        self.name.setPlaceholderText(_("name, e.g. founding day"))
        self.name.setMaxLength(60)
        self.name.returnPressed.connect(self._go)
        self.go = Button(_("Add days off"))
        self.go.clicked.connect(self._go)
        self._wrong = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._wrong.hide()
        flow = FlowLayout(8, 8)
        dash = PlainLabel("–")
        dash.setFixedHeight(themes.current().size.control)
        for part in (self.first, dash, self.last, self.name, self.go):
            flow.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(flow)
        whole.addWidget(self._wrong)

    def wrong(self) -> str:
        """Return what it says is wrong."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def _go(self) -> None:
        first = self.first.named()
        last = self.last.named() or first
        try:
            if first is None or last is None:
                raise BansoError("own_days.day", field="first")
            self._section.workspace.write(add_own_days, first, last, self.name.text())
        except BansoError as error:
            self._wrong.setText(error_words(error)[1])
            self._wrong.show()
            (self.last if error.field == "last" else self.first).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._wrong.hide()
        self._section.say_saved()
        for field in (self.first, self.last):
            field.clear()
            field.show_day(None)
        self.name.clear()


class _Lines(QWidget):
    """Rows that are made anew, or a word that there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_rows(self, rows: list[QWidget], nothing: str) -> None:
        """Show other rows."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows or [PlainLabel(nothing, "body", tone="text2")]:
            self._column.addWidget(row)


def _day_off(one: DayOff) -> QWidget:
    words = one.name or (_("own day off") if one.own else _("firms are shut"))
    line = QWidget()
    grid = QGridLayout(line)
    grid.setContentsMargins(0, 1, 0, 1)
    grid.setColumnMinimumWidth(0, 160)
    grid.setColumnStretch(1, 1)
    grid.addWidget(PlainLabel(day_with_weekday(one.day)), 0, 0)
    grid.addWidget(ElidedLabel(words, tone="text2"), 0, 1)
    return line


def _span(span: OwnDays) -> str:
    first, last = day_with_weekday(span.first), day_with_weekday(span.last)
    return first if span.first == span.last else f"{first} – {last}"
