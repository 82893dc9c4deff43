"""Runs the command line with one fault in it, as builds that a proof has to find have it.

`python -m tests.proof.syncer FAULT arguments…`: `keyless` creates records under a key that nobody can look up later.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.bootstrap import run
from app.ids import uuid7
from app.sync import push


def keyless() -> None:
    """Create without the key that was written down."""
    made = push._op

    def op(*given: Any) -> Any:
        one = made(*given)
        return replace(one, key=uuid7()) if one.kind == "create" else one

    push._op = op


FAULTS: Mapping[str, Callable[[], None]] = {"keyless": keyless}

if __name__ == "__main__":
    FAULTS[sys.argv[1]]()
    sys.exit(run(["banso", *sys.argv[2:]]))
