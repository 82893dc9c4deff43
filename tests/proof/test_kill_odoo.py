"""Kill -9 of Banso, and of Odoo, in the middle of a run between them: no twin, no lost edit, both sides equal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.operations.syncing import connections, mapping
from app.operations.syncing.running import run_sync
from app.sync import recover
from tests.builders import opened
from tests.live.odoo import Absent
from tests.proof.odoo_side import OdooSide
from tests.proof.rounds import rounds
from tests.proof.test_kill_sync import Setting, assert_equal, begun, edit, kill

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at locks as Linux keeps them"),
]

PARTS = 4
"""So many times ten kills of each side, each part with an Odoo of its own."""


def connect(setting: Setting) -> None:
    """Connect the book to Odoo, take over what is there, and let it write back."""
    side = setting.side
    setting.verb("connect", "other", "--connector", side.connector, *side.settings())
    with opened(setting.folder) as book:
        assert run_sync(book, 1, pressed=True)[1].result == "done"
        # Its industries are a list of Odoo's own, which takes no others.
        book.write(mapping.map_field, 1, "account", "industry", remote="city")
        book.write(connections.set_writes, 1, True)


@pytest.fixture
def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Setting]:
    try:
        side = OdooSide(tmp_path)
    except Absent as problem:
        pytest.skip(f"THE REAL ODOO IS NOT TESTED, it cannot be had here: {problem}")
    # Who sent a create is dead when the next run looks for it: nothing is under way that it had to wait for.
    monkeypatch.setattr(recover, "SETTLED_AFTER", timedelta(0))
    yield from begun(tmp_path, monkeypatch, side, connect)


@pytest.mark.parametrize("part", range(PARTS))
def test_that_a_killed_run_leaves_no_twin_and_loses_no_edit(setting: Setting, part: int) -> None:
    setting.chance.seed(part)
    unfinished = 0
    for number in range(rounds(10)):
        edit(setting)
        # The parts begin with different ways of killing, so that a tenth of the rounds has all of them.
        told, _inside = kill(setting, number + part)
        unfinished += not told.endswith(b"}\n")
        assert_equal(setting)
    assert part != 1 or unfinished, "no run was killed before its end"


@pytest.mark.parametrize("part", range(PARTS))
def test_that_an_odoo_killed_while_it_is_written_to_leaves_no_twin_either(setting: Setting, part: int) -> None:
    setting.chance.seed(part)
    side = setting.side
    assert isinstance(side, OdooSide)
    fell = 0
    for _round in range(rounds(10)):
        edit(setting)
        side.fall_at(setting.chance)
        setting.start().communicate()
        fell += side.fell
        side.spare()
        assert_equal(setting)
    assert fell, "Odoo was never killed"
