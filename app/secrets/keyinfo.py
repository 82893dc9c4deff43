"""The lock of a profile: made once, opened by keyring, passphrase or recovery code, repaired and never remade."""

from __future__ import annotations

import base64
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from app.errors import BansoError
from app.secrets import file_names, keyfile, keyring_door, slots
from app.secrets.keyfile import PROTECTIONS, KeyInfo, Protection
from app.secrets.keyring_door import TIMEOUT, Keyring
from app.secrets.passphrase import passphrase_bytes
from app.secrets.private_files import private_folder
from app.secrets.recovery_code import new_code, read_code
from app.secrets.slots import STANDARD, Cost, Kind, Slot

BOOK = file_names.BOOK


@dataclass(frozen=True)
class Created:
    """A new profile: the book's key and the recovery code to be shown once; both None for a plain profile."""

    key: bytes | None = field(repr=False)
    recovery_code: str | None = field(repr=False)


def create(
    folder: Path,
    protection: Protection,
    *,
    passphrase: str | None = None,
    keyring: Keyring | None = None,
    cost: Cost = STANDARD,
    timeout: float = TIMEOUT,
) -> Created:
    """Make the key of a new profile, its slots and keyinfo.json in `folder`.

    "profile.exists" where a keyinfo.json or a book lies already, even an unreadable one; "keyring.none",
    "keyring.locked", "keyring.failed"; "passphrase.needed", "passphrase.empty". Nothing is left of a failed attempt.
    """
    if protection not in PROTECTIONS:
        raise ValueError(protection)
    for name in (keyfile.NAME, BOOK):
        if os.path.lexists(folder / name):
            raise BansoError("profile.exists", field="profile", folder=str(folder))
    from app.ids import uuid7

    info = KeyInfo(uuid7(), protection)
    if protection == "none":
        private_folder(folder)
        keyfile.write(folder, info, new=True)
        return Created(None, None)
    if protection == "keyring":
        # First of all: where there is none, the person need not wait for it.
        keyring = keyring or keyring_door.discovered(timeout=timeout)
    key, code = slots.new_key(), new_code()
    info = replace(info, fingerprint=slots.fingerprint(key))
    if protection == "passphrase":
        info = info.with_slot(_passphrase_slot(info, key, passphrase, cost))
    info = info.with_slot(_recovery_slot(info, key, code, cost))
    if keyring is None or protection == "passphrase":
        private_folder(folder)
        keyfile.write(folder, info, new=True)
        return Created(key, code)
    info = _with_keyring_slot(info, key, keyring, timeout)
    try:
        private_folder(folder)
        keyfile.write(folder, info, new=True)
    except BaseException:
        # An entry left behind opens nothing; why the profile was not made is what a person must read.
        with suppress(BansoError):
            keyring_door.delete(keyring, info.profile_id, timeout=timeout)
        raise
    return Created(key, code)


def unlock(
    place: Path, *, passphrase: str | None = None, recovery_code: str | None = None, timeout: float = TIMEOUT
) -> bytes | None:
    """Return the book's key, or None for a plain profile; nothing is ever written.

    The recovery code where it is given, else the passphrase where it is given and has a slot, else the keyring.
    "recovery.mistyped", "recovery.wrong", "passphrase.wrong", "passphrase.needed"; for the keyring "keyring.locked",
    "keyring.failed", "key.lost", "key.backend_changed", "key.keyring_unreachable"; and those of `keyfile.read`.
    """
    info = keyfile.read(place)
    if info.protection == "none":
        return None
    if recovery_code is not None:
        return _by_recovery_code(info, recovery_code)
    sealed = info.slot("passphrase")
    if passphrase is not None and sealed is not None:
        key = slots.unseal(sealed, passphrase_bytes(passphrase), info.profile_id)
        if key is None:
            raise BansoError("passphrase.wrong", field="passphrase")
        return _known(info, key)
    if info.protection == "passphrase":
        raise BansoError("passphrase.needed", field="passphrase")
    return _by_keyring(info, timeout)


def add_passphrase(place: Path, key: bytes, passphrase: str, *, cost: Cost = STANDARD) -> None:
    """Put in or replace the passphrase of a profile that `key` opens."""
    info = _opened(place, key)
    keyfile.write(place, info.with_slot(_passphrase_slot(info, key, passphrase, cost)))


def new_recovery_code(place: Path, key: bytes, *, cost: Cost = STANDARD) -> str:
    """Return a new recovery code, to be shown once; the one before opens nothing any more."""
    code = new_code()
    put_recovery_code(place, key, code, cost=cost)
    return code


def put_recovery_code(place: Path, key: bytes, code: str, *, cost: Cost = STANDARD) -> None:
    """Let `code`, which `new_code` made and a person has kept, open the profile instead of the one before."""
    info = _opened(place, key)
    keyfile.write(place, info.with_slot(_recovery_slot(info, key, code, cost)))


def remove_slot(place: Path, key: bytes, kind: Kind, *, timeout: float = TIMEOUT) -> None:
    """Take one way of opening a profile away.

    "slot.last" where nothing would be left that opens it day by day (keyring or passphrase), or nothing that a person
    can type on another computer (passphrase or recovery code).
    """
    info = _opened(place, key)
    if info.slot(kind) is None:
        return
    left = info.without(kind)
    kinds = {slot.kind for slot in left.slots}
    if not kinds & {"keyring", "passphrase"} or not kinds & {"passphrase", "recovery"}:
        raise BansoError("slot.last", field=kind)
    if kind == "keyring":
        left = replace(left, protection="passphrase", backend=None)
    elif left.protection == kind:
        left = replace(left, protection="keyring")
    keyfile.write(place, left)
    if kind == "keyring" and info.backend is not None:
        # The entry opens nothing any more; a keyring that is not here keeps it without harm.
        with suppress(BansoError):
            keyring = keyring_door.backend_named(info.backend, timeout=timeout)
            keyring_door.delete(keyring, info.profile_id, timeout=timeout)


def repair_keyring_slot(place: Path, key: bytes, *, keyring: Keyring | None = None, timeout: float = TIMEOUT) -> None:
    """Protect a profile by the keyring of this system again, after it was opened in another way.

    Also the way from a passphrase to the keyring; the passphrase slot stays.
    """
    info = _opened(place, key)
    keyring = keyring or keyring_door.discovered(timeout=timeout)
    keyfile.write(place, replace(_with_keyring_slot(info, key, keyring, timeout), protection="keyring"))


def _with_keyring_slot(info: KeyInfo, key: bytes, keyring: Keyring, timeout: float) -> KeyInfo:
    # The keyring holds a secret of its own and not the key, so that either can be changed alone.
    secret = slots.new_key()
    keyring_door.put(keyring, info.profile_id, base64.b64encode(secret).decode(), timeout=timeout)
    slot = _dated(slots.seal(key, "keyring", secret, info.profile_id))
    return replace(info.with_slot(slot), backend=keyring.name)


def _passphrase_slot(info: KeyInfo, key: bytes, passphrase: str | None, cost: Cost) -> Slot:
    if passphrase is None:
        raise BansoError("passphrase.needed", field="passphrase")
    return _dated(slots.seal(key, "passphrase", passphrase_bytes(passphrase), info.profile_id, cost))


def _recovery_slot(info: KeyInfo, key: bytes, code: str, cost: Cost) -> Slot:
    return _dated(slots.seal(key, "recovery", code.encode(), info.profile_id, cost))


def _dated(slot: Slot) -> Slot:
    return replace(slot, made_on=datetime.now(UTC).date().isoformat())


def _by_recovery_code(info: KeyInfo, typed: str) -> bytes:
    code, sealed = read_code(typed), info.slot("recovery")
    key = None if sealed is None else slots.unseal(sealed, code.encode(), info.profile_id)
    if key is None:
        raise BansoError("recovery.wrong", field="recovery_code")
    return _known(info, key)


def _by_keyring(info: KeyInfo, timeout: float) -> bytes:
    name, sealed = info.backend, info.slot("keyring")
    assert name is not None and sealed is not None, "keyfile.read lets no other through"
    try:
        kept = keyring_door.get(keyring_door.backend_named(name, timeout=timeout), info.profile_id, timeout=timeout)
    except BansoError as error:
        if error.key == "key.keyring_unreachable":
            _refuse_changed_backend(name, timeout)
        raise
    key = None if kept is None else slots.unseal(sealed, _secret(kept), info.profile_id)
    if key is None:
        _refuse_changed_backend(name, timeout)
        raise BansoError("key.lost", backend=name)
    return _known(info, key)


def _refuse_changed_backend(name: str, timeout: float) -> None:
    try:
        present = keyring_door.discovered(timeout=timeout).name
    except BansoError as error:
        if error.key != "keyring.none":
            raise
        return
    if present != name:
        raise BansoError("key.backend_changed", was=name, now=present)


def _secret(kept: str) -> bytes:
    try:
        return base64.b64decode(kept, validate=True)
    except ValueError:
        # Not what Banso put there: it opens nothing, as any other wrong secret.
        return b""


def _opened(place: Path, key: bytes) -> KeyInfo:
    info = keyfile.read(place)
    _known(info, key)
    return info


def _known(info: KeyInfo, key: bytes) -> bytes:
    if info.fingerprint != slots.fingerprint(key):
        raise BansoError("keyinfo.damaged", path=keyfile.NAME)
    return key
