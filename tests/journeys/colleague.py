"""A colleague's Banso in a process of its own: `python -m tests.journeys.colleague PROFILE LANGUAGE`.

Each line of standard input is one thing to do, {"deed": its name, "given": {name: value}}. One line answers it,
{"seen": what is seen then} or {"failed": the traceback}. It leaves at the end of the input, or where a deed failed.
"""

from __future__ import annotations

import json
import os
import select
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from app.views.application import application
from tests.builders import TODAY
from tests.journeys import hub_hands
from tests.journeys.hands import wait_until
from tests.journeys.sitting import sit_down
from tests.journeys.team import STORIES

_WORKDAY_S = 180.0


def _read_through(story: str) -> None:
    hub_hands.read_through(STORIES[story])


def _log_a_call(story: str, said: str) -> None:
    hub_hands.log_a_call(STORIES[story], said)


DEEDS: dict[str, Callable[..., Any]] = {
    "unlock": hub_hands.unlock,
    "accounts_shown": hub_hands.accounts_shown,
    "sync": hub_hands.sync,
    "take_over": hub_hands.take_over,
    "read_through": _read_through,
    "log_a_call": _log_a_call,
}


def main(profile: str, lang: str) -> None:
    """Sit at Banso and do what is asked, until nothing more is."""
    # What Banso or Qt may print is no answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with answers:
        sit_down(application(), Path(profile), lang, lambda: _work(answers), TODAY)


def _work(answers: IO[str]) -> None:
    while asked := _asked():
        try:
            answer = {"seen": DEEDS[asked["deed"]](**asked["given"])}
        except BaseException:
            _tell(answers, {"failed": traceback.format_exc()})
            raise
        _tell(answers, answer)


def _asked() -> dict[str, Any] | None:
    # The window goes on while nothing is asked.
    wait_until(lambda: select.select([0], [], [], 0)[0], "something is asked", _WORKDAY_S)
    line = sys.stdin.readline()
    return json.loads(line) if line else None


def _tell(answers: IO[str], told: dict[str, Any]) -> None:
    print(json.dumps(told), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
