from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from app.connectors import registry
from app.connectors.registry import Broken

ROOT = Path(__file__).parents[2]
GOOD = """
from app.connectors.base import API, NoAuth

class Good:
    api = API
    id = "{id}"
    label = "Good"
    params = ()
    auth = NoAuth()
    presets = {{}}

    def open(self, config, ctx):
        raise NotImplementedError
"""


def put(folder: Path, id: str, source: str, named: str = "Good") -> None:
    """Put a package into a folder as `pip install --target` does."""
    module = f"stranger_{id}"
    about = folder / f"{module}-2.1.dist-info"
    about.mkdir(parents=True)
    (folder / f"{module}.py").write_text(source, "utf-8")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: stranger-{id}\nVersion: 2.1\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[banso.connectors]\n{id} = {module}:{named}\n", "utf-8")


@pytest.fixture(autouse=True)
def path_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))


def test_that_the_built_in_ones_are_declared_alike_twice() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    assert declared[registry.GROUP] == dict(registry.BUILTIN)


def test_that_a_built_in_one_loads() -> None:
    entry = registry.find("folder")
    assert entry is not None
    assert entry.builtin
    assert entry.load().id == "folder"


def test_that_a_package_in_the_data_folder_is_found_without_running_it(tmp_path: Path) -> None:
    put(tmp_path / "one", "found", GOOD.format(id="found"))
    put(tmp_path, "beside", GOOD.format(id="beside"))
    found = {entry.id: entry for entry in registry.known(tmp_path)}
    assert {"folder", "found", "beside"} <= set(found)
    assert "stranger_found" not in sys.modules
    entry = found["found"]
    assert (entry.distribution, entry.version, entry.builtin, entry.label) == ("stranger-found", "2.1", False, "found")
    assert entry.load().label == "Good"
    assert registry.load("beside", tmp_path).label == "Good"


def test_that_no_package_takes_the_place_of_a_built_in_one(tmp_path: Path) -> None:
    put(tmp_path, "folder", "raise SystemExit('must not run')")
    assert [entry.builtin for entry in registry.known(tmp_path) if entry.id == "folder"] == [True]
    assert registry.load("folder", tmp_path).id == "folder"


def test_that_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert {entry.id for entry in registry.known(tmp_path / "nowhere")} >= {"folder"}


def test_that_an_unknown_one_is_told() -> None:
    with pytest.raises(Broken, match="no installed package"):
        registry.load("nobody")


@pytest.mark.parametrize(
    ("id", "source", "why"),
    [
        ("failing", "raise RuntimeError('no such library')", "no such library"),
        ("syntax", "def", "SyntaxError"),
        ("empty", "", "has no attribute 'Good'"),
        ("api", GOOD.format(id="api").replace("= API", "= 99"), "version 99 of the contract"),
        ("renamed", GOOD.format(id="another"), "its id is 'another'"),
        ("params", GOOD.format(id="params").replace("params = ()", "params = ['x']"), "no usable params"),
        ("closed", GOOD.format(id="closed").replace("def open", "def start"), "no usable open"),
        ("init", GOOD.format(id="init") + "\n    def __init__(self, must):\n        pass\n", "must"),
    ],
)
def test_that_a_broken_one_says_what_is_wrong(tmp_path: Path, id: str, source: str, why: str) -> None:
    put(tmp_path, id, source)
    entry = registry.find(id, tmp_path)
    assert entry is not None
    with pytest.raises(Broken) as told:
        entry.load()
    assert why in told.value.text
    assert (told.value.id, told.value.distribution) == (id, f"stranger-{id}")
