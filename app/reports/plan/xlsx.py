"""The plan as a workbook with columns for the customer to fill in; a hidden sheet holds the sealed sent part."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.language import day, tr
from app.plans import plan_file
from app.plans.plan_file import SentPart
from app.reports.plan import words
from app.reports.plan_content import PlanContent, PlanMilestone, PlanTask
from app.reports.seal import sealed
from app.vocabulary import PlanStatus, Side

# What stands in a cell is text, also where it begins like a formula, a number or an address.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
COLUMNS = (
    (plan_file.ITEM_COLUMN, 2), ("item", 46), ("who", 18), ("due", 15), ("status", 12), ("baseline", 11),
    ("target", 11), ("now", 24), ("done", 9), ("reading", 12), ("read_on", 13), ("comment", 40), ("confirmed_by", 20),
)  # fmt: skip
_FILLED_IN = frozenset({"done", "reading", "read_on", "comment", "confirmed_by"})
_MACHINE_ROW = 5
_FONT = {"ja": "Yu Gothic", "en": "Calibri"}


@dataclass(frozen=True)
class _Row:
    """One row of the table; `open_to` names the columns that the customer may fill in."""

    id: str
    depth: int
    cells: dict[str, str]
    open_to: frozenset[str]


def xlsx_file(content: PlanContent, sent: SentPart) -> bytes:
    """Return the workbook of a version of a plan."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, _OPTIONS)
    sheet = book.add_worksheet(tr(content.lang, "Plan"))
    _Writer(book, sheet, content).write()
    hidden = book.add_worksheet(plan_file.HIDDEN_SHEET)
    told = json.dumps(sent.document(), ensure_ascii=False)
    for n, at in enumerate(range(0, len(told), plan_file.CELL)):
        hidden.write_string(n, 0, told[at : at + plan_file.CELL])
    hidden.very_hidden()
    book.close()
    return sealed(out.getvalue(), content.as_of)


class _Writer:
    """Fills the sheet that the customer sees."""

    def __init__(self, book: Any, sheet: Any, content: PlanContent) -> None:
        self._sheet, self._content, self._lang = sheet, content, content.lang
        font = {"font_name": _FONT[content.lang], "font_size": 10, "valign": "top"}

        def style(**how: object) -> Any:
            return book.add_format({**font, **how})

        line = {"text_wrap": True, "bottom": 1, "bottom_color": "#E3E3DD"}
        self._title = style(bold=True, font_size=16)
        self._quiet = style(font_color="#54575F")
        self._heading = style(bold=True, font_color="#54575F", text_wrap=True, bottom=1, bottom_color="#8A8B86")
        self._asked = style(bold=True, font_color="#5E2C7C", bg_color="#F3E8F9", text_wrap=True, bottom=1)
        self._cell = [style(**line, indent=depth) for depth in range(3)]
        self._lead = style(**line, bold=True, bg_color="#FAFAF8")
        fill = {**line, "locked": False, "bg_color": "#FBF7FD", "left": 1, "left_color": "#E3E3DD"}
        # Also a reading: a spreadsheet would make 4.1% into 0.041.
        self._words = style(**fill, num_format="@")
        self._day = style(**fill, num_format="yyyy/m/d")

    def write(self) -> None:
        """Write the head, the table and what stands below it."""
        sheet, content = self._sheet, self._content
        for at, (name, width) in enumerate(COLUMNS):
            sheet.set_column(at, at, width, None, {"hidden": name == plan_file.ITEM_COLUMN})
            sheet.write_string(_MACHINE_ROW, at, name)
        sheet.set_row(_MACHINE_ROW, None, None, {"hidden": True})
        sheet.write_string(0, 1, words.line(content.name), self._title)
        told = "   ".join(f"{caption}: {text}" for caption, text in words.facts(content))
        sheet.write_string(1, 1, f"{words.addressed(content)}   {told}", self._quiet)
        if content.success:
            success = tr(self._lang, "What success is")
            sheet.write_string(2, 1, f"{success}: {words.line(content.success)}")
        how = tr(
            self._lang,
            "Please fill in the coloured columns on the right, save, and send this file back by mail. Your name in the"
            " last column confirms the objective, in the first row the plan as a whole.",
        )
        sheet.write_string(3, 1, how, self._quiet)
        last = self._table(_MACHINE_ROW + 1)
        self._below(last + 2)
        sheet.freeze_panes(_MACHINE_ROW + 2, 2)
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_MACHINE_ROW + 1)
        sheet.set_footer("&C&P / &N")

    def _table(self, top: int) -> int:
        captions = self._captions()
        for at, (name, _width) in enumerate(COLUMNS):
            style = self._asked if name in _FILLED_IN else self._heading
            self._sheet.write_string(top, at, captions[name], style)
        offered = [pair[0 if self._lang == "ja" else 1] for pair in (plan_file.DONE_WORDS, plan_file.OPEN_WORDS)]
        n = top
        for n, row in enumerate(_rows(self._content, offered), start=top + 1):
            for at, (name, _width) in enumerate(COLUMNS):
                self._put(n, at, name, row)
            if "done" in row.open_to:
                at = next(at for at, (name, _width) in enumerate(COLUMNS) if name == "done")
                self._sheet.data_validation(n, at, n, at, {"validate": "list", "source": offered})
        return n

    def _put(self, n: int, at: int, name: str, row: _Row) -> None:
        said = words.clean(row.cells.get(name, ""))
        if name == plan_file.ITEM_COLUMN:
            self._sheet.write_string(n, at, row.id)
        elif name in row.open_to:
            style = self._day if name == "read_on" else self._words
            self._sheet.write_string(n, at, said, style) if said else self._sheet.write_blank(n, at, None, style)
        else:
            style = self._lead if row.depth == 0 else self._cell[row.depth - 1 if name == "item" else 0]
            self._sheet.write_string(n, at, said, style) if said else self._sheet.write_blank(n, at, None, style)

    def _below(self, n: int) -> None:
        lang, content = self._lang, self._content
        lines = [f"{who} – {state}" for who, state in (words.commitment_words(c, content) for c in content.commitments)]
        parts = [(tr(lang, "Where we agree"), lines)]
        review = [day(content.next_review, lang)] if content.next_review is not None else []
        parts.append((tr(lang, "Next joint review"), [*review, *map(words.line, content.agenda)]))
        for title, told in parts:
            if told:
                self._sheet.write_string(n, 1, title, self._heading)
                for n, line in enumerate(told, start=n + 1):  # noqa: B020
                    self._sheet.write_string(n, 1, line)
                n += 2

    def _captions(self) -> dict[str, str]:
        lang = self._lang
        return {
            plan_file.ITEM_COLUMN: "",
            "item": tr(lang, "Objective, milestone, task"),
            "who": tr(lang, "In whose hands"),
            "due": tr(lang, "Due"),
            "status": tr(lang, "Status"),
            "baseline": tr(lang, "Baseline"),
            "target": tr(lang, "Target"),
            "now": tr(lang, "As it is now"),
            "done": tr(lang, "Done?"),
            "reading": tr(lang, "Latest reading"),
            "read_on": tr(lang, "Day of the reading"),
            "comment": tr(lang, "Comment"),
            "confirmed_by": tr(lang, "Confirmed by (your name)"),
        }


def _rows(content: PlanContent, offered: list[str]) -> Iterator[_Row]:
    lang = content.lang
    whole = {"item": tr(lang, "The plan as a whole")}
    yield _Row(plan_file.PLAN_ROW, 0, whole, frozenset({"comment", "confirmed_by"}))
    for one in content.objectives:
        measured = words.is_measured(one)
        metric = f" ({words.line(one.metric)})" if one.metric else ""
        cells = {
            "item": f"{words.line(one.title)}{metric}",
            "who": "\n".join(words.owners(one, lang)),
            "due": day(one.due, lang) if one.due is not None else "",
            "status": words.status_words(one.status, lang),
        }
        if measured:
            cells |= {
                "baseline": words.figure(one.baseline, one.unit),
                "target": words.figure(one.target, one.unit),
                "now": words.now_words(one, lang),
            }
        yield _Row(one.id, 0, cells, _FILLED_IN - {"done"} if measured else frozenset({"comment", "confirmed_by"}))
        for step in one.milestones:
            cells = {"status": words.status_words(step.status, lang), "now": words.amount_words(step)}
            yield _item(step, step.title, 1, cells, content, offered)
            for task in step.tasks:
                yield _item(task, task.text, 2, {}, content, offered)
        for task in one.tasks:
            yield _item(task, task.text, 1, {}, content, offered)


def _item(
    item: PlanMilestone | PlanTask,
    title: str,
    depth: int,
    more: dict[str, str],
    content: PlanContent,
    offered: list[str],
) -> _Row:
    theirs = item.side is Side.CUSTOMER
    done = item.done_on is not None
    cells = {
        "item": words.line(title),
        "who": words.whose(item, content.lang),
        "due": day(item.due, content.lang) if item.due is not None else "",
        "done": offered[0] if done else offered[1] if theirs else "",
        "status": words.status_words(PlanStatus.DONE, content.lang) if done else "",
        **{name: text for name, text in more.items() if text},
    }
    return _Row(item.id, depth, cells, frozenset({"done", "comment"}) if theirs else frozenset({"comment"}))
