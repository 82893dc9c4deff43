"""A run of the suite on the connector that the command line names."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from app.connectors.conformance.bench import Bench

SUITE = Path(__file__).with_name("suite")


def begin(config: pytest.Config) -> None:
    """Collect the suite: alone where no tests were named, else after them."""
    config.pluginmanager.register(_Benches(_bench_class(config)), "banso-benches")
    files = [str(path) for path in sorted(SUITE.glob("[!_]*.py"))]
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    config.args[:] = [*config.args, *files] if named else files
    # Banso is installed where the author's virtual environment is, and that may lie in the folder of the project.
    config.option.collect_in_virtualenv = True


class _Benches:
    """The fixture that the tests of the suite ask for."""

    def __init__(self, made: type[Bench]) -> None:
        self._made = made

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[Bench]:
        """Make a system for one test."""
        bench = self._made(tmp_path)
        try:
            yield bench
        finally:
            bench.close()


def _bench_class(config: pytest.Config) -> type[Bench]:
    connector = _named(config.getoption("--banso-connector"))
    bench = config.getoption("--banso-bench") or getattr(connector, "conformance", None)
    if bench is None:
        raise pytest.UsageError(
            "no bench: name one by --banso-bench package:Class, or by the attribute `conformance` of the connector"
        )
    made = _named(bench) if isinstance(bench, str) else bench
    return type(made.__name__, (made,), {"connector": connector, "__module__": made.__module__})


def _named(path: str) -> Any:
    module, _, name = path.partition(":")
    try:
        found: Any = import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError) as problem:
        raise pytest.UsageError(f"{path}: {problem}") from problem
    return found
