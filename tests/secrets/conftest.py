"""Keyrings made for the tests: one that works, one that waits for a person, one that fails, one that keeps nothing."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from app.secrets.slots import Cost

MODULE = "keyrings_of_the_tests"


class MemoryKeyring(KeyringBackend):
    """Keeps secrets in memory for all instances, for a keyring found by its name is a new instance."""

    priority = 5
    # Never found by looking: only set or named, or other tests would meet it.
    viable = False
    kept: ClassVar[dict[tuple[str, str], str]] = {}
    threads: ClassVar[list[str]] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.threads.append(threading.current_thread().name)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.threads.append(threading.current_thread().name)
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


class OtherKeyring(MemoryKeyring):
    """Another real backend, with nothing in it."""

    priority = 6
    viable = False
    kept: ClassVar[dict[tuple[str, str], str]] = {}


class WaitingKeyring(MemoryKeyring):
    """Waits for a prompt that nobody answers until the test ends."""

    viable = False
    answered: ClassVar[threading.Event] = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait(20)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answered.wait(20)


class LockedKeyring(MemoryKeyring):
    """Locked, and the person closed the prompt."""

    viable = False

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("dismissed")


class RefusingKeyring(MemoryKeyring):
    """Reads, and takes nothing."""

    viable = False

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("full")


class ForgetfulKeyring(MemoryKeyring):
    """Says yes and keeps nothing."""

    viable = False

    def set_password(self, service: str, username: str, password: str) -> None:
        return


class BrokenKeyring(MemoryKeyring):
    """Fails with an error that keyring does not know."""

    viable = False

    def get_password(self, service: str, username: str) -> str | None:
        raise ConnectionRefusedError("no bus")


class PlaintextKeyring(MemoryKeyring):
    """Named as the backends are that write secrets in the clear."""

    viable = False


@dataclass(frozen=True)
class Keyrings:
    """The kinds of keyring, and which one the system has."""

    memory: type[MemoryKeyring]
    other: type[MemoryKeyring]
    waiting: type[MemoryKeyring]
    locked: type[MemoryKeyring]
    refusing: type[MemoryKeyring]
    forgetful: type[MemoryKeyring]
    broken: type[MemoryKeyring]
    plaintext: type[MemoryKeyring]

    def use(self, kind: type[KeyringBackend]) -> None:
        """Make a keyring of this kind the one of the system."""
        keyring.set_keyring(kind())

    @staticmethod
    def name(kind: type[KeyringBackend]) -> str:
        """Return the name under which it is found again."""
        return f"{kind.__module__}.{kind.__name__}"


KINDS = (
    MemoryKeyring,
    OtherKeyring,
    WaitingKeyring,
    LockedKeyring,
    RefusingKeyring,
    ForgetfulKeyring,
    BrokenKeyring,
    PlaintextKeyring,
)


@pytest.fixture
def keyrings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Keyrings]:
    """Replace the keyring of the system by one in memory, until the test ends."""
    module = ModuleType(MODULE)
    for kind in KINDS:
        monkeypatch.setattr(kind, "__module__", MODULE)
        setattr(module, kind.__name__, kind)
    monkeypatch.setitem(sys.modules, MODULE, module)
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    for kind in (MemoryKeyring, OtherKeyring):
        kind.kept.clear()
    MemoryKeyring.threads.clear()
    WaitingKeyring.answered.clear()
    made = Keyrings(*KINDS)
    made.use(MemoryKeyring)
    yield made
    WaitingKeyring.answered.set()


@pytest.fixture
def cheap() -> Cost:
    """Return Argon2id parameters that cost nothing."""
    return Cost(memory_kib=8, passes=1, lanes=1)
