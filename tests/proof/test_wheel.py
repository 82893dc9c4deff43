"""An installed wheel works from any folder: resources, migrations and the command come from it, not from a checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import paths
from tests.proof import watched

pytestmark = pytest.mark.proof
ROOT = Path(paths.__file__).parents[1]
WHERE = """
import json
from app import bootstrap, paths
from app.models import migrate
places = [bootstrap.__file__, migrate.__file__, migrate._config().get_main_option("script_location"),
          paths.resource("theme", "tokens.json"), paths.resource("translations", "ja.mo")]
print(json.dumps([str(place) for place in places]))
"""


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it and the libraries of this one beside it; the checkout is not on its path."""

    folder: Path
    elsewhere: Path
    opened: Path

    def run(self, command: Sequence[str]) -> str:
        """Run a command from a folder far from the checkout, in a home of its own, and return what it told."""
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("BANSO_", "PYTHON", "XDG_", "VIRTUAL_ENV"))}
        home = {"HOME": str(self.elsewhere / "home"), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
        watch = {"BANSO_WATCHED": str(ROOT), "BANSO_WATCHED_INTO": str(self.opened)}
        ran = subprocess.run(
            command, cwd=self.elsewhere, env=kept | home | watch, capture_output=True, text=True, timeout=300
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def banso(self, *arguments: str) -> str:
        """Run the installed command."""
        return self.run([str(self.folder / "bin" / "banso"), *arguments])

    def python(self, *arguments: str) -> str:
        """Run the environment's Python."""
        return self.run([str(self.folder / "bin" / "python"), *arguments])


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel as `make wheel` does and install it."""
    at = tmp_path_factory.mktemp("wheel")
    quiet = {"check": True, "capture_output": True, "timeout": 300}
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(at), str(ROOT)]
    subprocess.run(build, **quiet)  # type: ignore[call-overload]
    (wheel,) = at.glob("*.whl")
    folder = at / "environment"
    venv.create(folder, with_pip=False)
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(folder), *install], **quiet)  # type: ignore[call-overload]
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    # A path in a .pth file is searched, but its own .pth files are not: an editable install there does not count.
    # And a line that begins with "import" is run at every start.
    (site / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\nimport watched\n", "utf-8")
    shutil.copy(watched.__file__, site / "watched.py")
    elsewhere = at / "elsewhere"
    (elsewhere / "home").mkdir(parents=True)
    return Installed(folder, elsewhere, at / "opened.txt")


def test_that_resources_and_migrations_come_from_the_wheel(installed: Installed) -> None:
    places = [Path(place) for place in json.loads(installed.python("-c", WHERE))]
    for place in places:
        assert place.exists()
        assert place.is_relative_to(installed.folder), place


def test_that_the_watch_sees_a_file_of_the_checkout(installed: Installed) -> None:
    installed.python("-c", f"open({str(ROOT / 'pyproject.toml')!r}).close()")
    assert "pyproject.toml" in installed.opened.read_text("utf-8")


def test_that_the_installed_command_does_the_main_job_from_any_folder(installed: Installed) -> None:
    installed.opened.unlink(missing_ok=True)
    profile = str(installed.elsewhere / "profile")
    made = json.loads(installed.banso("--profile", profile, "--json", "init", "--unencrypted"))
    assert made["protection"] == "none"
    filled = json.loads(installed.banso("--profile", profile, "--json", "demo", "--accounts", "12"))
    accounts = json.loads(installed.banso("--profile", profile, "--json", "accounts"))
    assert len(accounts) == filled["accounts"] == 12
    assert "顧客" in installed.banso("--profile", profile, "--lang", "ja", "accounts")
    deck = installed.elsewhere / "review.pptx"
    name = accounts[0]["name"]
    told = installed.banso("--profile", profile, "--json", "qbr", name, "--period", "2026Q3", "--to", str(deck))
    assert json.loads(told)["slides"] >= 5
    assert deck.stat().st_size > 20_000
    assert not installed.opened.exists(), installed.opened.read_text("utf-8")
