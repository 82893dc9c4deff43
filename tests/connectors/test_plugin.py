from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import banso_connector

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120)


@cache
def found() -> list[str]:
    """Return how pytest finds the plugin: an installed Banso brings it by its entry point."""
    declared = run("-m", "pytest", "--help").stdout
    return [] if "--banso-connector" in declared else ["-p", "app.connectors.conformance.plugin"]


def suite(*arguments: str) -> subprocess.CompletedProcess[str]:
    given = ["-p", "no:cacheprovider", "--banso-connector", *arguments]
    return run("-m", "pytest", "-o", "addopts=-q", *found(), *given)


def test_that_the_plugin_costs_nothing_until_it_is_asked_for() -> None:
    asked = (
        "import sys, app.connectors.conformance.plugin\n"
        "print([m for m in sys.modules if m.startswith(('app', 'pytest'))])"
    )
    ran = run("-c", asked)
    assert ran.returncode == 0, ran.stderr
    assert set(eval(ran.stdout)) == {
        "app", "app.connectors", "app.connectors.conformance", "app.connectors.conformance.plugin",
    }  # fmt: skip


def test_that_a_connector_in_use_loads_no_tests() -> None:
    asked = "import sys, banso_connector\nassert not [m for m in sys.modules if 'pytest' in m or 'conformance' in m]"
    assert run("-c", asked).returncode == 0


def test_that_the_public_names_are_there() -> None:
    assert len(set(banso_connector.__all__)) == len(banso_connector.__all__)
    for name in banso_connector.__all__:
        assert getattr(banso_connector, name) is not None
    with pytest.raises(AttributeError):
        _ = banso_connector.Nothing


def test_that_the_option_collects_the_suite_alone() -> None:
    ran = suite("app.connectors.memory:MemoryConnector", "--collect-only")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = [line for line in ran.stdout.splitlines() if "::" in line]
    assert len(told) >= 70
    assert all("app/connectors/conformance/suite/" in line for line in told)


def test_that_the_option_adds_the_suite_to_what_is_named() -> None:
    ran = suite("app.connectors.memory:MemoryConnector", "--collect-only", "tests/connectors/test_registry.py")
    assert "tests/connectors/test_registry.py::" in ran.stdout
    assert "suite/pulling.py::test_pull_is_typed" in ran.stdout


def test_that_a_connector_that_is_not_there_is_told() -> None:
    ran = suite("app.connectors.memory:NoConnector")
    assert ran.returncode == 4
    assert "app.connectors.memory:NoConnector" in ran.stderr


def test_that_a_connector_without_a_bench_is_told() -> None:
    ran = suite("app.connectors.memory.connector:MemorySession")
    assert ran.returncode == 4
    assert "--banso-bench package:Class" in ran.stderr


def test_that_another_bench_can_be_named() -> None:
    named = ("--banso-bench", "app.connectors.memory.bench:CheckedBench", "-k", "test_delete_is_restorable", "-rs")
    ran = suite("app.connectors.memory:MemoryConnector", *named)
    assert ran.returncode == 0
    assert "deleting is for good" in ran.stdout
