"""Writing requests: made, worded anew, wanted by more accounts, shipped, told, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.voice.amounts import minor

_LONGEST = 4_000


def add_request(session: Session, account_id: str, *, words: str, area: str = "", today: date) -> str:
    """Make a request of an account in the customer's words and return its id."""
    row = {
        "account_id": account_id,
        "words": _words(words),
        "product_area": _line(area),
        "raised_on": today.isoformat(),
    }
    return door.create(session, "request", [row])[0]


def amend_request(session: Session, request_id: str, values: Mapping[str, Any]) -> int:
    """Change words, area, the day it was raised, who raised it (`person_id`) or the amount at stake.

    `amount` is what a person wrote; empty goes back to what the accounts pay a year.
    """
    fields: dict[str, object] = {}
    if "words" in values:
        fields["words"] = _words(str(values["words"]))
    if "area" in values:
        fields["product_area"] = _line(str(values["area"]))
    if "person_id" in values:
        fields["person_id"] = values["person_id"] or None
    if "raised_on" in values:
        if values["raised_on"] is None:
            raise BansoError("voice.no_day", field="raised_on")
        fields["raised_on"] = values["raised_on"].isoformat()
    if "amount" in values:
        currency = str(values.get("currency") or _currency(session, request_id))
        amount = minor(str(values["amount"]), currency)
        fields |= {"amount_minor": amount, "currency": currency if amount is not None else None}
    return door.amend(session, "request", {request_id: fields})


def ship_request(session: Session, request_id: str, *, on: date) -> int:
    """Say that it is there since a day; those who wanted it are to be told."""
    return door.amend(session, "request", {request_id: {"shipped_on": on.isoformat(), "closed_on": None}})


def close_request(session: Session, request_id: str, *, on: date) -> int:
    """Close it: nobody waits for it any more, or everybody was told."""
    return door.amend(session, "request", {request_id: {"closed_on": on.isoformat()}})


def reopen_request(session: Session, request_id: str) -> int:
    """Open it again: neither shipped nor closed."""
    return door.amend(session, "request", {request_id: {"shipped_on": None, "closed_on": None}})


def remove_request(session: Session, request_id: str) -> int:
    """Take a request away with who wants it; undo brings it back."""
    links = [row["id"] for row in _links(session, request_id)]
    return door.remove(session, "request", [request_id]) + door.remove(session, "request_account", links)


def want_too(session: Session, request_id: str, account_id: str) -> int:
    """Keep that another account wants the same."""
    first = door.present(session, "request", [request_id])[request_id]["account_id"]
    if account_id == first or any(row["account_id"] == account_id for row in _links(session, request_id)):
        return 0
    return len(door.create(session, "request_account", [{"request_id": request_id, "account_id": account_id}]))


def want_no_more(session: Session, request_id: str, account_id: str) -> int:
    """Take back that another account wants the same; whose request it was stays."""
    links = [row["id"] for row in _links(session, request_id) if row["account_id"] == account_id]
    return door.remove(session, "request_account", links)


def tell_account(session: Session, request_id: str, account_id: str, *, on: date | None) -> int:
    """Keep that an account was told that its request is there; None takes it back."""
    told = on.isoformat() if on is not None else None
    links = {row["id"]: {"told_on": told} for row in _links(session, request_id) if row["account_id"] == account_id}
    if links:
        return door.amend(session, "request_account", links)
    if told is None:
        return 0
    row = {"request_id": request_id, "account_id": account_id, "told_on": told}
    return len(door.create(session, "request_account", [row]))


def tell_everybody(session: Session, request_id: str, *, on: date) -> int:
    """Keep that everybody who wanted it was told; who was told before stays so."""
    links = _links(session, request_id)
    first = str(door.present(session, "request", [request_id])[request_id]["account_id"])
    told = on.isoformat()
    done = door.amend(
        session, "request_account", {row["id"]: {"told_on": told} for row in links if row["told_on"] is None}
    )
    if all(row["account_id"] != first for row in links):
        done += tell_account(session, request_id, first, on=on)
    return done


def _links(session: Session, request_id: str) -> list[Mapping[str, Any]]:
    link = tables.request_account
    statement = select(link).where(link.c.request_id == request_id, link.c.deleted_at.is_(None)).order_by(link.c.no)
    return list(session.rows(statement))


def _currency(session: Session, request_id: str) -> str:
    return str(door.present(session, "request", [request_id])[request_id]["currency"] or "JPY")


def _words(words: str) -> str:
    said = words.strip()
    if not said:
        raise BansoError("voice.no_words", field="words")
    if len(said) > _LONGEST:
        raise BansoError("voice.too_long", field="words", most=_LONGEST)
    return said


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None
