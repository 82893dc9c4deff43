"""The forms of a move: it is so, it is not so, and a role that is handed over inside the customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.language import _, name_of
from app.operations.moves.evidence import BETWEEN
from app.operations.moves.rows import OpenMove
from app.operations.people_page import PositionRow
from app.views.account.people.forms import AskCard
from app.views.account.people.person_fields import side_by_side
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, LineField, captioned
from app.vocabulary import Role

_COMPANY = "company:"


class ConfirmForm(AskCard):
    """A move is so: the day, and where the person is from then on; `arrivals` are what speaks for a new place."""

    def __init__(
        self,
        move: OpenMove,
        accounts: Sequence[tuple[str, str]],
        today: date,
        arrivals: Sequence[OpenMove] = (),
        parent: QWidget | None = None,
    ) -> None:
        arrives = move.direction == "arrival"
        title = _("{name} has arrived", name=move.name) if arrives else _("{name} has moved", name=move.name)
        super().__init__(title, _("Confirm the move"), parent)
        self.move_id, self._arrives = move.id, arrives
        self._arrivals = {one.account_id or f"{_COMPANY}{one.account}": one for one in arrivals}
        self.day = DayField(_("First day") if arrives else _("Last day"), today, backward=True)
        self.day.show_day(min(move.on, today))
        self.to = ComboBox(_("Goes to"))
        self.to.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.department, self.title = LineField(_("Department")), LineField(_("Title"))
        self.body.addLayout(captioned(self.day.accessibleName(), self.day))
        self._post = QWidget()
        post = side_by_side(captioned(_("Department"), self.department), captioned(_("Title"), self.title))
        post.setContentsMargins(0, 0, 0, 0)
        self._post.setLayout(post)
        if not arrives:
            self.to.addItem(_("Not known, or no customer of ours"), "")
            self.to.addItem(_("Another department of this customer"), move.account_id)
            for where, one in self._arrivals.items():
                if where.startswith(_COMPANY):
                    self.to.addItem(_("{company} (no customer of ours)", company=one.account), where)
            for account_id, name in accounts:
                self.to.addItem(name, account_id)
            self.body.addLayout(captioned(_("Goes to"), self.to))
        self.body.addWidget(self._post)
        self._prefill(move)
        self._post.setVisible(bool(self._there()) or (arrives and move.account_id is not None))
        self.to.currentIndexChanged.connect(lambda _at: self._post.setVisible(bool(self._there())))
        self.close_with_buttons()

    def _prefill(self, move: OpenMove) -> None:
        said = next((one.text for one in move.evidence if BETWEEN in one.text), "")
        if said:
            department, _slash, title = said.split(BETWEEN)[-1].rpartition(" / ")
            self.department.setText(department)
            self.title.setText(title)
            self.to.setCurrentIndex(1)
        elif self._arrives:
            self.title.setText(move.evidence[0].text)
        elif len(self._arrivals) == 1:
            [(where, found)] = self._arrivals.items()
            self.to.setCurrentIndex(max(self.to.findData(where), 0))
            self.title.setText(found.evidence[0].text)

    def _there(self) -> str | None:
        """Return the account where the person is from then on."""
        chosen = str(self.to.currentData() or "")
        return None if chosen.startswith(_COMPANY) else chosen or None

    def begin(self) -> None:
        """Go to the day."""
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.day.selectAll()

    def values(self) -> Mapping[str, Any]:
        """Return the day and where the person is from then on."""
        on = self.day.named()
        if on is None:
            raise BansoError("person.no_day", field="on")
        post = {"department": self.department.text(), "title": self.title.text()}
        chosen = str(self.to.currentData() or "")
        company = chosen.removeprefix(_COMPANY) if chosen.startswith(_COMPANY) else None
        return {"on": on, "to_account": self._there(), "to_company": company, "post": post}


class DismissForm(AskCard):
    """A move is not so, and why."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("{name} has not moved", name=name), _("Dismiss"), parent)
        self.reason = LineField(_("Why it is not so"))
        self.reason.setPlaceholderText(_("e.g. asked in person"))
        self.body.addLayout(captioned(_("Why it is not so"), self.reason))
        self.close_with_buttons()

    def begin(self) -> None:
        """Go to the reason."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


class RumourForm(AskCard):
    """What somebody said about a move of the chosen person."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("{name} may move", name=name), _("Note it"), parent)
        self.said = LineField(_("What was said, and by whom"))
        self.body.addLayout(captioned(_("What was said, and by whom"), self.said))
        self.close_with_buttons()

    def begin(self) -> None:
        """Go to the words."""
        self.said.setFocus(Qt.FocusReason.OtherFocusReason)


class HandOverForm(AskCard):
    """A role goes to somebody else inside the customer."""

    def __init__(
        self, row: PositionRow, others: Sequence[PositionRow], today: date, parent: QWidget | None = None
    ) -> None:
        role = name_of(row.role) if row.role is not None else ""
        super().__init__(_("Hand the role over: {role}", role=role), _("Hand over"), parent)
        self.day = DayField(_("Last day of {name}", name=row.name), today, backward=True)
        self.day.show_day(row.until or today)
        self.successor = ComboBox(_("Successor"))
        # Who carries no weight of their own yet is the likelier successor.
        for other in sorted(others, key=lambda one: one.role not in (None, Role.USER)):
            self.successor.addItem(f"{other.name} · {other.title}" if other.title else other.name, other.person_id)
        self.successor.addItem(_("Somebody new"), "")
        self.name = LineField(_("Name"))
        self.department, self.title = LineField(_("Department")), LineField(_("Title"))
        for field in (self.department, self.title):
            field.setPlaceholderText(_("stays as it is"))
        self.body.addLayout(captioned(self.day.accessibleName(), self.day))
        self.body.addLayout(captioned(_("Successor"), self.successor))
        self._new = QWidget()
        new = captioned(_("Name"), self.name)
        new.setContentsMargins(0, 0, 0, 0)
        self._new.setLayout(new)
        self.body.addWidget(self._new)
        self.body.addLayout(
            side_by_side(captioned(_("Department"), self.department), captioned(_("Title"), self.title))
        )
        self._new.setVisible(not others)
        self.successor.currentIndexChanged.connect(lambda _at: self._new.setVisible(not self.successor.currentData()))
        self.close_with_buttons()

    def begin(self) -> None:
        """Go to the successor."""
        self.successor.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> Mapping[str, Any]:
        """Return what is written."""
        on = self.day.named()
        if on is None:
            raise BansoError("person.no_day", field="on")
        return {
            "on": on,
            "successor_id": self.successor.currentData() or None,
            "name": self.name.text(),
            "title": self.title.text().strip(),
            "department": self.department.text().strip(),
        }
