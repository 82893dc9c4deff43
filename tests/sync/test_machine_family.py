"""Random programs: accounts and what hangs on them, beside a system that only reads before it writes, and is swept."""

import pytest

from tests.sync.machine import SyncMachine, run_programs
from tests.sync.trouble import Remote


class Family(SyncMachine):
    """Accounts, contacts, touchpoints and requests."""

    entities = ("account", "contact", "touchpoint", "request")
    remotes = (Remote(guard="check", deletions="sweep"),)


@pytest.mark.parametrize("part", range(4))
def test_that_every_program_keeps_every_promise(part: int) -> None:
    run_programs(Family, part, 15)
