"""How a line to a hub is opened, and why a server refuses one: by its code, whatever language it speaks.

libpq keeps the code of a refusal to itself while it connects, and its words are the server's. So a refused line is
asked for once more in the same way, up to the answer that was the refusal; that one is not left to libpq but read as a
notice, and a notice has a code.
"""

from __future__ import annotations

import re
import selectors
import time
from collections.abc import Mapping

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo, ConnStatus, DiagnosticField, PollingStatus
from psycopg.pq import PGconn as Lines
from psycopg.pq.abc import PGconn, PGresult

from app.connectors.hub.settings import TIMEOUT
from app.connectors.hub.surroundings import hide

WRONG_PASSWORD = "28P01"
_READING, _WRITING = selectors.EVENT_READ, selectors.EVENT_WRITE


class Refused(Exception):
    """There is no line.

    `code` is the server's SQLSTATE, "" where it was no server that refused. `asked`: we had been asked for a password.
    `accepted`: who we are was in order, and what is wrong is something else. The words are libpq's, or the server's.
    """

    def __init__(self, said: str, code: str = "", *, asked: bool = False, accepted: bool = False) -> None:
        super().__init__(said)
        self.code, self.asked, self.accepted = code, asked, accepted


def opened(told: Mapping[str, str | int]) -> PGconn:
    """Connect as told, and return the line, not blocking; Refused where there is none within `TIMEOUT`."""
    hide()
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    how = make_conninfo("", **{name: value for name, value in told.items() if name in known}).encode()
    line, until = Lines.connect_start(how), time.monotonic() + TIMEOUT
    answers, heard = 0, False
    while line.status != ConnStatus.BAD:
        before, polled = line.status, line.connect_poll()
        if polled == PollingStatus.OK:
            line.nonblocking = 1
            return line
        if polled == PollingStatus.FAILED:
            break
        answers, heard = _counted(line, before, answers), heard or line.status == ConnStatus.AWAITING_RESPONSE
        if not _ready(line, polled, until):
            line.finish()
            raise Refused("nothing was heard")
    said, asked = line.error_message.decode("utf-8", "replace"), bool(line.needs_password or line.used_password)
    line.finish()
    if not heard or line_lost(said) or "no password supplied" in said or "authentication method requirement" in said:
        raise Refused(said, asked=asked)
    # A wrong password that is known to be one is not sent twice: there are servers that count.
    if asked and re.search(rf'\S+ authentication failed for user "{re.escape(str(told["user"]))}"\s*$', said):
        raise Refused(said, WRONG_PASSWORD, asked=True)
    code, accepted = _refusal(how, answers)
    raise Refused(said, code, asked=asked, accepted=accepted)


def line_lost(said: str) -> bool:
    """Tell whether libpq says that a line ended without a word from the server."""
    return "server closed the connection unexpectedly" in said


def _refusal(how: bytes, answers: int) -> tuple[str, bool]:
    """Ask once more and read the answer after so many ourselves: its code, and whether we had been let in by then."""
    codes: list[str] = []
    others = 0

    def noticed(result: PGresult) -> None:
        nonlocal others
        code = result.error_field(DiagnosticField.SQLSTATE)
        if code is not None:
            codes.append(code.decode("ascii", "replace"))
        elif not codes:
            others += 1  # what is no error is passed over by libpq, with a notice: that we are let in is such a thing

    line, until = Lines.connect_start(how), time.monotonic() + TIMEOUT
    line.notice_handler = noticed
    given = 0
    try:
        while line.status != ConnStatus.BAD and not codes:
            if line.status == ConnStatus.AWAITING_RESPONSE and given >= answers:
                line.consume_input()
                line.is_busy()
                polled = PollingStatus.READING
            else:
                before, polled = line.status, PollingStatus(line.connect_poll())
                if polled in (PollingStatus.OK, PollingStatus.FAILED):
                    break
                given = _counted(line, before, given)
            if not codes and not _ready(line, polled, until):
                break
    except psycopg.Error:
        # The line ended without a word: nothing is learned, and what libpq said before has to do.
        return "", False
    finally:
        line.finish()
    return (codes[0], others > 0) if codes else ("", False)


def _counted(line: PGconn, before: int, answers: int) -> int:
    """Count the answers of the server that we are with; another address begins anew."""
    if line.status in (ConnStatus.NEEDED, ConnStatus.STARTED):
        return 0
    return answers + (before == ConnStatus.AWAITING_RESPONSE)


def _ready(line: PGconn, polled: int, until: float) -> bool:
    """Wait until the line can be gone on with; not beyond the time that there is."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(line.socket, _READING if polled == PollingStatus.READING else _WRITING)
        return bool(waiting.select(max(0.0, until - time.monotonic())))
