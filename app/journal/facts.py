"""What was true of an account from which day on: its dated fields, kept as facts beside the present value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.ids import uuid7
from app.models.tables import DATED_FIELDS


def dated_facts(
    account_id: str, values: Mapping[str, object], *, effective_on: str, recorded_at: str
) -> Iterator[dict[str, object]]:
    """Yield the dated facts that new values of an account's dated fields make."""
    for name in DATED_FIELDS:
        if name in values:
            yield {
                "id": uuid7(),
                "account_id": account_id,
                "field": name,
                "value": values[name],
                "effective_on": effective_on,
                "recorded_at": recorded_at,
            }
