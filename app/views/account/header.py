"""The head of an account, the same over all tabs: who it is, what it is worth, until when, whom we know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.alerts.plays import Play
from app.language import _, name_of, number
from app.operations.account_giving import HeldBy
from app.operations.account_page import AccountPage
from app.operations.health.row_health import RowHealth
from app.operations.signals.rows import CtaRow
from app.views import theme as themes
from app.views.account import words
from app.views.account.flow import FlowLayout
from app.views.account.giving.held_pill import HeldPill
from app.views.accounts.columns import estimated_tag, late_tag, sample_tag
from app.views.accounts.words import arr_words, segment_and_phase
from app.views.paint.chip import HealthChip, health_chip_size, paint_health_chip
from app.views.paint.pill import Pill
from app.views.row_table import plain_tip
from app.views.signals.play_chip import PlayChip
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel
from app.views.widgets.painted import Painted, pill_view
from app.vocabulary import Band, Role

# How narrow the name of a person, and that of the account, may become, in logical pixels.
_LEAST, _NAME = 150, 100


class Header(QWidget):
    """Filled by `show_account`; `promise_wanted` for the next promise, `menu_wanted(menu)` to fill the menu of …

    `call_wanted(id)` for the call to action whose play runs.
    """

    promise_wanted = Signal()
    call_wanted = Signal(str)
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.promise_button = Button(_("Next promise"), icon="handshake")
        self.promise_button.clicked.connect(self.promise_wanted)
        self.more_button = Button(icon="ellipsis", kind="quiet", name=_("More for this account"))
        self.more_button.clicked.connect(self._more)
        self._name = ElidedLabel("", "title")
        self._reading = ElidedLabel("", "body", tone="text2")
        self._health = _HealthChip()
        self.play = PlayChip()
        self.play.wanted.connect(self.call_wanted)
        self._renewing = pill_view(Pill(_("Renewal period"), "info", "calendar-clock"))
        self._renewing.setToolTip(_("The first notice window of its segment is open."))
        self._expanding = pill_view(Pill(_("Expanding"), "info", "trending-up"))
        self._expanding.setToolTip(_("A lead found by customer success is open."))
        self._held = HeldPill()
        self._sample = pill_view(sample_tag(), tag=True)
        first = QHBoxLayout()
        first.setSpacing(10)
        for part in (self._name, self._health, self.play, self._renewing, self._expanding, self._held, self._sample):
            first.addWidget(part)
        first.addSpacing(2)
        first.addWidget(self._reading)
        first.addStretch(1)
        first.addWidget(self.promise_button)
        first.addWidget(self.more_button)
        self._holder = QWidget()
        # Height for width: the facts take a second line in a narrow window.
        policy = self._holder.sizePolicy()
        policy.setHeightForWidth(True)
        self._holder.setSizePolicy(policy)
        flow = FlowLayout(26, 8, self._holder)
        self._facts = {
            key: _Fact(caption, late_tag() if key == "arr" else estimated_tag()) for key, caption in _captions()
        }
        for fact in self._facts.values():
            flow.addWidget(fact)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(first)
        whole.addWidget(self._holder)

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the facts of an account."""
        self.setAccessibleName(page.name)
        self._name.setText(page.name)
        self._name.setMinimumWidth(min(self._name.sizeHint().width(), themes.current().px(_NAME)))
        self._reading.setText(page.reading)
        self._reading.setVisible(bool(page.reading))
        self._sample.setVisible(page.sample)
        self._renewing.setVisible(page.in_renewal(today))
        self._expanding.setVisible(page.expanding)
        facts = self._facts
        facts["arr"].say(arr_words(page.mrr, page.currency))
        facts["arr"].mark(words.late(page.late, today) if page.late is not None else "")
        tone = "text" if page.renewal_date is not None or page.late is None else "watch_text"
        facts["renewal"].say(words.renewal(page, today), tone=tone)
        facts["renewal"].mark(_("The contract's notice term is not known; one month is assumed.")
                              if page.notice_estimated else "")  # fmt: skip
        facts["stage"].say(segment_and_phase(page.segment, page.phase))
        for role in (Role.SPONSOR, Role.CHAMPION):
            facts[role].say(words.holder(page, role), whole=words.holder_in_full(page, role))
        over = words.over_cadence(page, today)
        facts["contact"].say(words.contact(page, today), tone="watch_text" if over else "text")
        self._holder.updateGeometry()

    def show_held(self, held: HeldBy | None) -> None:
        """Show which colleague holds the account in a team hub; None where none does."""
        self._held.show_held(held)

    def show_calls(self, calls: Sequence[CtaRow], plays: Iterable[Play]) -> None:
        """Show the play that runs."""
        self.play.show_calls(calls, plays)

    def show_health(self, health: RowHealth | None) -> None:
        """Show the health of the account; None while it is not known."""
        self._health.show_health(health)

    def _more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("More for this account"))
        self.menu_wanted.emit(menu)
        button = self.more_button
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))


def _captions() -> Iterator[tuple[str, str]]:
    yield "arr", "ARR"
    yield "renewal", _("Renewal")
    yield "stage", _("Segment · phase")
    yield Role.SPONSOR, _("Sponsor")
    yield Role.CHAMPION, _("Champion")
    yield "contact", _("Last contact")


class _HealthChip(Painted):
    """The band of the account with its score; its tooltip says how it moved and how much of the input is known."""

    def __init__(self) -> None:
        self._chip = HealthChip(Band.UNKNOWN, name_of(Band.UNKNOWN))
        super().__init__(
            lambda painter, box, theme: paint_health_chip(painter, box, self._chip, theme),
            lambda theme: QSize(*(int(side) + 1 for side in health_chip_size(self._chip, theme).toTuple())),
            self._chip.word,
        )
        self.show_health(None)

    def show_health(self, health: RowHealth | None) -> None:
        """Show another health."""
        band = health.band if health is not None else Band.UNKNOWN
        score = health.score if health is not None else None
        self._chip = HealthChip(band, name_of(band), score)
        self.setAccessibleName(self._chip.word if score is None else f"{score} {self._chip.word}")
        if health is None or score is None:
            self.setToolTip(_("Health is judged once there is enough data for a score."))
        else:
            moved = [_("{n} in 30 d", n=f"{health.delta:+d}".replace("-", "−"))] if health.delta is not None else []
            known = f"{_('Coverage')} {number(health.coverage)}%"
            self.setToolTip(" · ".join([*moved, known]))
        self.updateGeometry()
        self.update()


class _Fact(QWidget):
    """A caption and what it says, with a tag of its own beside it where it is marked.

    With the `whole` of it as a tooltip it may be cut off before a line is broken.
    """

    def __init__(self, caption: str, tag: Pill) -> None:
        super().__init__()
        self._caption = caption
        self._may_cut = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(ElidedLabel(caption, "caption", tone="text2"))
        line = QHBoxLayout()
        line.setSpacing(8)
        self._said = ElidedLabel("", "bodyStrong")
        line.addWidget(self._said)
        self._tag = pill_view(tag, tag=True)
        self._tag.hide()
        line.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(line)

    def mark(self, why: str) -> None:
        """Show the tag with its reason, or take it away where there is none."""
        self._tag.setToolTip(why)
        self._tag.setVisible(bool(why))
        if why:
            self.setAccessibleName(f"{self.accessibleName()} ({self._tag.accessibleName()}: {why})")

    def say(self, text: str, *, tone: str = "text", whole: str = "") -> None:
        """Say something else."""
        self.setAccessibleName(f"{self._caption}: {text}")
        self.setToolTip(plain_tip(whole))
        self._said.setText(text)
        self._said.set_tone(tone)
        self._may_cut = bool(whole)
        self._measure()

    def _measure(self) -> None:
        wide = self._said.sizeHint().width()
        self._said.setMinimumWidth(min(wide, themes.current().px(_LEAST)) if self._may_cut else wide)

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_may_cut"):
            self._measure()
