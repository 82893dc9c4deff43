"""Proof with a real Secret Service: made, opened, deleted, locked and out of reach, the book stays closed and whole.

Run it where nothing can be lost:
HOME=$(mktemp -d) dbus-run-session -- bash -c 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets
--daemonize; pytest -m real_keyring tests/secrets'
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.errors import BansoError
from app.models.driver import connect
from app.secrets import keyfile
from app.secrets.keyinfo import Created, create, repair_keyring_slot, unlock
from app.secrets.slots import Cost

secretstorage = pytest.importorskip("secretstorage", reason="the Secret Service is a thing of Linux")
pytestmark = [pytest.mark.proof, pytest.mark.real_keyring]
BACKEND = "keyring.backends.SecretService.Keyring"
ROOT = Path(keyfile.__file__).parents[2]
CANARY = "解約カナリアcanary7391"
UNLOCK = """
import sys
from pathlib import Path
from app.errors import BansoError
from app.secrets.keyinfo import unlock
try:
    key = unlock(Path(sys.argv[1]), timeout=5)
    print("unlocked", len(key))
except BansoError as error:
    print(error.key)
"""


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cheap: Cost) -> tuple[Path, Created]:
    """Make a profile in the real keyring, with a book that holds a canary."""
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    folder = tmp_path / "profile"
    created = create(folder, "keyring", cost=cheap)
    connection = connect(folder / "book.sqlite", created.key)
    connection.execute("CREATE TABLE note (body TEXT)")
    connection.execute("INSERT INTO note VALUES (?)", (CANARY,))
    connection.close()
    return folder, created


def refusal(call: Callable[..., Any], *given: Any, **named: Any) -> BansoError:
    with pytest.raises(BansoError) as refused:
        call(*given, **named)
    return refused.value


def in_new_process(folder: Path, **changed: str | None) -> str:
    environment = {name: value for name, value in (os.environ | changed).items() if value is not None}
    ran = subprocess.run(
        [sys.executable, "-c", UNLOCK, str(folder)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def book(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def open_again() -> None:
    """Do what a person does at the prompt, with the password of the command above (its line end is part of it)."""
    from secretstorage.util import DBusAddressWrapper, format_secret, open_session

    with closing(secretstorage.dbus_init()) as bus:
        daemon = DBusAddressWrapper(
            "/org/freedesktop/secrets", "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", bus
        )
        password = format_secret(open_session(bus), b"pw\n", "text/plain")
        daemon.call("UnlockWithMasterPassword", "o(oayays)", "/org/freedesktop/secrets/collection/login", password)


def test_that_the_real_keyring_opens_the_book_and_nothing_else_does(profile: tuple[Path, Created]) -> None:
    folder, created = profile
    assert keyfile.read(folder).backend == BACKEND
    assert unlock(folder) == created.key
    assert in_new_process(folder) == "unlocked 32"
    for form in (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("cp932")):
        assert all(form not in content for content in book(folder).values())
    assert refusal(connect, folder / "book.sqlite", None).key == "database.unreadable"
    connection = connect(folder / "book.sqlite", unlock(folder), create=False)
    assert connection.execute("SELECT body FROM note").fetchone() == (CANARY,)
    connection.close()


def test_that_a_named_keyring_opens_within_a_fraction_of_a_second(profile: tuple[Path, Created]) -> None:
    folder, _ = profile
    unlock(folder)
    began = time.perf_counter()
    unlock(folder)
    assert time.perf_counter() - began < 0.5


def test_that_a_deleted_entry_leads_to_the_recovery_code_and_back(profile: tuple[Path, Created]) -> None:
    folder, created = profile
    before = book(folder)
    with closing(secretstorage.dbus_init()) as bus:
        wanted = {"service": "banso", "username": keyfile.read(folder).profile_id}
        (entry,) = secretstorage.get_default_collection(bus).search_items(wanted)
        entry.delete()
    error = refusal(unlock, folder)
    assert (error.key, dict(error.params)) == ("key.lost", {"backend": BACKEND})
    assert in_new_process(folder) == "key.lost"
    assert refusal(create, folder, "keyring").key == "profile.exists"
    assert book(folder) == before
    key = unlock(folder, recovery_code=created.recovery_code)
    assert key is not None and key == created.key
    repair_keyring_slot(folder, key)
    assert in_new_process(folder) == "unlocked 32"


def test_that_a_swapped_or_unreachable_keyring_is_not_a_lost_key(profile: tuple[Path, Created]) -> None:
    folder, _ = profile
    before = book(folder)
    # The environment prefers another one; the book still knows who has its key.
    assert in_new_process(folder, PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring") == "unlocked 32"
    away = "unix:path=/nonexistent/bus"
    assert in_new_process(folder, DBUS_SESSION_BUS_ADDRESS=away) == "key.keyring_unreachable"
    assert in_new_process(folder) == "unlocked 32"
    assert book(folder) == before


def test_that_a_locked_keyring_says_so_and_opens_again(profile: tuple[Path, Created]) -> None:
    folder, created = profile
    before = book(folder)
    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()
    try:
        assert in_new_process(folder) == "keyring.locked"
        assert book(folder) == before
    finally:
        open_again()
    assert unlock(folder) == created.key
