"""Which connectors there are: built in, installed beside Banso, or put into the data folder, all found the same way.

Finding one runs none of its code; `Entry.load` does, and says by Broken what is wrong with it.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions
from pathlib import Path
from typing import cast

from app.connectors.base import API, Connector, NoAuth, OAuth2, Param, SecretAuth

GROUP = "banso.connectors"
OWN = "banso"
"""The distribution whose connectors are built in."""

BUILTIN: Mapping[str, str] = {
    "folder": "app.connectors.folder:FolderConnector",
    "hub": "app.connectors.hub:HubConnector",
    "odoo": "app.connectors.odoo:OdooConnector",
}
"""What pyproject.toml declares too, for a checkout that is not installed."""


class Broken(Exception):
    """A connector that cannot be used: its module fails, or what it names is no connector of this contract."""

    def __init__(self, id: str, distribution: str, text: str) -> None:
        super().__init__(f"{id} ({distribution}): {text}")
        self.id = id
        self.distribution = distribution
        self.text = text


@dataclass(frozen=True)
class Entry:
    """A connector that was found. `distribution` and `version` are those of the package that brought it.

    `label` is its id until it is loaded: only its own code knows its name. `wrong` tells of a package that does not
    even say which connectors it brings.
    """

    id: str
    label: str
    distribution: str
    version: str
    builtin: bool
    point: EntryPoint
    folder: str = ""
    wrong: str = ""

    def load(self) -> Connector:
        """Import it and return it ready to open; Broken tells what is wrong, with the traceback."""
        if self.wrong:
            raise Broken(self.id, self.distribution, self.wrong)
        if self.folder and self.folder not in sys.path:
            # At the end: what lies in the data folder never stands before a module of Banso or its libraries.
            sys.path.append(self.folder)
        try:
            named = self.point.load()
            found = named() if isinstance(named, type) else named
            wrong = _wrong(self.id, found)
        except KeyboardInterrupt:
            raise
        except BaseException as problem:  # one that exits while it is imported ends itself, not Banso
            raise Broken(self.id, self.distribution, _trace(problem)) from problem
        if wrong:
            raise Broken(self.id, self.distribution, wrong)
        return cast(Connector, found)


def known(folder: Path | None = None) -> list[Entry]:
    """Return the connectors that are built in, installed, or in this folder of the data, by id.

    The first of an id counts: no package takes the place of a built-in connector.
    """
    found: dict[str, Entry] = {}
    for entry in (*_built_in(), *_of(distributions()), *_in(folder)):
        found.setdefault(entry.id, entry)
    return [found[id] for id in sorted(found)]


def find(id: str, folder: Path | None = None) -> Entry | None:
    """Return the connector of this id; nothing is searched for one that is built in."""
    if id in BUILTIN:
        return next(entry for entry in _built_in() if entry.id == id)
    return next((entry for entry in known(folder) if entry.id == id), None)


def load(id: str, folder: Path | None = None) -> Connector:
    """Return the connector of this id ready to open; Broken where there is none, or it cannot be used."""
    entry = find(id, folder)
    if entry is None:
        raise Broken(id, "", "no installed package brings this connector")
    return entry.load()


def _built_in() -> Iterator[Entry]:
    for id, value in BUILTIN.items():
        yield Entry(id, id, OWN, "", True, EntryPoint(id, value, GROUP))


def _of(packages: Iterable[Distribution], folder: str = "") -> Iterator[Entry]:
    for package in packages:
        try:
            yield from [_entry(package, point, folder) for point in package.entry_points if point.group == GROUP]
        except Exception as problem:
            if GROUP in (package.read_text("entry_points.txt") or ""):
                name = _said(package)[0] or folder
                yield Entry(name, name, name, "", False, EntryPoint(name, "", GROUP), folder, _trace(problem))


def _entry(package: Distribution, point: EntryPoint, folder: str) -> Entry:
    name, version = _said(package)
    return Entry(point.name, point.name, name, version, name == OWN and not folder, point, folder)


def _said(package: Distribution) -> tuple[str, str]:
    """Return the name and the version of a package, "" where it says nothing of itself."""
    try:
        return str(package.metadata["Name"] or ""), str(package.version or "")
    except (FileNotFoundError, KeyError):  # as packages are read once `importlib_metadata` is loaded
        return "", ""


def _trace(problem: BaseException) -> str:
    return "".join(traceback.format_exception(problem, limit=-6)).strip()


def _in(folder: Path | None) -> Iterator[Entry]:
    if folder is None or not folder.is_dir():
        return
    for place in (folder, *sorted(p for p in folder.iterdir() if p.is_dir())):
        yield from _of(distributions(path=[str(place)]), str(place))


def _wrong(id: str, found: object) -> str:
    """Return what keeps this from being a connector of the contract, or nothing."""
    api = getattr(found, "api", None)
    if api != API:
        return f"written for version {api!r} of the contract; this Banso has version {API}"
    if getattr(found, "id", None) != id:
        return f"its id is {getattr(found, 'id', None)!r}, but it is declared as {id!r}"
    shapes: tuple[tuple[str, Callable[[object], bool]], ...] = (
        ("label", lambda value: isinstance(value, str) and bool(value)),
        ("params", _are_params),
        ("auth", lambda value: isinstance(value, NoAuth | OAuth2) or _is_secret(value)),
        ("presets", lambda value: isinstance(value, Mapping)),
        ("open", callable),
    )
    return ", ".join(f"no usable {name}" for name, right in shapes if not right(getattr(found, name, None)))


def _are_params(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, Param) for one in value)


def _is_secret(value: object) -> bool:
    return isinstance(value, SecretAuth) and _are_params(value.params)
