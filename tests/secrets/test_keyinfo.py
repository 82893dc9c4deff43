"""A profile is locked once and opens by keyring, passphrase or recovery code; a lost key never makes a new book."""

from __future__ import annotations

import base64
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.errors import BansoError
from app.language import error_words
from app.secrets import keyfile, keyinfo
from app.secrets.keyinfo import Created, add_passphrase, create, new_recovery_code, repair_keyring_slot, unlock
from app.secrets.slots import STANDARD, Cost


def refusal(call: Callable[..., Any], *given: Any, **named: Any) -> BansoError:
    with pytest.raises(BansoError) as refused:
        call(*given, **named)
    for lang in ("ja", "en"):
        title, message = error_words(refused.value, lang)
        assert title != refused.value.key != message
    return refused.value


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def made(folder: Path, protection: Any, cheap: Cost, **named: Any) -> tuple[bytes, str]:
    created = create(folder, protection, cost=cheap, **named)
    assert created.key is not None and created.recovery_code is not None
    return created.key, created.recovery_code


def test_that_the_keyring_opens_what_it_locked(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    folder = tmp_path / "profile"
    key, code = made(folder, "keyring", cheap)
    assert len(key) == 32
    assert unlock(folder) == key
    assert unlock(folder, recovery_code=code.lower().replace("-", " ")) == key
    info = keyfile.read(folder)
    assert (info.protection, info.backend) == ("keyring", keyrings.name(keyrings.memory))
    assert [slot.kind for slot in info.slots] == ["keyring", "recovery"]
    assert folder.stat().st_mode & 0o777 == 0o700


def test_that_the_keyring_does_not_hold_the_key_itself(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    key, _ = made(tmp_path, "keyring", cheap)
    (kept,) = keyrings.memory.kept.values()
    assert base64.b64decode(kept) != key
    assert kept not in (tmp_path / keyfile.NAME).read_text()


def test_that_unlocking_asks_the_named_keyring_and_looks_for_no_other(
    tmp_path: Path, keyrings: Any, cheap: Cost
) -> None:
    key, _ = made(tmp_path, "keyring", cheap)
    keyrings.use(keyrings.broken)
    assert unlock(tmp_path) == key


def test_that_a_passphrase_opens_what_it_locked(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    key, code = made(tmp_path, "passphrase", cheap, passphrase="開けゴマ123")
    assert unlock(tmp_path, passphrase="開けゴマ１２３") == key
    assert unlock(tmp_path, recovery_code=code) == key
    assert refusal(unlock, tmp_path).key == "passphrase.needed"
    assert refusal(unlock, tmp_path, passphrase="開けゴマ").key == "passphrase.wrong"
    assert refusal(unlock, tmp_path, passphrase=" ").key == "passphrase.empty"
    assert keyrings.memory.kept == {}


def test_that_a_plain_profile_has_neither_key_nor_code(tmp_path: Path, keyrings: Any) -> None:
    assert create(tmp_path, "none") == Created(None, None)
    assert unlock(tmp_path) is None
    assert unlock(tmp_path, passphrase="of another profile") is None
    assert keyrings.memory.kept == {}


def test_that_the_parameters_are_the_standard_ones_unless_a_test_asks(tmp_path: Path, keyrings: Any) -> None:
    create(tmp_path, "keyring")
    slot = keyfile.read(tmp_path).slot("recovery")
    assert slot is not None and slot.cost == STANDARD


@pytest.mark.parametrize("name", [keyfile.NAME, "book.sqlite"])
@pytest.mark.parametrize("protection", ["keyring", "passphrase", "none"])
def test_that_nothing_new_is_made_where_a_profile_is(
    tmp_path: Path, keyrings: Any, cheap: Cost, name: str, protection: Any
) -> None:
    (tmp_path / name).write_bytes(b"damaged beyond reading")
    error = refusal(create, tmp_path, protection, passphrase="pw", cost=cheap)
    assert error.key == "profile.exists"
    assert content(tmp_path) == {name: b"damaged beyond reading"}
    assert keyrings.memory.kept == {}


def test_that_a_second_creation_leaves_the_first_as_it_was(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    key, _ = made(tmp_path, "keyring", cheap)
    before, kept = content(tmp_path), dict(keyrings.memory.kept)
    assert refusal(create, tmp_path, "keyring", cost=cheap).key == "profile.exists"
    assert (content(tmp_path), keyrings.memory.kept) == (before, kept)
    assert unlock(tmp_path) == key


def test_that_losing_the_race_to_create_leaves_no_entry_behind(
    tmp_path: Path, keyrings: Any, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = keyfile.write

    def late(place: Path, info: Any, *, new: bool = False) -> None:
        (place / keyfile.NAME).write_bytes(b"the other was faster")
        write(place, info, new=new)

    monkeypatch.setattr(keyinfo.keyfile, "write", late)
    assert refusal(create, tmp_path, "keyring", cost=cheap).key == "profile.exists"
    assert content(tmp_path) == {keyfile.NAME: b"the other was faster"}
    assert keyrings.memory.kept == {}


@pytest.mark.parametrize(
    ("kind", "key"), [("plaintext", "keyring.none"), ("locked", "keyring.locked"), ("waiting", "keyring.locked")]
)
def test_that_without_a_keyring_nothing_is_made(
    tmp_path: Path, keyrings: Any, cheap: Cost, kind: str, key: str
) -> None:
    keyrings.use(getattr(keyrings, kind))
    folder = tmp_path / "profile"
    assert refusal(create, folder, "keyring", cost=cheap, timeout=0.1).key == key
    assert not folder.exists()


def test_that_a_missing_or_blank_passphrase_makes_nothing(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    assert refusal(create, tmp_path / "p", "passphrase", cost=cheap).key == "passphrase.needed"
    assert refusal(create, tmp_path / "p", "passphrase", passphrase="\n", cost=cheap).key == "passphrase.empty"
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("loss", ["deleted", "other value", "not base64"])
def test_that_a_lost_keyring_entry_leads_to_the_ways_out(tmp_path: Path, keyrings: Any, cheap: Cost, loss: str) -> None:
    key, code = made(tmp_path, "keyring", cheap)
    before = content(tmp_path)
    entry = next(iter(keyrings.memory.kept))
    if loss == "deleted":
        keyrings.memory.kept.clear()
    else:
        keyrings.memory.kept[entry] = base64.b64encode(b"x" * 32).decode() if loss == "other value" else "変"
    kept = dict(keyrings.memory.kept)
    error = refusal(unlock, tmp_path)
    assert (error.key, dict(error.params)) == ("key.lost", {"backend": keyrings.name(keyrings.memory)})
    assert (content(tmp_path), keyrings.memory.kept) == (before, kept)
    assert unlock(tmp_path, recovery_code=code) == key


def test_that_the_recovery_code_puts_a_new_keyring_slot(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    key, code = made(tmp_path, "keyring", cheap)
    keyrings.memory.kept.clear()
    keyrings.use(keyrings.other)
    opened = unlock(tmp_path, recovery_code=code)
    assert opened == key
    repair_keyring_slot(tmp_path, opened)
    assert keyfile.read(tmp_path).backend == keyrings.name(keyrings.other)
    assert unlock(tmp_path) == key
    assert unlock(tmp_path, recovery_code=code) == key


def test_that_a_swapped_backend_is_named(
    tmp_path: Path, keyrings: Any, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "keyring", cheap)
    before = content(tmp_path)
    keyrings.use(keyrings.other)
    names = {"was": keyrings.name(keyrings.memory), "now": keyrings.name(keyrings.other)}
    # The old one is still there, without the entry.
    keyrings.memory.kept.clear()
    error = refusal(unlock, tmp_path)
    assert (error.key, dict(error.params)) == ("key.backend_changed", names)
    # The old one cannot run here any more.
    monkeypatch.setattr(keyrings.memory, "priority", 0)
    error = refusal(unlock, tmp_path)
    assert (error.key, dict(error.params)) == ("key.backend_changed", names)
    assert content(tmp_path) == before
    assert keyrings.other.kept == {}


def test_that_a_keyring_that_cannot_be_reached_is_not_a_lost_key(
    tmp_path: Path, keyrings: Any, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, code = made(tmp_path, "keyring", cheap)
    keyrings.use(keyrings.plaintext)
    with monkeypatch.context() as away:
        away.setattr(keyrings.memory, "priority", 0)
        assert refusal(unlock, tmp_path).key == "key.keyring_unreachable"
        assert unlock(tmp_path, recovery_code=code) == key
    assert unlock(tmp_path) == key


@pytest.mark.parametrize(
    ("kind", "key"), [("locked", "keyring.locked"), ("waiting", "keyring.locked"), ("broken", "keyring.failed")]
)
def test_that_a_keyring_that_does_not_answer_is_not_a_lost_key(
    tmp_path: Path, keyrings: Any, cheap: Cost, kind: str, key: str
) -> None:
    made(tmp_path, "keyring", cheap)
    backend = keyrings.name(getattr(keyrings, kind))
    keyfile.write(tmp_path, replace(keyfile.read(tmp_path), backend=backend))
    assert refusal(unlock, tmp_path, timeout=0.1).key == key


def test_that_a_passphrase_can_be_added_and_replaced(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    key, code = made(tmp_path, "keyring", cheap)
    # A passphrase handed in for a profile that has none leaves the way to the keyring open.
    assert unlock(tmp_path, passphrase="of another profile") == key
    add_passphrase(tmp_path, key, "first", cost=cheap)
    add_passphrase(tmp_path, key, "second", cost=cheap)
    assert refusal(unlock, tmp_path, passphrase="first").key == "passphrase.wrong"
    keyrings.memory.kept.clear()
    assert unlock(tmp_path, passphrase="second") == key
    assert unlock(tmp_path, recovery_code=code) == key


def test_that_a_profile_moves_from_passphrase_to_keyring(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    key, _ = made(tmp_path, "passphrase", cheap, passphrase="pw")
    repair_keyring_slot(tmp_path, key)
    assert keyfile.read(tmp_path).protection == "keyring"
    assert unlock(tmp_path) == unlock(tmp_path, passphrase="pw") == key


def test_that_a_new_recovery_code_ends_the_old_one(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    key, old = made(tmp_path, "keyring", cheap)
    new = new_recovery_code(tmp_path, key, cost=cheap)
    assert unlock(tmp_path, recovery_code=new) == key
    assert refusal(unlock, tmp_path, recovery_code=old).key == "recovery.wrong"
    assert refusal(unlock, tmp_path, recovery_code=new[:-1]).key == "recovery.mistyped"


@pytest.mark.parametrize("change", ["add_passphrase", "new_recovery_code", "repair_keyring_slot"])
def test_that_another_key_changes_nothing(tmp_path: Path, keyrings: Any, cheap: Cost, change: str) -> None:
    key, _ = made(tmp_path, "keyring", cheap)
    before, kept = content(tmp_path), dict(keyrings.memory.kept)
    calls: dict[str, Callable[[], object]] = {
        "add_passphrase": lambda: add_passphrase(tmp_path, b"k" * 32, "pw", cost=cheap),
        "new_recovery_code": lambda: new_recovery_code(tmp_path, b"k" * 32, cost=cheap),
        "repair_keyring_slot": lambda: repair_keyring_slot(tmp_path, b"k" * 32),
    }
    assert refusal(calls[change]).key == "keyinfo.damaged"
    assert (content(tmp_path), keyrings.memory.kept) == (before, kept)
    assert unlock(tmp_path) == key


def test_that_a_tampered_slot_stays_shut_and_the_file_as_it_is(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    key, code = made(tmp_path, "passphrase", cheap, passphrase="pw")
    path = tmp_path / keyfile.NAME
    slot = keyfile.read(tmp_path).slot("passphrase")
    assert slot is not None
    sealed = base64.b64encode(slot.sealed).decode()
    other = base64.b64encode(bytes([slot.sealed[0] ^ 1]) + slot.sealed[1:]).decode()
    path.write_text(path.read_text().replace(sealed, other))
    before = content(tmp_path)
    assert refusal(unlock, tmp_path, passphrase="pw").key == "passphrase.wrong"
    assert content(tmp_path) == before
    assert unlock(tmp_path, recovery_code=code) == key


def test_that_slots_of_another_profile_do_not_open_this_one(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    made(tmp_path / "a", "passphrase", cheap, passphrase="pw")
    made(tmp_path / "b", "passphrase", cheap, passphrase="pw")
    moved = keyfile.read(tmp_path / "b").slot("passphrase")
    assert moved is not None
    keyfile.write(tmp_path / "a", keyfile.read(tmp_path / "a").with_slot(moved))
    assert refusal(unlock, tmp_path / "a", passphrase="pw").key == "passphrase.wrong"


def test_that_a_copy_beside_a_back_up_opens_as_the_profile_does(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    key, code = made(tmp_path / "p", "keyring", cheap)
    copy = tmp_path / "2026-11-21.keyinfo.json"
    copy.write_bytes((tmp_path / "p" / keyfile.NAME).read_bytes())
    assert unlock(copy) == unlock(copy, recovery_code=code) == key


@pytest.mark.parametrize("damage", [b"{", b'{"version": 9}'])
def test_that_a_damaged_or_newer_file_is_left_byte_for_byte(
    tmp_path: Path, keyrings: Any, cheap: Cost, damage: bytes
) -> None:
    (tmp_path / keyfile.NAME).write_bytes(damage)
    for call in (
        lambda: unlock(tmp_path),
        lambda: add_passphrase(tmp_path, b"k" * 32, "pw", cost=cheap),
        lambda: new_recovery_code(tmp_path, b"k" * 32, cost=cheap),
        lambda: repair_keyring_slot(tmp_path, b"k" * 32),
        lambda: create(tmp_path, "none"),
    ):
        assert refusal(call).key in {"keyinfo.damaged", "keyinfo.newer", "profile.exists"}
    assert content(tmp_path) == {keyfile.NAME: damage}


def test_that_no_words_show_a_key_a_code_or_a_passphrase(tmp_path: Path, keyrings: Any, cheap: Cost) -> None:
    created = create(tmp_path, "passphrase", passphrase="hush-hush", cost=cheap)
    assert created.key is not None and created.recovery_code is not None
    shown = f"{created!r} {created} {keyfile.read(tmp_path)!r}"
    for error in (
        refusal(unlock, tmp_path, passphrase="hush-hush!"),
        refusal(unlock, tmp_path, recovery_code=created.recovery_code[:-2] + "ZZ"),
    ):
        shown += "".join(traceback.format_exception(error)) + repr(error.params)
    for secret in (created.recovery_code, created.key.hex(), repr(created.key), repr("hush-hush")):
        assert secret not in shown
