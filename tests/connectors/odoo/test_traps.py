"""What is treacherous about Odoo, each trap by itself; the small Odoo sets them as the real one does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.connectors.base import Gone, Stale
from app.connectors.conformance.talk import deletion, one, pushed, update
from app.connectors.errors import CursorExpired
from tests.connectors.odoo.asking import heard, kind, told
from tests.connectors.odoo.bench import PAGE
from tests.connectors.odoo.rows import Error
from tests.connectors.odoo.small_bench import (
    SmallActivities,
    SmallBench,
    SmallNotes,
)

NOW = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC)


# Stamps -------------------------------------------------------------------------------------------------------------


def test_that_nothing_of_the_second_of_the_cursor_is_lost(bench: SmallBench) -> None:
    with bench.session() as session:
        bench.small.now = lambda: datetime.now(UTC).replace(microsecond=100_000)
        first = bench.add({"name": "first"})
        _, cursor = told(session, bench)
        bench.small.now = lambda: datetime.now(UTC).replace(microsecond=900_000)
        second = bench.add({"name": "second"})
        found, _ = told(session, bench, cursor)
    assert second in found
    assert first in found  # an echo, which its version shows to be one


def test_that_a_second_with_ids_out_of_order_is_read_whole_and_only_once(bench: SmallBench) -> None:
    ids = [int(id) for id in bench.seed(3 * PAGE, tie=True)]
    # In one second the later ids were written first, so that (stamp, id) of Odoo is not that of its whole seconds.
    bench.stamped(
        "res.partner", {id: NOW + timedelta(microseconds=900_000 - place * 9) for place, id in enumerate(ids)}
    )
    seen: list[str] = []
    with bench.session() as session:
        for page in session.pull("companies", ["name"], None):
            assert len(page.changes) <= PAGE
            seen += [change.id for change in page.changes]
    assert sorted(int(id) for id in seen if int(id) in ids) == sorted(ids)
    assert len(seen) == len(set(seen))


def test_that_a_record_edited_between_two_pages_shifts_nothing(bench: SmallBench) -> None:
    ids = bench.seed(3 * PAGE)
    seen: set[str] = set()
    with bench.session() as session:
        for page in session.pull("companies", ["name"], None):
            seen |= {change.id for change in page.changes}
            bench.edit(ids[0], {"name": "again"})
    assert set(ids) <= seen


def test_that_everything_is_compared_once_a_week(bench: SmallBench) -> None:
    bench.seed(2)
    with bench.session() as session:
        _, cursor = told(session, bench)
        begun, _, place = cursor.partition(".")
        old = f"{int(begun) - 8 * 86_400}.{place}"
        with pytest.raises(CursorExpired):
            told(session, bench, old)


def test_that_two_edits_in_one_second_are_two_versions(bench: SmallBench) -> None:
    bench.small.now = lambda: NOW
    (id,) = bench.seed(1, tie=True)
    with bench.session() as session:
        before = one(session, bench.info(session), id)
        bench.edit(id, {"ref": "other"})
        assert isinstance(pushed(session, "companies", update(id, before.version, {"name": "mine"})), Stale)


def test_that_what_bumps_the_stamp_alone_is_no_new_version(bench: SmallBench) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        before = one(session, bench.info(session), id)
        bench.edit(id, {"function": "a field that nobody shares"})
        assert one(session, bench.info(session), id).version == before.version


# What goes ----------------------------------------------------------------------------------------------------------


def test_that_an_archived_record_is_gone_and_comes_back(bench: SmallBench) -> None:
    (id,) = bench.seed(1)
    with bench.session() as session:
        _, cursor = told(session, bench)
        bench.remove(id)
        found, cursor = told(session, bench, cursor)
        assert found[id].gone
        assert id not in {one for some in session.sweep("companies") for one in some}
        bench.restore(id)
        found, _ = told(session, bench, cursor)
        assert not found[id].gone


def test_that_an_unlinked_record_shows_only_by_its_absence(bench: SmallBench) -> None:
    ids = bench.seed(3)
    with bench.session() as session:
        _, cursor = told(session, bench)
        bench.others("res.partner", "unlink", ids=[int(ids[1])])
        found, _ = told(session, bench, cursor)
        assert ids[1] not in found or not found[ids[1]].gone
        assert set(ids) - {one for some in session.sweep("companies") for one in some} == {ids[1]}
        (read,) = session.read("companies", ["name"], ids=[ids[1]])
        assert (read.gone, read.moved_to) == (True, None)
        assert pushed(session, "companies", update(ids[1], read.version, {"name": "x"})) == Gone()


def test_that_an_edit_of_a_merged_record_is_told_where_it_went(bench: SmallBench) -> None:
    ids = bench.seed(2)
    with bench.session() as session:
        version = one(session, bench.info(session), ids[1]).version
        bench.merge(ids[0], ids[1])
        assert pushed(session, "companies", update(ids[1], version, {"name": "x"})) == Gone(ids[0])


def test_that_a_note_that_somebody_typed_is_no_proof_of_a_merge(bench: SmallBench) -> None:
    ids = bench.seed(2)
    bench.others("res.partner", "unlink", ids=[int(ids[1])])
    line = {"model": "res.partner", "res_id": int(ids[0]), "body": f"(ID {ids[1]})", "message_type": "comment"}
    bench.others("mail.message", "create", vals_list=[line])
    with bench.session() as session:
        (read,) = session.read("companies", ["name"], ids=[ids[1]])
    assert (read.gone, read.moved_to) == (True, None)


def test_that_what_may_not_be_seen_is_not_gone(bench: SmallBench) -> None:
    ids = bench.seed(2)
    bench.small.unseen.add(("res.partner", int(ids[0])))
    with bench.session() as session:
        assert [change.id for change in session.read("companies", ["name"], ids=ids)] == [ids[1]]
        assert not [c for c in session.read("companies", ["name"], ids=[ids[0]]) if c.gone]


def test_that_a_company_that_became_a_person_is_not_gone_either(bench: SmallBench) -> None:
    (id,) = bench.seed(1)
    bench.others("res.partner", "write", ids=[int(id)], vals={"is_company": False})
    with bench.session() as session:
        assert session.read("companies", ["name"], ids=[id]) == []


@kind(SmallNotes)
def test_that_messages_hidden_from_the_user_hide_no_others(bench: SmallNotes) -> None:
    ids = bench.seed(4 * PAGE)
    # More than two pages in a row may not be seen: such a page comes back empty, and is not the last.
    bench.small.unseen |= {("mail.message", int(id)) for id in ids[PAGE // 2 : 3 * PAGE]}
    with bench.session() as session:
        found, _ = told(session, bench)
    assert set(found) == set(ids[: PAGE // 2] + ids[3 * PAGE :])


@kind(SmallNotes)
def test_that_messages_hidden_since_the_last_pull_hide_no_others_and_cost_nothing(bench: SmallNotes) -> None:
    bench.seed(3)
    with bench.session() as session:
        cursor = told(session, bench)[1]
    ids = bench.seed(4 * PAGE)
    bench.stamped("mail.message", dict.fromkeys(map(int, ids), datetime.now(UTC).replace(microsecond=0)))
    bench.small.unseen |= {("mail.message", int(id)) for id in ids[: 3 * PAGE]}
    asked = heard(bench)
    with bench.session() as session:
        found, _ = told(session, bench, cursor)
    assert set(ids[3 * PAGE :]) <= set(found)
    assert not set(ids[: 3 * PAGE]) & set(found)
    assert [one.path for one in asked if "mail.message/search" in one.path] == ["/json/2/mail.message/search_read"]


@kind(SmallNotes)
@pytest.mark.parametrize("what", ["unlink", "write", "only", "hide", "more"])
def test_that_a_mark_that_is_not_found_any_more_hides_nothing(bench: SmallNotes, what: str) -> None:
    seeded = [int(id) for id in bench.seed(PAGE)]
    with bench.session() as session:
        cursor = told(session, bench)[1]
        (mark,) = [bench.small.tables["mail.message"][ended.mark] for ended in _ended(session)]
        assert mark["id"] in seeded
        ids = bench.seed(2 * PAGE if what == "more" else 5)
        bench.stamped("mail.message", dict.fromkeys(map(int, ids), datetime.now(UTC).replace(microsecond=0)))
        if what == "unlink":
            bench.others("mail.message", "unlink", ids=[mark["id"]])
        elif what in ("write", "only"):
            bench.others("mail.message", "write", ids=[mark["id"]], vals={"subject": "later"})
            # The only one left: it comes last, and is no mark.
            others = [id for id in (*seeded, *map(int, ids)) if id != mark["id"]]
            bench.others("mail.message", "unlink", ids=others if what == "only" else [])
            ids = [] if what == "only" else ids
        else:
            bench.small.unseen |= {("mail.message", int(id)) for id in (ids[:PAGE] if what == "more" else [mark["id"]])}
        asked = heard(bench)
        found, cursor = told(session, bench, cursor)
        # Where a whole page is new, nothing is asked for that has no end.
        pages = [one.json() for one in asked if one.path.endswith("mail.message/search_read")]
        assert what != "more" or all(page["limit"] or "in" in page["domain"][-1] for page in pages)
        unseen = {str(id) for _, id in bench.small.unseen}
        assert set(ids) - unseen <= set(found)
        assert not unseen & set(found)
        assert (str(mark["id"]) in found) == (what in ("write", "only"))
        # Another mark is found, so that the next pull is one question again unless there is more than a page.
        asked = heard(bench)
        again, _ = told(session, bench, cursor)
        assert set(ids) - unseen <= set(again)
        assert what == "more" or sum("mail.message/search" in one.path for one in asked) == 1


def _ended(session: Any) -> list[Any]:
    return [session._rpc.memory.ended["notes"]]


@kind(SmallNotes)
@pytest.mark.parametrize("tie", [False, True])
@pytest.mark.parametrize("upto", [2 * PAGE, 4 * PAGE])
def test_that_messages_that_go_between_two_questions_stop_nothing(bench: SmallNotes, upto: int, tie: bool) -> None:
    ids = bench.seed(4 * PAGE, tie=tie)
    if tie:
        bench.stamped("mail.message", dict.fromkeys(map(int, ids), NOW - timedelta(hours=2)))
    # Somebody hides a page, so that the ids are asked for; then they go, before their rows are fetched.
    bench.small.unseen |= {("mail.message", int(id)) for id in ids[:PAGE]}
    found = bench.small.do_search

    def searched(model: str, *given: Any, **named: Any) -> list[int]:
        told = found(model, *given, **named)
        if model == "mail.message":
            bench.others("mail.message", "unlink", ids=[int(id) for id in ids[PAGE:upto]])
        return told

    bench.small.do_search = searched  # type: ignore[method-assign]
    with bench.session() as session:
        seen, _ = told(session, bench)
    assert set(seen) == set(ids[upto:])


@kind(SmallActivities)
def test_that_what_went_before_it_was_deleted_is_gone(bench: SmallActivities) -> None:
    ids = bench.seed(3)

    def unlink(model: str, ids: list[int]) -> bool:
        if not set(ids) <= bench.small.tables[model].keys():
            raise Error(404, "odoo.exceptions.MissingError", "Record does not exist or has been deleted.")
        for id in ids:
            del bench.small.tables[model][id]
        return True

    found = bench.small.do_search_read

    def looked(model: str, *given: Any, **named: Any) -> Any:
        rows = found(model, *given, **named)
        if model == "mail.activity":
            bench.small.tables[model].pop(int(ids[1]), None)
        return rows

    bench.small.do_unlink = unlink  # type: ignore[method-assign]
    with bench.session() as session:
        bench.info(session)
        bench.small.do_search_read = looked  # type: ignore[method-assign]
        done = session.push("activities", [deletion(id, None) for id in ids])
    assert [type(outcome).__name__ for outcome in done] == ["Ok", "Gone", "Ok"]
    assert not bench.small.tables["mail.activity"].keys() & {int(id) for id in ids}


@pytest.mark.parametrize(("there", "most"), [(499, 40), (0, 590)])
def test_that_one_missing_record_costs_few_requests(bench: SmallBench, there: int, most: int) -> None:
    ids = [int(id) for id in bench.seed(500)]
    gone = ids[there:]
    bench.others("res.partner", "unlink", ids=gone)
    bench.others("res.partner", "write", ids=ids[:there], vals={"is_company": False})  # so that they are asked for
    read = bench.small.do_read

    def missing(model: str, ids: list[int], fields: list[str]) -> Any:
        if not set(ids) <= bench.small.tables[model].keys():
            raise Error(404, "odoo.exceptions.MissingError", "Record does not exist or has been deleted.")
        return read(model, ids, fields)

    bench.small.do_read = missing  # type: ignore[method-assign]
    with bench.session() as session:
        bench.info(session)
        before = bench.requests()
        found = session.read("companies", ["name"], ids=[str(id) for id in ids])
        assert bench.requests() - before <= most
    assert [change.id for change in found if change.gone] == [str(id) for id in gone]


def test_that_one_bad_value_leaves_out_one_field(bench: SmallBench, caplog: pytest.LogCaptureFixture) -> None:
    ids = bench.seed(3)
    bench.small.tables["res.partner"][int(ids[1])] |= {"ref": ["secret"], "x_rank": "many", "category_id": 7}
    with bench.session() as session:
        found, _ = told(session, bench)
    assert set(ids) <= found.keys()
    assert found[ids[1]].fields.keys() == found[ids[0]].fields.keys() - {"ref", "x_rank", "category_id"}
    assert found[ids[1]].fields["name"] == "Company 1"
    assert f"companies {ids[1]}: ref" in caplog.text
    assert "secret" not in caplog.text
