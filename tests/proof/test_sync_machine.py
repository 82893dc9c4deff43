"""Programs of sync by the thousand: all of them from another beginning each time, a tenth of them always the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.proof.rounds import rounds
from tests.sync.machine import SyncMachine
from tests.sync.test_machine_crowd import Crowd
from tests.sync.test_machine_family import Family
from tests.sync.test_machine_one import OneSystem
from tests.sync.test_machine_two import TwoSystems

pytestmark = pytest.mark.proof

PART = 100
"""Programs of one test, so that none runs into the time limit of a test that hangs."""
SHARES = ((OneSystem, 7), (Family, 6), (TwoSystems, 5), (Crowd, 2))


@pytest.mark.parametrize(("machine", "part"), [(machine, part) for machine, parts in SHARES for part in range(parts)])
def test_that_every_program_keeps_every_promise(machine: type[SyncMachine], part: int) -> None:
    # What a landing waits for does not depend on luck; a failure tells its seed.
    number = random.SystemRandom().randrange(2**32) if rounds(PART) == PART else part
    told = settings(
        max_examples=rounds(PART), stateful_step_count=30, deadline=None, derandomize=False, database=None,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False, phases=(Phase.generate,),
    )  # fmt: skip
    try:
        run_state_machine_as_test(seed(number)(machine), settings=told)
    except AssertionError as error:
        error.add_note(f"seed {number} of {machine.__name__}, part {part}")
        raise
