"""The keyrings of the secrets' tests, for books whose key is lost."""

from tests.secrets.conftest import Keyrings, keyrings

__all__ = ["Keyrings", "keyrings"]
