"""A plan goes out as a file: its version is kept, the sent part sealed, the file put in place whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from app.errors import BansoError
from app.journal.changes import Changes
from app.models import tables
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.plans.body import body_of
from app.operations.plans.content import plan_content, version_content
from app.operations.plans.loading import load, load_one
from app.operations.plans.versions import make_version, mark_sent
from app.operations.settings import choose
from app.plans.plan_file import FORMAT, SentPart, canonical
from app.reports.plan.html import html_file
from app.reports.plan.pdf import pdf_file
from app.reports.plan.xlsx import xlsx_file
from app.reports.plan_content import PlanContent
from app.reports.whole_file import put_in_place
from app.secrets import sealed
from app.secrets.slots import KEY_BYTES

SUFFIXES = (".html", ".pdf", ".xlsx")
OWN_KEY = "plan_files.key"
"""The setting that holds what a plain book seals with: an encrypted one has a key of its own."""


@dataclass(frozen=True)
class WrittenPlan:
    """A plan that went out: where it lies, as which version, and what was written here."""

    path: Path
    plan_id: str
    version: int
    changes: Changes


def plan_named(session: Session, account: str, name: str | None = None) -> str:
    """Return the id of the plan that an argument means: the account's only open one, or one by name or id.

    Those of `find_account`; "plan.none" where there is none, "plan.which" where there are several.
    """
    plans = load(session, account_id=find_account(session, account))
    if name is None:
        found = [plan for plan in plans if plan.row["closed_on"] is None]
    else:
        said = name.strip().casefold()
        found = [plan for plan in plans if said in {plan.row["id"], plan.row["name"].strip().casefold()}]
    if not found:
        raise BansoError("plan.none", field="plan", account=account, plans=[plan.row["name"] for plan in plans])
    if len(found) > 1:
        raise BansoError("plan.which", field="plan", account=account, plans=[plan.row["name"] for plan in found])
    return str(found[0].row["id"])


def write_plan_file(
    book: Book, plan_id: str, *, to: Path, lang: str, cancelled: Callable[[], bool] = lambda: False
) -> WrittenPlan:
    """Write a plan for the customer as HTML, PDF or XLSX and note that it went out today, as one change.

    An error or a cancellation leaves neither a file nor a version. "plan_file.suffix" for another kind of file,
    "sheet.not_written" where the place refuses it.
    """
    suffix = to.suffix.lower()
    if suffix not in SUFFIXES:
        raise BansoError("plan_file.suffix", field="to", file=to.name)
    changes, number = book.write(issue_version, plan_id, today=book.clock.today(), lang=lang, plain=book.key is None)
    try:
        content = book.read(version_content, plan_id, number)
        put_in_place(to, _made(content, book, suffix, to.stem), cancelled)
    except BaseException:
        if changes.id is not None:
            book.write(take_back, changes.id)
        raise
    return WrittenPlan(to, plan_id, number, changes)


def _made(content: PlanContent, book: Book, suffix: str, stem: str) -> str | bytes:
    if suffix == ".pdf":
        return pdf_file(content)
    sent = sent_part(content, file_key(book))
    return html_file(content, sent, stem=stem) if suffix == ".html" else xlsx_file(content, sent)


def issue_version(session: Session, plan_id: str, *, today: date, lang: str, plain: bool) -> int:
    """Keep what goes out today as a version and return its number: the last one where it reads the same.

    A `plain` book, which has no key, gets what it seals its plan files with.
    """
    if plain:
        _keep_own_key(session)
    versions = load_one(session, plan_id).versions
    if versions:
        last = version_content(session, plan_id, int(versions[-1]["number"]))
        if last == plan_content(session, plan_id, today=today, lang=lang, version=last.version):
            if versions[-1]["sent_on"] is None:
                mark_sent(session, plan_id, last.version, on=today)
            return last.version
    return make_version(session, plan_id, today=today, lang=lang, sent_on=today)


def sent_part(content: PlanContent, key: bytes) -> SentPart:
    """Return what goes out under the seal of a book's key."""
    book = book_id(key)
    text = canonical(
        {
            "format": FORMAT, "plan": content.plan_id, "version": content.version, "book": book,
            "content": body_of(content),
        }
    )  # fmt: skip
    tag = version_tag(key, content.plan_id, content.version)
    return SentPart(content.plan_id, content.version, book, tag, text, sealed.seal_of(key, "sent", text))


def version_tag(key: bytes, plan_id: str, version: int) -> str:
    """Return what shows in a text code that a version was made by the book with this key."""
    return sealed.seal_of(key, "version", f"{plan_id}/{version}")[:24]


def book_id(key: bytes) -> str:
    """Return what a file calls the book it came from."""
    return sealed.seal_of(key, "book", "")[:16]


def file_key(book: Book) -> bytes:
    """Return the key of the seals of a book's plan files; a plain book has one once a plan went out."""
    root = book.key or book.read(_own_key)
    # Without one nothing ever went out, and so no seal may fit.
    return sealed.plan_file_key(root or os.urandom(KEY_BYTES))


def _own_key(session: Session) -> bytes | None:
    # Also where its first use was undone: a file that went out stays known.
    kept = session.scalar(select(tables.setting.c.value).where(tables.setting.c.id == OWN_KEY))
    return bytes.fromhex(str(kept)) if kept else None


def _keep_own_key(session: Session) -> None:
    choose(session, OWN_KEY, (_own_key(session) or os.urandom(KEY_BYTES)).hex())
