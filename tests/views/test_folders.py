"""Files that a person asks for are named so that they stand beside what is there, on any file system."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from app.views.folders import default_folder, free_place


def test_that_the_name_offered_is_free_and_every_file_system_takes_it(tmp_path: Path) -> None:
    first = free_place(tmp_path, 'A/B: "C" <x>|?* 2026-07..2026-09', ".pptx")
    assert first.parent == tmp_path
    assert not set(first.name) & set('\\/:*?"<>|')
    first.touch()
    second = free_place(tmp_path, 'A/B: "C" <x>|?* 2026-07..2026-09', ".pptx")
    assert second.name.endswith(" (2).pptx")
    assert len(free_place(tmp_path, "長" * 400, ".pptx").name.encode()) < 255
    assert free_place(tmp_path, "...", ".pdf").name == "Banso.pdf"


def test_that_documents_are_where_files_go_and_home_where_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path / "gone"))
    assert default_folder() == Path.home()
