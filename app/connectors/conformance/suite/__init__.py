"""The 45 tests; a test module that makes its own `bench` takes them all by `from …suite import *`."""

import sys

import pytest

# So that a failing assertion shows its values, whoever imports the suite.
_HOME = "app.connectors.conformance"
for _part in ("fields", "leaving", "line", "pulling", "settings", "writing"):
    if f"{_HOME}.suite.{_part}" not in sys.modules:
        pytest.register_assert_rewrite(f"{_HOME}.suite.{_part}")
if f"{_HOME}.values" not in sys.modules:
    pytest.register_assert_rewrite(f"{_HOME}.values")

from app.connectors.conformance.suite.fields import *  # noqa: E402, F403
from app.connectors.conformance.suite.leaving import *  # noqa: E402, F403
from app.connectors.conformance.suite.line import *  # noqa: E402, F403
from app.connectors.conformance.suite.pulling import *  # noqa: E402, F403
from app.connectors.conformance.suite.settings import *  # noqa: E402, F403
from app.connectors.conformance.suite.writing import *  # noqa: E402, F403
