"""The head of an account, the same over all tabs: who it is, what it is worth, until when, whom we know."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.operations.account_page import AccountPage
from app.views import theme as themes
from app.views.account import words
from app.views.account.flow import FlowLayout
from app.views.accounts.columns import estimated_tag, sample_tag
from app.views.accounts.words import arr_words, segment_and_phase
from app.views.row_table import plain_tip
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel
from app.views.widgets.painted import pill_view
from app.vocabulary import Role

# How narrow a name may become, in logical pixels.
_LEAST = 150


class Header(QWidget):
    """Filled by `show_account`; `deck_wanted` when a review deck is asked for."""

    deck_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deck_button = Button(_("Write review deck"), icon="presentation")
        self.deck_button.clicked.connect(self.deck_wanted)
        self._name = ElidedLabel("", "title")
        self._reading = ElidedLabel("", "body", tone="text2")
        self._sample = pill_view(sample_tag(), tag=True)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._name)
        first.addWidget(self._sample)
        first.addWidget(self._reading)
        first.addStretch(1)
        first.addWidget(self.deck_button)
        self._facts = QWidget()
        # Height for width: the facts take a second line in a narrow window.
        policy = self._facts.sizePolicy()
        policy.setHeightForWidth(True)
        self._facts.setSizePolicy(policy)
        self._flow = FlowLayout(26, 8, self._facts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(first)
        whole.addWidget(self._facts)

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the facts of an account."""
        self.setAccessibleName(page.name)
        self._name.setText(page.name)
        self._reading.setText(page.reading)
        self._reading.setVisible(bool(page.reading))
        self._sample.setVisible(page.sample)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for fact in (
            _Fact("ARR", arr_words(page.mrr, page.currency)),
            _Fact(_("Renewal"), words.renewal(page, today), estimated=page.notice_estimated),
            _Fact(_("Segment · phase"), segment_and_phase(page.segment, page.phase)),
            _Fact(_("Sponsor"), words.holder(page, Role.SPONSOR), whole=words.holder_in_full(page, Role.SPONSOR)),
            _Fact(_("Champion"), words.holder(page, Role.CHAMPION), whole=words.holder_in_full(page, Role.CHAMPION)),
            _Fact(
                _("Last contact"),
                words.contact(page, today),
                tone="watch_text" if words.over_cadence(page, today) else "text",
            ),
        ):
            self._flow.addWidget(fact)
            fact.show()
        self._facts.updateGeometry()


class _Fact(QWidget):
    """A caption and what it says. With the `whole` of it as a tooltip it may be cut off before a line is broken."""

    def __init__(
        self, caption: str, text: str, *, tone: str = "text", estimated: bool = False, whole: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(f"{caption}: {text}")
        self.setToolTip(plain_tip(whole))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(ElidedLabel(caption, "caption", tone="text2"))
        line = QHBoxLayout()
        line.setSpacing(8)
        said = ElidedLabel(text, "bodyStrong", tone=tone)
        wide = said.sizeHint().width()
        said.setMinimumWidth(min(wide, themes.current().px(_LEAST)) if whole else wide)
        line.addWidget(said)
        if estimated:
            tag = pill_view(estimated_tag(), tag=True)
            tag.setToolTip(_("The contract's notice term is not known; one month is assumed."))
            line.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)
