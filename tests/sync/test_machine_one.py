"""Random programs: one system that compares versions itself and tells of deletions, accounts only."""

from tests.sync.machine import SyncMachine, programs


class OneSystem(SyncMachine):
    """Accounts beside one system."""


TestOneSystem = OneSystem.TestCase
TestOneSystem.settings = programs(70)
