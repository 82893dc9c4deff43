"""The folder as a kind of system that is signed in to, and the sheets that ask for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from app.connectors.base import Param
from app.connectors.folder import FolderConnector
from app.operations.syncing import kinds as kinds_module
from app.operations.syncing.rows import Kind
from tests.views.sync.windows import Desk


def dialogs(desk: Desk) -> list[QWidget]:
    """Return the sheets over the window."""
    return [one for one in desk.window.findChildren(QDialog) if one.isVisible()]


def as_kind(monkeypatch: pytest.MonkeyPatch, sign_in: str) -> None:
    """Let the folder be of a kind that is signed in to."""
    key = Param("key", "API key", "password", required=True)
    monkeypatch.setattr(FolderConnector, "params", (*FolderConnector.params, key))
    [folder] = [one for one in kinds_module.kinds() if one.id == "folder"]
    kind: Kind = replace(folder, sign_in=sign_in)
    monkeypatch.setattr(kinds_module, "kinds", lambda **_which: [kind])
    monkeypatch.setattr(kinds_module, "kind_of", lambda _id: kind)
