"""The states of success plans: the list, the editor and its sheets, an answer that came back, nothing yet."""

from __future__ import annotations

from datetime import timedelta

from app.imports.plan_file_parts import PlanAnswers
from app.operations.plans.answered import AnsweredChange
from app.operations.plans.listing import plans_list
from app.operations.plans.returns import PlanReturn
from app.operations.plans.rows import PlanRow
from app.views.account.page import AccountPage
from app.views.plans import tree_view as keys
from app.views.plans.list_page import PlansPage
from app.views.plans.page import PlanPage
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words


def _plan(stage: Stage) -> PlanRow | None:
    """Return a plan that has much to show, in the language of the window where there is one."""
    rows: list[PlanRow] = stage.book.read(plans_list, today=stage.book.clock.today())
    own = in_words("ja", "en") == "ja"
    rows.sort(key=lambda row: (row.name.isascii() == own, row.progress is None, row.agreed is None))
    return rows[0] if rows else None


def _list(stage: Stage) -> bool:
    window, _places = stage.main()
    page = window.open("plans")
    stage.settle()
    return isinstance(page, PlansPage)


def editor(stage: Stage) -> PlanPage | None:
    """Return the editor of a plan."""
    plan = _plan(stage)
    if plan is None:
        return None
    window, _places = stage.main()
    page = window.open("plan", plan.id)
    stage.settle()
    return page if isinstance(page, PlanPage) else None


def _editor(stage: Stage) -> bool:
    page = editor(stage)
    if page is None:
        return False
    rows = page.shown.tree if page.shown is not None else ()
    chosen = next((row for row in rows if row.kind == "milestone" and row.done_on is None), None)
    if chosen is not None:
        page.tree.go_to(chosen.id)
    return True


def _adding(stage: Stage) -> bool:
    page = editor(stage)
    if page is None:
        return False
    page.tree.writing.add_below()
    page.tree.writing.field.setText(in_words("拠点長に配布計画を説明する", "Explain the roll-out to the site leads"))
    return True


def _fields(stage: Stage) -> bool:
    page = editor(stage)
    row = page.tree.current() if page is not None else None
    if page is None or row is None:
        return False
    page.acts.ask_fields(row)
    return True


def _standing(stage: Stage) -> bool:
    page = editor(stage)
    row = page.tree.current() if page is not None else None
    if page is None or row is None:
        return False
    page.tree.wanted.emit(keys.STATUS, row)
    return True


def _agreement(stage: Stage) -> bool:
    page = editor(stage)
    if page is None:
        return False
    page.whole.ask_agreement(in_words("佐藤 花子", "Hana Sato"))
    return True


def _export(stage: Stage) -> bool:
    page = editor(stage)
    return page is not None and page.export() is not None


def _tab(stage: Stage) -> bool:
    plan = _plan(stage)
    if plan is None:
        return False
    window, _places = stage.main()
    page = window.open("account", plan.account_id)
    if isinstance(page, AccountPage):
        page.open_tab("plan")
    return isinstance(page, AccountPage)


def _gone(stage: Stage) -> bool:
    window, _places = stage.main()
    return isinstance(window.open("plan", "gone"), PlanPage)


def _new(stage: Stage) -> bool:
    if not _list(stage):
        return False
    page = stage.page()
    if isinstance(page, PlansPage):
        page.make()
    return True


def _return(stage: Stage) -> bool:
    """An answer as it looks when it was read: nothing is written for a picture, so it is made up here."""
    page = editor(stage)
    if page is None or page.shown is None:
        return False

    today, shown = page.today(), page.shown
    by = in_words("佐藤 花子", "Hana Sato")
    goal = next(row for row in shown.tree if row.kind == "objective")
    step = next(row for row in shown.tree if row.kind == "milestone")
    on = today - timedelta(days=1)
    changes = (
        AnsweredChange("", shown.plan.name, "commitment", "", "", by, by, on),
        AnsweredChange(goal.id, goal.title, "reading", "27", "26", "24", by, on, conflict=True),
        AnsweredChange(step.id, step.title, "done", "", "", on.isoformat(), by, on),
        AnsweredChange(
            step.id, step.title, "comment", "", "",
            in_words("名古屋は 12月に入ってからにしたいです。", "Could the second site wait until December?"), by, on,
        ),
        AnsweredChange("x", in_words("旧システムの停止日を決める", "Agree when the old system stops"), "done", "", "",
                       on.isoformat(), by, on, gone=True),
    )  # fmt: skip
    sheet = page.ask_for_answer()
    found = PlanReturn(
        shown.plan.id, shown.plan.name, shown.plan.account_id, shown.plan.account, 1, 1, by, on, None, changes, (),
        PlanAnswers(shown.plan.id, 1, "", "", "", "", (), by, by, on, (), {}), b"",
    )  # fmt: skip
    sheet.show_return(found)
    return True


SHOTS: tuple[Shot, ...] = (
    Shot("plans", _list),
    Shot("plans-empty", _list, empty=True),
    Shot("plans-new", _new),
    Shot("plan", _editor),
    Shot("plan-adding", _adding),
    Shot("plan-fields", _fields),
    Shot("plan-standing", _standing),
    Shot("plan-agreement", _agreement),
    Shot("plan-export", _export),
    Shot("plan-return", _return),
    Shot("plan-gone", _gone),
    Shot("plan-tab", _tab),
)
