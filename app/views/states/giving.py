"""The states of handing an account over in a team hub; the hub and who is in it are made up for the picture."""

from __future__ import annotations

from app.errors import BansoError
from app.operations.account_giving import Giving, HeldBy, Hub
from app.operations.hub import Peer
from app.views.account.giving.sheet import GiveSheet
from app.views.account.page import OVERVIEW, AccountPage
from app.views.main_window import MainWindow
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words, open_account

_COUNTS = {
    "contact": 6, "touchpoint": 48, "task": 11, "plan": 1, "objective": 3, "milestone": 9, "request": 2, "review": 4,
    "contract": 3,
}  # fmt: skip


def _hub() -> str:
    return in_words("CS チームのハブ", "CS team hub")


def _peers() -> list[Peer]:
    names = in_words("森 健,佐藤 愛子,西 奈緒,三浦 澪", "Ken Mori,Aiko Sato,Nao Nishi,Mio Miura").split(",")
    roles, teams = ("ken", "aiko", "nao", "mio"), in_words("東日本,西日本", "East,West").split(",")
    return [
        Peer(role, name, tuple(teams) if role == "mio" else (teams[at % 2],))
        for at, (role, name) in enumerate(zip(roles, names, strict=True))
    ]


def _page(stage: Stage) -> AccountPage | None:
    if not open_account(stage, OVERVIEW):
        return None
    stage.settle()
    page = stage.page()
    return page if isinstance(page, AccountPage) else None


def _sheet(stage: Stage) -> GiveSheet | None:
    page = _page(stage)
    if page is None or page.account_id is None:
        return None
    what = Giving(page.account_id, page.header.accessibleName(), (Hub(1, _hub(), True),), _COUNTS)
    window = stage.window()
    assert isinstance(window, MainWindow)
    sheet = GiveSheet(window, window.workspace, what)
    sheet.appear()
    sheet.show_peers(_peers())
    stage.settle()
    return sheet


def _chosen(stage: Stage) -> bool:
    sheet = _sheet(stage)
    if sheet is not None:
        sheet.peers.list.setCurrentRow(1)
        stage.settle()
    return sheet is not None


def _under_way(stage: Stage) -> bool:
    sheet = _sheet(stage)
    if sheet is not None:
        sheet.peers.field.setText("ken")
        sheet.show_progress(12, 40, "")
        stage.settle()
    return sheet is not None


def _refused(stage: Stage) -> bool:
    sheet = _sheet(stage)
    if sheet is not None:
        sheet.notice.tell(BansoError("hub.waits", field="account", account=sheet.what.account))
        stage.settle()
        sheet.adjustSize()
        stage.settle()
    return sheet is not None


def _held(stage: Stage) -> bool:
    page = _page(stage)
    if page is not None:
        page.header.show_held(HeldBy(_hub(), _peers()[0].name, "2026-11-16", False))
        stage.settle()
    return page is not None


SHOTS: tuple[Shot, ...] = (
    Shot("account-give", _chosen),
    Shot("account-give-sending", _under_way),
    Shot("account-give-refused", _refused),
    Shot("account-held", _held),
)
