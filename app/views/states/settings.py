"""The states of the settings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.operations.account_page import account_page
from app.operations.back_ups import CopyRow
from app.operations.forget import Candidate
from app.operations.protection import NewCode
from app.views.settings.data import Data
from app.views.settings.forget import Forget
from app.views.settings.page import SettingsPage
from app.views.settings.secret_dialogs import CodeDialog
from app.views.settings.segments import Segments
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words
from app.vocabulary import Segment

CODE = "7M2QF-3KD9W-R5T0X-V8HNA-2CJ6P-QZ4YE-B1SGM-K7F3D"


def opened(stage: Stage, key: str) -> SettingsPage:
    """Open a section of the settings."""
    window, _places = stage.main()
    page = window.open("settings", key)
    assert isinstance(page, SettingsPage)
    stage.settle()
    return page


def _segments(stage: Stage) -> None:
    """A number that cannot be, and one segment by months."""
    section = opened(stage, "segments").section()
    assert isinstance(section, Segments)
    section.phases[Segment.HIGH].months.show()
    field = section.fields["cadence.low"]
    field.setText("0")
    field.flush()
    stage.settle()


def _forget(stage: Stage) -> None:
    section = opened(stage, "forget").section()
    assert isinstance(section, Forget)
    section.field.setText(in_words("信", "a"))
    section.refresh()


def _ask_forget(stage: Stage) -> bool:
    account_id = stage.account()
    section = opened(stage, "forget").section()
    if account_id is None or not isinstance(section, Forget):
        return False
    name = stage.book.read(account_page, account_id, today=stage.book.clock.today()).name
    section.ask(Candidate("account", account_id, name, ""))
    return True


def _code(stage: Stage) -> None:
    opened(stage, "data")
    CodeDialog(stage.window(), NewCode(CODE)).open()


def _restore(stage: Stage) -> None:
    section = opened(stage, "data").section()
    assert isinstance(section, Data)
    at = datetime(2026, 11, 19, 18, 42, tzinfo=ZoneInfo("Asia/Tokyo"))
    section.copies.ask_restore(CopyRow(Path("book-20261119-184210.sqlite"), at, 6_812_000, "daily"))


SHOTS: tuple[Shot, ...] = (
    Shot("settings-appearance", lambda stage: opened(stage, "appearance")),
    Shot("settings-segments", _segments),
    Shot("settings-money", lambda stage: opened(stage, "money")),
    Shot("settings-days", lambda stage: opened(stage, "days")),
    Shot("settings-data", lambda stage: opened(stage, "data")),
    Shot("settings-forget", _forget),
    Shot("settings-forget-ask", _ask_forget),
    Shot("settings-code", _code),
    Shot("settings-restore", _restore),
)
