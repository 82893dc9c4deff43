"""The door lets real keyrings through, waits for none for ever, and says in words what went wrong."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends.chainer import ChainerBackend

import app
from app.errors import BansoError
from app.language import error_words
from app.secrets import keyring_door as door


def refusal(call: Any, *given: Any, **named: Any) -> BansoError:
    with pytest.raises(BansoError) as refused:
        call(*given, **named)
    for lang in ("ja", "en"):
        title, message = error_words(refused.value, lang)
        assert title != refused.value.key != message
    return refused.value


def test_that_a_secret_is_kept_found_again_by_name_and_forgotten(keyrings: Any) -> None:
    found = door.discovered()
    assert found.name == keyrings.name(keyrings.memory)
    door.put(found, "profile-1", "s3cret")
    assert keyrings.memory.kept == {("banso", "profile-1"): "s3cret"}
    again = door.backend_named(found.name)
    assert door.get(again, "profile-1") == "s3cret"
    assert door.get(again, "profile-2") is None
    door.delete(again, "profile-1")
    door.delete(again, "profile-1")
    assert door.get(found, "profile-1") is None


def test_that_no_call_runs_on_the_thread_of_the_caller(keyrings: Any) -> None:
    found = door.discovered()
    door.put(found, "p", "s")
    door.get(found, "p")
    assert set(keyrings.memory.threads) == {"banso-keyring"}


def test_that_a_prompt_nobody_answers_ends_in_time(keyrings: Any) -> None:
    keyrings.use(keyrings.waiting)
    found = door.discovered()
    began = time.monotonic()
    for call, given in ((door.get, ("p",)), (door.put, ("p", "s"))):
        error = refusal(call, found, *given, timeout=0.05)
        assert error.key == "keyring.locked"
        assert error.params["backend"] == keyrings.name(keyrings.waiting)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("locked", "keyring.locked"),
        ("refusing", "keyring.failed"),
        ("forgetful", "keyring.failed"),
        ("broken", "keyring.failed"),
    ],
)
def test_that_what_a_keyring_raises_becomes_words(keyrings: Any, kind: str, key: str) -> None:
    keyrings.use(getattr(keyrings, kind))
    error = refusal(door.put, door.discovered(), "p", "the secret")
    assert error.key == key
    assert "the secret" not in f"{error} {error.params}"


@pytest.mark.parametrize("name", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"])
def test_that_a_backend_that_keeps_nothing_is_none(keyrings: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    assert refusal(door.discovered).key == "keyring.none"
    assert refusal(door.backend_named, name).key == "key.keyring_unreachable"


def test_that_a_backend_in_the_clear_is_none(keyrings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    keyrings.use(keyrings.plaintext)
    assert refusal(door.discovered).key == "keyring.none"
    assert refusal(door.backend_named, keyrings.name(keyrings.plaintext)).key == "key.keyring_unreachable"
    monkeypatch.setattr(keyrings.memory, "__module__", "keyrings.alt.file")
    keyrings.use(keyrings.memory)
    assert refusal(door.discovered).key == "keyring.none"


def test_that_a_backend_derived_from_one_in_the_clear_is_none(keyrings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyrings.memory, "__module__", "keyrings.alt.file")
    keyrings.use(keyrings.other)
    assert refusal(door.discovered).key == "keyring.none"


@pytest.mark.parametrize("name", ["no.such.module.Keyring", "os.path", "json.JSONDecoder", "keyring", "", "a."])
def test_that_a_name_that_is_no_keyring_is_unreachable(keyrings: Any, name: str) -> None:
    assert refusal(door.backend_named, name).key == "key.keyring_unreachable"


def test_that_an_environment_that_names_nonsense_is_none(keyrings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Keyring")
    assert refusal(door.discovered).key == "keyring.none"


def test_that_of_a_chain_the_first_real_member_is_taken(keyrings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    members = [keyrings.plaintext(), keyrings.other(), keyrings.memory()]
    monkeypatch.setattr(ChainerBackend, "backends", members)
    keyring.set_keyring(ChainerBackend())
    assert door.discovered().name == keyrings.name(keyrings.other)
    monkeypatch.setattr(ChainerBackend, "backends", members[:1])
    assert refusal(door.discovered).key == "keyring.none"


def test_that_the_door_is_the_only_importer_and_a_late_one() -> None:
    root = Path(app.__file__).parent
    importers = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            if any(name.split(".")[0] == "keyring" for name in names):
                importers.add(path.relative_to(root).as_posix())
    assert importers == {"secrets/keyring_door.py"}
    loaded = (
        "import sys, app.secrets.keyinfo, app.models.driver;"
        "print([m for m in ('keyring', 'cryptography', 'argon2', 'sqlcipher3', 'sqlalchemy') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=root.parent, timeout=120
    )
    assert ran.stdout.strip() == "[]"
