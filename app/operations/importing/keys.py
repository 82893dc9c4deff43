"""What tells rows of one kind of file apart, within a file and from one import to the next."""

from __future__ import annotations

from app.imports.drafts import AccountDraft, ContractLineDraft, Draft
from app.imports.keys import natural_key
from app.models.database import json_text
from app.operations.account_index import whole


def key_of(draft: Draft, account_id: str | None) -> str:
    """Return what tells a row of this kind from another.

    A contract number is one only at its account. 株式会社山田 and 山田株式会社 are in doubt, so not one key either.
    """
    external_id = draft.given.get("external_id")
    if isinstance(draft, AccountDraft) and not external_id and "domain" not in draft.given:
        return json_text(["name", whole(draft.name)])
    key = json_text(["external_id", str(external_id)]) if external_id else natural_key(draft, account_id)
    return json_text([account_id, key]) if isinstance(draft, ContractLineDraft) else key


def print_key(key: str, occurrence: int) -> str:
    """Return the key of the fingerprint of the n-th row of a file that has this key."""
    # Two rows of one key, such as two posts of a person, have a fingerprint each: else they would differ for ever.
    return key if occurrence == 1 else json_text([key, occurrence])
