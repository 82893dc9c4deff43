"""Random programs: one system that compares versions itself and tells of deletions, accounts only."""

import pytest

from tests.sync.machine import SyncMachine, run_programs


class OneSystem(SyncMachine):
    """Accounts beside one system."""


@pytest.mark.parametrize("part", range(4))
def test_that_every_program_keeps_every_promise(part: int) -> None:
    run_programs(OneSystem, part, 18)
