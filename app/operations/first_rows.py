"""The first rows of a starting window, asked of the driver itself: SQLAlchemy takes longer to load than they to read.

They say what `account_rows` says, which a test holds them to; nothing is written here, and a book that has to be
brought up to date or mended first shows none.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.errors import BansoError
from app.models import driver, locks, migrate
from app.operations.account_row import LIST, AccountRow, cadence_of, order_key, row_of
from app.operations.chosen import Settings, phases_of, settings_of
from app.operations.standing import NOTHING, Standing, standing_of
from app.secrets import keyinfo

LIMIT = 80
"""More than the tallest screen shows."""
_CACHE_MB = 8

_SETTINGS = "SELECT id, value FROM setting WHERE deleted_at IS NULL"
_OPEN = "SELECT 1 FROM change WHERE state = 'open' LIMIT 1"
_ORDER = "SELECT id, name, reading FROM account WHERE deleted_at IS NULL"
_ROWS = f"{LIST} AND account.id IN (SELECT value FROM json_each(?))"
_LINES = """SELECT contract.*, line.product, line.amount_minor, line.billing, line.free_months,
 line.start_on AS line_start, line.end_on AS line_end
 FROM contract JOIN contract_line line ON line.contract_id = contract.id
 WHERE contract.deleted_at IS NULL AND line.deleted_at IS NULL
 AND contract.account_id IN (SELECT value FROM json_each(?))"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FirstRows:
    """The first rows of the list in its order, how many there are in all, and the clock and language of the book."""

    rows: tuple[AccountRow, ...]
    total: int
    clock: Clock
    language: str | None


def first_rows(folder: Path, key: bytes | None, *, today: date | None = None, limit: int = LIMIT) -> FirstRows | None:
    """Return the first rows of the book of a profile, without opening it for anything else.

    None where it cannot be shown as it stands: another schema, a change that was not finished, a profile that
    another process is working on. `today` makes the clock stand still, as for `open_book`. Raises what
    `driver.connect` raises.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    with locks.hold(folder / "profile.lock", shared=True, wait=0.0) as taken:
        if not taken:
            return None
        connection = driver.connect(folder / keyinfo.BOOK, key, cache_mb=_CACHE_MB, readonly=True)
        try:
            connection.execute("BEGIN").close()
            if migrate.revision(connection) != migrate.HEAD or connection.execute(_OPEN).fetchone():
                return None
            return _read(connection, today, limit)
        except sqlcipher.Error as error:
            # Opening the book meets the same error and says it in words.
            _log.warning("no first rows: %s", getattr(error, "sqlite_errorname", type(error).__name__))
            return None
        finally:
            connection.close()


def _read(connection: driver.Connection, today: date | None, limit: int) -> FirstRows:
    chosen = settings_of({key: _value(stored) for key, stored in connection.execute(_SETTINGS)})
    clock = Clock(chosen.zone, today)
    order = [account_id for *_key, account_id in sorted(order_key(*found) for found in connection.execute(_ORDER))]
    rows = _rows(connection, order[:limit], chosen, clock.today())
    return FirstRows(tuple(rows), len(order), clock, chosen.language)


def _rows(connection: driver.Connection, ids: Sequence[str], chosen: Settings, today: date) -> list[AccountRow]:
    asked, cadence, phases = json.dumps(ids), cadence_of(chosen), phases_of(chosen, today)
    money = _standings(connection, asked, today, chosen.grace)
    found = _named(connection, _ROWS, asked)
    rows = {row["id"]: row_of(row, money.get(row["id"], NOTHING), cadence, phases) for row in found}
    return [rows[account_id] for account_id in ids]


def _standings(connection: driver.Connection, asked: str, today: date, grace: int) -> dict[str, Standing]:
    by_account: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in _named(connection, _LINES, asked):
        by_account[row["account_id"]].append(row)
    return {account_id: standing_of(rows, today, grace) for account_id, rows in by_account.items()}


def _value(stored: object) -> object:
    # A column of JSON keeps a bare number as a number.
    return json.loads(stored) if isinstance(stored, str) else stored


def _named(connection: driver.Connection, sql: str, asked: str) -> list[dict[str, Any]]:
    found = connection.execute(sql, (asked,))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


@dataclass(frozen=True)
class FirstLook:
    """An unlocked profile: the book's key, None for a plain one, and the first rows where they can be shown."""

    key: bytes | None = field(repr=False)
    first: FirstRows | None


def first_look(folder: Path, *, today: date | None = None) -> FirstLook:
    """Unlock a profile without asking a person anything, and read its first rows. Raises what `keyinfo.unlock` does.

    A book that cannot be read is not refused here: opening it says why, and which ways are left.
    """
    key = keyinfo.unlock(folder)
    try:
        return FirstLook(key, first_rows(folder, key, today=today))
    except BansoError as error:
        _log.warning("no first rows: %s", error.key)
        return FirstLook(key, None)
