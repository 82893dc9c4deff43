"""The states of the people of an account: the map with who is chosen, the list, the departments, and a move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.language import current
from app.operations.moves.evidence import BETWEEN, post_text
from app.operations.moves.rows import Evidence, OpenMove, open_moves
from app.operations.people_page import PositionRow
from app.views.account.page import PEOPLE, AccountPage
from app.views.account.people_tab import LIST, ORG, PeopleTab
from app.views.stage import Shot, Stage


def _tab(stage: Stage) -> PeopleTab | None:
    """Open the people of an account with a move that waits, where there is one in the language of the window."""
    moves = [move for move in stage.book.read(open_moves) if move.account_id]
    own = [move for move in moves if move.name.isascii() == (current() != "ja")] or moves
    account_id = own[0].account_id if own else stage.account()
    if account_id is None:
        return None
    window, _places = stage.main()
    page = window.open("account", account_id)
    if not isinstance(page, AccountPage):
        return None
    page.tabs.setCurrentIndex(PEOPLE)
    stage.settle()
    tab = page.parts.current()
    return tab if isinstance(tab, PeopleTab) else None


def _map(stage: Stage) -> bool:
    tab = _tab(stage)
    if tab is None or not tab.map.nodes:
        return False
    tab.map.setFocus()
    tab.go_to(tab.map.nodes[0].id)
    return True


def _shown(stage: Stage, way: str) -> bool:
    tab = _tab(stage)
    if tab is None:
        return False
    tab.show_way(way)
    return True


def _move(stage: Stage) -> bool:
    tab = _tab(stage)
    if tab is None or not tab.map.nodes:
        return False
    tab.go_to(tab.map.nodes[0].id)
    row = tab.current()
    if row is None:
        return False
    moves = tab.people.moves or (_said(row, tab.account, tab.today),)
    tab.people = replace(tab.people, moves=moves)
    tab.desk.confirm(moves[0])
    return True


def _said(row: PositionRow, account_id: str, today: date) -> OpenMove:
    """Return a move for a book in which none waits: it is shown and never written."""
    before = post_text(row.department, row.title)
    evidence = (
        Evidence("", "card", f"{before}{BETWEEN}{before}", today, 60),
        Evidence("", "bounce", row.email, today, 60),
    )
    return OpenMove(
        "", "departure", account_id, "", row.person_id, row.name, row.id, row.title, row.department, row.role, evidence
    )


def _hand_over(stage: Stage) -> bool:
    tab = _tab(stage)
    if tab is None or not tab.map.nodes:
        return False
    tab.go_to(tab.map.nodes[0].id)
    tab.desk.ask_handing_over()
    return True


SHOTS: tuple[Shot, ...] = (
    Shot("account-people-map", _map),
    Shot("account-people-list", lambda stage: _shown(stage, LIST)),
    Shot("account-people-departments", lambda stage: _shown(stage, ORG)),
    Shot("account-people-move", _move),
    Shot("account-people-handover", _hand_over),
)
