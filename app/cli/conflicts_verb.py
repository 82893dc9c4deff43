"""What waits for a decision, told and settled: conflicts; and why a connection stopped, in words."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from app.cli.answers import Answer, account_name, table
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
        book.write(_settle, dict(arguments.resolve), today=book.clock.today())
    open_ones, values, proposals = book.read(differences), book.read(plain_values), book.read(links)
    document = [_difference(one, values[one.id]) for one in open_ones] + [_proposal(one) for one in proposals]
    if not document:
        return Answer(document, _("Nothing waits for a decision."))
    headings = ("ID", _("Account"), _("What"), _("Field"), _("Agreed on"), _("Mine"), _("Theirs"))
    cells = [_cells(one) for one in open_ones] + [
        (
            str(one.id), one.mine, keyed("sync.entity", one.entity), keyed("sync.kind", "link"), one.value, one.mine,
            one.theirs,
        )
        for one in proposals
    ]  # fmt: skip
    how = _("Settle with: banso conflicts --resolve ID=mine (or theirs, both; same or apart for a proposal)")
    return Answer(document, f"{table(headings, cells)}\n{how}")


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
        "account": account_name(one.account_id, one.account) if one.account_id else None,
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
        "at": one.theirs_at or None,
    }


def _proposal(one: Link) -> dict[str, Any]:
    return {
        "id": one.id, "account": None, "entity": one.entity, "row": one.local_id, "title": one.mine, "field": one.by,
        "kind": "link", "system": None, "base": one.value, "mine": one.mine, "theirs": one.theirs, "by": None,
        "at": None,
    }  # fmt: skip


def _cells(one: Difference) -> tuple[str, ...]:
    field = keyed("sync.kind", one.kind) if one.field == "*" else _field(one.entity, one.field)
    said = [" ".join((value or "—").split()) for value in (one.base, one.mine, one.theirs)]
    return (str(one.id), one.account, keyed("sync.entity", one.entity), field, *(_short(words) for words in said))


def _field(entity: str, name: str) -> str:
    own = keyed("field", f"{entity}.{name}")
    return own if own != f"{entity}.{name}" else keyed("field", name).removeprefix("custom.")


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:40]}…"


def why_words(why: tuple[str, Mapping[str, Any]] | None) -> str:
    """Return why something stopped; nothing where it did not."""
    if why is None:
        return ""
    key, params = why
    words = keyed("sync.why", key)
    try:
        return words.format_map({name: str(value) for name, value in params.items()})
    except KeyError:
        # Words of a newer connector may want what an older run did not tell.
        return words
