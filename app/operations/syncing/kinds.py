"""Which kinds of system can be connected, and what a person is asked to set one up."""

from __future__ import annotations

from pathlib import Path

from app import paths
from app.connectors import base, registry
from app.errors import BansoError
from app.operations.syncing.rows import Kind, Param


def kinds(folder: Path | None = None) -> list[Kind]:
    """Return every kind that was found, the built-in ones first; one that cannot be used says why in `broken`."""
    found = [_kind(entry) for entry in registry.known(folder or own_folder())]
    return sorted(found, key=lambda kind: (not kind.builtin, kind.label.casefold()))


def own_folder() -> Path:
    """Return where a person may put connectors that are installed nowhere."""
    return paths.default_profile() / "connectors"


def connector(kind: str) -> base.Connector:
    """Return a connector ready to open; "sync.broken_connector" says why it is not."""
    try:
        return registry.load(kind, own_folder())
    except registry.Broken as error:
        raise BansoError("sync.broken_connector", field="connector", id=kind, why=_last_line(error.text)) from error


def label_of(kind: str) -> str:
    """Return what a kind calls itself; its id where it cannot be used any more."""
    try:
        return registry.load(kind, own_folder()).label
    except registry.Broken:
        return kind


def secrets_of(found: base.Connector) -> tuple[base.Param, ...]:
    """Return the parameters that are kept as secrets."""
    typed = found.auth.params if isinstance(found.auth, base.SecretAuth) else ()
    return tuple(one for one in (*typed, *found.params) if one.kind == "password")


def settings_of(found: base.Connector) -> tuple[base.Param, ...]:
    """Return the parameters that are no secrets."""
    typed = found.auth.params if isinstance(found.auth, base.SecretAuth) else ()
    return tuple(one for one in (*found.params, *typed) if one.kind != "password")


def _kind(entry: registry.Entry) -> Kind:
    try:
        found = entry.load()
    except registry.Broken as error:
        return Kind(entry.id, entry.label, (), entry.builtin, entry.distribution, error.text)
    params = tuple(_param(one) for one in (*settings_of(found), *secrets_of(found)))
    return Kind(entry.id, found.label, params, entry.builtin, entry.distribution, "", _sign_in(found.auth))


def _param(one: base.Param) -> Param:
    return Param(one.name, one.label, one.kind, one.required, one.default, one.choices, one.help, one.pattern)


def _sign_in(auth: base.Auth) -> str:
    if isinstance(auth, base.OAuth2):
        return "web"
    return "secret" if isinstance(auth, base.SecretAuth) else "none"


def _last_line(text: str) -> str:
    return text.strip().rsplit("\n", 1)[-1]
