"""The states of the place of syncing; connections and runs are made up for the picture."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSettings

from app.operations.syncing.kinds import kind_of
from app.operations.syncing.rows import (
    Connection,
    Difference,
    Guarded,
    Identity,
    Kind,
    Note,
    Param,
    Pulse,
    Run,
)
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words
from app.views.states.sync_differences import rows as differences
from app.views.sync.amending import AmendDialog, writes_question
from app.views.sync.connecting import ConnectDialog
from app.views.sync.guard import GuardDialog
from app.views.sync.page import Beneath, SyncPage
from app.views.sync.pill import Face
from app.views.sync.run_notes import NotesDialog
from app.views.sync.state import Told

_AT = "2026-11-20T00:14:00.000000Z"
_NUMBER = "6fbe4ea9-4d92-5dcf-8994-1576edece123"
_RUN = Run(
    id=41, connection_id=1, connection="Salesforce", started=_AT, ended=_AT, result="done", pulled=12, pushed=3,
    conflicts=2, requests=9, bytes=48_211, error=None, change_id="c", undone=False,
)  # fmt: skip
_SHARED = Connection(
    id=1, name="Salesforce", connector="salesforce", label="Salesforce", org="Example Inc.", user="高橋", state="on",
    why=None, writes=True, every_minutes=5, guard="atomic", last_run=_RUN, waiting=3, differences=2, blocked=1, links=0,
    missing=0,
)  # fmt: skip
_KIND = Kind("folder", "Folder with tables", (
    Param("folder", "Folder", "folder", True, None, (), "A folder of its own, also on a shared drive.", ""),
    Param("format", "Format", "choice", True, "csv", (("csv", "CSV"), ("xlsx", "Excel (XLSX)")),
          "CSV keeps all that others write. Excel files lose formats and formulas when Banso writes.", ""),
), True)  # fmt: skip
_STRANGER = Kind("acme", "Acme CRM", (
    Param("url", "Address", "url", True, None, (), "Where Acme is opened in a browser.", ""),
    Param("key", "API key", "password", True, None, (), "", ""),
    Param("pages", "Records per page", "int", False, 200, (), "", ""),
    Param("archive", "Archived records too", "bool", False, True, (), "", ""),
), False, "banso-acme")  # fmt: skip
_BROKEN = Kind("globex", "globex", (), False, "banso-globex", "ModuleNotFoundError: No module named 'globex'")


def connections() -> tuple[Connection, ...]:
    """Return three connections: one that is well, a new one with proposals, one that was stopped."""
    return (
        _SHARED,
        replace(
            _SHARED, id=2, name=in_words("営業部の共有フォルダー", "Sales shared folder"), connector="folder",
            label="Folder with tables", org=_NUMBER, user="", writes=False, every_minutes=15, waiting=0,
            differences=0, blocked=0, links=4, last_run=replace(_RUN, id=40, connection_id=2, pushed=0, requests=2),
        ),
        replace(
            _SHARED, id=3, name="HubSpot", connector="hubspot", label="HubSpot", org="Example KK", state="guard",
            guard="check", differences=0, waiting=0, blocked=0, missing=2,
            last_run=replace(_RUN, id=39, result="guard", pulled=0, pushed=0, change_id=""),
        ),
    )  # fmt: skip


def runs() -> tuple[Run, ...]:
    """Return runs that went well and otherwise."""
    earlier = "2026-11-19T09:02:00.000000Z"
    return (
        _RUN,
        replace(_RUN, id=40, connection=connections()[1].name, pushed=0, requests=2),
        replace(_RUN, id=39, connection="HubSpot", result="guard", pulled=0, pushed=0, change_id="", conflicts=0),
        replace(_RUN, id=38, started=earlier, result="offline", pulled=0, pushed=0, change_id="", conflicts=0),
        replace(_RUN, id=37, started=earlier, undone=True),
    )


def opened(stage: Stage, some: tuple[Connection, ...] | None = None, pulse: Pulse | None = None) -> SyncPage:
    """Open the place with these connections."""
    window, places = stage.main()
    page = window.open("sync")
    assert isinstance(page, SyncPage)
    stage.hurry(1)
    if some is not None:
        live = places.sync
        assert live is not None
        # What the book itself says of connections, there are none, must not come in between.
        page.workspace.changed.disconnect(live.state.ask_soon)
        page.refresh = lambda: None  # type: ignore[method-assign]
        live.state.now = Told(some, pulse or Pulse("ask", 3, 3, _AT), {2: "/mnt/share/cs"})
        live.state.told.emit()
        stage.settle()
        page.show_beneath(Beneath(_questions(some), runs()))
        stage.settle()
    return page


def _questions(some: tuple[Connection, ...]) -> tuple[Difference, ...]:
    return tuple(differences()[:4]) if any(one.differences for one in some) else ()


def _running(stage: Stage) -> None:
    page = opened(stage, connections()[:1], Pulse("synced", 0, 0, _AT))
    page.cards[1].show_progress((312, 1_204))
    window = stage.window()
    window.show_sync(Face("refresh-cw", "accent_text", in_words("同期中", "Syncing"), "312 / 1,204", 0.26))  # type: ignore[attr-defined]


def _auth(stage: Stage) -> None:
    stopped = replace(_SHARED, state="auth", why=None, differences=0, blocked=0)
    opened(stage, (stopped, replace(stopped, id=2, name="CSV", state="paused", last_run=None, guard="")))


def _log(stage: Stage) -> None:
    page = opened(stage, connections())
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())


def _dialog(stage: Stage, *kinds: Kind) -> ConnectDialog:
    page = opened(stage)
    settings = QSettings(str(stage.scratch / "trusted.ini"), QSettings.Format.IniFormat)
    return ConnectDialog(stage.window(), page.workspace, kinds or (_KIND, _STRANGER, _BROKEN), (), settings)


def _kinds(stage: Stage) -> None:
    _dialog(stage).start()


def _form(stage: Stage) -> None:
    dialog = _dialog(stage)
    dialog.start(_STRANGER)
    assert dialog.up is not None
    dialog.up.form.look_over()


def _hub(stage: Stage) -> None:
    found = kind_of("hub")
    assert found is not None
    _dialog(stage, found).start(found)


def _hub_card(stage: Stage) -> None:
    hub = replace(
        _SHARED, id=5, name=in_words("CS チームのハブ", "CS team hub"), connector="hub", label="PostgreSQL team hub",
        org=_NUMBER, user=in_words("佐藤 愛子", "Aiko Sato"), differences=0, blocked=0, missing=7,
    )  # fmt: skip
    odoo = replace(
        _SHARED, id=6, name="Odoo", connector="odoo", label="Odoo", org="https://example.odoo.com", guard="check",
        differences=0, blocked=2, waiting=0,
    )  # fmt: skip
    opened(stage, (hub, odoo))


def _odoo(stage: Stage) -> None:
    found = kind_of("odoo")
    assert found is not None
    _dialog(stage, found).start(found)


def _tested(stage: Stage) -> None:
    dialog = _dialog(stage)
    dialog.start(_KIND)
    dialog.show_tested(
        Identity(_NUMBER, "", (("account", "Accounts", "atomic"), ("contact", "Contacts", "atomic"),
                                       ("touchpoint", "Touchpoints", "atomic"), ("task", "Tasks", "check")))
    )  # fmt: skip


def _guard(stage: Stage) -> None:
    opened(stage, connections())
    names = ("青葉信用金庫", "みどり食品", "Acme Robotics")
    stopped = (Guarded("account", "deletes", "", 31, 42, names), Guarded("contact", "blanks", "email", 60, 210, ()))
    GuardDialog(stage.window(), "HubSpot", stopped).open()


def _writes(stage: Stage) -> None:
    opened(stage, connections())
    writes_question(stage.window(), connections()[1]).open()


def _sign_in(stage: Stage) -> None:
    opened(stage, connections())
    AmendDialog(
        stage.window(), _SHARED, _STRANGER.params, {}, (), builtin=False, encrypted=True, only_secrets=True
    ).open()  # fmt: skip


def _notes(stage: Stage) -> None:
    page = opened(stage, connections())
    reason = in_words("255文字まで", "255 at most")
    lines = (
        Note(_AT, "info", "account", "a", "Acme Robotics", "rejected", {"field": "name", "reason": reason}),
        Note(_AT, "warning", "account", "", "", "field_lost", {"field": "industry", "remote": "Region"}),
    )
    NotesDialog(stage.window(), _RUN, lines, page.workspace.clock).open()


SHOTS: tuple[Shot, ...] = (
    Shot("sync-empty", lambda stage: opened(stage), empty=True),
    Shot("sync", lambda stage: opened(stage, connections())),
    Shot("sync-log", _log),
    Shot("sync-running", _running),
    Shot("sync-stopped", _auth),
    Shot("sync-connect", _kinds),
    Shot("sync-connect-form", _form),
    Shot("sync-connect-hub", _hub),
    Shot("sync-connect-odoo", _odoo),
    Shot("sync-hub", _hub_card),
    Shot("sync-connect-tested", _tested),
    Shot("sync-guard", _guard),
    Shot("sync-write-back", _writes),
    Shot("sync-sign-in", _sign_in),
    Shot("sync-notes", _notes),
)
