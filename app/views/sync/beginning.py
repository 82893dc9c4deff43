"""What stands on the page while nothing is connected: what syncing is for, and the first step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.language import _
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


class Beginning(Card):
    """`folder_wanted` for the way that needs no account, `others_wanted` for all there are."""

    folder_wanted = Signal()
    others_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Nothing is connected yet"))
        self.body.setContentsMargins(24, 22, 24, 22)
        self.body.setSpacing(14)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconView("git-pull-request", 26, "text3"))
        head.addWidget(PlainLabel(_("Nothing is connected yet"), "subtitle"), 1)
        self.body.addLayout(head)
        self.body.addWidget(
            PlainLabel(
                _("Accounts, people, touchpoints and promises can be kept in step with a CRM or tables in a folder."),
                wrap=True,
            )
        )
        lines = QVBoxLayout()
        lines.setSpacing(6)
        for icon, words in (
            ("eye", _("At first a connection only reads. You switch write-back on when you trust it.")),
            (
                "git-merge",
                _("Where the same field changes in both places, you are asked; nothing is overwritten unseen."),
            ),
            ("cloud-off", _("Without a network you go on writing. What you wrote is sent with the next sync.")),
            ("undo-2", _("A sync is one change: it can be taken back as a whole.")),
        ):
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconView(icon, 16, "text2"))
            row.addWidget(PlainLabel(words, tone="text2", wrap=True), 1)
            lines.addLayout(row)
        self.body.addLayout(lines)
        self.folder = Button(_("Connect a folder"), kind="primary", icon="folder-open")
        self.folder.clicked.connect(lambda: self.folder_wanted.emit())
        self.others = Button(_("Other systems…"))
        self.others.clicked.connect(lambda: self.others_wanted.emit())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.folder)
        foot.addWidget(self.others)
        foot.addStretch(1)
        self.body.addLayout(foot)
