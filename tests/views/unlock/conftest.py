"""The keyrings of the secrets' tests, for books whose key is lost."""

import pytest

from tests.builders import cheap_keys
from tests.secrets.conftest import Keyrings, keyrings

__all__ = ["Keyrings", "keyrings"]


@pytest.fixture(autouse=True)
def cheap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make new keys without what makes guessing dear, but for a test that asks for it."""
    if request.node.get_closest_marker("dear_keys") is None:
        cheap_keys(monkeypatch)
