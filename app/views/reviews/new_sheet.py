"""A new review: for whom, over which period, compared with what, when and in which language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import BansoError
from app.language import _, current
from app.operations.reviews.periods import PeriodChoice, period_read, review_periods
from app.operations.reviews.rows import COMPARISONS
from app.views.new_sheet import NewSheet
from app.views.plans.item_sheet import side_by_side
from app.views.reviews import words
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, TimeField, captioned
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

_OTHER = "custom"


class NewReviewSheet(NewSheet):
    """`made(review id)` once it is filled.

    Taking the data goes on off the UI thread: the sheet stays, without its buttons, until it is done.
    """

    def __init__(self, window: QWidget, workspace: Workspace, account_id: str | None = None) -> None:
        super().__init__(window, workspace, _("New QBR"), account_id)
        self.setObjectName("new-review")
        self._periods: Sequence[PeriodChoice] = ()
        self._of = ""
        self.period = ComboBox(_("Period"))
        self.other = QLineEdit()
        self.other.setPlaceholderText("2026-07..2026-09")
        self.other.setAccessibleName(_("Another period"))
        self._said = PlainLabel("", "label", tone="text2", wrap=True)
        self.comparison = SegmentedControl(
            [(key, words.comparison_words(key)) for key in COMPARISONS], _("Compared with"), "previous"
        )
        self.on = DayField(_("Day of the meeting"), self._today)
        self.at = TimeField(_("Time"))
        self.lang = SegmentedControl([("ja", "日本語"), ("en", "English")], _("Language of the slides"), current())
        self._build()
        self._account_changed()

    def _build(self) -> None:
        self.body.addLayout(captioned(_("Period"), self.period))
        self.body.addWidget(self.other)
        self.body.addWidget(self._said)
        self.body.addLayout(captioned(_("Compared with"), self.comparison))
        self.body.addLayout(side_by_side(captioned(_("Day of the meeting"), self.on), captioned(_("Time"), self.at)))
        self.body.addLayout(captioned(_("Language of the slides"), self.lang))
        self.go.setText(_("Make the QBR"))
        self.account.textChanged.connect(lambda _text: self._account_changed())
        self.period.currentIndexChanged.connect(lambda _at: self._tell())
        self.other.textChanged.connect(lambda _text: self._tell())

    def show_sheet(self) -> None:
        """Open it where something is still to be said."""
        super().show_sheet()
        if self._chosen is not None:
            self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def _account_changed(self) -> None:
        """Offer the periods of the customer's own fiscal year, once it is known which customer is meant."""
        found = self.named()
        account_id = found[0] if len(found) == 1 else ""
        if account_id == self._of and self._periods:
            return
        self._of = account_id
        self._periods = self._workspace.read(review_periods, account_id, today=self._today, lang=current())
        # What has ended last is what a review is usually about.
        chosen = str(self.period.currentData() or "quarter")
        named = {"month": _("Last month"), "quarter": _("Last quarter"), "half": _("Last half-year")}
        self.period.blockSignals(True)
        self.period.clear()
        for one in self._periods:
            self.period.addItem(f"{named[one.key]}　{one.words}", one.key)
        self.period.addItem(_("Another period"), _OTHER)
        self.period.setCurrentIndex(max(self.period.findData(chosen), 0))
        self.period.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        other = self.period.currentData() == _OTHER
        self.other.setVisible(other)
        self._said.setVisible(other)
        if not other:
            return
        try:
            self._said.setText(self._read(self.other.text()).words)
        except BansoError:
            self._said.setText(_("A quarter such as FY2026Q2 or 2026Q3, a month, or days from..to."))

    def _read(self, text: str) -> PeriodChoice:
        found: PeriodChoice = self._workspace.read(period_read, self._of, text, lang=current())
        return found

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        fields: dict[str, QWidget] = {"period": self.other, "on": self.on, "at": self.at}
        return fields.get(place, self.account)

    def go_on(self) -> None:
        """Take the data and make the review, or say what is wrong."""
        try:
            values = self._values()
        except BansoError as error:
            self.refuse(error)
            return
        self.go.setEnabled(False)
        self.leave.setEnabled(False)
        self._workspace.run(
            _make, self._workspace.book, self._of, values, owner=self, done=self._made, failed=self._failed
        )

    def take(self) -> None:
        """Nothing is kept here: it is made by `go_on`, which ends later."""

    def _values(self) -> dict[str, Any]:
        self._of = self.the_account(BansoError("review.no_account", field="account", name=self.account.text().strip()))
        key = str(self.period.currentData())
        chosen = next((one.text for one in self._periods if one.key == key), None)
        text = chosen if chosen is not None else self._read(self.other.text()).text
        clock = self._workspace.clock
        return {
            "period": text, "comparison": self.comparison.key(), "lang": self.lang.key(), "on": self.on.named(),
            "at": self.at.text().strip(), "now": clock.now(), "today": clock.today(),
        }  # fmt: skip

    def _made(self, answer: Any) -> None:
        changes, review_id = answer
        self.accept()
        self._workspace.announce(changes)
        self.made.emit(str(review_id))

    def _failed(self, error: BansoError) -> None:
        self.go.setEnabled(True)
        self.leave.setEnabled(True)
        self.refuse(error)


def _make(_report: object, _cancelled: Callable[[], bool], book: Any, account_id: str, values: dict[str, Any]) -> Any:
    from app.operations.reviews.making import create_review

    return book.write(create_review, account_id, **values)
