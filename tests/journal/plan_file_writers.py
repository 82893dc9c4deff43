"""The writes of plan files, as the machine does them in any order: a version goes out, answers come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.imports.plan_file_parts import answers_of
from app.models import tables
from app.operations.book import Book
from app.operations.plans.content import version_content
from app.operations.plans.exporting import issue_version, sent_part
from app.operations.plans.returns import take_in
from tests.builders import TODAY
from tests.journal.plan_writers import NAMES, WORDS, one_of

Draw = st.DataObject
KEY = bytes(32)


def issues(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "plan", draw)
    lang = draw.draw(st.sampled_from(["ja", "en"]))
    return book.write(issue_version, there, today=TODAY, lang=lang, plain=True)[0].id if there else None


def takes_in(book: Book, draw: Draw, _folder: Path) -> str | None:
    version, plan = tables.plan_version, tables.plan
    statement = (
        select(version.c.plan_id, version.c.number)
        .join(plan, plan.c.id == version.c.plan_id)
        .where(version.c.deleted_at.is_(None), plan.c.deleted_at.is_(None))
        .order_by(version.c.no)
    )
    known = book.read(lambda session: [(row[0], row[1]) for row in session.execute(statement)])
    if not known:
        return None
    content = book.read(version_content, *draw.draw(st.sampled_from(known)))
    by = draw.draw(NAMES)
    items: dict[str, dict[str, object]] = {}
    for objective in content.objectives:
        items[objective.id] = {"value": draw.draw(st.sampled_from(["", "24.5", "many"]))}
        items |= {step.id: {"done": draw.draw(st.booleans())} for step in objective.milestones}
    confirmed = {item: {"by": by} for item in ("", *items) if by and draw.draw(st.booleans())}
    answers = {"items": items, "comment": draw.draw(WORDS), "by": by, "on": "2026-11-19", "confirmed": confirmed}
    read = answers_of({**sent_part(content, KEY).document(), "answers": answers})
    return book.write(take_in, read, KEY, today=TODAY)[0].id


PLAN_FILES: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "plans.exporting.issue_version": issues,
    "plans.returns.take_in": takes_in,
}
PLAN_FILE_PARTS: Mapping[str, str] = {
    "plans.exporting.write_plan_file": "issue_version with a file beside it; tests/operations/plans/test_plan_files.py",
}
