"""What pytest finds wherever Banso is installed: two options, and nothing more until one of them is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("banso", "connectors for Banso")
    group.addoption("--banso-connector", metavar="PACKAGE:CLASS", help="run the conformance suite on this connector")
    group.addoption(
        "--banso-bench",
        metavar="PACKAGE:CLASS",
        help="the bench that makes servers for it; else what its attribute `conformance` names",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Put the suite into what is collected, where a connector was named."""
    if config.getoption("--banso-connector"):
        from app.connectors.conformance import running

        running.begin(config)
