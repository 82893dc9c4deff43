"""What a status means: an error of the contract, or a reply for the connector to understand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.connectors.errors import AuthExpired, ConnectorError, Forbidden, RateLimited, Unavailable
from app.connectors.kit.budget import UNTOLD, retry_after
from app.connectors.kit.call import Call
from app.connectors.kit.reply import Reply

MOVED = frozenset({301, 302, 303, 307, 308})
# Not implemented, or not in this version: the same will be told tomorrow.
_FINAL = frozenset({501, 505})
_EARLY = frozenset({408, 425})


@dataclass(frozen=True)
class Fault:
    """Why a reply is none. `again`: a reading request may be sent once more, after so many seconds if told."""

    error: ConnectorError
    again: bool = False
    after: float | None = None


def fault_of(call: Call, reply: Reply, now: datetime) -> Fault | None:
    """Return what is wrong with a reply, None where the connector is to understand it."""
    status = reply.status
    told = retry_after(reply.headers, now)
    why = f"{call}: status {status}"
    if status == 401:
        return Fault(AuthExpired(why))
    if status == 407:
        return Fault(Unavailable(f"{why} from the proxy"))
    if status == 429 or (400 <= status < 500 and told is not None):
        return Fault(RateLimited(UNTOLD if told is None else told, why))
    if status == 403:
        return Fault(Forbidden(why))
    if status >= 500 or status in _EARLY:
        return Fault(Unavailable(why), again=status not in _FINAL, after=told)
    if status in MOVED:
        return Fault(Unavailable(f"{why}, a move that cannot be followed"))
    if 200 <= status < 300 and reply.is_page and "html" not in call.headers.get("accept", ""):
        # The sign-in page of a hotel's network says 200 to everything.
        return Fault(Unavailable(f"{call}: a web page came where data was expected"))
    return None
