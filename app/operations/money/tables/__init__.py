"""The sheets of the workbook of Portfolio: each provider gives some, made of what was asked for.

A provider is `def name(session: Session, asked: Asked) -> Sequence[Sheet]` in a module of this folder, with an entry
in `providers`. `asked` holds the figures of the scope, its months, the contracts by id and the language; a provider
may ask the session for more. Sheets stand in the workbook in the order of the providers; `asked.sheet` puts what the
figures are about above the columns. A sheet without rows says so by its head alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.models.database import Session
from app.operations.export_view import Sheet
from app.operations.money.tables.asked import Asked

Provider = Callable[[Session, Asked], Sequence[Sheet]]


def providers() -> tuple[Provider, ...]:
    """Return who gives sheets, in the order of the workbook."""
    from app.operations.money.tables.ahead import ahead
    from app.operations.money.tables.bridge import bridge
    from app.operations.money.tables.cohorts import cohorts
    from app.operations.money.tables.lost import lost
    from app.operations.money.tables.own_time import own_time
    from app.operations.money.tables.renewal_sheets import renewal_sheets
    from app.operations.money.tables.room import room
    from app.operations.money.tables.shares import shares
    from app.operations.money.tables.started import started
    from app.operations.money.tables.summary import summary

    return (summary, bridge, ahead, renewal_sheets, lost, shares, room, started, cohorts, own_time)
