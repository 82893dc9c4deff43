"""Random programs: accounts and what hangs on them, beside a system that only reads before it writes, and is swept."""

from tests.sync.machine import SyncMachine, programs
from tests.sync.trouble import Remote


class Family(SyncMachine):
    """Accounts, contacts, touchpoints and requests."""

    entities = ("account", "contact", "touchpoint", "request")
    remotes = (Remote(guard="check", deletions="sweep"),)


TestFamily = Family.TestCase
TestFamily.settings = programs(60)
