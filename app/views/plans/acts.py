"""What can be done with a plan and its rows: every act is one change that undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from app.errors import BansoError
from app.language import _, error_words
from app.operations.plans.milestones import amend_milestone, amend_task
from app.operations.plans.objectives import (
    add_objective,
    add_reading,
    amend_objective,
    fee_currency,
    next_objective,
)
from app.operations.plans.rows import TreeRow
from app.operations.plans.tree import (
    add_below,
    drop_item,
    move_item,
    nest,
    remove_item,
    say_status,
    show_item,
    toggle_done,
    unnest,
)
from app.views.commands import Command, Reach
from app.views.page import Host, toast_undoable
from app.views.plans import tree_view as keys
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.views.plans.page import PlanPage
    from app.views.settings.model.sheet import Sheet

_AMEND = {"objective": amend_objective, "milestone": amend_milestone, "task": amend_task}


class Acts(QObject):
    """Acts on the rows of a page's tree."""

    def __init__(self, page: PlanPage, workspace: Workspace, host: Host) -> None:
        super().__init__(page)
        self._page, self._workspace, self._host = page, workspace, host
        self._rows: Mapping[str, Callable[[TreeRow], object]] = {
            keys.DONE: self.toggle,
            keys.UP: lambda row: self.write(move_item, row.id, by=-1),
            keys.DOWN: lambda row: self.write(move_item, row.id, by=1),
            keys.NEST: lambda row: self.place(nest, row.id, today=self._page.today()),
            keys.UNNEST: lambda row: self.place(unnest, row.id),
            keys.FIELDS: self.ask_fields,
            keys.READING: self.ask_reading,
            keys.STATUS: self.ask_standing,
            keys.SHOWN: self.toggle_shown,
            keys.REMOVE: self.remove,
            keys.MENU: self.menu,
        }
        tree = page.tree
        tree.wanted.connect(lambda act, row: self._rows[act](row))
        tree.added.connect(self._added)
        tree.named.connect(lambda row, title: self.write(_AMEND[row.kind], row.id, {"title": title}))

    # Writing

    def write(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Do it and return its answer; what cannot be is said in words, and None returned."""
        try:
            return self._workspace.write(operation, *args, **kw)
        except BansoError as error:
            self._host.toast(error_words(error)[1])
        return None

    def say(self, words: str) -> None:
        """Say what was done, with a way back."""
        toast_undoable(self._host, words, self._workspace.last_change)

    def place(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> None:
        """Do it and go to the row whose id it answers."""
        made = self.write(operation, *args, **kw)
        if made is not None:
            self._page.tree.go_to(str(made))

    def _added(self, after: TreeRow | None, title: str, step: int) -> None:
        today, page = self._page.today(), self._page
        if page.plan_id is None:
            return
        if after is None:
            made = self.write(add_objective, page.plan_id, title=title)
        else:
            made = self.write(add_below, after.id, title=title, today=today)
        if made is None:
            if after is not None:
                page.tree.go_to(after.id)
            return
        page.tree.go_to(str(made))
        row = page.tree.current()
        if row is not None and step and row.depth:
            self._rows[keys.NEST if step > 0 else keys.UNNEST](row)
            # One step for one Tab: the next one goes on.
            page.tree.walking = True

    # What the keys of a row do

    def toggle(self, row: TreeRow) -> None:
        """Tick a row, or open it again."""
        if self.write(toggle_done, row.id, on=self._page.today()):
            self.say(_("“{title}” is done", title=row.title))

    def toggle_shown(self, row: TreeRow) -> None:
        """Show a row to the customer, or keep it at home."""
        if self.write(show_item, row.id, shown=not row.shown) is not None:
            words = _("“{title}” stays inside") if row.shown else _("“{title}” is shown to the customer")
            self.say(words.format(title=row.title))

    def remove(self, row: TreeRow) -> None:
        """Remove a row with all that is below it."""
        if self.write(remove_item, row.id) is not None:
            self.say(_("“{title}” is removed", title=row.title))

    def drop(self, row: TreeRow) -> None:
        """Drop a row that is not pursued any more, or take it up again."""
        again = row.dropped_on is not None
        if self.write(drop_item, row.id, on=None if again else self._page.today()) is not None:
            words = _("“{title}” is taken up again") if again else _("“{title}” is dropped")
            self.say(words.format(title=row.title))

    def open(self, sheet: Sheet) -> None:
        """Open a sheet; the tree has the focus afterwards."""
        sheet.finished.connect(lambda _result: self._page.tree.setFocus(Qt.FocusReason.OtherFocusReason))
        sheet.show_sheet()

    def ask_fields(self, row: TreeRow) -> None:
        """Open the fields of a row."""
        from app.views.plans.item_sheet import ItemSheet

        write = partial(self._workspace.write, _AMEND[row.kind], row.id)
        shown, today = self._page.shown, self._page.today()
        currency = self._workspace.read(fee_currency, shown.plan.account_id, today=today) if shown is not None else ""
        self.open(ItemSheet(self._page.window(), row, self._page.names(), today, write, currency))

    def ask_reading(self, row: TreeRow) -> None:
        """Ask what a number reads now; a milestone has one where it is counted."""
        from app.operations.plans.page import readings_of
        from app.views.plans.say_sheets import ReadingSheet

        if row.target is None:
            self._host.toast(_("Nothing is counted here. Give it a target among its fields (E)."))
            return
        if row.kind == "objective":
            before = self._workspace.read(readings_of, row.id)
            keep = lambda value, on: self._workspace.write(add_reading, row.id, value, on=on)  # noqa: E731
        else:
            before = ()
            keep = lambda value, _on: self._workspace.write(amend_milestone, row.id, {"amount": value})  # noqa: E731
        self.open(ReadingSheet(self._page.window(), row, before, self._page.today(), keep))

    def ask_standing(self, row: TreeRow) -> None:
        """Ask how a row stands instead of what is suggested."""
        from app.views.plans.say_sheets import StandingSheet

        if row.kind == "task" or row.done_on is not None or row.dropped_on is not None:
            self._host.toast(_("What is done, dropped or a task stands as it is."))
            return
        write = partial(self._workspace.write, say_status, row.id)
        self.open(StandingSheet(self._page.window(), row, write))

    def ask_next(self, row: TreeRow) -> None:
        """Ask for the objective that comes after one that is reached."""
        from app.views.plans.say_sheets import NextSheet

        def write(values: dict[str, Any]) -> None:
            made = self._workspace.write(next_objective, row.id, on=self._page.today(), **values)
            self._page.tree.go_to(made)

        self.open(NextSheet(self._page.window(), row, self._page.today(), write))

    # What is offered

    def row_commands(self) -> tuple[Command, ...]:
        """Return what can be done with the row with the focus."""
        tree, lists = self._page.tree, Reach.LISTS
        row = tree.current()

        def on_row(act: str) -> Callable[[], object]:
            return lambda: (now := tree.current()) is not None and self._rows[act](now)

        made = [
            Command("add-below", _("Add below"), "Return", "plus", tree.writing.add_below, lists),
            Command("add-objective", _("Add an objective"), "", "target", tree.writing.add_objective),
        ]
        if row is None:
            return tuple(made)
        made += [
            Command("toggle-done", _("Open again") if row.done_on else _("Mark as done"), "Ctrl+Return", "check",
                    on_row(keys.DONE), lists),
            Command("nest", _("Nest under the one above"), "Tab", "", on_row(keys.NEST), lists),
            Command("unnest", _("Lift out a level"), "Shift+Tab", "", on_row(keys.UNNEST), lists),
            Command("move-up", _("Move up"), "Alt+Up", "arrow-up", on_row(keys.UP), lists),
            Command("move-down", _("Move down"), "Alt+Down", "arrow-down", on_row(keys.DOWN), lists),
            Command("rename", _("Write its title anew"), "F2", "pencil", tree.writing.rename, lists),
            Command("fields", _("Edit fields…"), "E", "pen-line", on_row(keys.FIELDS), lists),
            Command("reading", _("Write down what it reads…"), "R", "chart-line", on_row(keys.READING), lists),
            Command("standing", _("Say how it stands…"), "S", "flag", on_row(keys.STATUS), lists),
            Command("shown", _("Keep from the customer") if row.shown else _("Show to the customer"), "V",
                    "eye-off" if row.shown else "eye", on_row(keys.SHOWN), lists),
            Command("drop", _("Take up again") if row.dropped_on else _("Drop"), "", "minus",
                    lambda: self.drop(row), lists),
        ]  # fmt: skip
        if row.kind == "objective":
            made.append(Command("next", _("Set the next objective…"), "", "target", lambda: self.ask_next(row), lists))
        made.append(Command("remove", _("Remove"), "Delete", "trash-2", on_row(keys.REMOVE), lists))
        return tuple(made)

    def menu(self, _row: TreeRow) -> None:
        """Offer all of it at the row."""
        menu = QMenu(self._page.tree)
        menu.setAccessibleName(_("Actions for the row"))
        for command in self.row_commands():
            act = menu.addAction(f"{command.words}\t{command.keys}" if command.keys else command.words)
            act.triggered.connect(lambda _on=False, command=command: command.act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._page.tree.spot())
