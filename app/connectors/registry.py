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

BUILTIN: Mapping[str, str] = {"folder": "app.connectors.folder:FolderConnector"}
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

    `label` is its id until it is loaded: only its own code knows its name.
    """

    id: str
    label: str
    distribution: str
    version: str
    builtin: bool
    point: EntryPoint
    folder: str = ""

    def load(self) -> Connector:
        """Import it and return it ready to open; Broken tells what is wrong, with the traceback."""
        if self.folder and self.folder not in sys.path:
            # At the end: what lies in the data folder never stands before a module of Banso or its libraries.
            sys.path.append(self.folder)
        try:
            named = self.point.load()
            found = named() if isinstance(named, type) else named
        except Exception as problem:
            text = "".join(traceback.format_exception(problem, limit=-6)).strip()
            raise Broken(self.id, self.distribution, text) from problem
        wrong = _wrong(self.id, found)
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
        for point in package.entry_points:
            if point.group == GROUP:
                name = package.metadata["Name"] or ""
                yield Entry(point.name, point.name, name, package.version, name == OWN, point, folder)


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
        ("params", lambda value: isinstance(value, tuple) and all(isinstance(p, Param) for p in value)),
        ("auth", lambda value: isinstance(value, NoAuth | SecretAuth | OAuth2)),
        ("presets", lambda value: isinstance(value, Mapping)),
        ("open", callable),
    )
    return ", ".join(f"no usable {name}" for name, right in shapes if not right(getattr(found, name, None)))
