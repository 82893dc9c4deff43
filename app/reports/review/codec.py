"""The frozen facts of a review as plain JSON and back, exactly: a deck is told again from what is stored."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.reports.review.facts import ReviewFacts

FORMAT = 1
"""Moves where stored facts would be read otherwise than they were meant."""


def dump(facts: ReviewFacts) -> dict[str, object]:
    """Return facts as plain JSON values."""
    return {"format": FORMAT, **_plain(facts)}


def load(stored: Mapping[str, Any]) -> ReviewFacts:
    """Return the facts that `dump` wrote; raises ValueError for what a later version wrote."""
    if stored.get("format") != FORMAT:
        raise ValueError(f"facts of format {stored.get('format')}")
    facts: ReviewFacts = _built(ReviewFacts, stored)
    return facts


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        # What is as it is by itself takes no room: a review holds hundreds of facts.
        shown = ((one.name, getattr(value, one.name), one.default) for one in fields(value))
        return {name: _plain(held) for name, held, usual in shown if usual is MISSING or held != usual}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


@cache
def _types(built: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(built)


def _built(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(one for one in get_args(kind) if one is not type(None))
        return None if value is None else _built(inner, value)
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_built(inner, one) for one in value)
    if origin is not None:
        return dict(value)
    if is_dataclass(kind):
        known = _types(kind)  # type: ignore[arg-type]
        return kind(**{name: _built(known[name], held) for name, held in value.items() if name in known})  # type: ignore[operator]
    if kind is datetime or kind is date:
        return kind.fromisoformat(value)
    return kind(value)
