"""What waits for a decision, told and settled: conflicts."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.cli.answers import Answer, account_name, table
from app.cli.sync_words import field_words, thing_words
from app.clock import stamp
from app.errors import BansoError
from app.language import _, keyed
from app.operations.book import Book

if TYPE_CHECKING:
    from app.models.database import Session
    from app.operations.syncing.rows import Difference, Link


def conflicts(arguments: Namespace, book: Book) -> Answer:
    """Settle what is named, and list what waits for a decision."""
    from app.operations.syncing.differences import differences, plain_values
    from app.operations.syncing.links import links

    if arguments.resolve:
        book.write(_settle, _answers(arguments.resolve), today=book.clock.today())
    open_ones, values, proposals = book.read(differences), book.read(plain_values), book.read(links)
    document = [_difference(one, values[one.id]) for one in open_ones] + [_proposal(one) for one in proposals]
    if not document:
        return Answer(document, _("Nothing waits for a decision."))
    headings = ("ID", _("Account"), _("What"), _("Field"), _("Agreed on"), _("Mine"), _("Theirs"))
    cells = [_cells(one) for one in open_ones] + [
        (
            str(one.id), one.account, thing_words(one.entity), keyed("sync.kind", "link"), one.value, one.mine,
            one.theirs,
        )
        for one in proposals
    ]  # fmt: skip
    how = _("Settle with: banso conflicts --resolve ID=mine (or theirs, both; same or apart for a proposal)")
    return Answer(document, f"{table(headings, cells)}\n{how}")


def _answers(given: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Return how each is to be settled; "conflict.twice" where it is said in two ways."""
    wanted: dict[int, str] = {}
    for one, how in given:
        if wanted.setdefault(one, how) != how:
            raise BansoError("conflict.twice", field="resolve", id=str(one), first=wanted[one], second=how)
    return wanted


def _settle(session: Session, wanted: Mapping[int, str], *, today: date) -> int:
    from app.operations.syncing.differences import settle
    from app.operations.syncing.links import answer_links

    answers = {one: how == "same" for one, how in wanted.items() if how in ("same", "apart")}
    choices: dict[int, str | tuple[str, str]] = {one: how for one, how in wanted.items() if one not in answers}
    return answer_links(session, answers, today=today) + settle(session, choices, today=today)


def _difference(one: Difference, values: tuple[object, object, object]) -> dict[str, Any]:
    base, mine, theirs = values
    return {
        "id": one.id,
        "account": _account(one),
        "entity": one.entity,
        "row": one.local_id,
        "title": one.title,
        "field": one.field,
        "kind": one.kind,
        "system": one.system,
        "base": base,
        "mine": mine,
        "theirs": theirs,
        "by": one.theirs_by or None,
        "at": _instant(one.theirs_at) or None,
    }


def _proposal(one: Link) -> dict[str, Any]:
    return {
        "id": one.id, "account": _account(one), "entity": one.entity, "row": one.local_id, "title": one.mine,
        "field": one.by, "kind": "link", "system": one.system, "base": one.value, "mine": one.mine,
        "theirs": one.theirs, "by": None, "at": None,
    }  # fmt: skip


def _account(one: Difference | Link) -> Mapping[str, str] | None:
    return account_name(one.account_id, one.account) if one.account_id else None


def _instant(text: str) -> str:
    """Return an instant as every document spells it; what is none, such as a day, as it was told."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return stamp(at) if at.tzinfo is not None else text


def _cells(one: Difference) -> tuple[str, ...]:
    field = keyed("sync.kind", one.kind) if one.field == "*" else field_words(one.entity, one.field)
    said = [" ".join((value or "—").split()) for value in (one.base, one.mine, one.theirs)]
    return (str(one.id), one.account, thing_words(one.entity), field, *(_short(words) for words in said))


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:40]}…"
