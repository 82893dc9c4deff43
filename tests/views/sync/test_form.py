"""The form of a connection, drawn from what a connector asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.errors import BansoError
from app.operations.syncing import kinds as kinds_module
from app.operations.syncing.rows import Kind, Param
from app.views.sync import trust
from app.views.sync.connecting import ConnectDialog
from app.views.sync.form import ParamForm, where_secrets_are_kept
from tests.views.desks import words
from tests.views.sync.windows import Desk


def param(name: str, kind: str, **said: object) -> Param:
    given = {"required": True, "default": None, "choices": (), "help": "", "pattern": "", **said}
    return Param(name, name.title(), kind, **given)  # type: ignore[arg-type]


ALL = (
    param("host", "text", pattern=r"[a-z.]+"),
    param("url", "url"),
    param("key", "password"),
    param("pages", "int", required=False, default=200),
    param("archive", "bool", default=True),
    param("region", "choice", choices=(("jp", "Japan"), ("us", "USA")), default="us"),
    param("file", "file", required=False),
    param("folder", "folder", required=False, help="A folder of its own, also on a shared drive."),
)


@pytest.fixture
def form(qtbot: QtBot) -> ParamForm:
    """Return a form with every kind of parameter."""
    made = ParamForm(ALL, builtin=False)
    qtbot.addWidget(made)
    made.show()
    return made


def line(form: ParamForm, name: str) -> QLineEdit:
    found = form.rows[name].line
    assert found is not None
    return found


def test_that_every_kind_goes_round_through_the_form(form: ParamForm) -> None:
    assert form.values() == {
        "host": None, "url": None, "pages": "200", "archive": True, "region": "us", "file": None, "folder": None,
    }  # fmt: skip
    QTest.keyClicks(line(form, "host"), "crm.example")
    QTest.keyClicks(line(form, "url"), "https://crm.example")
    QTest.keyClicks(line(form, "key"), " s3cret ")
    assert form.values()["host"] == "crm.example"
    assert form.secrets() == {"key": " s3cret "}
    assert "key" not in form.values()
    assert line(form, "key").echoMode() is QLineEdit.EchoMode.Password
    assert form.look_over()


def test_that_what_is_missing_or_cannot_be_is_said_at_its_field(form: ParamForm) -> None:
    QTest.keyClicks(line(form, "host"), "CRM 1")
    QTest.keyClicks(line(form, "url"), "crm.example")
    line(form, "pages").setText("many")
    assert not form.look_over()
    wrong = {name for name, row in form.rows.items() if row.wrong()}
    assert wrong == {"host", "url", "key", "pages"}
    assert "入力してください。" in form.rows["key"].field.accessibleDescription()
    QTest.keyClicks(line(form, "key"), "x")
    assert not form.rows["key"].wrong()


def test_that_an_error_of_the_system_is_said_at_the_field_it_names(form: ParamForm) -> None:
    assert form.tell(BansoError("sync.bad_config", field="url", message="This address cannot be read."))
    assert form.rows["url"].wrong() == "This address cannot be read."
    assert not form.tell(BansoError("sync.offline"))


def test_that_a_secret_that_is_kept_need_not_be_written_again(qtbot: QtBot) -> None:
    made = ParamForm((param("key", "password"),), builtin=True, kept=("key",))
    qtbot.addWidget(made)
    assert made.look_over()
    assert made.secrets() == {}


def test_that_a_built_in_form_speaks_the_language_of_the_window(qtbot: QtBot) -> None:
    made = ParamForm((param("name", "text", help="Other systems"),), builtin=True)
    qtbot.addWidget(made)
    made.show()
    assert "ほかのシステム" in words(made)


def test_that_it_is_said_where_secrets_go() -> None:
    assert where_secrets_are_kept(True) != where_secrets_are_kept(False)


def kinds(*, broken: str = "", is_trusted: bool = True) -> Sequence[Kind]:
    params = ALL[:1] if is_trusted else ()
    return (Kind("acme", "Acme CRM", params, False, "banso-acme", broken, trusted=is_trusted),)


def opened(desk: Desk, settings: QSettings, some: Sequence[Kind]) -> ConnectDialog:
    dialog = ConnectDialog(desk.window, desk.window.workspace, some, (), settings)
    dialog.start()
    return dialog


def test_that_the_code_of_a_stranger_is_loaded_once_it_is_trusted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def kind_of(id: str) -> Kind:
        loaded.append(id)
        return kinds()[0]

    monkeypatch.setattr(kinds_module, "kind_of", kind_of)
    settings = QSettings(str(tmp_path / "trust.ini"), QSettings.Format.IniFormat)
    dialog = opened(desk, settings, kinds(is_trusted=False))
    assert "banso-acme" in words(dialog)
    dialog.list.cards[0].button.click()
    assert dialog.up is not None
    assert dialog.up.trust is not None
    assert not dialog.test.isEnabled()
    assert not dialog.up.form.rows
    assert not loaded
    dialog.up.trust.click()
    desk.settle()
    assert loaded == ["acme"]
    assert trust.trusted(settings) == {"banso-acme"}
    assert dialog.up.trust is None
    assert dialog.test.isEnabled()
    assert list(dialog.up.form.rows) == ["host"]
    dialog.reject()
    again = opened(desk, settings, kinds())
    again.list.cards[0].button.click()
    assert again.up is not None
    assert again.up.trust is None


def test_that_the_code_of_a_stranger_that_is_broken_says_so_at_its_form(
    desk: Desk, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "Traceback\nModuleNotFoundError: No module named 'acme'"
    monkeypatch.setattr(kinds_module, "kind_of", lambda _id: kinds(broken=why)[0])
    dialog = opened(desk, settings, kinds(is_trusted=False))
    dialog.list.cards[0].button.click()
    assert dialog.up is not None
    assert dialog.up.trust is not None
    dialog.up.trust.click()
    desk.settle()
    assert "No module named 'acme'" in words(dialog)
    assert not dialog.test.isEnabled()


def test_that_a_broken_one_is_shown_with_its_reason_and_cannot_be_set_up(desk: Desk, settings: QSettings) -> None:
    dialog = opened(desk, settings, kinds(broken="Traceback\nModuleNotFoundError: No module named 'acme'"))
    [card] = dialog.list.cards
    assert not card.button.isEnabled()
    assert "No module named 'acme'" in words(dialog)
