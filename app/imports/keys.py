"""What tells a row from another: its natural key, used after an external id, and the hash of all it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from app.imports.drafts import (
    AccountDraft,
    AttendanceDraft,
    ContractLineDraft,
    Draft,
    EventDraft,
    NetworkDraft,
    PersonDraft,
    ReadingDraft,
    SurveyDraft,
    TouchpointDraft,
    kind_of,
)
from app.search.fold import fold, fold_name


def natural_key(draft: Draft, account: str | None = None) -> str:
    """Return the key of a draft where no external id decides.

    `account` is the id of the account once it is known; until then the folded text of the cell stands for it.
    account = domain, else name · person = account + e-mail, else account + name · line = contract or account,
    product, start · touchpoint = account, day, kind, body, occurrence · reading = account, measure,
    observed_at, source · event = account, kind, at, note · connection = name, page · attendance =
    gathering, day, e-mail or name · answer = survey, day, who, or what nobody in particular said · rate = currency,
    base, day.
    """
    return json.dumps([str(kind_of(draft)), *_parts(draft, account)], ensure_ascii=False)


def _parts(draft: Draft, account: str | None) -> list[str]:
    given = draft.given
    if isinstance(draft, AccountDraft):
        domain = str(given.get("domain", ""))
        return ["domain", domain] if domain else ["name", fold_name(draft.name)]
    if isinstance(draft, PersonDraft):
        email = str(given.get("email", "")).casefold()
        return [_account(draft.account, account), *(["email", email] if email else ["name", _name(draft.name)])]
    if isinstance(draft, ContractLineDraft):
        contract = fold(str(given.get("contract", "")))
        owner = ["contract", contract] if contract else ["account", _account(draft.account, account)]
        return [*owner, fold(draft.product), _moment(draft.start)]
    if isinstance(draft, TouchpointDraft):
        who = _account(draft.account, account)
        return [who, _moment(draft.date), str(draft.kind), fold(draft.body), str(draft.occurrence)]
    if isinstance(draft, ReadingDraft):
        who = _account(draft.account, account)
        return [who, fold(draft.measure), _moment(draft.observed_at), fold(str(given.get("source", "")))]
    if isinstance(draft, EventDraft):
        who = _account(draft.account, account)
        return [who, draft.kind, _moment(draft.at), fold(str(given.get("note", "")))]
    if isinstance(draft, NetworkDraft):
        who = str(given.get("url") or given.get("email") or "").casefold()
        return [_name(f"{draft.first} {draft.last}"), who]
    if isinstance(draft, AttendanceDraft | SurveyDraft):
        return _of_somebody(draft)
    return [draft.currency, str(given.get("base", "")), _moment(draft.on)]


def _of_somebody(draft: AttendanceDraft | SurveyDraft) -> list[str]:
    given = draft.given
    name, email = _name(str(given.get("name", ""))), str(given.get("email", "")).casefold()
    who = email or "|".join((name, _folded_account(str(given.get("company", "")))))
    if isinstance(draft, AttendanceDraft):
        return [fold(draft.gathering), _moment(draft.date), who]
    said = [str(draft.survey), _moment(draft.date), who]
    if name or email:
        return said
    return [*said, format(draft.score.normalize(), "f"), fold(str(given.get("comment", ""))), str(draft.occurrence)]


def _account(written: str, known: str | None) -> str:
    return known if known is not None else _folded_account(written)


@lru_cache(maxsize=8192)
def _folded_account(written: str) -> str:
    # The rows of a file name the same few accounts over and over.
    return fold_name(written)


def _name(name: str) -> str:
    """Return a person's name without the space between its halves: 佐藤 花子 is 佐藤花子."""
    folded = fold(name)
    return folded if folded.isascii() else folded.replace(" ", "")


def _moment(value: date | datetime) -> str:
    return value.isoformat()


def row_hash(draft: Draft) -> str:
    """Return a hash of everything a row says: equal for the same row in other columns, encodings or notations."""
    said: Mapping[str, object] = {**draft.given}
    if isinstance(draft, TouchpointDraft | SurveyDraft):
        said = {**said, "occurrence": draft.occurrence}
    whole = {name: _plain(value) for name, value in said.items()}
    words = json.dumps([str(kind_of(draft)), whole], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value if isinstance(value, int | bool) else str(value)
