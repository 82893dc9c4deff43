"""Two books and a colleague with a spreadsheet program work on one folder in any order; then all hold the same."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tests.builders import new_book
from tests.connectors.folder.bench_files import Sheet
from tests.connectors.folder.test_with_the_engine import FolderDesk

FIELDS = ("name", "industry", "domain")
WORDS = ("甲", "乙", "=丙", "007")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("sync"), st.integers(0, 1)),
        st.tuples(
            st.just("edit"), st.integers(0, 2), st.integers(0, 5), st.sampled_from(FIELDS), st.sampled_from(WORDS)
        ),
        st.tuples(st.just("add"), st.integers(0, 2), st.sampled_from(WORDS)),
        st.tuples(st.just("remove"), st.integers(0, 2), st.integers(0, 5)),
        st.tuples(st.just("copy"), st.integers(0, 5)),
    ),
    min_size=4,
    max_size=14,
)


class Play:
    """The folder, the table in it, two desks, and what they do."""

    def __init__(self, desks: list[FolderDesk], share: Path) -> None:
        self.desks = desks
        self.numbers = [desk.join(share, "csv") for desk in desks]
        self.sheet = Sheet(share / "accounts.csv")
        self.sheet.save([["banso_id", *FIELDS], ["k1", "一", "", ""], ["k2", "二", "", ""]])
        self.added = 0
        # From its first write on Banso gives rows an id when it sees them; before, one that is renamed is a new one.
        self.add(0, "甲")
        self.sync(0)

    def sync(self, who: int) -> tuple[int, int]:
        outcome = self.desks[who].meet(self.numbers[who])
        assert outcome.result == "done", outcome
        return outcome.pulled, outcome.pushed

    def edit(self, who: int, at: int, field: str, word: str) -> None:
        if who == 2:
            heads, *rows = self.sheet.cells()
            if rows:
                rows[at % len(rows)][heads.index(field)] = word
                self.sheet.save([heads, *rows])
            return
        row = self.pick(who, at)
        if row:
            self.desks[who].amend("account", row, **{field: word})

    def add(self, who: int, word: str) -> None:
        self.added += 1
        name = f"{word} {self.added}"
        if who == 2:
            heads, *rows = self.sheet.cells()
            self.sheet.save([heads, *rows, ["", name, *[""] * (len(heads) - 2)]])
        else:
            self.desks[who].create("account", name=name, name_key=name)

    def remove(self, who: int, at: int) -> None:
        if who == 2:
            heads, *rows = self.sheet.cells()
            if rows:
                del rows[at % len(rows)]
            self.sheet.save([heads, *rows])
            return
        row = self.pick(who, at)
        if row:
            self.desks[who].remove("account", row)

    def copy(self, at: int) -> None:
        heads, *rows = self.sheet.cells()
        if rows:
            self.sheet.save([heads, *rows, rows[at % len(rows)]])

    def pick(self, who: int, at: int) -> str:
        ids = [str(id) for (id,) in self.desks[who].ask("SELECT id FROM account WHERE deleted_at IS NULL ORDER BY id")]
        return ids[at % len(ids)] if ids else ""

    def settle(self) -> None:
        for desk in self.desks:
            for number, kind, _field in desk.open_questions():
                if kind == "link":
                    desk.link(number, True)
                else:
                    desk.settle(number, "theirs")

    def held(self, who: int) -> list[tuple[str, ...]]:
        rows = self.desks[who].ask(f"SELECT {', '.join(FIELDS)} FROM account WHERE deleted_at IS NULL")
        return sorted(tuple(value or "" for value in row) for row in rows)

    def written(self) -> list[tuple[str, ...]]:
        return sorted(tuple(row[field].removeprefix("'") for field in FIELDS) for row in self.sheet.rows())


@settings(
    max_examples=int(os.environ.get("FOLDER_PROGRAMS", "6")),
    deadline=None,
    phases=[Phase.generate],  # a smaller program is found by hand sooner
    suppress_health_check=list(HealthCheck),
    derandomize="FOLDER_PROGRAMS" not in os.environ,
)
@given(STEPS)
def test_that_in_the_end_all_hold_the_same(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        share = Path(folder) / "share"
        share.mkdir()
        with new_book(Path(folder) / "a") as first, new_book(Path(folder) / "b") as second:
            play = Play([FolderDesk(first, Path(folder) / "a"), FolderDesk(second, Path(folder) / "b")], share)
            for what, *how in steps:
                getattr(play, str(what))(*how)
            for _round in range(8):
                moved = [play.sync(who) for who in (0, 1, 0, 1)]
                questions = [desk.open_questions() for desk in play.desks]
                play.settle()
                if not any(map(any, moved)) and not any(questions):
                    break
            note(f"moved {moved}, asked {questions}")
            assert play.held(0) == play.held(1) == play.written()
            assert not any(map(any, moved))
            ids = [row["banso_id"] for row in play.sheet.rows()]
            assert len(set(ids)) == len(ids)
