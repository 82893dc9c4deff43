from __future__ import annotations

import importlib.metadata
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import importlib_metadata
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

SECRET = GOOD.replace("NoAuth", "SecretAuth").replace("SecretAuth()", 'SecretAuth(("key",))')


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
        ("exits", "raise SystemExit('needs a terminal')", "needs a terminal"),
        ("auth", SECRET.format(id="auth"), "no usable auth"),
        ("property", GOOD.format(id="property").replace("label =", "label = property(lambda self: 1 / 0) #"), "Zero"),
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


@pytest.mark.parametrize(
    "points", ["[banso.connectors]\nno equals sign\n", "[banso.connectors]\nok = a:b\n[other]\nx\n"]
)
def test_that_a_package_that_does_not_say_what_it_brings_is_shown_and_disturbs_nobody(
    tmp_path: Path, points: str
) -> None:
    put(tmp_path / "a", "spoiled", GOOD.format(id="spoiled"))
    (tmp_path / "a" / "stranger_spoiled-2.1.dist-info" / "entry_points.txt").write_text(points, "utf-8")
    put(tmp_path / "b", "whole", GOOD.format(id="whole"))
    found = {entry.id: entry for entry in registry.known(tmp_path)}
    assert {"folder", "whole", "stranger-spoiled"} <= set(found)
    with pytest.raises(Broken) as told:
        found["stranger-spoiled"].load()
    assert told.value.text
    assert registry.load("whole", tmp_path).label == "Good"


def test_that_a_package_of_another_kind_that_is_spoiled_is_none_of_ours(tmp_path: Path) -> None:
    put(tmp_path, "tool", GOOD.format(id="tool"))
    (tmp_path / "stranger_tool-2.1.dist-info" / "entry_points.txt").write_text("[console_scripts]\nx\n", "utf-8")
    assert "stranger-tool" not in {entry.id for entry in registry.known(tmp_path)}


def test_that_a_package_in_the_data_folder_is_not_built_in_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "posing", GOOD.format(id="posing"))
    about = tmp_path / "stranger_posing-2.1.dist-info" / "METADATA"
    about.write_text(about.read_text("utf-8").replace("Name: stranger-posing", "Name: banso"), "utf-8")
    entry = registry.find("posing", tmp_path)
    assert entry is not None
    assert (entry.distribution, entry.builtin) == ("banso", False)


@pytest.mark.parametrize("reader", [importlib.metadata, importlib_metadata])
def test_that_a_package_that_says_nothing_of_itself_is_shown_all_the_same(
    tmp_path: Path, reader: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "distributions", reader.distributions)
    put(tmp_path, "bare", GOOD.format(id="bare"))
    (tmp_path / "stranger_bare-2.1.dist-info" / "METADATA").unlink()
    entry = registry.find("bare", tmp_path)
    assert entry is not None
    assert (entry.distribution, entry.version, entry.load().label) == ("", "", "Good")
