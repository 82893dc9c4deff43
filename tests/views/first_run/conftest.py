"""The keyrings of the secrets' tests, for first starts that keep their key in one."""

from tests.secrets.conftest import Keyrings, keyrings

__all__ = ["Keyrings", "keyrings"]
