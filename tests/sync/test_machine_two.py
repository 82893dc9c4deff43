"""Random programs: one book between two systems, each of which hears of the other's changes through it."""

from tests.sync.machine import SyncMachine, programs
from tests.sync.trouble import Remote


class TwoSystems(SyncMachine):
    """Accounts and touchpoints beside one system of either kind."""

    entities = ("account", "touchpoint")
    remotes = (Remote("one"), Remote("two", guard="check", deletions="sweep", single=True))


TestTwoSystems = TwoSystems.TestCase
TestTwoSystems.settings = programs(50)
