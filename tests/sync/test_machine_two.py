"""Random programs: one book between two systems, each of which hears of the other's changes through it."""

import pytest

from tests.sync.machine import SyncMachine, run_programs
from tests.sync.trouble import Remote


class TwoSystems(SyncMachine):
    """Accounts and touchpoints beside one system of either kind."""

    entities = ("account", "touchpoint")
    remotes = (Remote("one"), Remote("two", guard="check", deletions="sweep", single=True))


@pytest.mark.parametrize("part", range(4))
def test_that_every_program_keeps_every_promise(part: int) -> None:
    run_programs(TwoSystems, part, 13)
