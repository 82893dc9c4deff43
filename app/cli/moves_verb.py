"""The verb for people who come and go: what waits for a decision, and deciding it."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.cli.answers import Answer, account_name
from app.errors import BansoError
from app.language import _, day, keyed, name_of
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.moves.deciding import confirm_move, dismiss_move
from app.operations.moves.rows import OpenMove, open_moves


def moves(arguments: Namespace, book: Book) -> Answer:
    """List the moves that wait; with --confirm or --dismiss decide on one first."""
    today = book.clock.today()
    if arguments.confirm and arguments.dismiss:
        raise BansoError("move.one_at_a_time", field="confirm")
    account_id = book.read(find_account, arguments.account) if arguments.account else None
    waiting = {move.id for move in book.read(open_moves)}
    wanted = arguments.confirm or arguments.dismiss
    if wanted and wanted not in waiting:
        raise BansoError("move.unknown", field="confirm" if arguments.confirm else "dismiss", id=wanted)
    decided: str | None = None
    if arguments.confirm:
        where = _where(book, arguments.confirm, arguments.to) if arguments.to else {}
        book.write(confirm_move, arguments.confirm, on=arguments.on or today, today=today, **where)
        decided = "confirmed"
    elif arguments.dismiss:
        book.write(dismiss_move, arguments.dismiss, reason=arguments.reason or "", today=today)
        decided = "dismissed"
    rows = book.read(open_moves, account_id)
    lines = [_move_line(row) for row in rows] or [_("No move waits for a decision.")]
    if decided:
        lines.insert(0, _("The move is confirmed.") if decided == "confirmed" else _("The move is dismissed."))
    return Answer({"decided": decided, "open": [_document(row) for row in rows]}, "\n".join(lines))


def _where(book: Book, move_id: str, named: str) -> dict[str, Any]:
    """Return the account where a person is from then on, or the company that an arrival names."""
    waiting = book.read(open_moves)
    person = next(one.person_id for one in waiting if one.id == move_id)
    if any(one.person_id == person and not one.account_id and one.account == named for one in waiting):
        return {"to_company": named}
    return {"to_account": book.read(find_account, named)}


def _document(row: OpenMove) -> dict[str, object]:
    return {
        "id": row.id,
        "direction": row.direction,
        "account": account_name(row.account_id, row.account) if row.account_id else None,
        "company": None if row.account_id else row.account,
        "person": {"id": row.person_id, "name": row.name},
        "role": row.role,
        "confidence": row.confidence,
        "evidence": [
            {"source": one.source, "text": one.text, "on": one.on.isoformat(), "confidence": one.confidence}
            for one in row.evidence
        ],
    }


def _move_line(row: OpenMove) -> str:
    role = f" ({name_of(row.role)})" if row.role else ""
    said = "; ".join(
        f"{keyed('move.source', one.source)} {day(one.on)}{f' · {one.text}' if one.text else ''}"
        for one in row.evidence
    )
    what = keyed("move.direction", row.direction)
    return f"{row.id}  {row.account}  {row.name}{role}: {what}, {row.confidence} %\n    {said}"
