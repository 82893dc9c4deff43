"""Small sheets of a review: its meeting, another period, that it was held, a decision, an action, a new section."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import BansoError
from app.language import _, name_of
from app.operations.reviews.periods import PeriodChoice
from app.operations.reviews.rows import DecisionRow, ReviewRow
from app.reports.review.facts import Attendee
from app.views.plans.item_sheet import side_by_side
from app.views.reviews.words import attendees
from app.views.settings.model.sheet import Sheet
from app.views.widgets.choices import CheckBox, ComboBox
from app.views.widgets.fields import DayField, ListField, TimeField, captioned
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.vocabulary import Side

Write = Callable[[dict[str, Any]], object]


class MeetingSheet(Sheet):
    """When the meeting is, who takes part, in which language the slides are; `write(values)` keeps what differs."""

    def __init__(self, window: QWidget, row: ReviewRow, known: Sequence[Attendee], today: date, write: Write) -> None:
        super().__init__(window, _("The meeting"))
        self.setObjectName("review-meeting")
        self._row, self._write = row, write
        self._known = {one.name: one for one in (*known, *row.attendees)}
        self.on = DayField(_("Day"), today)
        self.on.show_day(row.held_on or row.on)
        self.at = TimeField(_("Time"))
        self.at.setText(row.at)
        self.people = ListField(_("Who takes part at the customer"))
        self.people.know([one.name for one in known])
        self.people.show_words([one.name for one in row.attendees if one.is_customer])
        self.lang = SegmentedControl([("ja", "日本語"), ("en", "English")], _("Language of the slides"), row.lang)
        self.body.addLayout(side_by_side(captioned(_("Day"), self.on), captioned(_("Time"), self.at)))
        self.body.addLayout(captioned(_("Who takes part at the customer"), self.people))
        if row.attendees:
            self.body.addWidget(PlainLabel(attendees(row), "label", tone="text2", wrap=True))
        self.body.addLayout(captioned(_("Language of the slides"), self.lang))
        self.go.setText(_("Save"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return {"at": self.at, "attendees": self.people}.get(place, self.on)

    def take(self) -> None:
        """Keep it."""
        ours = [one for one in self._row.attendees if not one.is_customer]
        named = [self._known.get(name, Attendee(name)) for name in self.people.words()]
        wanted = {
            "on": self.on.named(), "at": self.at.text().strip(), "lang": self.lang.key(),
            "attendees": (*named, *ours),
        }  # fmt: skip
        before = {"on": self._row.on, "at": self._row.at, "lang": self._row.lang, "attendees": self._row.attendees}
        self._write({name: value for name, value in wanted.items() if value != before[name]})


class PeriodSheet(Sheet):
    """Any period; `write(text)` keeps it."""

    def __init__(
        self, window: QWidget, text: str, read: Callable[[str], PeriodChoice], write: Callable[[str], object]
    ) -> None:
        super().__init__(window, _("Period of the review"))
        self.setObjectName("review-period")
        self._read, self._write = read, write
        self.text = QLineEdit(text)
        self.text.selectAll()
        self._said = PlainLabel("", "label", tone="text2", wrap=True)
        self.body.addLayout(captioned(_("Period"), self.text))
        self.body.addWidget(self._said)
        self.body.addWidget(
            PlainLabel(
                _("A quarter such as FY2026Q2 or 2026Q3, a month, or days from..to."), "label", tone="text2", wrap=True
            )
        )
        self.text.textChanged.connect(lambda _text: self._tell())
        self.go.setText(_("Use this period"))
        self._tell()

    def _tell(self) -> None:
        try:
            self._said.setText(self._read(self.text.text()).words)
        except BansoError:
            self._said.setText("")

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return self.text

    def take(self) -> None:
        """Use it."""
        self._read(self.text.text())
        self._write(self.text.text().strip())


class HeldSheet(Sheet):
    """On which day it was held; `write(day)` keeps it."""

    def __init__(self, window: QWidget, row: ReviewRow, today: date, write: Callable[[date], object]) -> None:
        super().__init__(window, _("The meeting was held"))
        self.setObjectName("review-held")
        self._write, self._today = write, today
        self.on = DayField(_("Day"), today, backward=True)
        self.on.show_day(min(row.on or today, today))
        self.body.addLayout(captioned(_("Day"), self.on))
        self.body.addWidget(
            PlainLabel(_("The meeting stands among the touchpoints from then on."), "label", tone="text2", wrap=True)
        )
        self.go.setText(_("Write it down"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return self.on

    def take(self) -> None:
        """Keep it."""
        self._write(self.on.named() or self._today)


class DecisionSheet(Sheet):
    """What was decided, by whom; `write(values)` keeps it."""

    def __init__(self, window: QWidget, names: Sequence[str], write: Write, row: DecisionRow | None = None) -> None:
        super().__init__(window, _("Decision"))
        self.setObjectName("review-decision")
        self._write = write
        self.text = QLineEdit(row.text if row is not None else "")
        self.by = ListField(_("Decided by"))
        self.by.know(list(names))
        self.by.setText(row.by if row is not None else "")
        self.shown = CheckBox(_("Show it in the next QBR"))
        self.shown.setChecked(row is None or row.shown)
        self.body.addLayout(captioned(_("What was decided"), self.text))
        self.body.addLayout(captioned(_("Decided by"), self.by))
        self.body.addWidget(self.shown)
        self.go.setText(_("Write it down"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return self.text

    def take(self) -> None:
        """Keep it."""
        self._write({"text": self.text.text(), "by": self.by.text().strip(), "shown": self.shown.isChecked()})


class ActionSheet(Sheet):
    """What is to be done by whom until when, as a promise or as a task of a milestone; `write(values)` keeps it."""

    def __init__(
        self, window: QWidget, names: Sequence[str], milestones: Sequence[tuple[str, str]], today: date, write: Write
    ) -> None:
        super().__init__(window, _("Action item"))
        self.setObjectName("review-action")
        self._write = write
        self.text = QLineEdit()
        sides = [(side.value, name_of(side)) for side in (Side.ME, Side.CUSTOMER)]
        self.side = SegmentedControl(sides, _("Who does it"), Side.ME.value)
        self.who = ListField(_("Name"))
        self.who.know(list(names))
        self.due = DayField(_("Due"), today)
        self.milestone = ComboBox(_("Belongs to"))
        self.milestone.addItem(_("A promise of its own"), "")
        for milestone_id, title in milestones:
            self.milestone.addItem(title, milestone_id)
        self.body.addLayout(captioned(_("What is to be done"), self.text))
        self.body.addLayout(captioned(_("Who does it"), self.side))
        self.body.addLayout(side_by_side(captioned(_("Name"), self.who), captioned(_("Due"), self.due)))
        if milestones:
            self.body.addLayout(captioned(_("Belongs to"), self.milestone))
        self.go.setText(_("Write it down"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return {"due": self.due, "who": self.who}.get(place, self.text)

    def take(self) -> None:
        """Keep it."""
        self._write({
            "text": self.text.text(), "side": Side(self.side.key()), "who": self.who.text().strip(),
            "due": self.due.named(), "milestone_id": str(self.milestone.currentData() or "") or None,
        })  # fmt: skip


class SectionSheet(Sheet):
    """The title of a section of one's own; `write(title)` keeps it."""

    def __init__(self, window: QWidget, title: str, write: Callable[[str], object]) -> None:
        super().__init__(window, _("Section of your own"))
        self.setObjectName("review-section")
        self._write = write
        self.text = QLineEdit(title)
        self.body.addLayout(captioned(_("Title"), self.text))
        self.go.setText(_("Save") if title else _("Add it"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return self.text

    def take(self) -> None:
        """Keep it."""
        self._write(self.text.text())
