"""What a row of ours says in a field, from its columns as they are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.sync.rules import Rule
from app.sync.sides import UNBOUND, Unbound
from app.sync.values import Canon, Unfit


def mine(
    rule: Rule, kept: Mapping[str, Any], own: Mapping[str, Any], known: Mapping[str, Mapping[str, str]]
) -> Canon | Unbound:
    """Return what a row says in a field as theirs would hold it; `known` are the ids there of what is referred to."""
    local = rule.local
    if local.column == "custom":
        return rule.mine(own.get(local.name.removeprefix("custom.")))
    value = kept[local.kept_in]
    if value is None:
        return rule.nothing
    if local.type == "ref":
        return known[local.ref].get(value, UNBOUND)
    try:
        if local.type == "multi" or local.lines:
            value = json.loads(value)
        return rule.mine(value, kept[local.currency] if local.currency else None)
    except Unfit:
        # Of no form that their field could hold: it is never equal to anything there, and is refused before sending.
        return str(value)


def is_finer(rule: Rule, kept: Mapping[str, Any]) -> bool:
    """Tell whether their field cannot hold all digits of what a row says in it."""
    return rule.is_finer(kept[rule.local.kept_in], kept[rule.local.currency] if rule.local.currency else None)
