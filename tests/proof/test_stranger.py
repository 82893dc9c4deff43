"""A stranger can publish a connector: with Banso and pytest alone, the suite runs, and says what a broken one does."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from shutil import copy2

import pytest

from app import paths

pytestmark = pytest.mark.proof
ROOT = Path(paths.__file__).parents[1]
PYTEST = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
BROKEN = '''
from dataclasses import replace
from decimal import Decimal
from banso_acme import AcmeConnector, AcmeSession
from banso_connector import Duplicate, Ok

class UpsertingConnector(AcmeConnector):
    """Writes over the record that has our key already."""
    def open(self, config, ctx):
        opened = super().open(config, ctx)
        plain = opened.push
        def push(type, ops):
            done = plain(type, ops)
            for place, (op, outcome) in enumerate(zip(ops, done)):
                if isinstance(outcome, Duplicate):
                    (there,) = opened.read(type, [], ids=[outcome.id])
                    update = replace(op, kind="update", id=there.id, version=there.version)
                    done[place] = plain(type, [update])[0]
            return done
        opened.push = push
        return opened

class FloatingConnector(AcmeConnector):
    """Takes amounts for binary numbers."""
    def open(self, config, ctx):
        opened = super().open(config, ctx)
        plain = opened._change
        def change(type, told):
            made = plain(type, told)
            return replace(made, fields={n: float(v) if isinstance(v, Decimal) else v for n, v in made.fields.items()})
        opened._change = change
        return opened
'''


@dataclass(frozen=True)
class Stranger:
    """An environment with Banso, the stranger's package and pytest in it, and a folder to work in."""

    folder: Path
    desk: Path

    def pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pytest as the stranger does."""
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("BANSO_", "PYTHON", "PYTEST_", "VIRTUAL_ENV"))}
        command = [str(self.folder / "bin" / "python"), "-m", "pytest", "-q", *arguments]
        home = {"HOME": str(self.desk), "PYTHONPATH": str(self.desk)}
        return subprocess.run(command, cwd=self.desk, env=kept | home, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Stranger:
    """Build both wheels and install them as a stranger would, without the libraries that only the app needs."""
    at = tmp_path_factory.mktemp("stranger")
    for source in (ROOT, ROOT / "tests" / "stranger"):
        _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(at), str(source))
    desk = at / "desk"
    desk.mkdir()
    # Inside the project, as people have it.
    folder = desk / ".venv"
    venv.create(folder, with_pip=False)
    wheels = [str(wheel) for wheel in at.glob("*.whl")]
    install = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", *wheels)
    _run(sys.executable, "-m", "pip", "--python", str(folder), *install)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    for name in PYTEST:
        _copied(name, site)
    (desk / "broken.py").write_text(BROKEN, "utf-8")
    return Stranger(folder, desk)


def _run(*command: str) -> None:
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def _copied(name: str, site: Path) -> None:
    """Install a package that this environment has, without a network."""
    installed = distribution(name)
    for file in installed.files or ():
        if ".." in file.parts or "__pycache__" in file.parts:
            continue
        to = site / file
        to.parent.mkdir(parents=True, exist_ok=True)
        copy2(str(installed.locate_file(file)), to)


def test_that_a_strangers_connector_passes(stranger: Stranger) -> None:
    ran = stranger.pytest("--banso-connector", "banso_acme:AcmeConnector")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = ran.stdout.strip().splitlines()[-1]
    assert " passed" in told
    assert "failed" not in told
    assert int(told.split(" passed")[0].split()[-1]) >= 70


@pytest.mark.parametrize(
    ("broken", "test"),
    [
        ("broken:UpsertingConnector", "test_create_same_key_twice_one_record"),
        ("broken:FloatingConnector", "test_pull_is_typed"),
    ],
)
def test_that_a_broken_one_fails_by_name(stranger: Stranger, broken: str, test: str) -> None:
    ran = stranger.pytest("--banso-connector", broken, "-k", "not memory_flat and not over_page_limit")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    # Told with its reason where CI is set, else without.
    assert any(line.split(" - ")[0].endswith(f"::{test}") for line in ran.stdout.splitlines())


def test_that_the_suite_stays_away_without_the_option(stranger: Stranger) -> None:
    (stranger.desk / "test_own.py").write_text(
        "import sys\n\n\ndef test_own():\n    assert not [m for m in sys.modules if '.connectors.kit' in m]\n",
        "utf-8",
    )
    ran = stranger.pytest("test_own.py")
    assert ran.returncode == 0, ran.stdout
    assert "1 passed" in ran.stdout


def test_that_banso_finds_the_installed_connector(stranger: Stranger) -> None:
    asked = (
        "from app.connectors import registry\n"
        "found = registry.find('acme')\n"
        "assert (found.distribution, found.version, found.builtin) == ('banso-acme', '1.0.0', False), found\n"
        "assert found.load().label == 'Acme CRM'\n"
    )
    _run(str(stranger.folder / "bin" / "python"), "-I", "-c", asked)
