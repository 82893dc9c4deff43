"""The only door to the system's keyring: real backends only, never on the caller's thread, with a time limit."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from app.errors import BansoError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "banso"
TIMEOUT = 60.0
"""Seconds: a person may have to find and type the keyring's password."""

# These keep nothing, or keep it in a file that anybody may read.
_NOT_REAL = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt", "keyrings.cryptfile")
# Raised by the Secret Service below keyring's own errors when a person closes the prompt.
_LOCKED = {"KeyringLocked", "LockedException", "PromptDismissedException"}
_T = TypeVar("_T")


@dataclass(frozen=True)
class Keyring:
    """A real keyring: its backend and the name by which it is found again without looking for it."""

    backend: KeyringBackend
    name: str


def discovered(*, timeout: float = TIMEOUT) -> Keyring:
    """Return the keyring of this system, or the one set by keyring.set_keyring or PYTHON_KEYRING_BACKEND.

    "keyring.none" where there is none, or only one that keeps secrets in the clear.
    """

    def look() -> Keyring:
        import keyring

        try:
            found = _real(keyring.get_keyring())
        # A backend that cannot run here raises whatever its library raises.
        except Exception as error:
            raise BansoError("keyring.none", field="protection") from error
        if found is None:
            raise BansoError("keyring.none", field="protection")
        return found

    return _in_worker(look, timeout, "")


def backend_named(name: str, *, timeout: float = TIMEOUT) -> Keyring:
    """Return the keyring of that name without looking for others; "key.keyring_unreachable" where it is not here."""

    def load() -> Keyring:
        import importlib

        from keyring.backend import KeyringBackend

        module, _, kind = name.rpartition(".")
        try:
            wanted = getattr(importlib.import_module(module), kind)
            # Reading the priority is how a backend says that it cannot run here.
            usable = issubclass(wanted, KeyringBackend) and wanted.priority > 0
            found = _real(wanted()) if usable else None
        except Exception as error:
            raise BansoError("key.keyring_unreachable", backend=name) from error
        if found is None:
            raise BansoError("key.keyring_unreachable", backend=name)
        return found

    return _in_worker(load, timeout, name)


def get(keyring: Keyring, profile_id: str, *, timeout: float = TIMEOUT) -> str | None:
    """Return the secret kept for a profile, or None. Raises "keyring.locked" and "keyring.failed"."""
    return _in_worker(lambda: keyring.backend.get_password(SERVICE, profile_id), timeout, keyring.name)


def put(keyring: Keyring, profile_id: str, secret: str, *, timeout: float = TIMEOUT) -> None:
    """Keep a secret for a profile and read it back, for a backend that silently keeps nothing is no keyring."""

    def put_and_read() -> bool:
        keyring.backend.set_password(SERVICE, profile_id, secret)
        return keyring.backend.get_password(SERVICE, profile_id) == secret

    if not _in_worker(put_and_read, timeout, keyring.name):
        raise BansoError("keyring.failed", backend=keyring.name)


def delete(keyring: Keyring, profile_id: str, *, timeout: float = TIMEOUT) -> None:
    """Forget the secret of a profile; that there is none is no error."""

    def forget() -> None:
        if keyring.backend.get_password(SERVICE, profile_id) is not None:
            keyring.backend.delete_password(SERVICE, profile_id)

    _in_worker(forget, timeout, keyring.name)


def _real(backend: KeyringBackend) -> Keyring | None:
    kind = type(backend)
    if kind.__module__ == "keyring.backends.chainer":
        members = (_real(member) for member in getattr(backend, "backends", ()))
        return next((member for member in members if member is not None), None)
    for part in kind.__mro__:
        if part.__module__.startswith(_NOT_REAL) or "plaintext" in part.__name__.lower():
            return None
    return Keyring(backend, f"{kind.__module__}.{kind.__qualname__}")


def _in_worker(call: Callable[[], _T], timeout: float, backend: str) -> _T:
    # A prompt for the keyring's password blocks as long as nobody answers. The thread that waits for it is left
    # behind (daemon): it cannot be stopped, and the program must be able to end.
    answers: queue.SimpleQueue[_T | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put(call())
        except Exception as error:
            answers.put(error)

    threading.Thread(target=run, name="banso-keyring", daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        raise BansoError("keyring.locked", backend=backend) from None
    if not isinstance(answer, Exception):
        return answer
    if isinstance(answer, BansoError):
        raise answer
    if type(answer).__name__ in _LOCKED:
        raise BansoError("keyring.locked", backend=backend) from answer
    raise BansoError("keyring.failed", backend=backend) from answer
