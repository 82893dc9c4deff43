"""Where a partner went that was merged into another: Odoo leaves no trace but a line in the chatter of who is left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.connectors.kit.pages import in_pieces
from app.connectors.odoo.kinds import EVERYTHING
from app.connectors.odoo.reader import Reader
from app.connectors.odoo.refused import Refused
from app.connectors.odoo.rpc import Rpc
from app.connectors.odoo.schema import Known

_AT_ONCE = 50
# In the language of who merged; the signs around it are not the same in all of them.
_ID = re.compile(r"\bID (\d{1,12})\s?[)）]")


def moved(rpc: Rpc, reader: Reader, known: Known, gone: Sequence[int]) -> dict[int, str]:
    """Return into which record of the same kind each of these was merged, as far as that can be known.

    Only a line that Odoo itself wrote counts, not what a person typed, and only if one record alone has it.
    """
    if known.kind.model != "res.partner" or not gone:
        return {}
    told: dict[int, set[int]] = {}
    for some in in_pieces(gone, _AT_ONCE):
        domain = [
            ["model", "=", "res.partner"], ["message_type", "=", "notification"],
            *["|"] * (len(some) - 1), *[["body", "ilike", f"ID {id}"] for id in some],
        ]  # fmt: skip
        try:
            lines = rpc.call(
                "mail.message", "search_read", domain=domain, fields=["res_id", "body"], context=EVERYTHING
            )
        except Refused:
            return {}  # then they are gone, and no more is known
        for line in lines:
            for id in _ID.findall(str(line["body"])):
                told.setdefault(int(id), set()).add(int(line["res_id"]))
    winners = {id: next(iter(there)) for id, there in told.items() if id in set(gone) and len(there) == 1}
    rows = reader.by_id(known, sorted(set(winners.values())))
    left = {id for id, row in rows.items() if not reader.is_gone(known, row)}
    return {id: str(winner) for id, winner in winners.items() if winner in left}
