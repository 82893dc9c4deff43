"""Which kinds of system can be connected, and what a person is asked to set one up."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from app import paths
from app.connectors import base, registry
from app.errors import BansoError
from app.language import _
from app.operations.syncing.rows import Kind, Param
from app.operations.syncing.why import N_

_NOT_HERE = N_("No installed package brings this connector.")


def kinds(folder: Path | None = None, trusted: Collection[str] | None = None) -> list[Kind]:
    """Return every kind that was found, the built-in ones first; one that cannot be used says why in `broken`.

    `trusted` names the packages whose code may run (all of them if None); no other is imported.
    """
    found = [_kind(entry, trusted) for entry in registry.known(folder or own_folder())]
    return sorted(found, key=lambda kind: (not kind.builtin, kind.label.casefold()))


def kind_of(id: str, folder: Path | None = None) -> Kind | None:
    """Return one kind, whose code a person trusts; no other one is imported."""
    entry = registry.find(id, folder or own_folder())
    return None if entry is None else _kind(entry, None)


def own_folder() -> Path:
    """Return where a person may put connectors that are installed nowhere."""
    return paths.default_profile() / "connectors"


def connector(kind: str) -> base.Connector:
    """Return a connector ready to open; "sync.broken_connector" says why it is not: `reason` in its source words."""
    try:
        return registry.load(kind, own_folder())
    except registry.Broken as error:
        reason = _last_line(error.text) if registry.find(kind, own_folder()) is not None else _NOT_HERE
        why = _(reason).rstrip(".。") if reason else kind
        raise BansoError("sync.broken_connector", field="connector", id=kind, why=why, reason=reason) from error


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


def _kind(entry: registry.Entry, trusted: Collection[str] | None) -> Kind:
    if not entry.builtin and trusted is not None and (entry.distribution or entry.id) not in trusted:
        return Kind(entry.id, entry.label, (), entry.builtin, entry.distribution, trusted=False)
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
