"""Programs of sync by the thousand: all of them from another beginning each time, a tenth of them always the same."""

from __future__ import annotations

import random

import pytest

from tests.proof.rounds import rounds
from tests.sync.machine import SyncMachine, run_programs
from tests.sync.test_machine_crowd import Crowd
from tests.sync.test_machine_family import Family
from tests.sync.test_machine_money import Money
from tests.sync.test_machine_one import OneSystem
from tests.sync.test_machine_two import TwoSystems

pytestmark = pytest.mark.proof

PART = 20
"""Programs of one test, so that none runs into the time limit of a test that hangs."""
SHARES = ((OneSystem, 35), (Family, 30), (TwoSystems, 25), (Crowd, 10), (Money, 30))


@pytest.mark.parametrize(("machine", "part"), [(machine, part) for machine, parts in SHARES for part in range(parts)])
def test_that_every_program_keeps_every_promise(machine: type[SyncMachine], part: int) -> None:
    # What a landing waits for does not depend on luck: other beginnings than those of the tests, always the same.
    is_full = rounds(PART) == PART
    run_programs(machine, random.SystemRandom().randrange(2**32) if is_full else 1000 + part, rounds(PART))
