"""Starts Banso as a person does, in a home of its own, and lets a pair of hands work at it while it runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app.operations.demo import fill_demo
from app.secrets import keyinfo
from tests.builders import CHEAP, TODAY, new_book
from tests.journeys.sitting import Person, sit_down
from tests.journeys.team import KEN
from tests.live.hub import AIKO, Hub
from tests.live.postgres import Postgres

Start = Callable[..., None]

MONDAY = date(2026, 11, 16)
_ACCOUNTS = 12


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a home folder where nobody has been; window settings are kept in it too."""
    made = tmp_path / "home"
    made.mkdir()
    monkeypatch.setenv("HOME", str(made))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.delenv(name, raising=False)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(made / "config"))
    yield made


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a profile with the made-up book as it stands on a Monday morning, to be copied."""
    made = tmp_path_factory.mktemp("made-up") / "profile"
    with new_book(made, today=MONDAY) as book:
        fill_demo(book, accounts=_ACCOUNTS, today=MONDAY)
    return made


@pytest.fixture
def profile(made_up: Path, home: Path) -> Path:
    """Return a copy of the made-up profile, where the home of this test has it."""
    return Path(shutil.copytree(made_up, home / "profile"))


@pytest.fixture
def start(qapp: QApplication, home: Path) -> Start:
    """Return what starts Banso in a language and on a day for a person, and ends when the window is closed."""

    def started(lang: str, person: Person, today: date = TODAY, *, profile: Path | None = None) -> None:
        sit_down(qapp, profile or home / "profile", lang, person, today)

    return started


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Return a server of its own; skipped, loudly, where there is none on this computer."""
    made = Postgres()
    yield made
    made.close()


@pytest.fixture
def hub_for(postgres: Postgres) -> Iterator[Hub]:
    """Return a team hub with Aiko in one team and Ken in another."""
    made = Hub(postgres, AIKO, KEN)
    yield made
    made.drop()


@pytest.fixture
def cheap_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make new keys without what makes guessing dear: that takes a busy machine half a minute."""
    monkeypatch.setattr(keyinfo, "create", partial(keyinfo.create, cost=CHEAP))


@pytest.fixture
def has_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the system a tray, which the one of pictures off screen has not."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
