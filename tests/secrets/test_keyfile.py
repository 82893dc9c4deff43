"""keyinfo.json is read as written, refused where it is not ours, and never touched by being read."""

from __future__ import annotations

import base64
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.secrets import keyfile
from app.secrets.keyfile import KeyInfo
from app.secrets.slots import Cost, fingerprint, seal

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
KEY = bytes(range(32))


def example() -> KeyInfo:
    info = KeyInfo("profile-1", "keyring", "some.Keyring", fingerprint(KEY))
    for kind in ("keyring", "passphrase", "recovery"):
        info = info.with_slot(seal(KEY, kind, b"secret", "profile-1", CHEAP))  # type: ignore[arg-type]
    return info


def fields() -> dict[str, Any]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        keyfile.write(Path(folder), example())
        return json.loads((Path(folder) / keyfile.NAME).read_bytes())  # type: ignore[no-any-return]


def test_that_the_file_says_what_was_written(tmp_path: Path) -> None:
    info = example()
    keyfile.write(tmp_path, info)
    assert keyfile.read(tmp_path) == info
    assert keyfile.read(tmp_path / keyfile.NAME) == info
    assert stat.S_IMODE((tmp_path / keyfile.NAME).stat().st_mode) == 0o600


def test_that_a_plain_profile_has_no_slots(tmp_path: Path) -> None:
    keyfile.write(tmp_path, KeyInfo("profile-1", "none"))
    assert keyfile.read(tmp_path) == KeyInfo("profile-1", "none")


def test_that_the_file_never_holds_the_key(tmp_path: Path) -> None:
    keyfile.write(tmp_path, example())
    content = (tmp_path / keyfile.NAME).read_bytes()
    for form in (KEY, KEY.hex().encode(), base64.b64encode(KEY), base64.b64encode(KEY)[:20], b"secret"):
        assert form not in content


def test_that_a_slot_takes_the_place_of_its_kind_alone() -> None:
    info = example()
    changed = info.with_slot(seal(KEY, "recovery", b"other", "profile-1", CHEAP))
    assert [slot.kind for slot in changed.slots] == ["keyring", "passphrase", "recovery"]
    assert changed.slots[:2] == info.slots[:2]
    assert changed.slots[2] != info.slots[2]


def test_that_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BansoError) as refused:
        keyfile.read(tmp_path)
    assert refused.value.key == "keyinfo.missing"
    assert list(tmp_path.iterdir()) == []


def test_that_a_newer_version_is_refused_and_left_byte_for_byte(tmp_path: Path) -> None:
    content = json.dumps({"version": 2, "other": "shape"}).encode()
    (tmp_path / keyfile.NAME).write_bytes(content)
    with pytest.raises(BansoError) as refused:
        keyfile.read(tmp_path)
    assert refused.value.key == "keyinfo.newer"
    assert (refused.value.params["found"], refused.value.params["known"]) == (2, 1)
    assert (tmp_path / keyfile.NAME).read_bytes() == content


def change(path: str, value: Any) -> bytes:
    found: Any = fields()
    *way, last = path.split(".")
    place = found
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if value is KeyError:
        del place[last]
    else:
        place[last] = value
    return json.dumps(found).encode()


DAMAGED = [
    ("version", 0),
    ("version", "1"),
    ("version", True),
    ("version", KeyError),
    ("profile_id", ""),
    ("profile_id", 7),
    ("profile_id", KeyError),
    ("protection", "hope"),
    ("protection", "none"),
    ("protection", ["keyring"]),
    ("backend", None),
    ("backend", "x" * 300),
    ("fingerprint", None),
    ("slots", []),
    ("slots", {}),
    ("slots", None),
    ("slots", ["keyring"]),
    ("slots.0.kind", "passphrase"),
    ("slots.0.kind", "dream"),
    ("slots.0.kdf.name", "argon2id"),
    ("slots.1.kdf.name", "pbkdf2"),
    ("slots.1.kdf.m_kib", 1 << 40),
    ("slots.1.kdf.m_kib", 1),
    ("slots.1.kdf.t", 0),
    ("slots.1.kdf.t", 10**9),
    ("slots.1.kdf.p", -1),
    ("slots.1.kdf.p", 1.0),
    ("slots.1.kdf", KeyError),
    ("slots.2.salt", ""),
    ("slots.2.nonce", "!!!!"),
    ("slots.2.sealed", "AAAA"),
    ("slots.2.sealed", 5),
]


@pytest.mark.parametrize(("path", "value"), DAMAGED)
def test_that_a_damaged_field_is_refused_and_left_byte_for_byte(tmp_path: Path, path: str, value: Any) -> None:
    content = change(path, value)
    (tmp_path / keyfile.NAME).write_bytes(content)
    with pytest.raises(BansoError) as refused:
        keyfile.read(tmp_path)
    assert refused.value.key == "keyinfo.damaged"
    assert (tmp_path / keyfile.NAME).read_bytes() == content


@pytest.mark.parametrize(
    "content", [b"", b"{", b"null", b"[]", b"7", b"\xff\xfe", b"[" * 60_000, b" " * 70_000, b'{"version": NaN}']
)
def test_that_what_is_no_such_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / keyfile.NAME).write_bytes(content)
    with pytest.raises(BansoError) as refused:
        keyfile.read(tmp_path)
    assert refused.value.key == "keyinfo.damaged"
    assert (tmp_path / keyfile.NAME).read_bytes() == content


@given(st.data())
def test_that_a_file_cut_anywhere_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    keyfile.write(tmp_path, example())
    content = (tmp_path / keyfile.NAME).read_bytes()
    # The last two bytes are the closing brace and the line end, which is not needed.
    (tmp_path / keyfile.NAME).write_bytes(content[: data.draw(st.integers(0, len(content) - 2))])
    with pytest.raises(BansoError, match="damaged"):
        keyfile.read(tmp_path)


def test_that_an_existing_file_is_not_written_as_new(tmp_path: Path) -> None:
    keyfile.write(tmp_path, example(), new=True)
    before = (tmp_path / keyfile.NAME).read_bytes()
    with pytest.raises(BansoError) as refused:
        keyfile.write(tmp_path, example(), new=True)
    assert refused.value.key == "profile.exists"
    assert (tmp_path / keyfile.NAME).read_bytes() == before


def test_that_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(BansoError) as refused:
        keyfile.write(tmp_path / "missing", example())
    assert refused.value.key == "profile.folder_unusable"


def test_that_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "desk.json"
    assert keyfile.file_of(folder) == folder
    folder.mkdir()
    assert keyfile.file_of(folder) == folder / keyfile.NAME
