"""Asks how well a customer fits: five criteria, what they come to, and the reason in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.language import _, keyed, name_of
from app.operations.fit import suggested_fit
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.vocabulary import Criterion, Fit

_YES, _NO, _OPEN = "yes", "no", "open"


@dataclass(frozen=True)
class Judgement:
    """What was judged; a criterion left out was not."""

    fit: Fit | None
    reason: str
    criteria: Mapping[Criterion, bool] = field(default_factory=dict)


class FitDialog(QDialog):
    """`keep(judgement)` writes it and tells whether that went well; only then does the dialog close."""

    def __init__(
        self, account: str, before: Judgement, keep: Callable[[Judgement], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("fit")
        as_sheet(self, parent)
        self.setWindowTitle(_("Judge fit"))
        self.setAccessibleName(self.windowTitle())
        self._keep_it = keep
        # What the criteria come to is taken over until somebody says otherwise.
        self._by_hand = before.fit is not None and before.fit is not suggested_fit(before.criteria)
        self.criteria: dict[Criterion, SegmentedControl] = {}
        answers = [(_YES, _("Yes")), (_NO, _("No")), (_OPEN, _("Not known"))]
        for criterion in Criterion:
            said = before.criteria.get(criterion)
            key = _OPEN if said is None else _YES if said else _NO
            control = self.criteria[criterion] = SegmentedControl(answers, name_of(criterion), key)
            control.chosen.connect(self._suggest)
        self.fit = SegmentedControl([(str(one), name_of(one)) for one in Fit], _("Fit"), str(before.fit or Fit.PARTIAL))
        self.fit.chosen.connect(self._said_by_hand)
        self.reason = QPlainTextEdit(before.reason)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("What you saw or heard that says so"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(themes.current().line("body") * 3 + 18)
        self.reason.textChanged.connect(self._check)
        self.told = PlainLabel("", "label", tone="text2", wrap=True)
        self.keep_button = Button(_("Keep judgement"), kind="primary")
        self.reason.installEventFilter(self)
        self._build(account)
        self._suggest()
        self._check()

    def _build(self, account: str) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(_("Judge fit"), "dialogTitle"))
        whole.addWidget(ElidedLabel(account, "body", tone="text2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        for at, (criterion, control) in enumerate(self.criteria.items()):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(PlainLabel(name_of(criterion), "bodyStrong"))
            words.addWidget(PlainLabel(_questions()[criterion], "label", tone="text2", wrap=True))
            grid.addLayout(words, at, 0)
            grid.addWidget(control, at, 1, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(grid)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(PlainLabel(_("All in all"), "bodyStrong"))
        line.addStretch(1)
        line.addWidget(self.fit)
        whole.addLayout(line)
        whole.addWidget(self.told)
        whole.addWidget(PlainLabel(_("Reason"), "body", tone="text2"))
        whole.addWidget(self.reason)
        buttons = QHBoxLayout()
        leave = Button(_("Leave"))
        leave.clicked.connect(self.reject)
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self._keep)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.keep_button)
        whole.addLayout(buttons)
        self.setMinimumWidth(themes.current().px(600))

    def judged(self) -> Judgement:
        """Return what is said now."""
        criteria = {
            criterion: control.key() == _YES for criterion, control in self.criteria.items() if control.key() != _OPEN
        }
        return Judgement(Fit(self.fit.key()), self.reason.toPlainText().strip(), criteria)

    def _suggest(self, *_key: object) -> None:
        judged = self.judged()
        suggested = suggested_fit(judged.criteria)
        if suggested is None:
            self.told.setText(_("With all five answered, the criteria suggest an answer."))
            return
        if not self._by_hand:
            self.fit.choose(str(suggested))
        met = sum(judged.criteria.values())
        self.told.setText(_("{met} of 5 met: the criteria suggest “{fit}”.", met=met, fit=name_of(suggested)))

    def _said_by_hand(self, _key: str) -> None:
        self._by_hand = True

    def _check(self) -> None:
        self.keep_button.setEnabled(bool(self.judged().reason))

    def _keep(self) -> None:
        if self.judged().reason and self._keep_it(self.judged()):
            self.accept()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in the reason keeps; Enter alone breaks the line."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._keep()
                return True
        return False


def _questions() -> dict[Criterion, str]:
    return {
        Criterion.PROBLEM: keyed("fit.question", "problem"),
        Criterion.USE_CASE: keyed("fit.question", "use_case"),
        Criterion.SIZE: keyed("fit.question", "size"),
        Criterion.TECHNOLOGY: keyed("fit.question", "technology"),
        Criterion.COMMITMENT: keyed("fit.question", "commitment"),
    }
