"""What a change was, in words: its cause, what it did to which thing, and each field's value before and after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.clock import Clock, parse_stamp
from app.language import _, day, keyed, name_of, number, short_day
from app.operations.account_changes import AccountChange, FieldStep, Touched
from app.vocabulary import (
    Billing,
    ContractKind,
    CtaOutcome,
    Fit,
    Gate,
    LeadOrigin,
    Outcome,
    Phase,
    PlanStatus,
    Programme,
    Purpose,
    Role,
    Segment,
    Side,
    Survey,
    TouchpointKind,
)

_WORDS: Mapping[str, type[StrEnum]] = {
    "account.segment": Segment,
    "account.phase": Phase,
    "account.fit": Fit,
    "touchpoint.kind": TouchpointKind,
    "touchpoint.purpose": Purpose,
    "promise.side": Side,
    "objective.status": PlanStatus,
    "milestone.status": PlanStatus,
    "milestone.side": Side,
    "position.role": Role,
    "participation.programme": Programme,
    "contract.kind": ContractKind,
    "contract.outcome": Outcome,
    "contract.intent_how": TouchpointKind,
    "contract_line.billing": Billing,
    "cta.outcome": CtaOutcome,
    "csql.origin": LeadOrigin,
    "response.survey": Survey,
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z")
_LONGEST = 80

# What is made together with something else goes without saying.
_WITHIN = {"touchpoint_person": "touchpoint", "position": "person", "contract_line": "contract"}
DEMO = "demo_"
FAMILIES: Mapping[str, str] = {
    "import": "import",
    "import_export": "import",
    "log_line": "log",
    "make_profile": "made",
    "create_account": "made",
    "take_calendar": "arrived",
    "take_mail": "arrived",
    "take_arrivals": "arrived",
    "take_back": "undo",
    "roll_back": "undo",
    "restore_field": "restore",
    "restore_terms": "restore",
    "hand_over": "handover",
    "write_handover": "handover",
    "accept_handover": "handover",
    "say_pulse": "pulse",
    "confirm_same": "confirmed",
    "confirm_feeling": "confirmed",
    "say_feeling": "feeling",
    "take_back_feeling": "feeling_back",
    "set_override": "override",
    "lift_override": "override_lifted",
    "confirm_move": "move_confirmed",
    "dismiss_move": "move_dismissed",
    "wave_silence_aside": "move_dismissed",
    "hand_over_role": "role_handed_over",
    "merge_people": "merged",
    "split_people": "split",
    "add_reading": "reading",
    "correct_reading": "corrected",
    "fire": "signals",
    "finish_cta": "cta_done",
    "dismiss_cta": "cta_dismissed",
    "start_play": "play",
    "change_rule": "rule",
    "switch_rule": "rule",
    "reset_rule": "rule",
}


def headline(change: AccountChange) -> str:
    """Return what a change was in a word: a quick log, an import, of an undo what was taken back; else what it did."""
    if change.undoes is not None:
        return _("Taken back: {what}", what=_cause(change.undoes) or _("a change"))
    return _cause(change.cause) or (keyed("deed", change.touched[0].deed) if change.touched else _("Change"))


def _cause(key: str) -> str:
    family = FAMILIES.get(key)
    return keyed("cause.history", family) if family is not None else ""


def is_made_up(change: AccountChange) -> bool:
    """Tell whether a change belongs to the made-up book."""
    return change.cause.startswith(DEMO)


def when(change: AccountChange, clock: Clock) -> str:
    """Return the day and the time of a change in the profile's zone."""
    at = change.at.astimezone(ZoneInfo(clock.zone))
    said = short_day(at.date()) if abs((clock.today() - at.date()).days) < 300 else day(at.date())
    return f"{said} {at:%H:%M}"


def thing(one: Touched) -> str:
    """Return what was touched: 接点「新画面で…」."""
    name = keyed("thing", one.entity)
    return _("{thing} “{title}”", thing=name, title=_cut(one.title)) if one.title else name


def lines(change: AccountChange, clock: Clock) -> list[str]:
    """Return what a change did, a line for each row it made or removed and for each field it changed."""
    found = []
    made = {one.entity for one in change.touched if one.deed == "created"}
    for one in change.touched:
        if one.deed == "created" and _WITHIN.get(one.entity) in made:
            continue
        if one.deed == "created" and one.entity == "touchpoint":
            met = [other.title for other in change.touched if other.entity == "touchpoint_person"]
            what = _DEEDS["created"](thing(one))
            found.append(" · ".join((what, _(", ").join(met))) if met and _single(change, "touchpoint") else what)
        elif one.deed != "changed":
            found.append(_DEEDS[one.deed](thing(one)))
        elif len(one.fields) == 1:
            found.append(_("{thing}: {field}", thing=thing(one), field=step(one, one.fields[0], clock)))
        elif one.fields:
            found.append(thing(one))
            found += [f"　{step(one, field, clock)}" for field in one.fields]
    return found


def _single(change: AccountChange, entity: str) -> bool:
    return sum(one.entity == entity for one in change.touched) == 1


_DEEDS = {
    "created": lambda what: _("{what} added", what=what),
    "removed": lambda what: _("{what} removed", what=what),
    "restored": lambda what: _("{what} brought back", what=what),
}


def step(one: Touched, field: FieldStep, clock: Clock) -> str:
    """Return one field before and after: 期日 11/17 → 11/24."""
    old, new = (value_words(one.entity, field.name, value, clock) for value in (field.old, field.new))
    return _("{field} {old} → {new}", field=field_words(one.entity, field.name), old=old, new=new)


def field_words(entity: str, field: str) -> str:
    """Return the name of a field; where one means different things, by what it belongs to; an own one as it is."""
    if field.startswith("custom."):
        return field.removeprefix("custom.")
    own = keyed("field", f"{entity}.{field}")
    return own if own != f"{entity}.{field}" else keyed("field", field)


def value_words(entity: str, field: str, value: object, clock: Clock) -> str:
    """Return a stored value as a person would write it."""
    if value is None or value == "" or value == []:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _cut(_(", ").join(str(each) for each in value))
    if isinstance(value, dict):
        answers = {_key_words(key): _("yes") if on else _("no") for key, on in value.items()}
        return _cut(_(", ").join(f"{key} {said}" for key, said in answers.items()))
    kind = _WORDS.get(f"{entity}.{field}")
    if kind is not None and value in list(kind):
        return name_of(kind(str(value)))
    if field == "sentiment":
        return keyed("sentiment", str(value))
    if isinstance(value, int):
        return number(value)
    text = str(value)
    if _DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    if _STAMP.fullmatch(text):
        at = parse_stamp(text).astimezone(ZoneInfo(clock.zone))
        return f"{day(at.date())} {at:%H:%M}"
    return f"「{_cut(text)}」" if field in ("body", "text", "words") else _cut(text)


def _key_words(key: str) -> str:
    return name_of(Gate(key)) if key in list(Gate) else key


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"


def spoken(change: AccountChange, clock: Clock) -> str:
    """Return a change as it is read aloud."""
    state = _("taken back") if change.undone else ""
    parts = (when(change, clock), change.by, headline(change), state, *lines(change, clock))
    return ", ".join(part.strip() for part in parts if part)
