"""A plan file comes back: held against the version that went out and today's plan, and taken in once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select

from app.errors import BansoError
from app.imports.plan_answers import answers_in_text, holds_answers, read_answers
from app.imports.plan_file_parts import PlanAnswers
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.plans.answered import AnsweredChange, Unread, answered_changes
from app.operations.plans.body import content_of, terms_of
from app.operations.plans.commitments import commit
from app.operations.plans.content import plan_content, version_content
from app.operations.plans.exporting import book_id, file_key, version_tag
from app.operations.plans.loading import Loaded, load_one
from app.operations.plans.objectives import add_reading
from app.operations.plans.tree import toggle_done
from app.plans.differences import differences
from app.plans.plan_file import canonical
from app.reports.plan_content import PlanContent
from app.secrets import sealed

PAGES = (".html", ".htm")
HOW = "file"
"""How somebody said yes, where it stood in a file."""


@dataclass(frozen=True)
class PlanReturn:
    """What a file answers, beside what went out and what the plan says today.

    `taken_on` is the day the same answers were taken in, `latest` the number of the last version, `by` and `on` are as
    the file states them.
    """

    plan_id: str
    plan: str
    account_id: str
    account: str
    version: int
    latest: int
    by: str
    on: date | None
    taken_on: date | None
    changes: tuple[AnsweredChange, ...]
    unread: tuple[Unread, ...]
    answers: PlanAnswers = field(repr=False)
    key: bytes = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all was filled in."""
        said = self.answers
        return not (said.items or said.confirmed or said.comment)


@dataclass(frozen=True)
class Said:
    """A commitment that was taken in: to what, by whom as stated, on which day."""

    item: str
    objective_id: str
    by: str
    on: date


@dataclass(frozen=True)
class TakenIn:
    """What of a file was taken in."""

    changes: tuple[AnsweredChange, ...]
    committed: tuple[Said, ...]


def answers_among(paths: Iterable[Path]) -> list[Path]:
    """Return which of some files answer a plan: pages, which nothing else takes, and workbooks and mails of plans."""
    return [path for path in paths if path.suffix.lower() in PAGES or holds_answers(path)]


def read_return(book: Book, path: Path, *, plan_id: str | None = None) -> PlanReturn:
    """Return what a file answers, and change nothing; with `plan_id` only a file of that plan is one.

    Those of `read_answers` and `return_of`.
    """
    return book.read(return_of, read_answers(path), file_key(book), today=book.clock.today(), plan_id=plan_id)


def read_returned_text(book: Book, words: str, *, plan_id: str | None = None) -> PlanReturn:
    """Do what `read_return` does for the text code in a pasted mail."""
    return book.read(return_of, answers_in_text(words), file_key(book), today=book.clock.today(), plan_id=plan_id)


def return_of(
    session: Session, answers: PlanAnswers, key: bytes, *, today: date, plan_id: str | None = None
) -> PlanReturn:
    """Return answers held against what went out and today's plan.

    "plan_file.other_book", "plan_file.altered" where the sent part is not the one that went out, "plan_file.gone" where
    the plan is not in the book any more, "plan_file.other_plan", "plan_file.unknown_version".
    """
    content = _sent(answers, key)
    try:
        plan = load_one(session, answers.plan)
    except KeyError as fault:
        raise BansoError("plan_file.gone", "file") from fault
    if plan_id is not None and plan_id != answers.plan:
        raise BansoError("plan_file.other_plan", "file", plan=plan.row["name"], account=plan.account)
    latest = max((int(row["number"]) for row in plan.versions), default=0)
    if all(int(row["number"]) != answers.version for row in plan.versions):
        raise BansoError("plan_file.unknown_version", "file", version=answers.version, latest=latest)
    if content is None:
        content = version_content(session, answers.plan, answers.version)
    taken_on = _taken_on(session, answers)
    changes: tuple[AnsweredChange, ...] = ()
    unread: tuple[Unread, ...] = ()
    if taken_on is None:
        now = plan_content(session, answers.plan, today=today, lang=content.lang)
        moved = bool(differences(terms_of(content), terms_of(now)))
        changes, unread = answered_changes(plan, content, answers, moved=moved, today=today)
    return PlanReturn(
        answers.plan, plan.row["name"], plan.row["account_id"], plan.account, answers.version, latest, answers.by,
        answers.on, taken_on, changes, unread, answers, key,
    )  # fmt: skip


def take_in(
    session: Session, answers: PlanAnswers, key: bytes, *, chosen: Collection[str] | None = None, today: date
) -> TakenIn:
    """Take in what was chosen by the keys of its changes, or everything whose item is still there; once.

    Ticks, readings, comments and commitments by name are written as the customer stated them. Those of `return_of`.
    """
    found = return_of(session, answers, key, today=today)
    taken = tuple(one for one in found.changes if one.can_be_taken and (chosen is None or one.key in chosen))
    if not taken:
        return TakenIn((), ())
    plan = load_one(session, answers.plan)
    committed = []
    for one in taken:
        if one.field == "done":
            toggle_done(session, one.item_id, on=one.on)
        elif one.field == "reading":
            add_reading(session, one.item_id, one.answered, on=one.on, source="customer", by_name=one.by)
        elif one.field == "comment":
            _comment(session, plan, one)
        else:
            commit(
                session, found.plan_id, by_name=one.answered, on=one.on, objective_id=one.item_id, how=HOW,
                number=found.version,
            )  # fmt: skip
            committed.append(Said(one.item, one.item_id, one.answered, one.on))
    row = {
        "account_id": found.account_id, "plan_id": found.plan_id, "number": found.version,
        "digest": digest_of(answers), "by_name": found.by or None, "on_date": today.isoformat(),
    }  # fmt: skip
    door.create(session, "plan_return", [row])
    return TakenIn(taken, tuple(committed))


def digest_of(answers: PlanAnswers) -> str:
    """Return what the answers of a file are known again by: in a copy, or as a text code, they are the same."""
    said = {"plan": answers.plan, "version": answers.version, "answers": dict(answers.raw)}
    return hashlib.sha256(canonical(said).encode("utf-8", "surrogatepass")).hexdigest()


def _sent(answers: PlanAnswers, key: bytes) -> PlanContent | None:
    """Return what went out, as the file carries it; None for a text code, which carries none."""
    if answers.book != book_id(key):
        raise BansoError("plan_file.other_book", "file")
    if not answers.sent:
        if answers.tag != version_tag(key, answers.plan, answers.version):
            raise BansoError("plan_file.altered", "file")
        return None
    if not sealed.is_sealed(key, "sent", answers.sent, answers.seal):
        raise BansoError("plan_file.altered", "file")
    content = content_of(json.loads(answers.sent)["content"])
    if (content.plan_id, content.version) != (answers.plan, answers.version):
        raise BansoError("plan_file.altered", "file")
    return content


def _taken_on(session: Session, answers: PlanAnswers) -> date | None:
    row = tables.plan_return
    found = session.scalar(
        select(row.c.on_date).where(
            row.c.plan_id == answers.plan, row.c.digest == digest_of(answers), row.c.deleted_at.is_(None)
        )
    )
    return date.fromisoformat(found) if found else None


def _comment(session: Session, plan: Loaded, one: AnsweredChange) -> None:
    row = {
        "account_id": plan.row["account_id"], "plan_id": plan.row["id"], "item_id": one.item_id or None,
        "words": one.answered, "by_name": one.by or None, "on_date": one.on.isoformat(),
    }  # fmt: skip
    door.create(session, "plan_comment", [row])
