from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from app.errors import BansoError, Cancelled
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.plans.commitments import commit
from app.operations.plans.exporting import plan_named, write_plan_file
from app.operations.plans.objectives import add_reading, amend_objective
from app.operations.plans.page import plan_page, readings_of
from app.operations.plans.plans import create_plan, remove_plan
from app.operations.plans.returns import PlanReturn, TakenIn, read_return, read_returned_text, take_in
from app.operations.plans.tree import drop_item, toggle_done
from app.plans.plan_file import code_of
from app.secrets import sealed
from tests.builders import new_book
from tests.operations.plans.plan_books import TODAY, Made, day, stock_plan

DATA = re.compile(r'(<script id="plan-data" type="application/json">)(.*?)(</script>)', re.S)


def data_of(path: Path) -> dict[str, object]:
    found = DATA.search(path.read_text("utf-8"))
    assert found is not None
    return dict(json.loads(found[2]))


def answered(path: Path, **said: object) -> Path:
    """Write the copy that a browser would save once this is filled in, and return it."""
    data = data_of(path)
    data["answers"] = {**dict(data["answers"]), **said}  # type: ignore[call-overload]
    told = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    copy = path.with_name(f"{path.stem} (1).html")
    copy.write_text(DATA.sub(lambda found: found[1] + told + found[3], path.read_text("utf-8")), "utf-8")
    return copy


def out(book: Book, made: Made, folder: Path, name: str = "plan.html", lang: str = "ja") -> Path:
    return write_plan_file(book, made.plan, to=folder / name, lang=lang).path


def take(book: Book, found: PlanReturn, *chosen: str) -> TakenIn:
    return book.write(take_in, found.answers, found.key, chosen=chosen or None, today=TODAY)[1]


def refused(book: Book, path: Path, **how: str) -> str:
    with pytest.raises(BansoError) as error:
        read_return(book, path, **how)
    return error.value.key


EVERYTHING = {"by": "佐藤 花子", "on": "2026-11-19", "comment": "全体としてよいです"}


def everything(made: Made) -> dict[str, object]:
    return {
        **EVERYTHING,
        "items": {
            made.sites: {"done": True, "on": "2026-11-18", "comment": "済みました", "by": "田村"},
            made.hours: {"value": "24.5 h", "read": "2026-11-17"},
            made.task: {"done": True},
        },
        "confirmed": {"": {"by": "佐藤 花子", "on": "2026-11-19"}, made.losses: {"by": "渡辺", "on": "2026-11-18"}},
    }


def test_that_answers_are_held_against_what_was_sent_and_taken_in_once(book: Book, made: Made, tmp_path: Path) -> None:
    copy = answered(out(book, made, tmp_path), **everything(made))
    found = read_return(book, copy, plan_id=made.plan)
    assert [(one.item_id, one.field, one.sent, one.now, one.answered, one.by, one.on) for one in found.changes] == [
        ("", "comment", "", "", "全体としてよいです", "佐藤 花子", date(2026, 11, 19)),
        ("", "commitment", "", "", "佐藤 花子", "佐藤 花子", date(2026, 11, 19)),
        (made.hours, "reading", "27", "27", "24.5", "佐藤 花子", date(2026, 11, 17)),
        (made.sites, "done", "", "", "2026-11-18", "田村", date(2026, 11, 18)),
        (made.sites, "comment", "", "", "済みました", "田村", date(2026, 11, 18)),
        (made.losses, "commitment", "", "", "渡辺", "渡辺", date(2026, 11, 18)),
    ]
    assert not any(one.conflict or one.gone for one in found.changes)
    taken = take(book, found)
    assert len(taken.changes) == 6
    assert [(said.objective_id, said.by, said.on) for said in taken.committed] == [
        ("", "佐藤 花子", date(2026, 11, 19)), (made.losses, "渡辺", date(2026, 11, 18)),
    ]  # fmt: skip
    page = book.read(plan_page, made.plan, today=TODAY)
    rows = {row.id: row for row in page.tree}
    assert (rows[made.sites].done_on, str(rows[made.hours].actual)) == (date(2026, 11, 18), "24.5")
    assert rows[made.task].done_on is None, "what is in our hands is not theirs to tick"
    assert {(comment.item_id, comment.by) for comment in page.comments} == {("", "佐藤 花子"), (made.sites, "田村")}
    assert [(one.state, one.number, one.how) for one in page.commitments] == [("committed", 1, "file")] * 2
    assert ("customer", "佐藤 花子") in {(row.source, row.by) for row in book.read(readings_of, made.hours)}

    again = read_return(book, copy)
    assert (again.changes, again.taken_on) == ((), TODAY)
    changes, taken = book.write(take_in, again.answers, again.key, today=TODAY)
    assert (changes.id, taken) == (None, TakenIn((), ()))


def test_that_taking_in_is_one_change_that_undo_takes_back(book: Book, made: Made, tmp_path: Path) -> None:
    copy = answered(out(book, made, tmp_path), **everything(made))
    before = book.read(plan_page, made.plan, today=TODAY)
    found = read_return(book, copy)
    changes, _taken = book.write(take_in, found.answers, found.key, today=TODAY)
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert book.read(plan_page, made.plan, today=TODAY) == before
    assert len(read_return(book, copy).changes) == 6


def test_that_only_what_is_chosen_is_taken_in(book: Book, made: Made, tmp_path: Path) -> None:
    found = read_return(book, answered(out(book, made, tmp_path), **everything(made)))
    taken = take(book, found, f"{made.sites}:done")
    assert [one.key for one in taken.changes] == [f"{made.sites}:done"]
    assert not book.read(plan_page, made.plan, today=TODAY).commitments


def test_that_a_later_copy_brings_only_what_is_new(book: Book, made: Made, tmp_path: Path) -> None:
    sent = out(book, made, tmp_path)
    take(book, read_return(book, answered(sent, **everything(made))))
    more = {**everything(made), "comment": "もう一言"}
    assert [(one.item_id, one.field) for one in read_return(book, answered(sent, **more)).changes] == [("", "comment")]


def test_that_what_moved_on_here_is_marked(book: Book, made: Made, tmp_path: Path) -> None:
    sent = out(book, made, tmp_path)
    book.write(add_reading, made.hours, 25, on=TODAY)
    book.write(amend_objective, made.losses, {"due": day(120)})
    book.write(drop_item, made.sites, on=TODAY)
    found = read_return(book, answered(sent, **everything(made)))
    marked = {one.key: (one.now, one.conflict, one.gone) for one in found.changes}
    assert marked[f"{made.hours}:reading"] == ("25", True, False)
    assert marked[f"{made.losses}:commitment"] == ("", True, False)
    assert marked[f"{made.sites}:done"] == ("", True, True)
    assert marked[":commitment"] == ("", True, False)
    taken = {one.key for one in take(book, found).changes}
    assert taken == set(marked) - {f"{made.sites}:done"}


def test_that_a_newer_version_that_reads_the_same_is_no_conflict(book: Book, made: Made, tmp_path: Path) -> None:
    sent = out(book, made, tmp_path)
    out(book, made, tmp_path, "later.html", "en")
    found = read_return(book, answered(sent, **everything(made)))
    assert (found.version, found.latest) == (1, 2)
    assert not any(one.conflict for one in found.changes)


def test_that_the_same_answer_given_here_already_is_no_change(book: Book, made: Made, tmp_path: Path) -> None:
    sent = out(book, made, tmp_path)
    book.write(toggle_done, made.sites, on=TODAY)
    book.write(add_reading, made.hours, "24.5", on=date(2026, 11, 17))
    book.write(commit, made.plan, by_name="佐藤 花子", on=TODAY, number=1)
    found = read_return(book, answered(sent, **everything(made)))
    assert {one.key for one in found.changes} == {":comment", f"{made.sites}:comment", f"{made.losses}:commitment"}


def test_that_a_tick_can_be_taken_away_again(book: Book, made: Made, tmp_path: Path) -> None:
    book.write(toggle_done, made.master, on=day(-3))
    copy = answered(out(book, made, tmp_path), items={made.master: {"done": False}})
    found = read_return(book, copy)
    assert [(one.sent, one.now, one.answered) for one in found.changes] == [("2026-11-17", "2026-11-17", "")]
    take(book, found)
    rows = {row.id: row for row in book.read(plan_page, made.plan, today=TODAY).tree}
    assert rows[made.master].done_on is None


def test_that_what_cannot_be_read_is_named_and_the_rest_taken_in(book: Book, made: Made, tmp_path: Path) -> None:
    items = {made.hours: {"value": "約三割"}, "somebody-elses": {"done": True}, made.sites: {"done": True}}
    found = read_return(book, answered(out(book, made, tmp_path), items=items))
    assert [(one.item, one.value) for one in found.unread] == [
        ("棚卸し時間を半分にする", "約三割"),
        ("somebody-elses", ""),
    ]
    assert [one.key for one in found.changes] == [f"{made.sites}:done"]


def test_that_a_reading_in_per_cent_is_read_as_it_stands_in_the_plan(book: Book, made: Made, tmp_path: Path) -> None:
    book.write(amend_objective, made.hours, {"unit": "%"})
    sent = out(book, made, tmp_path)
    for typed in ("24.5", "24.5%", "２４．５％", " 24.5 % "):
        (one,) = read_return(book, answered(sent, items={made.hours: {"value": typed}})).changes
        assert one.answered == "24.5"


def test_that_a_day_ahead_of_ours_counts_as_today(book: Book, made: Made, tmp_path: Path) -> None:
    items = {made.hours: {"value": "２４", "read": "2027-01-05"}}
    (one,) = read_return(book, answered(out(book, made, tmp_path), items=items)).changes
    assert (one.answered, one.on) == ("24", TODAY)


def test_that_a_file_filled_in_by_nobody_changes_nothing(book: Book, made: Made, tmp_path: Path) -> None:
    found = read_return(book, out(book, made, tmp_path))
    assert found.is_empty
    assert book.write(take_in, found.answers, found.key, today=TODAY)[0].id is None


def test_that_an_altered_sent_part_is_refused(book: Book, made: Made, tmp_path: Path) -> None:
    sent = out(book, made, tmp_path)
    data = data_of(sent)
    altered = str(data["sent"]).replace('"target":"20"', '"target":"38"')
    assert altered != data["sent"]
    for name, value in (("sent", altered), ("version", 2), ("plan", made.hours), ("seal", "0" * 64), ("seal", "é")):
        copy = tmp_path / "altered.html"
        told = json.dumps({**data, name: value}, ensure_ascii=False).replace("<", "\\u003c")
        copy.write_text(DATA.sub(lambda found, told=told: found[1] + told + found[3], sent.read_text("utf-8")))  # type: ignore[misc]
        assert refused(book, copy) == "plan_file.altered", name


def test_that_a_file_of_another_book_plan_or_version_is_told_apart(book: Book, made: Made, tmp_path: Path) -> None:
    sent = out(book, made, tmp_path)
    with new_book(tmp_path / "other") as other:
        elsewhere = other.write(stock_plan)[1]
        assert refused(book, out(other, elsewhere, tmp_path, "theirs.html")) == "plan_file.other_book"
        assert refused(other, sent) == "plan_file.other_book"
    second = book.write(create_plan, made.account, name="二つ目", start=TODAY, today=TODAY)[1]
    assert refused(book, sent, plan_id=second) == "plan_file.other_plan"
    written = write_plan_file(book, second, to=tmp_path / "second.html", lang="en")
    assert written.changes.id is not None
    book.write(take_back, written.changes.id)
    assert refused(book, tmp_path / "second.html") == "plan_file.unknown_version"
    book.write(remove_plan, made.plan)
    assert refused(book, sent) == "plan_file.gone"


def test_that_a_text_code_says_what_the_file_says(book: Book, made: Made, tmp_path: Path) -> None:
    copy = answered(out(book, made, tmp_path), **everything(made))
    data = data_of(copy)
    told = {name: data[name] for name in ("format", "plan", "version", "book", "tag", "answers")}
    code = code_of(told)
    found = read_returned_text(
        book, f"お世話になっております。\n> {code.replace(chr(10), chr(10) + '> ').lower()}\n渡辺"
    )
    assert found.changes == read_return(book, copy).changes
    take(book, found)
    assert read_return(book, copy).taken_on == TODAY
    for name, value in (("tag", "0" * 24), ("version", 2)):
        with pytest.raises(BansoError) as error:
            read_returned_text(book, code_of({**told, name: value}))
        assert error.value.key == "plan_file.altered"


def test_that_the_seal_of_an_encrypted_book_is_made_of_its_key(tmp_path: Path) -> None:
    with new_book(tmp_path / "profile", encrypted=True) as book:
        made = book.write(stock_plan)[1]
        data = data_of(out(book, made, tmp_path))
        assert book.key is not None
        key = sealed.plan_file_key(book.key)
        assert sealed.is_sealed(key, "sent", str(data["sent"]), str(data["seal"]))
        assert not sealed.is_sealed(book.key, "sent", str(data["sent"]), str(data["seal"]))
        assert not sealed.is_sealed(key, "version", str(data["sent"]), str(data["seal"]))


def test_that_what_reads_the_same_goes_out_as_the_same_version(book: Book, made: Made, tmp_path: Path) -> None:
    first = write_plan_file(book, made.plan, to=tmp_path / "a.html", lang="ja")
    same = write_plan_file(book, made.plan, to=tmp_path / "a.pdf", lang="ja")
    assert (first.version, same.version, same.changes.id) == (1, 1, None)
    book.write(toggle_done, made.master, on=TODAY)
    assert write_plan_file(book, made.plan, to=tmp_path / "a.xlsx", lang="ja").version == 2
    versions = book.read(plan_page, made.plan, today=TODAY).versions
    assert {(one.number, one.sent_on) for one in versions} == {(1, TODAY), (2, TODAY)}


def test_that_a_refusal_or_a_cancellation_leaves_neither_file_nor_version(
    book: Book, made: Made, tmp_path: Path
) -> None:
    def tried(to: Path, *, cancelled: bool = False) -> None:
        with pytest.raises((BansoError, Cancelled)):
            write_plan_file(book, made.plan, to=to, lang="ja", cancelled=lambda: cancelled)

    tried(tmp_path / "plan.docx")
    tried(tmp_path / "nowhere" / "plan.html")
    tried(tmp_path / "plan.pdf", cancelled=True)
    assert [path.name for path in tmp_path.iterdir()] == ["profile"]
    assert not book.read(plan_page, made.plan, today=TODAY).versions


def test_that_a_plan_is_meant_by_its_name_where_there_are_several(book: Book, made: Made) -> None:
    assert book.read(plan_named, "Acme Robotics") == made.plan
    second = book.write(create_plan, made.account, name="定着プラン", start=TODAY, today=TODAY)[1]
    assert book.read(plan_named, "Acme Robotics", "定着プラン ") == second
    for name, key in ((None, "plan.which"), ("ない", "plan.none")):
        with pytest.raises(BansoError) as error:
            book.read(plan_named, "Acme Robotics", name)
        assert error.value.key == key
