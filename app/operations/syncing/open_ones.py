"""Whether what a person answers is open, and whether it is what they take it for."""

from __future__ import annotations

from collections.abc import Mapping

from app.errors import BansoError
from app.models.database import Session
from app.sync.sql import ANY, ask, listed


def must_be_open(session: Session, answers: Mapping[int, str], *, proposals: bool) -> None:
    """Refuse an answer, by the number of what it answers.

    "conflict.unknown" for a number that there never was, "conflict.gone" for what is settled, "conflict.proposal" and
    "conflict.difference" for an answer to the other kind of question.
    """
    rows = ask(session, f"SELECT id, kind, closed_at FROM sync_conflict WHERE id IN {ANY}", listed(answers))
    known = {number: (kind == "link", closed) for number, kind, closed in rows}
    for number, choice in answers.items():
        if number not in known:
            raise BansoError("conflict.unknown", field="resolve", id=str(number))
        is_proposal, closed = known[number]
        if closed is not None:
            raise BansoError("conflict.gone", field="resolve", id=str(number))
        if is_proposal and not proposals:
            raise BansoError("conflict.proposal", field="resolve", id=str(number), choice=choice)
        if proposals and not is_proposal:
            raise BansoError("conflict.difference", field="resolve", id=str(number), choice=choice)
