from __future__ import annotations

import json
import os
from argparse import Namespace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.views import states
from app.views.shots import DONE, REFUSED, take_shots
from tests.builders import TODAY, new_profile


def asked(folder: Path, profile: Path | None, **also: object) -> Namespace:
    given = {
        "lang": "ja",
        "theme": "dark",
        "scale": None,
        "json": False,
        "today": TODAY,
        "text": 100,
        "state": None,
        **also,
    }
    return Namespace(folder=folder, profile=profile, **given)


def has_colours(picture: QImage, least: int) -> bool:
    """Tell whether something was drawn: so many colours are found in it."""
    seen: set[int] = set()
    for x in range(0, picture.width(), 7):
        seen.update(picture.pixel(x, y) for y in range(0, picture.height(), 7))
        if len(seen) >= least:
            return True
    return False


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the environment back that a run changes."""
    monkeypatch.setattr(os, "environ", dict(os.environ))


def test_that_every_state_is_a_picture_also_on_a_book_without_accounts(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_profile(tmp_path / "p")
    assert take_shots(asked(tmp_path / "out", tmp_path / "p")) == DONE
    files = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(files) == sorted((tmp_path / "out").iterdir())
    names = {file.name for file in files}
    needs_account = (
        "account-",
        "accounts-peek",
        "accounts-feeling",
        "health",
        "settings-forget-ask",
        "quick-log-alike",
        "today-",
        "call",
        "handover",
        "plan",
        "review",
        "arrivals",
        "signal-",
        "thank-you",
        "walk",
    )
    missing = {shot.name for shot in states.SHOTS if f"{shot.name}-ja-dark.png" not in names}
    assert {name for name in missing if not name.startswith(needs_account)} == set()
    for file in files:
        picture = QImage(str(file))
        assert (picture.width(), picture.height()) == (1440, 900) or file.name.startswith("window-narrow")
        assert has_colours(picture, 3), file
    assert not list((tmp_path / "p" / "backups").glob("*")) if (tmp_path / "p" / "backups").exists() else True


def test_that_a_script_reads_the_files_and_a_refusal_as_json(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "SHOTS", states.SHOTS[:1])
    new_profile(tmp_path / "p")
    assert take_shots(asked(tmp_path / "out", tmp_path / "p", lang=None, theme=None, json=True)) == DONE
    said = json.loads(capsys.readouterr().out)
    names = {Path(file).name for file in said["files"]}
    assert names == {f"firstrun-{lang}-{look}.png" for lang in ("ja", "en") for look in ("light", "dark")}
    (tmp_path / "file").write_text("in the way")
    assert take_shots(asked(tmp_path / "file", tmp_path / "p", json=True)) == REFUSED
    assert json.loads(capsys.readouterr().out)["error"]["field"] == "folder"
    assert take_shots(asked(tmp_path / "out", tmp_path / "nowhere")) == REFUSED
    assert capsys.readouterr().err.count(": ") >= 1
