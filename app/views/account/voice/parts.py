"""What the cards of the voice tab share: buttons that flow into lines, fields side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.account.flow import FlowLayout


def flowing(*buttons: QWidget) -> QWidget:
    """Return buttons on as many lines as the width asks for."""
    acts = QWidget()
    flow = FlowLayout(8, 8, acts)
    for button in buttons:
        flow.addWidget(button)
    policy = acts.sizePolicy()
    policy.setHeightForWidth(True)
    acts.setSizePolicy(policy)
    return acts


def beside(*fields: QVBoxLayout) -> QHBoxLayout:
    """Return fields with their captions side by side."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for field in fields:
        line.addLayout(field, 1)
    return line
