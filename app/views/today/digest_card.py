"""Tech touch in one card: whom anything has reached lately, and who takes part in programmes. Never a row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.language import _, keyed, name_of, ngettext, number
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Segment

if TYPE_CHECKING:
    from app.operations.signals.digest import Digest


class DigestCard(Card):
    """Hidden where nobody is looked after by tech touch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name_of(Segment.TECH), parent)
        self._count = PlainLabel("", "label", tone="text2")
        self.head.addWidget(self._count)
        self._reached = PlainLabel("", "body", wrap=True)
        self._programmes = PlainLabel("", "label", tone="text2", wrap=True)
        self.body.addWidget(self._reached)
        self.body.addWidget(self._programmes)
        self.body.addStretch(1)
        self.hide()

    def show_digest(self, digest: Digest | None) -> None:
        """Show other counts."""
        self.setVisible(digest is not None)
        if digest is None:
            return
        self._count.setText(ngettext("{n} account", "{n} accounts", digest.accounts))
        self._reached.setText(
            _(
                "Reached in {days} days: {reached}. Not reached: {unreached}.",
                days=number(digest.days), reached=number(digest.reached), unreached=number(digest.unreached),
            )
        )  # fmt: skip
        parts = [f"{name_of(programme)} {number(count)}" for programme, count in digest.programmes.items()]
        self._programmes.setText(keyed("today.join", "comma").join(parts))
        self._programmes.setVisible(bool(parts))

    def said(self) -> str:
        """Return what it says."""
        return " ".join(part.text() for part in (self._count, self._reached, self._programmes) if not part.isHidden())
