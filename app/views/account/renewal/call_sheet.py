"""A forecast call as a form: worst, committed and best a month, and why."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.language import _, money, number
from app.operations.money.calls import CallRow, call_renewal, said_amount
from app.views import theme as themes
from app.views.account.renewal import words
from app.views.plans.item_sheet import side_by_side
from app.views.settings.model.sheet import Sheet
from app.views.widgets.fields import captioned, day_with_weekday
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace


class CallSheet(Sheet):
    """Writes down what is expected of the renewal of a contract that brings `mrr` a month; `last` is the call before.

    Both are in the contract's own currency.
    """

    def __init__(
        self, window: QWidget, workspace: Workspace, contract_id: str, about: str, mrr: Decimal, currency: str,
        last: CallRow | None,
    ) -> None:  # fmt: skip
        super().__init__(window, _("Make a forecast call"))
        self.setObjectName("forecast_call")
        self._workspace, self._contract = workspace, contract_id
        begin = (last.worst, last.committed, last.best) if last is not None else (Decimal(0), mrr, mrr)
        self.amounts = {
            name: _amount(caption, value)
            for (name, caption), value in zip(
                (("worst", _("Worst")), ("committed", _("Committed")), ("best", _("Best"))), begin, strict=True
            )
        }
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(themes.current().px(72))
        self.reason.setPlaceholderText(_("What was said or seen, and by whom"))
        told = _("{about}: {amount} a month now. More than that counts as expansion, not as renewal.", about=about,
                 amount=money(mrr, currency))  # fmt: skip
        self.body.addWidget(PlainLabel(told, "body", wrap=True))
        self.body.addLayout(
            side_by_side(
                *(
                    captioned(
                        _("{caption} ({currency} a month)", caption=field.accessibleName(), currency=currency), field
                    )
                    for field in self.amounts.values()
                )
            )
        )
        self.body.addLayout(captioned(_("Why"), self.reason))
        if last is not None:
            said = words.DOT.join(
                (day_with_weekday(last.called_on), words.committed(last), words.bounds(last), last.reason)
            )
            self.body.addWidget(PlainLabel(_("Last call: {said}", said=said), "label", tone="text2", wrap=True))
        self.go.setText(_("Write the call down"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        fields: dict[str, QWidget] = {**self.amounts, "reason": self.reason}
        return fields.get(place)

    def take(self) -> None:
        """Write the call down."""
        said = {name: said_amount(name, field.text()) for name, field in self.amounts.items()}
        workspace = self._workspace
        by_id = getattr(workspace.book, "by_id", None)
        workspace.write(
            call_renewal, self._contract, worst=said["worst"], committed=said["committed"], best=said["best"],
            reason=self.reason.toPlainText(), today=workspace.clock.today(), by_id=by_id,
        )  # fmt: skip


def _amount(name: str, value: Decimal) -> QLineEdit:
    places = max(0, -int(value.as_tuple().exponent)) if value else 0
    field = QLineEdit(number(value, places))
    field.setAccessibleName(name)
    return field
