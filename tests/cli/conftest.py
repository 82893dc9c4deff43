from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import cheap_keys, made_up_profile, new_profile
from tests.cli.runner import Banso
from tests.operations.importing.files import written


@pytest.fixture
def banso(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Banso:
    """Return the command on a plain, empty profile."""
    new_profile(tmp_path / "profile")
    return Banso(tmp_path / "profile", capsys)


@pytest.fixture
def made_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Banso:
    """Return the command on a profile with the made-up book."""
    return Banso(made_up_profile(tmp_path / "profile"), capsys)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make new keys without what makes guessing dear."""
    cheap_keys(monkeypatch)


@pytest.fixture
def filled(banso: Banso, tmp_path: Path) -> Banso:
    """Return the command on a profile that holds the four files of a Japanese office."""
    folder = tmp_path / "files"
    folder.mkdir()
    banso.json("import", *written(folder))
    return banso
