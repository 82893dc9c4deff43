"""The states of calls to action: in Today, their sheets, and on the account."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.operations.signals.ctas import open_ctas
from app.operations.signals.rows import CtaRow
from app.views.account.page import AccountPage
from app.views.settings.model.fields import DecimalField
from app.views.settings.rules.section import SignalRules
from app.views.signals.acts import CtaActs
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words
from app.views.states.settings import opened
from app.views.today.model import key_of
from app.views.today.page import TodayPage
from app.vocabulary import TodayKind


def _first(stage: Stage, *, runs: bool = False) -> CtaRow | None:
    """Return the most urgent call to action of the first group; with `runs` one whose play runs."""
    rows = stage.book.read(open_ctas, today=stage.book.clock.today())
    rows = [row for row in rows if row.group is TodayKind.SIGNAL and (row.steps or not runs)]
    return max(rows, key=lambda row: row.urgency, default=None)


def _today(stage: Stage, key: Qt.Key | None = None) -> bool:
    """Stand on the first call to action of Today, and press a key there."""
    window, _places = stage.main()
    page = window.open("today")
    assert isinstance(page, TodayPage)
    stage.settle()
    row = next((row for row in page.rows() if row.kind is TodayKind.SIGNAL), None)
    if row is None:
        return False
    page.list.setCurrentIndex(page.list.rows.index(page.list.rows.place_of(key_of(row)), 0))
    page.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
    stage.settle()
    if key is not None:
        QTest.keyClick(page.list, key)
    return True


def _raise(stage: Stage) -> bool:
    """Ask for a new call to action at an account."""
    account_id = stage.account()
    if account_id is None:
        return False
    window, _places = stage.main()
    page = window.open("account", account_id)
    assert isinstance(page, AccountPage)
    name = page.header.accessibleName()
    CtaActs(page, window.workspace, window).ask_raise(account_id, name)
    return True


def _account(stage: Stage, tab: str) -> bool:
    row = _first(stage, runs=True) or _first(stage)
    if row is None:
        return False
    window, _places = stage.main()
    page = window.open("account", row.account_id)
    assert isinstance(page, AccountPage)
    page.open_tab(tab)
    return True


def _rules(stage: Stage) -> SignalRules:
    section = opened(stage, "rules").section()
    assert isinstance(section, SignalRules)
    return section


def _rule(stage: Stage) -> bool:
    """A rule with a number that cannot be, and what it would find."""
    section = _rules(stage)
    if section.found is None:
        return False
    row = next(row for row in section.found.rules if row.rule.key == "usage_drop")
    sheet = section.open_rule(row)
    stage.settle()
    sheet.preview.show_button.click()
    field = sheet.fields["percent"]
    assert isinstance(field, DecimalField)
    field.setText("200")
    sheet.reason.setText(in_words("季節の波がある", "It has its seasons"))
    sheet.go_on()
    return True


def _play(stage: Stage) -> bool:
    section = _rules(stage)
    if section.found is None:
        return False
    section.open_play(next(row for row in section.found.plays if row.play.key == "sponsor_departure"))
    return True


def _plays(stage: Stage) -> None:
    section = _rules(stage)
    section.ensureWidgetVisible(section.add)


SHOTS: tuple[Shot, ...] = (
    Shot("today-signal", lambda stage: _today(stage)),
    Shot("signal-sheet", lambda stage: _today(stage, Qt.Key.Key_C)),
    Shot("signal-close", lambda stage: _today(stage, Qt.Key.Key_E)),
    Shot("signal-dismiss", lambda stage: _today(stage, Qt.Key.Key_Delete)),
    Shot("signal-raise", _raise),
    Shot("signal-account", lambda stage: _account(stage, "overview")),
    Shot("signal-people", lambda stage: _account(stage, "people")),
    Shot("settings-rules", _rules),
    Shot("settings-rules-plays", _plays),
    Shot("settings-rule", _rule),
    Shot("settings-playbook", _play),
)
