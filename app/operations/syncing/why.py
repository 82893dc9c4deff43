"""Why something stopped: a key of words with its parameters, as it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Why = tuple[str, Mapping[str, Any]]


def why_of(kept: object) -> Why | None:
    """Return what a column keeps as (key, parameters), None where it keeps nothing."""
    told = json.loads(kept) if isinstance(kept, str) and kept else None
    if not told:
        return None
    key, params = told
    return str(key), dict(params)
