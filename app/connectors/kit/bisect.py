"""For servers that take a batch whole or not at all: halves it until only what is at fault stands refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.connectors.base import Op, Outcome, Rejected, Unsure
from app.connectors.errors import ConnectorError

Send = Callable[[Sequence[Op]], "Sequence[Outcome] | Rejected"]
"""Sends ops in one request: their outcomes, or one Rejected where the server refused all and wrote nothing."""


def bisected(send: Send, ops: Sequence[Op]) -> list[Outcome]:
    """Return an outcome for each op: Rejected for those at fault, for the others what the server said.

    Nothing is sent twice that may have been written. An error in the first request is raised; one in a later request
    leaves what was not answered yet Unsure, for what was answered must not be forgotten.
    """
    outcomes: list[Outcome | None] = [None] * len(ops)
    groups = [range(len(ops))] if ops else []
    asked = False
    while groups:
        group = groups.pop()
        try:
            answer = send([ops[place] for place in group])
        except ConnectorError as error:
            if not asked:
                raise
            return [known if known is not None else Unsure(type(error).__name__) for known in outcomes]
        asked = True
        if not isinstance(answer, Rejected):
            # Who answers for another number of ops than were sent has not said which of them were written.
            told = answer if len(answer) == len(group) else [Unsure("answered for another number")] * len(group)
            for place, outcome in zip(group, told, strict=True):
                outcomes[place] = outcome
        elif len(group) == 1:
            outcomes[group[0]] = answer
        else:
            half = len(group) // 2
            groups += [group[half:], group[:half]]
    return [outcome if outcome is not None else Unsure() for outcome in outcomes]
