"""Decides what becomes of a record that changed there: pure, from what both sides say and what they agreed on last.

Nothing is written here. A field that nobody changed there keeps our value; one that only they changed takes theirs; one
that both changed is merged, settled by its policy, or asked about. A delete never takes an unsynced edit along.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.journal.forget import REDACTED
from app.sync.rules import Route, Rule
from app.sync.sides import NOTHING, Asked, Bound, Decision, Mine, Row, Theirs, Unbound, but
from app.sync.text_merge import merged
from app.sync.values import Canon, Unfit

Ours = Callable[[str], frozenset[Canon]]
"""What we may have sent of a field without knowing what came of it."""


def nothing_unsure(_field: str) -> frozenset[Canon]:
    """Tell that no request of ours is in doubt."""
    return frozenset()


def dirty(route: Route, row: Row, bound: Bound) -> bool:
    """Tell whether our row says anything that was not agreed on."""
    return any(_is_dirty(rule, row.mine, bound) for rule in route.rules)


def _is_dirty(rule: Rule, mine: Mine, bound: Bound) -> bool:
    name = rule.remote.name
    if name in bound.pending and mine[name] is None:
        return False
    return mine[name] != bound.base.get(name)


def reconcile(
    route: Route,
    row: Row,
    bound: Bound,
    theirs: Theirs,
    *,
    ours: Ours = nothing_unsure,
    keeps_children: bool = False,
    flips: Callable[[str, Canon], bool] | None = None,
) -> Decision:
    """Return what a record as it stands there makes of our row and of what was agreed on.

    `keeps_children`: other rows with unsynced edits hang on this one. `flips(field, value)`: another connection would
    set it back again.
    """
    if theirs.gone:
        return _gone(route, row, bound, theirs, keeps_children)
    told = but(bound, version=theirs.version)
    if bound.state == "away" and row.deleted:
        # What was agreed on stays: who brings the row back has not seen what was written there meanwhile.
        return Decision(told)
    if row.deleted:
        return _deleted_here(route, row, bound, theirs)
    return _fields(route, row, told if told.state == "live" else replace(told, state="live"), theirs, ours, flips)


def _gone(route: Route, row: Row, bound: Bound, theirs: Theirs, keeps_children: bool) -> Decision:
    after = replace(bound, version=theirs.version, state="gone", pending={})
    if row.deleted:
        return Decision(after, close={"*"})
    # Where a mapped field is not there any more, an edit of it is seen by nobody: a person decides.
    is_edited = route.has_lost or dirty(route, row, bound)
    if keeps_children or bound.state in ("gone", "hold", "away") or is_edited:
        asked = Asked("*", "deleted_there", None, None, None)
        return Decision(replace(after, state="hold"), ask=[asked], differs=True)
    return Decision(after, delete=True, close={"*", *route.by_remote})


def _deleted_here(route: Route, row: Row, bound: Bound, theirs: Theirs) -> Decision:
    after = replace(bound, version=theirs.version)
    if bound.state == "gone":
        if bound.version is not None and bound.version == theirs.version:
            # An old page: that is how the record stood before it was deleted.
            return Decision(bound)
        # Somebody brought it back there.
        brought = _fields(
            route, replace(row, deleted=False), replace(after, state="live"), theirs, nothing_unsure, None
        )
        brought.restore = True
        return brought
    moved = [name for name, value in theirs.fields.items() if bound.base.get(name) != value]
    # It changed, and perhaps in what nobody here may read.
    changed = bound.version != theirs.version or bound.state == "hold"
    unseen = changed and any(name not in theirs.fields for name in route.by_remote)
    if not moved and not unseen:
        # Undone or never sent: the delete is still to be sent, on top of this version.
        return Decision(replace(after, state="live"), close={"*"}, differs=True, sends=True)
    asked = Asked("*", "deleted_here", None, None, json.dumps(dict(theirs.fields), ensure_ascii=False))
    return Decision(replace(after, state="hold"), ask=[asked], differs=True)


def _fields(
    route: Route, row: Row, bound: Bound, theirs: Theirs, ours: Ours, flips: Callable[[str, Canon], bool] | None
) -> Decision:
    told = _Told(route, row, bound, theirs)
    base, said, mine = bound.base, theirs.fields, row.mine
    alike: list[str] = []
    for name, unit in route.named_units:
        # As of most fields of most records, neither side says anything but what was agreed on.
        if name in base and not bound.pending and name in said and said[name] == base[name] == mine[name]:
            alike.append(name)
        elif name in base and base[name] == mine[name] and REDACTED in str(base[name]):
            # What was blackened here is not brought back by a record that still says it.
            alike.append(name)
        else:
            told.settle(unit, ours, flips)
    told.leave(alike)
    return told.decision()


class _Told:
    """Goes through the fields of one record and gathers what becomes of them."""

    def __init__(self, route: Route, row: Row, bound: Bound, theirs: Theirs) -> None:
        self._row, self._bound, self._theirs = row, bound, theirs
        self._base = dict(bound.base)
        self._pending = {name: there for name, there in bound.pending.items() if row.mine[name] is None}
        self._unread: set[str] = set()
        self._gathered = Decision(bound, close={"*"})

    def settle(self, unit: tuple[Rule, ...], ours: Ours, flips: Callable[[str, Canon], bool] | None) -> None:
        """Settle one field, or a group of them that is merged as one."""
        names = [rule.remote.name for rule in unit]
        if any(name not in self._theirs.fields for name in names):
            # Nobody may read it, so nothing is known of it: it is neither emptied nor agreed on, nor written over.
            self._unread.update(names)
            self._gathered.differs |= any(_is_dirty(rule, self._row.mine, self._bound) for rule in unit)
            return
        said = [self._theirs.fields[name] for name in names]
        # What waits for a record to come is as good as theirs.
        kept = [self._pending.get(name, self._row.mine[name]) for name in names]
        agreed = [self._base.get(name) for name in names] if all(name in self._base for name in names) else None
        in_doubt = ours is not nothing_unsure and agreed is not None and said not in (agreed, kept)
        if in_doubt and _were_ours(names, said, ours):
            # Our own request, taken for lost, did arrive.
            self._agree(names, said)
            agreed = said
        act = _act(unit, kept, agreed, said, flips)
        if isinstance(act, _Text):
            self._agree(names, said)
            self._gathered.put[names[0]] = act.text
            self._gathered.differs |= act.text != said[0]
            self._gathered.sends |= act.text != said[0]
        elif act in ("ask", "flip"):
            self._ask("oscillation" if act == "flip" else "field", names, agreed, kept, said)
        else:
            self._agree(names, said)
            self._gathered.differs |= act == "keep"
            self._gathered.sends |= act == "keep"
            if act == "theirs":
                self._take(names, kept, said)

    def leave(self, names: list[str]) -> None:
        """Leave fields as they are."""
        self._gathered.close.update(names)

    def _agree(self, names: list[str], said: list[Canon]) -> None:
        self._base.update(zip(names, said, strict=True))
        self._gathered.close.update(names)

    def _take(self, names: list[str], kept: list[Canon | Unbound], said: list[Canon]) -> None:
        for name, now, value in zip(names, kept, said, strict=True):
            self._pending.pop(name, None)
            if value != now:
                self._gathered.put[name] = value

    def _ask(
        self, kind: str, names: list[str], agreed: list[Canon] | None, kept: list[Canon | Unbound], said: list[Canon]
    ) -> None:
        for name, base, mine, theirs in zip(names, agreed or [None] * len(names), kept, said, strict=True):
            if len(names) == 1 or mine != theirs:
                self._gathered.ask.append(Asked(name, kind, base, None if isinstance(mine, Unbound) else mine, theirs))
        self._gathered.differs = True

    def decision(self) -> Decision:
        """Return what was gathered."""
        done = self._gathered
        if self._bound.unread - self._unread:
            # What was held back because nobody could see what it would replace is looked at again.
            self._bound = replace(self._bound, synced_rev=0)
        done.bound = but(self._bound, base=self._base, pending=self._pending or NOTHING, unread=frozenset(self._unread))
        done.close -= {asked.field for asked in done.ask}
        return done


@dataclass(frozen=True)
class _Text:
    text: str


def _act(
    unit: tuple[Rule, ...],
    kept: list[Canon | Unbound],
    agreed: list[Canon] | None,
    said: list[Canon],
    flips: Callable[[str, Canon], bool] | None,
) -> Literal["same", "keep", "theirs", "ask", "flip"] | _Text:
    rule = unit[0]
    if kept == said:
        return "same"
    # At a first meeting an empty side takes the other's value.
    before: list[Canon] = [one.nothing for one in unit] if agreed is None else agreed
    was_empty, is_empty = _says_nothing(unit, before), _says_nothing(unit, kept)
    if is_empty and _says_nothing(unit, said):
        return "theirs"
    if said == before or (was_empty and _says_nothing(unit, said)):
        return "keep"
    agreed_kept = kept == before or (was_empty and is_empty)
    # What stands here in another row is told, never taken from this record.
    if rule.direction == "out" or rule.local.is_beyond or (rule.policy == "mine" and not agreed_kept):
        return "keep"
    if agreed_kept:
        if flips is not None and any(flips(one.remote.name, value) for one, value in zip(unit, said, strict=True)):
            return "flip"
        return "theirs"
    if rule.merge == "text" and len(unit) == 1 and agreed is not None:
        texts = (agreed[0] or "", kept[0] or "", said[0] or "")
        clean = merged(*texts) if all(isinstance(text, str) for text in texts) else None  # type: ignore[arg-type]
        if clean is not None:
            return _Text(clean)
    return "theirs" if rule.policy == "crm" else "ask"


def _says_nothing(unit: tuple[Rule, ...], values: Sequence[Canon | Unbound]) -> bool:
    """Tell whether amounts that cannot be empty there are nothing: the currency beside them says nothing either."""
    if len(unit) == 1 and unit[0].nothing is None:
        return False
    amounts = [(rule.nothing, value) for rule, value in zip(unit, values, strict=True) if rule.nothing is not None]
    return bool(amounts) and all(value == nothing for nothing, value in amounts)


def _were_ours(names: list[str], said: list[Canon], ours: Ours) -> bool:
    return all(value in ours(name) for name, value in zip(names, said, strict=True))


def fits(route: Route, name: str, value: Canon, beside: Mapping[str, Canon]) -> object:
    """Return their value as our column keeps it, in the light of the fields `beside` it; Unfit where it cannot."""
    rule = route.by_remote[name]
    if rule.local.type == "ref":
        raise Unfit(f"{name} is a reference")
    currency: Canon = None
    if rule.local.currency and (other := route.by_local.get(rule.local.currency)) is not None:
        currency = beside.get(other.remote.name)
    return rule.here(value, currency)
