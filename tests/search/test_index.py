from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search import index
from app.search.check import Fault, check
from app.search.index import Doc, apply, clear, day_of, first_id, purge, rebuild
from tests.search.conftest import day, opened
from tests.search.writing import texts

NOTE = Doc("touchpoint", "n1", "a1", day(5), "解約の相談")


def ids(door: Any) -> dict[str, int]:
    return dict(door.execute("SELECT ref, id FROM search_doc"))


def found(door: Any, match: str) -> list[str]:
    return [
        ref
        for (ref,) in door.execute(
            "SELECT ref FROM search_index i JOIN search_doc d ON d.id = i.rowid WHERE search_index MATCH ? "
            "ORDER BY i.rowid DESC",
            (match,),
        )
    ]


def test_that_the_row_id_follows_the_day(door: Any) -> None:
    docs = [Doc("touchpoint", f"n{n}", None, day(offset), "会議") for n, offset in enumerate([5, 1, 9, 5, 0])]
    apply(door, docs)
    assert [day_of(row_id) for row_id in ids(door).values()] == [doc.day for doc in docs]
    assert found(door, '"会議"') == ["n2", "n3", "n0", "n1", "n4"]


def test_that_a_late_old_text_sorts_by_its_own_day(door: Any) -> None:
    apply(door, [NOTE])
    apply(door, [replace(NOTE, ref="old", day=date(1999, 4, 1))])
    apply(door, [replace(NOTE, ref="new", day=day(6))])
    assert found(door, '"解約"') == ["new", "n1", "old"]


def test_that_ids_of_removed_texts_make_no_collision(door: Any) -> None:
    apply(door, [replace(NOTE, ref=str(n)) for n in range(5)])
    apply(door, [replace(NOTE, ref=str(n)) for n in range(5, 8)], gone=[("touchpoint", "1"), ("touchpoint", "4")])
    apply(door, [replace(NOTE, ref="8")])
    assert sorted(found(door, '"解約"')) == ["0", "2", "3", "5", "6", "7", "8"]
    assert check(door, [replace(NOTE, ref=ref) for ref in "0235678"]) == []


def test_that_an_unchanged_text_is_not_written_again(door: Any) -> None:
    apply(door, [NOTE])
    before = door.total_changes
    apply(door, [NOTE, replace(NOTE, text=" 解約の相談\n")])
    assert door.total_changes == before


def test_that_a_changed_text_keeps_its_place_and_loses_its_old_words(door: Any) -> None:
    apply(door, [NOTE])
    place = ids(door)
    apply(door, [replace(NOTE, text="更新の相談")])
    assert ids(door) == place
    assert (found(door, '"解約"'), found(door, '"更新"')) == ([], ["n1"])


def test_that_a_changed_day_moves_the_text(door: Any) -> None:
    apply(door, [NOTE])
    apply(door, [replace(NOTE, day=day(80))])
    assert day_of(ids(door)["n1"]) == day(80)
    assert found(door, '"解約"') == ["n1"]


def test_that_a_changed_account_is_kept(door: Any) -> None:
    apply(door, [NOTE])
    apply(door, [replace(NOTE, account_id="a2")])
    assert door.execute("SELECT account_id FROM search_doc").fetchall() == [("a2",)]


def test_that_the_later_of_two_texts_with_one_name_counts(door: Any) -> None:
    apply(door, [NOTE, replace(NOTE, text="更新", day=day(1))])
    assert check(door, [replace(NOTE, text="更新", day=day(1))]) == []


def test_that_one_reference_may_be_of_two_kinds(door: Any) -> None:
    apply(door, [NOTE, replace(NOTE, kind="promise")])
    apply(door, [], gone=[("promise", "n1")])
    assert check(door, [NOTE]) == []


def test_that_removing_what_is_not_there_does_nothing(door: Any) -> None:
    apply(door, [NOTE], gone=[("touchpoint", "other")])
    assert check(door, [NOTE]) == []


def test_that_a_rolled_back_write_leaves_the_index_as_it_was(door: Any) -> None:
    apply(door, [NOTE])
    door.execute("BEGIN IMMEDIATE")
    apply(door, [replace(NOTE, ref="n2")], gone=[("touchpoint", "n1")])
    door.execute("ROLLBACK")
    assert check(door, [NOTE]) == []
    assert found(door, '"解約"') == ["n1"]


def test_that_more_than_one_batch_is_written(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index._batches, "__defaults__", (7,))
    docs = [Doc("touchpoint", str(n), None, day(n % 5), f"会議 {n}") for n in range(40)]
    apply(door, iter(docs))
    apply(door, (replace(doc, text="更新") for doc in docs[::2]), gone=[("touchpoint", doc.ref) for doc in docs[1::2]])
    assert check(door, [replace(doc, text="更新") for doc in docs[::2]]) == []


def test_that_a_cursor_is_a_door_too(door: Any) -> None:
    apply(door.cursor(), [NOTE])
    assert check(door.cursor(), [NOTE]) == []


def test_that_a_day_with_too_many_texts_is_refused(door: Any) -> None:
    last = first_id(day(5)) + (1 << index.DAY_BITS) - 1
    door.execute("INSERT INTO search_doc(id, kind, ref, mark) VALUES (?, 'touchpoint', 'last', 0)", (last,))
    with pytest.raises(OverflowError, match="2026-01-06"):
        apply(door, [NOTE])


def test_that_the_check_names_every_difference(door: Any) -> None:
    others = [replace(NOTE, ref=ref) for ref in ("n2", "n3", "n4", "n5")]
    apply(door, [NOTE, *others])
    door.execute("DELETE FROM search_index WHERE rowid = ?", (ids(door)["n5"],))
    faults = check(
        door,
        [
            replace(NOTE, text="別の話"),
            replace(NOTE, ref="n2", day=day(6)),
            replace(NOTE, ref="n3", account_id="a9"),
            replace(NOTE, ref="n5"),
            replace(NOTE, ref="n6"),
        ],
    )
    assert sorted((fault.ref, fault.what) for fault in faults) == [
        ("n1", "changed"),
        ("n2", "changed"),
        ("n3", "changed"),
        ("n4", "extra"),
        ("n5", "damaged"),
        ("n6", "missing"),
    ]


def test_that_tokens_without_a_document_are_a_fault(door: Any) -> None:
    apply(door, [NOTE])
    door.execute("INSERT INTO search_short(rowid, tokens) VALUES (77, 'x')")
    assert check(door, [NOTE]) == [Fault("damaged", "search_short", "77")]


def test_that_rebuilding_heals_and_clearing_empties(door: Any) -> None:
    apply(door, [NOTE, replace(NOTE, ref="n2")])
    door.execute("DELETE FROM search_short")
    rebuild(door, [NOTE])
    assert check(door, [NOTE]) == []
    clear(door)
    assert check(door, []) == []
    assert found(door, '"解約"') == []


def test_that_purging_takes_removed_words_out_of_the_pages(door: Any) -> None:
    def kept() -> bytes:
        return b"".join(
            block for table in ("index", "short") for (block,) in door.execute(f"SELECT block FROM search_{table}_data")
        )

    apply(door, [NOTE, replace(NOTE, ref="n2", text="zanzibar 機密")])
    apply(door, [], gone=[("touchpoint", "n2")])
    assert b"anzibar" in kept()
    purge(door)
    assert b"anzibar" not in kept()
    assert "密".encode() not in kept()
    assert found(door, '"解約"') == ["n1"]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abcdef"), st.one_of(st.none(), st.tuples(texts, st.integers(0, 3))))),
        max_size=5,
    )
)
def test_that_any_run_of_writes_leaves_exactly_what_was_written(
    runs: list[list[tuple[str, tuple[str, int] | None]]],
) -> None:
    door = opened()
    expected: dict[str, Doc] = {}
    for run in runs:
        put = [Doc("note", ref, None, day(what[1]), what[0]) for ref, what in run if what is not None]
        gone = [ref for ref, what in run if what is None]
        apply(door, put, [("note", ref) for ref in gone])
        for ref in gone:
            expected.pop(ref, None)
        expected |= {doc.ref: doc for doc in put}
    faults = check(door, expected.values())
    door.close()
    assert faults == []
