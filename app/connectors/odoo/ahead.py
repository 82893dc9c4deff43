"""Who signs in and what is new among companies, asked in one request, so that a quiet run is one for each kind.

The user's own contact is asked for beside what has changed, on condition that it still belongs to the user who was seen
before: of this number, made at this instant, in this company. If it comes for that reason alone, all of it is true
still. In every other case the user's record is read, as where nothing is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.connectors.base import Context
from app.connectors.errors import Forbidden
from app.connectors.odoo.kinds import EVERYTHING, Domain
from app.connectors.odoo.memory import Place
from app.connectors.odoo.reader import Row
from app.connectors.odoo.refused import Refused
from app.connectors.odoo.rpc import Rpc
from app.connectors.odoo.schema import Known, Schema
from app.connectors.odoo.wire import moment, stamp

LEADING = "companies"
"""The kind that every run takes in first. What it is told by are equalities alone."""


@dataclass(frozen=True)
class Ahead:
    """What a pull of companies that goes on from `cursor` would be told first, as it was at the instant `at`.

    `proves`: the user is who they were.
    """

    cursor: str
    at: datetime
    rows: list[Row]
    proves: bool


def asked_ahead(rpc: Rpc, schema: Schema, ctx: Context, most: int) -> Ahead | None:
    """Ask for both at once; None where too little is remembered, Odoo refuses, or `most` records are not enough."""
    # It is put back once it was answered: what fails is not asked again.
    place, ended = rpc.memory.place, rpc.memory.ended.pop(LEADING, None)
    if place is None or not place.born or ended is None or not schema.remembers(LEADING):
        return None
    try:
        known = schema.known(LEADING)
        conditions = [name for name, _, _ in known.domain]
        new: Domain = [*known.domain, ["write_date", ">=", moment(ended.since)]]
        rows = rpc.call(
            known.kind.model, "search_read", domain=["|", *_all(_own(place, schema.me["uid"])), *_all(new)],
            fields=sorted({*known.columns, *conditions, "name", "tz"}), order="write_date, id", limit=most,
            context=EVERYTHING,
        )  # fmt: skip
    except (Refused, Forbidden):
        return None
    rpc.memory.ended[LEADING] = ended
    if len(rows) >= most:
        return None
    own = next((row for row in rows if row["id"] == place.partner), None)
    alone = own is not None and not _fits(known, own, ended.since)
    if own is not None and alone:
        schema.still(str(own["name"]), own["tz"])
    kept = {*known.columns, "id"}
    told: list[Row] = [{name: row[name] for name in row.keys() & kept} for row in rows if not (alone and row is own)]
    return Ahead(ended.cursor, ctx.server_now(), told, alone)


def _own(place: Place, user: int) -> Domain:
    born = stamp(place.born)
    return [
        ["id", "=", place.partner],
        ["user_ids", "in", [user]],
        ["user_ids.create_date", ">=", moment(born)],
        # Odoo keeps microseconds, and tells seconds.
        ["user_ids.create_date", "<", moment(born + timedelta(seconds=1))],
        ["user_ids.company_id", "=", place.company],
    ]


def _all(conditions: Domain) -> Domain:
    return ["&"] * (len(conditions) - 1) + conditions


def _fits(known: Known, row: Row, since: datetime) -> bool:
    """Tell whether a row is among what is new, whoever it belongs to."""
    is_one = all(row[name] == value for name, _, value in known.domain)
    return is_one and stamp(row["write_date"]) >= since
