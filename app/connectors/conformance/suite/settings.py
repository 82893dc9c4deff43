"""1–7: what a connector says of itself, how it is set up, and what it tells of the types."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import get_args

import pytest

from app.connectors.base import API, FieldType, OAuth2, Param, ParamKind, SecretAuth
from app.connectors.conformance.bench import Bench
from app.connectors.conformance.values import canon
from app.connectors.errors import AuthExpired, BadConfig

_KINDS = {"int": int, "bool": bool}

_WATCHED = """
import sys
readable = tuple(p for p in (*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix) if p)
def watch(event, args):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        raise SystemExit(f"importing it: {event}")
    if event == "open" and isinstance(args[0], str):
        writing = isinstance(args[1], str) and set(args[1]) & set("wax+")
        if writing or not args[0].startswith(readable):
            raise SystemExit(f"importing it opens {args[0]}")
module, _, name = sys.argv[1].partition(":")
import importlib, importlib.metadata, logging, socket, ssl, http.client, urllib.request
sys.addaudithook(watch)
found = importlib.import_module(module)
for part in name.split("."):
    found = getattr(found, part)
[getattr(found, said) for said in ("api", "id", "label", "params", "auth", "presets")]
"""


def test_params_form_complete(bench: Bench) -> None:
    """1. Every row of the form has a name, a label and a kind, and what is typed survives being stored."""
    connector = bench.made()
    assert connector.api == API
    assert connector.id
    assert connector.label
    auth = connector.auth.params if isinstance(connector.auth, SecretAuth) else ()
    params = (*connector.params, *auth)
    assert len({p.name for p in params}) == len(params), "two rows have one name"
    for param in params:
        _assert_complete(param)
    assert not [p.name for p in connector.params if p.kind == "password"], "a password belongs to `auth`"
    config = bench.config()
    assert set(config) <= {p.name for p in connector.params}
    assert {p.name for p in connector.params if p.required and p.default is None} <= set(config)
    assert {n: canon(v) for n, v in json.loads(json.dumps(config)).items()} == {n: canon(v) for n, v in config.items()}


def _assert_complete(param: Param) -> None:
    assert param.name.isidentifier(), param
    assert param.label.strip(), param
    assert param.kind in get_args(ParamKind), param
    assert bool(param.choices) == (param.kind == "choice"), param
    if param.default is not None:
        assert isinstance(param.default, _KINDS.get(param.kind, str)), param
    if param.kind == "choice" and param.default is not None:
        assert param.default in [code for code, _ in param.choices], param


def test_bad_config_names_field(bench: Bench) -> None:
    """2. Settings that cannot work are refused under the name of their parameter."""
    bad = bench.bad_configs()
    if not bad:
        pytest.skip("the bench names no settings that cannot work")
    for name, config in bad.items():
        with pytest.raises(BadConfig) as told, bench.session(config=config) as session:
            session.identity()
        assert told.value.field == name
        assert told.value.message.strip()


def test_bad_credentials_is_auth_expired(bench: Bench) -> None:
    """3. A wrong key is told as such, soon, and not as an outage."""
    secrets = bench.bad_secrets()
    began = time.monotonic()
    with pytest.raises(AuthExpired), bench.session(secrets=secrets) as session:
        session.identity()
    assert time.monotonic() - began < 10


def test_identity_stable(bench: Bench) -> None:
    """4. The system has the same name of its own each time it is asked."""
    with bench.session() as session:
        first = session.identity()
        assert session.identity() == first
    with bench.session() as session:
        assert session.identity().org_id == first.org_id
    assert first.org_id.strip()


def test_import_has_no_io(bench: Bench) -> None:
    """5. Importing a connector and asking what it is opens no socket and no file."""
    named = bench.connector if isinstance(bench.connector, type) else type(bench.connector)
    path = f"{named.__module__}:{named.__qualname__}"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    ran = subprocess.run(
        [sys.executable, "-B", "-c", _WATCHED, path], env=environment, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr


def test_describe_types_known(bench: Bench) -> None:
    """6. Types and fields are of known kinds, and what they name is there."""
    with bench.session() as session:
        described = session.describe()
        assert [info.name for info in session.describe([bench.type])] == [bench.type]
    types = {info.name: info for info in described}
    assert bench.type in types
    assert len(types) == len(described), "two types have one name"
    for info in described:
        fields = {field.name: field for field in info.fields}
        assert len(fields) == len(info.fields), f"{info.name}: two fields have one name"
        assert info.batch >= 1
        assert info.label.strip()
        assert info.create_key in ("unique", "search", "none")
        assert info.guard in ("atomic", "check", "none")
        assert info.deletions in ("feed", "sweep", "none")
        for field in info.fields:
            assert field.type in get_args(FieldType), field
            assert field.label.strip(), field
            assert set(field.ref_to) <= set(types), field
            assert bool(field.ref_to) == (field.type == "ref"), field
            assert not field.currency_field or field.currency_field in fields, field
    for preset in bench.made().presets.values():
        there = {field.name for field in types[preset.type].fields}
        assert {f if isinstance(f, str) else f.remote for f in preset.fields.values()} <= there


def test_describe_marks_readonly(bench: Bench) -> None:
    """7. A field that nobody can write says so."""
    if not bench.readonly:
        pytest.skip("the bench names no field that nobody can write")
    with bench.session() as session:
        fields = {field.name: field for field in bench.info(session).fields}
    assert {name: (fields[name].writable, fields[name].on_create) for name in bench.readonly} == dict.fromkeys(
        bench.readonly, (False, False)
    )


def test_auth_is_declared(bench: Bench) -> None:
    """A sign-in on a web page goes over https and proves that the code is answered by who asked for it."""
    auth = bench.made().auth
    if not isinstance(auth, OAuth2):
        pytest.skip("it does not sign in on a web page")
    assert auth.pkce
    assert auth.client_id
    assert auth.token_url.startswith("https://") or auth.token_url.startswith("{")
