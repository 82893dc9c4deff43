"""A pack: health model, signal rules, playbooks, contact cadences and rhythms, as one document to hand round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.alerts import rhythms
from app.errors import BansoError
from app.health.files import read_model, write_model
from app.health.model import Model
from app.models.database import Session
from app.operations.health.models import change_model, model_at, same
from app.operations.settings import choose, chosen_value, settings
from app.operations.signals.packed import (
    PARTS,
    PackedSignals,
    import_signal_parts,
    read_signal_parts,
    signal_changes,
    signal_parts,
)
from app.vocabulary import Rhythm, Segment

FORMAT, VERSION = "banso-pack", 1
_CADENCES = ("cadence.high", "cadence.low", "cadence.onboarding.high", "cadence.onboarding.low")
_PARTS = {"format", "version", "model", "cadence", "rhythms", *PARTS}


@dataclass(frozen=True)
class Pack:
    """What a pack holds, checked; `others` are parts that this Banso does not know."""

    model: Model
    cadences: Mapping[str, int]
    rhythms: Mapping[Segment, Mapping[Rhythm, int]] | None
    others: tuple[str, ...] = ()
    signals: PackedSignals = field(default_factory=PackedSignals)


@dataclass(frozen=True)
class PackImported:
    """What an import changed: the version of the model it made, settings, rules, playbooks; what it could not use."""

    model_version: int | None
    settings: tuple[str, ...]
    left_out: tuple[str, ...]


def export_pack(session: Session) -> dict[str, object]:
    """Return the pack of the book; nothing about any customer or person is in it."""
    chosen = settings(session)
    return {
        "format": FORMAT,
        "version": VERSION,
        "model": write_model(unsigned(model_at(session))),
        "cadence": {key.removeprefix("cadence."): chosen_value(session, key) for key in _CADENCES},
        "rhythms": {
            str(segment): {str(rhythm): months for rhythm, months in chosen.rhythms.get(segment, {}).items()}
            for segment in Segment
        },
        **signal_parts(session),
    }


def unsigned(model: Model) -> Model:
    """Return a model without the names of those who changed it."""
    from dataclasses import replace

    return replace(
        model,
        dimensions=tuple(
            replace(d, measures=tuple(replace(m, author="", on=None) for m in d.measures)) for d in model.dimensions
        ),
    )


def read_pack(document: object) -> Pack:
    """Return what a document holds; a model alone counts as a pack of nothing else.

    Raises BansoError whose `field` is the place of the fault.
    """
    if not isinstance(document, Mapping):
        raise BansoError("pack.not_one", field="format")
    if document.get("format") != FORMAT:
        return Pack(read_model(document), {}, None)
    if document.get("version") != VERSION:
        raise BansoError("pack.newer", field="version")
    try:
        model = read_model(document.get("model"))
    except BansoError as fault:
        place = f"model.{fault.field}" if fault.field else "model"
        raise BansoError(fault.key, field=place, **{**fault.params, "place": place}) from fault
    signals = read_signal_parts(document)
    others = (*sorted(str(part) for part in document if part not in _PARTS), *signals.others)
    return Pack(model, _cadences(document.get("cadence", {})), _rhythms(document.get("rhythms")), others, signals)


def pack_changes(session: Session, pack: Pack) -> tuple[str, ...]:
    """Return the settings, rules and playbooks that an import of a pack would change, by key."""
    chosen = settings(session)
    changed = [key for key, days in pack.cadences.items() if chosen_value(session, key) != days]
    if pack.rhythms is not None and _plain(pack.rhythms) != _plain(chosen.rhythms):
        changed.append("rhythms")
    return (*changed, *signal_changes(session, pack.signals))


def import_pack(session: Session, document: object, *, reason: str, by_id: str | None = None) -> PackImported:
    """Take over a pack as one change: another version of the model where it differs, and the settings it holds.

    All of it or nothing: a fault anywhere is refused by its place. The first version needs no reason to be replaced,
    every later one does.
    """
    pack = document if isinstance(document, Pack) else read_pack(document)
    changed = pack_changes(session, pack)
    version: int | None = None
    if not same(model_at(session), pack.model):
        version = change_model(session, pack.model, reason=reason, by_id=by_id).version
    for key in changed:
        if key == "rhythms" or key in pack.cadences:
            choose(session, key, _plain(pack.rhythms or {}) if key == "rhythms" else pack.cadences[key])
    import_signal_parts(session, pack.signals, reason=reason)
    return PackImported(version, changed, pack.others)


def _cadences(value: object) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise BansoError("pack.shape", field="cadence", place="cadence")
    found: dict[str, int] = {}
    for name, days in value.items():
        key, place = f"cadence.{name}", f"cadence.{name}"
        if key not in _CADENCES:
            raise BansoError("pack.shape", field=place, place=place)
        if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= 365:
            raise BansoError("pack.shape", field=place, place=place)
        found[key] = days
    return found


def _rhythms(value: object) -> Mapping[Segment, Mapping[Rhythm, int]] | None:
    if value is None:
        return None
    found: dict[Segment, dict[Rhythm, int]] = {}
    for segment, every in _items(value, "rhythms"):
        place = f"rhythms.{segment}"
        if segment not in set(Segment):
            raise BansoError("pack.shape", field=place, place=place)
        months = found[Segment(segment)] = {}
        for rhythm, count in _items(every, place):
            here = f"{place}.{rhythm}"
            fits = isinstance(count, int) and not isinstance(count, bool) and 1 <= count <= rhythms.MOST
            if rhythm not in set(Rhythm) or not fits:
                raise BansoError("pack.shape", field=here, place=here)
            months[Rhythm(rhythm)] = int(count)
    return found


def _items(value: Any, place: str) -> list[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        raise BansoError("pack.shape", field=place, place=place)
    return [(str(key), one) for key, one in value.items()]


def _plain(every: Mapping[Segment, Mapping[Rhythm, int]]) -> dict[str, dict[str, int]]:
    return {str(s): {str(r): months for r, months in every.get(s, {}).items()} for s in Segment}
