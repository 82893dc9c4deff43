"""What a person does about a score: says a feeling, sets it by hand, opens the readings behind it and adds to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.language import _
from app.operations.health.feelings import (
    confirm_feeling,
    lift_override,
    say_feeling,
    set_override,
    take_back_feeling,
)
from app.operations.health.health_page import HealthPage
from app.operations.health.own_readings import add_reading, correct_reading
from app.operations.health.part_readings import PartReadings, part_readings
from app.views.account.acts import Acts
from app.views.account.health.feeling_card import FeelingCard
from app.views.account.health.override_dialog import OverrideDialog
from app.views.account.health.readings_sheet import ReadingsSheet
from app.views.page import Host
from app.views.workspace import Workspace


class OwnActs:
    """Acts for a tab. Told by `show` which account and score it is about."""

    def __init__(self, widget: QWidget, workspace: Workspace, host: Host, feeling: FeelingCard) -> None:
        self._widget, self._workspace = widget, workspace
        self._acts = Acts(widget, workspace, host)
        self._feeling = feeling
        self._account, self._name = "", ""
        self._page: HealthPage | None = None
        feeling.said.connect(self._say)
        feeling.confirmed.connect(self._confirm)
        feeling.taken_back.connect(lambda: self._do(_("The feeling is withdrawn"), take_back_feeling))
        feeling.override_wanted.connect(self.set_by_hand)
        feeling.lifted.connect(lambda: self._do(_("The score is worked out again"), lift_override))

    def show(self, account_id: str, name: str, page: HealthPage) -> None:
        """Be about another account, or the same as it is now."""
        self._account, self._name, self._page = account_id, name, page

    @property
    def _today(self) -> date:
        return self._workspace.clock.today()

    def _do(self, said: str, operation: Callable[..., object]) -> None:
        self._acts.do(said, operation, self._account, today=self._today)

    # Feeling and override

    def _say(self, effect: int, reason: str, until: date) -> None:
        try:
            self._workspace.write(
                say_feeling, self._account, effect, reason, expires_on=until, today=self._today, by_id=None
            )
        except BansoError as error:
            self._feeling.refuse(error)
            return
        self._feeling.settled()
        self._acts.say(_("The feeling is noted"))

    def _confirm(self) -> None:
        self._acts.do(_("The feeling still holds"), confirm_feeling, self._account, today=self._today, by_id=None)

    def set_by_hand(self) -> None:
        """Ask for a score to be set."""
        if self._page is None:
            return
        account = self._account

        def keep(score: int, reason: str, until: date) -> None:
            self._workspace.write(set_override, account, score, reason, expires_on=until, today=self._today, by_id=None)
            self._acts.say(_("The score is set by hand"))

        dialog = OverrideDialog(self._name, self._page.score.score, keep, self._today, self._widget.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Readings

    def open_readings(self, measure_key: str) -> ReadingsSheet | None:
        """Open what stands behind a part; None where there is no such part."""
        page, account = self._page, self._account
        part = next((one for one in page.score.parts if one.measure.key == measure_key), None) if page else None
        if page is None or part is None:
            return None
        series = part.measure.reading

        def found() -> PartReadings:
            made: PartReadings = self._workspace.read(part_readings, account, page.score, measure_key)
            return made

        def add(value: Decimal, note: str, on: date) -> None:
            self._workspace.write(
                add_reading, account, series, value, note=note, observed_on=on, today=self._today, by_id=None
            )
            self._acts.say(_("The reading is added"))
            sheet.show_readings(found())

        def correct(reading_no: int, value: Decimal | None, note: str) -> None:
            self._workspace.write(correct_reading, reading_no, value, note=note, by_id=None)
            self._acts.say(_("The reading is corrected"))
            sheet.show_readings(found())

        sheet = ReadingsSheet(
            self._name, page.score, part, found(), self._workspace.clock, add, correct, self._widget.window()
        )
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        sheet.begin()
        return sheet
