"""Attendance of gatherings and answers to surveys: whose they are, once, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.imports.headings import guess_kind
from app.imports.words import row_error_words
from app.models import tables
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.content import content_hash
from app.operations.importing.run import Report, import_paths
from app.operations.people import add_person
from app.operations.surveys import nps_of
from app.vocabulary import ImportKind
from tests.builders import new_book
from tests.views.accounts.books import NAMES, fill

ATTENDANCE = """氏名,メールアドレス,会社名,参加日,研修名
佐藤花子,,青葉信用金庫,2026/11/10,操作研修 第2回
高橋 葵,AOI@midori.example,,2026/11/10,操作研修 第2回
新しい人,new@aoba.example,,2026/11/10,操作研修 第2回
だれか,,どこにもない会社,2026/11/10,操作研修 第2回
渡辺 一郎,,,2026/11/10,操作研修 第2回
"""
ZOOM = """Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Aoi,aoi@midori.example,2026-11-10 10:01:07,2026-11-10 10:31:00,30,Yes
Aoi,aoi@midori.example,2026-11-10 10:32:07,2026-11-10 11:00:00,28,Yes
someone,someone@gmail.com,2026-11-10 10:01:00,2026-11-10 10:31:00,30,Yes
"""
SURVEY = """会社名,回答者,回答日,推奨度,コメント
青葉信用金庫,佐藤 花子,2026/10/5,9,
青葉信用金庫,渡辺 一郎,2026/10/6,3,画面が遅い
青葉信用金庫,,2026/10/6,7,
青葉信用金庫,,2026/10/6,7,
みどり食品,高橋 葵,2026/7/1,10,助かっています
みどり食品,高橋 葵,2026/10/1,6,
みどり食品,だれか,2026/10/1,11,
みどり食品,だれか,2026/12/1,5,
"""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        book.write(add_person, book.read(find_account, NAMES[1]), name="高橋 葵", email="aoi@midori.example")
        yield book


def bring(book: Book, path: Path, text: str, **more: Any) -> Report:
    path.write_bytes(text.encode("cp932"))
    return import_paths(book, [path], **more)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.imported, report.updated, report.unchanged, len(report.rejected)


def rows(book: Book, entity: str) -> list[dict[str, Any]]:
    table = tables.metadata.tables[entity]
    where = select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.no)
    return book.read(lambda session: [dict(row) for row in session.rows(where)])


def test_that_one_gathering_is_one_touchpoint_at_each_account(book: Book, tmp_path: Path) -> None:
    before = book.read(content_hash)
    report = bring(book, tmp_path / "参加者.csv", ATTENDANCE)
    assert counts(report) == (3, 0, 0, 2)
    assert [row_error_words(one, "ja") for one in report.rejected] == [
        "「どこにもない会社」に当たる顧客がありません",
        "「渡辺 一郎」がどの顧客の方か分かりません。会社名かメールアドレスが要ります",
    ]
    [gathering] = rows(book, "gathering")
    assert (gathering["name"], gathering["kind"], gathering["on_date"]) == ("操作研修 第2回", "training", "2026-11-10")
    made = [row for row in rows(book, "touchpoint") if row["gathering_id"] == gathering["id"]]
    assert {(row["account_id"], row["kind"], row["state"]) for row in made} == {
        (book.read(find_account, name), "training", "done") for name in NAMES[:2]
    }
    aoba = next(row["id"] for row in made if row["account_id"] == book.read(find_account, NAMES[0]))
    there = [(row["name"], bool(row["person_id"])) for row in rows(book, "touchpoint_person")
             if row["touchpoint_id"] == aoba]  # fmt: skip
    assert there == [("佐藤花子", True), ("新しい人", False)]
    again = bring(book, tmp_path / "again.csv", ATTENDANCE)
    assert (counts(again), again.change_id) == ((0, 0, 3, 2), None)
    # Somebody who is missing in the first list joins the same gathering.
    late = bring(
        book,
        tmp_path / "late.csv",
        ATTENDANCE.splitlines()[0] + "\n田村 次郎,,青葉信用金庫,2026/11/10,操作研修　第２回\n",
    )
    assert (counts(late), len(rows(book, "gathering"))) == ((1, 0, 0, 0), 1)
    assert late.change_id is not None and report.change_id is not None
    book.write(take_back, late.change_id)
    book.write(take_back, report.change_id)
    assert book.read(content_hash) == before


def test_that_a_list_of_a_web_meeting_is_read_and_named_by_its_file(book: Book, tmp_path: Path) -> None:
    report = bring(book, tmp_path / "11月ユーザー会.csv", ZOOM)
    assert counts(report) == (1, 0, 1, 1)
    assert report.rejected[0].key == "unknown_person"
    [gathering] = rows(book, "gathering")
    assert (gathering["name"], gathering["kind"]) == ("11月ユーザー会", "event")
    [touchpoint] = [row for row in rows(book, "touchpoint") if row["gathering_id"]]
    assert (touchpoint["minutes"], bool(touchpoint["two_way"])) == (30, False)


def test_that_a_list_under_what_the_meeting_was_is_read(book: Book, tmp_path: Path) -> None:
    head = "Meeting ID,Topic,Start Time,Duration (Minutes),Participants\n999,Users,2026-11-10 10:00:00,60,3\n\n"
    report = bring(book, tmp_path / "users.csv", head + ZOOM)
    assert counts(report) == (1, 0, 1, 1)
    assert report.rejected[0].row == 7


def test_that_a_dry_run_of_either_writes_nothing(book: Book, tmp_path: Path) -> None:
    before = book.read(content_hash)
    assert counts(bring(book, tmp_path / "a.csv", ATTENDANCE, dry_run=True)) == (3, 0, 0, 2)
    assert counts(bring(book, tmp_path / "b.csv", SURVEY, dry_run=True)) == (6, 0, 0, 2)
    assert book.read(content_hash) == before


def readings(book: Book) -> list[tuple[int, float, str, str]]:
    return [(row["account_no"], row["value"], row["note"], row["observed_at"][:10]) for row in rows(book, "reading")]


def test_that_answers_come_to_an_nps_with_its_n_per_account_and_quarter(book: Book, tmp_path: Path) -> None:
    before = book.read(content_hash)
    report = bring(book, tmp_path / "アンケート.csv", SURVEY)
    assert counts(report) == (6, 0, 0, 2)
    assert [one.key for one in report.rejected] == ["reading_range", "in_the_future"]
    answers = rows(book, "response")
    assert {row["survey"] for row in answers} == {"nps"}
    assert [row["comment"] for row in answers if row["score"] == "3"] == ["画面が遅い"]
    no = {row["name"]: row["no"] for row in rows(book, "account")}
    # Midnight in Tokyo is the day before in Greenwich.
    assert sorted(readings(book)) == [
        (no[NAMES[0]], 0.0, "n=4", "2026-10-05"),
        (no[NAMES[1]], -100.0, "n=1", "2026-09-30"),
        (no[NAMES[1]], 100.0, "n=1", "2026-06-30"),
    ]
    again = bring(book, tmp_path / "again.csv", SURVEY)
    assert (counts(again), again.change_id) == ((0, 0, 6, 2), None)
    changed = bring(book, tmp_path / "b.csv", SURVEY.replace("2026/10/6,3,画面が遅い", "2026/10/6,9,画面が速くなった"))
    assert counts(changed) == (0, 1, 5, 2)
    assert readings(book)[-1] == (no[NAMES[0]], 50.0, "n=4", "2026-10-05")
    for one in (changed, report):
        assert one.change_id is not None
        book.write(take_back, one.change_id)
    assert book.read(content_hash) == before


@pytest.mark.parametrize(
    ("heading", "file", "survey"),
    [
        ("CSAT", "a.csv", "csat"),
        ("スコア", "満足度調査.csv", "csat"),
        ("手間", "a.csv", "ces"),
        ("点数", "a.csv", "other"),
    ],
)
def test_that_the_kind_of_survey_is_told_by_heading_or_file(
    book: Book, tmp_path: Path, heading: str, file: str, survey: str
) -> None:
    bring(book, tmp_path / file, f"会社名,回答者,回答日,{heading}\n青葉信用金庫,佐藤 花子,2026/10/5,4\n")
    assert [row["survey"] for row in rows(book, "response")] == [survey]
    # What was asked in a survey of another kind is not known, and so is no measure.
    assert [row["key"] for row in rows(book, "measure")] == ([survey] if survey != "other" else [])


def test_that_scores_without_people_stay_readings() -> None:
    assert guess_kind(["会社名", "日付", "NPS"]) is not ImportKind.SURVEYS
    assert guess_kind(["会社名", "氏名", "回答日", "NPS"]) is ImportKind.SURVEYS
    assert guess_kind(["氏名", "会社名", "参加日"]) is ImportKind.ATTENDANCE
    assert guess_kind(["会社名", "氏名", "役職", "メールアドレス"]) is ImportKind.PEOPLE
    assert guess_kind(["会社名", "日付", "種類", "内容", "参加者"]) is ImportKind.TOUCHPOINTS


def test_that_who_is_at_two_accounts_needs_a_company(book: Book, tmp_path: Path) -> None:
    acme = book.read(find_account, NAMES[2])
    book.write(add_person, acme, name="高橋 葵", email="aoi@midori.example")
    head = "氏名,メールアドレス,会社名,参加日,研修名\n"
    report = bring(book, tmp_path / "a.csv", f"{head}葵,aoi@midori.example,,2026/11/10,会\n")
    assert [one.key for one in report.rejected] == ["person_at_several"]
    assert counts(bring(book, tmp_path / "b.csv", f"{head}葵,aoi@midori.example,Acme Robotics,2026/11/10,会\n"))[0] == 1
    wrong = bring(
        book, tmp_path / "c.csv", "氏名,会社名,参加日,種類\n葵,Acme Robotics,2026/11/10,電話\n", kind="attendance"
    )
    assert [one.key for one in wrong.rejected] == ["unknown_word"]


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.dates(date(2026, 1, 1), date(2026, 3, 31)),
                          st.integers(0, 10).map(Decimal)), max_size=12))  # fmt: skip
def test_that_an_nps_lies_between_its_ends_and_counts_everybody_once(
    answers: list[tuple[str, date, Decimal]],
) -> None:
    nps = nps_of(answers)
    people = {who for who, _on, _score in answers if who}
    if nps is None:
        assert not answers
        return
    assert nps.n == len(people) + sum(not who for who, _on, _score in answers)
    assert -100 <= nps.value <= 100
    assert nps.last <= max(on for _who, on, _score in answers)
    if all(score >= 9 for _who, _on, score in answers):
        assert nps.value == 100


REGISTERED = """イベント,日付,顧客,氏名,出席
食品 DX 勉強会,2026/11/10,みどり食品,高橋 葵,出席
食品 DX 勉強会,2026/11/10,みどり食品,佐藤花子,欠席
食品 DX 勉強会,2026/11/10,どこにもない会社,だれか,キャンセル
食品 DX 勉強会,2026/11/10,青葉信用金庫,佐藤 花子,たぶん
"""


def test_that_who_was_registered_and_stayed_away_was_not_there(book: Book, tmp_path: Path) -> None:
    before = len(rows(book, "touchpoint_person"))
    report = bring(book, tmp_path / "勉強会.csv", REGISTERED)
    assert counts(report) == (1, 0, 2, 1)
    assert [row["name"] for row in rows(book, "touchpoint_person")[before:]] == ["高橋 葵"]
    assert report.rejected[0].column == "出席"
    # Who came after all is there with the next file.
    again = bring(book, tmp_path / "勉強会.csv", REGISTERED.replace("欠席", "参加"))
    assert counts(again) == (1, 0, 2, 1)


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("顧客,氏名,調査,スコア,コメント,日付", ImportKind.SURVEYS),
        ("account,name,survey,score,comment,date", ImportKind.SURVEYS),
        ("イベント,日付,顧客,氏名,出席", ImportKind.ATTENDANCE),
        ("name,account,date,attended", ImportKind.ATTENDANCE),
        # A day beside a name says nothing of a gathering, and an event of an account has nobody's name.
        ("顧客,氏名,日付", ImportKind.PEOPLE),
        ("顧客,日付,イベント,メモ", ImportKind.EVENTS),
    ],
)
def test_that_files_with_a_plain_day_are_what_they_say(headings: str, kind: ImportKind) -> None:
    assert guess_kind(headings.split(",")) is kind


CSAT = """会社名,回答者,回答日,満足度
青葉信用金庫,佐藤 花子,2026/10/5,4
青葉信用金庫,渡辺 一郎,2026/10/6,5
青葉信用金庫,渡辺 一郎,2026/10/9,3
みどり食品,高橋 葵,2026/10/1,2.5
"""


def test_that_satisfaction_is_a_mean_with_its_n_and_a_wider_scale_another_measure(book: Book, tmp_path: Path) -> None:
    def said() -> set[tuple[str, int, float, str]]:
        keys = {row["no"]: row["key"] for row in rows(book, "measure")}
        return {
            (keys[row["measure_no"]], row["account_no"], row["value"], row["note"]) for row in rows(book, "reading")
        }

    no = {row["name"]: row["no"] for row in rows(book, "account")}
    bring(book, tmp_path / "a.csv", CSAT)
    # Who answered twice counts with the later answer.
    assert said() == {("csat", no[NAMES[0]], 3.5, "n=2"), ("csat", no[NAMES[1]], 2.5, "n=1")}
    bring(book, tmp_path / "b.csv", "会社名,回答者,回答日,CSAT\nみどり食品,高橋 葵,2026/7/1,80\n")
    bring(book, tmp_path / "c.csv", "会社名,回答者,回答日,CES\nみどり食品,高橋 葵,2026/7/1,6\n")
    bring(book, tmp_path / "d.csv", "会社名,回答者,回答日,点数\nみどり食品,高橋 葵,2026/7/2,6\n")
    new = {("csat_100", no[NAMES[1]], 80.0, "n=1"), ("ces", no[NAMES[1]], 6.0, "n=1")}
    assert said() == {("csat", no[NAMES[0]], 3.5, "n=2"), ("csat", no[NAMES[1]], 2.5, "n=1"), *new}
    assert {row["name_ja"] for row in rows(book, "measure")} == {
        "CSAT（満足度）",
        "CSAT（満足度） 0–100",
        "CES（手間）",
    }
