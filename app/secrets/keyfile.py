"""keyinfo.json: how a profile is protected and the slots that hold its key; never the key itself.

A `place` is the profile folder, or a copy of the file as it lies beside a back-up (any path ending in .json).
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from app.errors import BansoError
from app.secrets import file_names
from app.secrets.private_files import write_whole
from app.secrets.slots import HIGHEST, KEY_BYTES, KINDS, NONCE_BYTES, SALT_BYTES, TAG_BYTES, Cost, Kind, Slot

NAME = file_names.KEYINFO
VERSION = 1
Protection = Literal["keyring", "passphrase", "none"]
PROTECTIONS: tuple[Protection, ...] = get_args(Protection)
_MAX_BYTES = 64 * 1024


@dataclass(frozen=True)
class KeyInfo:
    """What stands in the file; `backend` names the keyring, `fingerprint` lets a key be known again."""

    profile_id: str
    protection: Protection
    backend: str | None = None
    fingerprint: str | None = None
    slots: tuple[Slot, ...] = ()

    def slot(self, kind: Kind) -> Slot | None:
        """Return the slot of a kind, where there is one."""
        return next((slot for slot in self.slots if slot.kind == kind), None)

    def with_slot(self, slot: Slot) -> KeyInfo:
        """Return the same with this slot in place of the one of its kind."""
        kept = {s.kind: s for s in self.slots} | {slot.kind: slot}
        return replace(self, slots=tuple(kept[kind] for kind in KINDS if kind in kept))

    def without(self, kind: Kind) -> KeyInfo:
        """Return the same without the slot of a kind."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind != kind))


def file_of(place: Path) -> Path:
    """Return the file that a place means."""
    return place if place.suffix == ".json" and not place.is_dir() else place / NAME


def read(place: Path) -> KeyInfo:
    """Return what stands in the file, which is never changed by reading.

    "keyinfo.missing", "keyinfo.damaged", or "keyinfo.newer" for a version this program does not know.
    """
    path = file_of(place)
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise BansoError("keyinfo.missing", path=str(path)) from error
    except OSError as error:
        raise BansoError("keyinfo.damaged", path=str(path)) from error
    try:
        if len(data) > _MAX_BYTES:
            raise ValueError("too long")
        fields = json.loads(data)
        version = fields["version"]
        if type(version) is not int or version < 1:
            raise ValueError("version")
        if version > VERSION:
            raise BansoError("keyinfo.newer", path=str(path), found=version, known=VERSION)
        return _parsed(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BansoError("keyinfo.damaged", path=str(path)) from error


def write(place: Path, info: KeyInfo, *, new: bool = False) -> None:
    """Write the file whole, for its owner alone; with `new` an existing one is refused ("profile.exists").

    "profile.folder_unusable" where the system does not let it be written; the old file stays.
    """
    path = file_of(place)
    fields = {
        "version": VERSION,
        "profile_id": info.profile_id,
        "protection": info.protection,
        "backend": info.backend,
        "fingerprint": info.fingerprint,
        "slots": [_slot_fields(slot) for slot in info.slots],
    }
    try:
        write_whole(path, (json.dumps(fields, indent=2) + "\n").encode(), new=new)
    except FileExistsError as error:
        raise BansoError("profile.exists", field="profile", folder=str(path.parent)) from error
    except OSError as error:
        raise BansoError("profile.folder_unusable", field="profile", folder=str(path.parent)) from error


def _slot_fields(slot: Slot) -> dict[str, Any]:
    kdf: dict[str, Any] = {"name": "hkdf-sha256"}
    if slot.cost is not None:
        cost = slot.cost
        kdf = {"name": "argon2id", "m_kib": cost.memory_kib, "t": cost.passes, "p": cost.lanes}
    octets = {"salt": slot.salt, "nonce": slot.nonce, "sealed": slot.sealed}
    told = {} if slot.made_on is None else {"made_on": slot.made_on}
    sealed = {name: base64.b64encode(value).decode() for name, value in octets.items()}
    return {"kind": slot.kind, "kdf": kdf, **sealed, **told}


def _parsed(fields: dict[str, Any]) -> KeyInfo:
    info = KeyInfo(
        _text(fields["profile_id"]),
        fields["protection"],
        None if fields["backend"] is None else _text(fields["backend"]),
        None if fields["fingerprint"] is None else _text(fields["fingerprint"]),
        tuple(_slot(slot) for slot in fields["slots"]),
    )
    kinds = [slot.kind for slot in info.slots]
    sealed = info.protection != "none"
    if (
        info.protection not in PROTECTIONS
        or len(set(kinds)) != len(kinds)
        or sealed != bool(kinds)
        or sealed != (info.fingerprint is not None)
        or ("keyring" in kinds) != (info.backend is not None)
        or (sealed and info.protection not in kinds)
    ):
        raise ValueError("protection")
    return info


def _slot(fields: dict[str, Any]) -> Slot:
    kind, kdf = fields["kind"], fields["kdf"]
    cost = None
    if kind != "keyring":
        cost = Cost(_whole(kdf["m_kib"], HIGHEST.memory_kib), _whole(kdf["t"], HIGHEST.passes), _whole(kdf["p"], 64))
        # Argon2 itself asks for 8 KiB a lane.
        if cost.memory_kib < 8 * cost.lanes:
            raise ValueError("memory")
    if kind not in KINDS or kdf["name"] != ("hkdf-sha256" if cost is None else "argon2id"):
        raise ValueError("kind")
    salt = _octets(fields["salt"], SALT_BYTES)
    nonce = _octets(fields["nonce"], NONCE_BYTES)
    sealed = _octets(fields["sealed"], KEY_BYTES + TAG_BYTES)
    return Slot(kind, cost, salt, nonce, sealed, _day(fields.get("made_on")))


def _day(value: object) -> str | None:
    return None if value is None else date.fromisoformat(_text(value)).isoformat()


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise ValueError("text")
    return value


def _whole(value: object, highest: int) -> int:
    if type(value) is not int or not 0 < value <= highest:
        raise ValueError("number")
    return value


def _octets(value: str, length: int) -> bytes:
    octets = base64.b64decode(value, validate=True)
    if len(octets) != length:
        raise ValueError("length")
    return octets
