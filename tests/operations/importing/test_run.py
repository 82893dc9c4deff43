"""What the rows of files do to a book: who is meant, what changes, what stays, what can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.errors import BansoError, Cancelled
from app.imports.words import RowError, row_error_words
from app.models import tables
from app.models.database import Session
from app.operations.account_names import ANOTHER
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.content import content_hash
from app.operations.importing.run import Report, import_paths
from app.operations.touchpoints import amend_touchpoint
from tests.builders import TODAY, new_book
from tests.operations.importing.files import ACCOUNTS, CONTRACTS, PEOPLE, TOUCHPOINTS, written


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "files"
    path.mkdir()
    return path


def bring(book: Book, folder: Path, kind: str, text: str, **more: Any) -> Report:
    path = folder / f"{kind}-{len(list(folder.iterdir()))}.csv"
    path.write_bytes(text.encode("cp932"))
    return import_paths(book, [path], kind=kind, **more)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.imported, report.updated, report.unchanged, len(report.rejected)


def live(book: Book, entity: str) -> list[dict[str, Any]]:
    table = tables.metadata.tables[entity]

    def read(session: Session) -> list[dict[str, Any]]:
        return [
            dict(row) for row in session.rows(select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.no))
        ]

    return book.read(read)


def said(book: Book, entity: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in columns) for row in live(book, entity)]


def traces(book: Book) -> tuple[object, ...]:
    """Return everything that a write leaves: the hash, the history, the changes, the revisions, the prints."""

    def read(session: Session) -> tuple[object, ...]:
        sizes = [session.scalar(select(func.count()).select_from(t)) for t in (tables.change, tables.history)]
        clock = session.scalar(select(tables.sync_clock.c.n))
        prints = session.rows(
            select(tables.import_print).order_by(tables.import_print.c.kind, tables.import_print.c.key)
        )
        return content_hash(session), *sizes, clock, [tuple(row.values()) for row in prints]

    return book.read(read)


def test_that_four_files_in_any_order_come_in_as_one_change(book: Book, folder: Path) -> None:
    paths = written(folder)
    report = import_paths(book, paths)
    assert counts(report) == (13, 0, 0, 2)
    assert [(bad.file, bad.row, bad.key) for bad in report.rejected] == [
        ("関係者.csv", 5, "unknown_account"),
        ("接点.csv", 6, "not_a_date"),
    ]
    changed = {
        row["change_id"] for entity in ("account", "person", "contract", "touchpoint") for row in live(book, entity)
    }
    assert changed == {report.change_id}
    book.write(take_back, str(report.change_id))
    assert [
        live(book, t) for t in ("account", "person", "position", "contract_line", "touchpoint", "account_fact")
    ] == [[]] * 6


@pytest.mark.parametrize("order", [0, 1, 2, 3])
def test_that_the_order_of_the_files_makes_no_difference(tmp_path: Path, folder: Path, order: int) -> None:
    paths = written(folder)
    with new_book(tmp_path / "other") as book:
        import_paths(book, paths[order:] + paths[:order])
        assert said(book, "touchpoint_person", "name")
        assert all(row["person_id"] for row in live(book, "touchpoint_person") if row["name"] != "田村")


def test_that_a_second_import_leaves_no_trace(book: Book, folder: Path) -> None:
    paths = written(folder)
    import_paths(book, paths)
    before = traces(book)
    report = import_paths(book, paths)
    assert counts(report) == (0, 0, 13, 2)
    assert report.change_id is None
    assert traces(book) == before


def test_that_an_edit_in_the_app_survives_the_same_files(book: Book, folder: Path) -> None:
    paths = written(folder)
    import_paths(book, paths)
    [midori] = [row["id"] for row in live(book, "account") if row["external_id"] == "A-1"]
    book.write(amend_accounts, [midori], {"segment": "tech", "name": "みどりHD", "tags": ["私の印"]}, today=TODAY)
    touched = live(book, "touchpoint")[0]["id"]
    book.write(amend_touchpoint, touched, {"body": "書き直した言葉"}, today=TODAY)
    before = traces(book)
    assert counts(import_paths(book, paths)) == (0, 0, 13, 2)
    assert traces(book) == before
    assert ("みどりHD", "tech", ["私の印"]) in said(book, "account", "name", "segment", "tags")


def test_that_a_dry_run_says_the_same_and_writes_nothing(book: Book, folder: Path) -> None:
    before = traces(book)
    paths = written(folder)
    dry = import_paths(book, [path for path in paths if path.name == "顧客.csv"], dry_run=True)
    assert counts(dry) == (3, 0, 0, 0)
    assert dry.change_id is None
    assert traces(book) == before
    assert book.read(lambda s: s.rows(select(tables.column_mapping))) == []


ONE = "顧客名,顧客ID,ドメイン,セグメント,業種,よみ\n"


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ("みどり食品,A-1,,ロータッチ,,", "名前が変わった,A-1,,ロータッチ,,", ["名前が変わった"]),
        ("みどり食品,,midori.example,ロータッチ,,", "みどりHD,,midori.example,ロータッチ,,", ["みどりHD"]),
        ("みどり食品,A-1,midori.example,,,", "みどりHD,,midori.example,,,", ["みどりHD"]),
        ("株式会社みどり食品,,,ロータッチ,,", "㈱みどり食品,,,ハイタッチ,,", ["㈱みどり食品"]),
        ("株式会社みどり食品,,,ロータッチ,,", "みどり食品,,,ハイタッチ,,", ["みどり食品"]),
        ("みどり食品,,,ロータッチ,,", "ﾐﾄﾞﾘ食品,,,ハイタッチ,,", ["ﾐﾄﾞﾘ食品"]),
        ("みどり食品,A-1,,,,", "みどり食品,A-2,,,,", ["みどり食品", "みどり食品"]),
        ("みどり食品,,a.example,,,", "みどり食品,,b.example,,,", ["みどり食品", "みどり食品"]),
    ],
)  # fmt: skip
def test_that_an_account_is_known_by_external_id_domain_or_name(
    book: Book, folder: Path, first: str, second: str, left: list[str]
) -> None:
    bring(book, folder, "accounts", f"{ONE}{first}\n")
    report = bring(book, folder, "accounts", f"{ONE}{second}\n")
    assert report.rejected == []
    assert [name for (name,) in said(book, "account", "name")] == left


def test_that_a_legal_form_on_the_other_side_is_a_doubt_and_not_a_guess(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", f"{ONE}株式会社山田,,,,,\n")
    report = bring(book, folder, "accounts", f"{ONE}山田株式会社,,,ハイタッチ,,\n")
    assert [(bad.key, bad.params["candidates"]) for bad in report.rejected] == [("account_in_doubt", ["株式会社山田"])]
    assert said(book, "account", "name", "segment") == [("株式会社山田", None)]


def test_that_what_a_person_said_of_a_name_in_doubt_is_remembered(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", f"{ONE}株式会社山田,,,,,\n")
    [yamada] = live(book, "account")
    text = f"{ONE}山田株式会社,,,ハイタッチ,,\n"
    path = folder / "said.csv"
    path.write_text(text, "utf-8")
    look = import_paths(book, [path], named={"山田株式会社": yamada["id"]}, dry_run=True)
    assert (look.updated, look.rejected) == (1, [])
    assert len(import_paths(book, [path]).rejected) == 1
    before = book.read(content_hash)
    report = import_paths(book, [path], named={"山田株式会社": yamada["id"]})
    assert said(book, "account", "name", "segment") == [("株式会社山田", "high")]
    calls = bring(book, folder, "touchpoints", "account,date,kind,body\n山田（株）,2026-11-10,call,話した\n")
    assert counts(calls) == (1, 0, 0, 0)
    assert report.change_id is not None and calls.change_id is not None
    book.write(take_back, calls.change_id)
    book.write(take_back, report.change_id)
    assert book.read(content_hash) == before
    import_paths(book, [path], named={"山田株式会社": ANOTHER})
    assert said(book, "account", "name") == [("株式会社山田",), ("山田株式会社",)]
    assert bring(book, folder, "accounts", f"{ONE}（株）山田,,,,,\n").rejected == []


def test_that_a_name_two_accounts_share_is_named_with_both(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", f"{ONE}株式会社山田,Y-1,,,,\n山田株式会社,Y-2,,,,\n")
    report = bring(
        book, folder, "touchpoints", "会社名,日付,種類,内容\n山田,2026/11/1,電話,話した\nY-1,2026/11/1,電話,話した\n"
    )
    assert counts(report) == (1, 0, 0, 1)
    assert report.rejected[0].params["candidates"] == ["山田株式会社", "株式会社山田"]


def test_that_parents_are_found_wherever_they_stand_in_the_file(book: Book, folder: Path) -> None:
    text = "顧客名,顧客ID,親会社\n子,C-1,親\n親,P-1,\nひとり,S-1,どこにもない\n自分,M-1,自分\n"
    report = bring(book, folder, "accounts", text)
    assert [(bad.row, bad.column, bad.key) for bad in report.rejected] == [
        (4, "親会社", "unknown_account"),
        (5, "親会社", "unknown_account"),
    ]
    known = {row["name"]: row for row in live(book, "account")}
    assert known["子"]["parent_id"] == known["親"]["id"]
    assert ("parent_id", known["親"]["id"]) in said(book, "account_fact", "field", "value")
    bring(book, folder, "accounts", "顧客名\nどこにもない\n")
    again = bring(book, folder, "accounts", text)
    assert [bad.row for bad in again.rejected] == [5]
    known = {row["name"]: row for row in live(book, "account")}
    assert known["ひとり"]["parent_id"] == known["どこにもない"]["id"]


def test_that_a_dry_run_names_unknown_parents_too(book: Book, folder: Path) -> None:
    report = bring(book, folder, "accounts", "顧客名,親会社\n子,どこにもない\n", dry_run=True)
    assert [bad.key for bad in report.rejected] == ["unknown_account"]


def test_that_an_empty_cell_and_an_absent_column_change_nothing(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", f"{ONE}みどり食品,A-1,midori.example,ハイタッチ,食品,みどり\n")
    [before] = live(book, "account")
    assert counts(bring(book, folder, "accounts", f"{ONE}みどり食品,A-1,,,,\n")) == (0, 0, 1, 0)
    assert counts(bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-1\n")) == (0, 0, 1, 0)
    assert live(book, "account") == [before]


def test_that_a_changed_row_updates_what_it_changes_and_dates_the_fact(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", f"{ONE}みどり食品,A-1,,ハイタッチ,食品,\n")
    assert counts(bring(book, folder, "accounts", f"{ONE}みどり食品,A-1,,ロータッチ,食品,\n")) == (0, 1, 0, 0)
    assert said(book, "account_fact", "field", "value", "effective_on") == [
        ("segment", "high", TODAY.isoformat()),
        ("segment", "low", TODAY.isoformat()),
    ]


def test_that_rows_that_contradict_each_other_in_one_file_settle(book: Book, folder: Path) -> None:
    text = f"{ONE}みどり食品,A-1,,ハイタッチ,,\nみどり食品,A-1,,ロータッチ,,\n"
    bring(book, folder, "accounts", text)
    before = traces(book)
    assert counts(bring(book, folder, "accounts", text)) == (0, 0, 2, 0)
    assert traces(book) == before
    assert said(book, "account", "segment") == [("low",)]


CARD = "会社名,氏名,メールアドレス,役職,部署,役割,着任日,離任日,名刺交換日\n"


def people(book: Book, folder: Path, *rows: str) -> Report:
    if not live(book, "account"):
        bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-1\nAcme,A-2\n")
    return bring(book, folder, "people", CARD + "\n".join(rows) + "\n")


def posts(book: Book) -> list[tuple[Any, ...]]:
    names = {row["id"]: row["name"] for row in live(book, "person")}
    return [(names[p], *rest) for p, *rest in said(book, "position", "person_id", "title", "from_on", "to_on")]


def test_that_a_person_is_known_by_address_or_by_name_at_the_account(book: Book, folder: Path) -> None:
    people(book, folder, "A-1,佐藤 花子,h@midori.example,課長,,,,,", "A-2,佐藤 花子,,主任,,,,,")
    people(book, folder, "A-1,佐藤花子,H@midori.example,課長,生産部,,,,", "A-2,佐藤花子,,主任,開発部,,,,")
    assert len(live(book, "person")) == 2
    assert said(book, "position", "department") == [("生産部",), ("開発部",)]
    people(book, folder, "A-1,佐藤 花子,another@midori.example,部員,,,,,")
    assert len(live(book, "person")) == 3


def test_that_two_posts_at_once_stay_two_however_often_they_come_in(book: Book, folder: Path) -> None:
    rows = ("A-1,佐藤 花子,h@midori.example,課長,生産部,,,,", "A-1,佐藤 花子,h@midori.example,室長,DX推進室,,,,")
    assert counts(people(book, folder, *rows)) == (1, 1, 0, 0)
    assert posts(book) == [("佐藤 花子", "課長", None, None), ("佐藤 花子", "室長", None, None)]
    before = traces(book)
    assert counts(people(book, folder, *rows)) == (0, 0, 2, 0)
    assert traces(book) == before
    people(book, folder, rows[0], rows[1].replace("室長", "本部長"))
    assert [title for _name, title, *_rest in posts(book)] == ["課長", "室長"]
    assert said(book, "move", "evidence", "state") == [("DX推進室 / 室長 → DX推進室 / 本部長", "open")]


def test_that_a_new_beginning_or_a_newer_card_ends_the_post_before(book: Book, folder: Path) -> None:
    people(book, folder, "A-1,佐藤 花子,,課長,生産部,チャンピオン,2024/4/1,,2024/4/10")
    people(book, folder, "A-1,佐藤 花子,,部長,品質部,,2026/4/1,,")
    assert posts(book) == [
        ("佐藤 花子", "課長", "2024-04-01", "2026-03-31"),
        ("佐藤 花子", "部長", "2026-04-01", None),
    ]
    people(book, folder, "A-2,Ken,,Manager,,,,,2025/1/10")
    people(book, folder, "A-2,Ken,,Director,,,,,2026/10/2")
    assert posts(book)[2:] == [("Ken", "Manager", None, "2026-10-01"), ("Ken", "Director", "2026-10-02", None)]
    people(book, folder, "A-2,Ken,,Vice,,,,,2025/6/1")
    assert [title for _name, title, *_rest in posts(book)[2:]] == ["Manager", "Director"]
    assert said(book, "move", "evidence") == []


def test_that_who_arrives_at_another_account_keeps_the_history_at_the_first(book: Book, folder: Path) -> None:
    people(book, folder, "A-1,佐藤 花子,h@midori.example,課長,,,2024/4/1,2026/9/30,")
    people(book, folder, "A-2,佐藤 花子,h@acme.example,部長,,,2026/10/1,,")
    assert [(row[1], row[3]) for row in posts(book)] == [("課長", "2026-09-30"), ("部長", None)]


LINES = "会社名,開始日,終了日,製品,数量,単価,通貨,通知期限,自動更新,契約番号,更新期間\n"


def lines(book: Book, folder: Path, *rows: str) -> Report:
    if not live(book, "account"):
        bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-1\nAcme,A-2\n")
    return bring(book, folder, "contracts", LINES + "\n".join(rows) + "\n")


def test_that_lines_of_one_number_or_one_term_make_one_contract(book: Book, folder: Path) -> None:
    lines(
        book, folder,
        "A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,,,C-1,", "A-1,2026/7/1,2027/6/30,分析,1,100,JPY,1か月前,はい,C-1,1年",
        "A-2,2026/4/1,2027/3/31,Cloud,5,1500,JPY,30日前,,,", "A-2,2026/4/1,2027/3/31,分析,5,10,JPY,,,,",
        "A-2,2027/4/1,2028/3/31,Cloud,5,1600,JPY,,,,",
    )  # fmt: skip
    terms = said(book, "contract", "start_on", "end_on", "notice_value", "notice_unit", "renewal_term_months")
    assert sorted(terms, key=lambda row: row[:2]) == [
        ("2026-04-01", "2027-03-31", 30, "d", None),
        ("2026-04-01", "2027-06-30", 1, "m", 12),
        ("2027-04-01", "2028-03-31", None, None, None),
    ]
    assert len(live(book, "contract_line")) == 5
    assert sorted(said(book, "contract", "auto_renew", "kind")) == [(False, "paid"), (False, "paid"), (True, "paid")]


def test_that_one_number_at_two_customers_is_two_contracts(book: Book, folder: Path) -> None:
    rows = ("A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,,,1,", "A-2,2026/4/1,2027/3/31,Cloud,3,1500,JPY,,,1,")
    assert counts(lines(book, folder, *rows)) == (2, 0, 0, 0)
    assert len({account for (account,) in said(book, "contract", "account_id")}) == 2
    assert said(book, "contract_line", "quantity") == [("10",), ("3",)]
    before = traces(book)
    assert counts(lines(book, folder, *rows)) == (0, 0, 2, 0)
    assert traces(book) == before


def test_that_a_line_keeps_its_key_when_its_end_or_price_changes(book: Book, folder: Path) -> None:
    lines(book, folder, "A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,,,C-1,")
    bring(book, folder, "rates", "通貨,日付,レート\nUSD,2026/4/1,150\n")
    assert counts(lines(book, folder, "A-1,2026/4/1,2027/9/30,Cloud,12,10.25,USD,3か月前,,C-1,")) == (0, 1, 0, 0)
    assert said(book, "contract_line", "quantity", "unit_price", "amount_minor", "end_on") == [
        ("12", "10.25", 12300, "2027-09-30")
    ]
    assert said(book, "contract", "currency", "end_on", "notice_value") == [("USD", "2027-09-30", 3)]


TOUCH = "会社名,日付,種類,内容,参加者,外部ID\n"


def touches(book: Book, folder: Path, *rows: str) -> Report:
    if not live(book, "account"):
        bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-1\nAcme,A-2\n")
    return bring(book, folder, "touchpoints", TOUCH + "\n".join(rows) + "\n")


def test_that_equal_rows_are_as_many_touchpoints_and_no_more(book: Book, folder: Path) -> None:
    row = "A-1,2026/11/1,電話,話した,佐藤,"
    assert counts(touches(book, folder, row, row)) == (2, 0, 0, 0)
    assert counts(touches(book, folder, row, row)) == (0, 0, 2, 0)
    assert counts(touches(book, folder, row, row, row)) == (1, 0, 2, 0)
    assert len(live(book, "touchpoint")) == 3


def test_that_an_external_id_finds_a_touchpoint_whose_words_changed(book: Book, folder: Path) -> None:
    touches(book, folder, "A-1,2026/11/1,電話,話した,,T-1")
    assert counts(touches(book, folder, "A-1,2026/11/2,会議,話し合った,,T-1")) == (0, 1, 0, 0)
    assert said(book, "touchpoint", "kind", "on_date", "body") == [("meeting", "2026-11-02", "話し合った")]
    rows = ("A-2,2026/11/1,電話,一,,T-2", "A-2,2026/11/3,電話,二,,T-2")
    touches(book, folder, *rows)
    assert said(book, "touchpoint", "body") == [("話し合った",), ("二",)]
    before = traces(book)
    assert counts(touches(book, folder, *rows)) == (0, 0, 2, 0)
    assert traces(book) == before


def test_that_a_touchpoint_to_come_is_planned_and_people_are_linked(book: Book, folder: Path) -> None:
    people(book, folder, "A-1,佐藤 花子,,,,,,,")
    touches(book, folder, "A-1,2026/12/1,訪問,行く,佐藤花子、だれか,", "A-1,2026/11/20,メモ,今日,,")
    assert said(book, "touchpoint", "state", "two_way") == [("planned", True), ("done", False)]
    [known] = said(book, "person", "id")
    assert said(book, "touchpoint_person", "name", "person_id") == [("佐藤花子", *known), ("だれか", None)]


def readings(book: Book, folder: Path, text: str) -> Report:
    if not live(book, "account"):
        bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-1\nAcme,A-2\n")
    return bring(book, folder, "readings", text)


WIDE, LONG = "会社名,計測日,ログイン数,NPS\n", "会社名,指標,値,計測日,出所\n"


def test_that_wide_and_long_readings_say_the_same(book: Book, folder: Path) -> None:
    assert counts(readings(book, folder, f'{WIDE}A-1,2026/10/1,"1,200",\nA-2,2026/10/1,０,▲20\n')) == (3, 0, 0, 0)
    assert said(book, "measure", "name_ja") == [("ログイン数",), ("NPS",)]
    assert counts(readings(book, folder, f"{LONG}A-1,ログイン数,1200,2026/10/1,\nA-2,ＮＰＳ,-20,2026/10/1,\n")) == (
        0,
        0,
        2,
        0,
    )
    stored = book.read(lambda s: s.rows(select(tables.reading).order_by(tables.reading.c.no)))
    assert [(row["value"], row["observed_at"], row["source"]) for row in stored] == [
        (1200.0, "2026-09-30T15:00:00.000000Z", "import"),
        (0.0, "2026-09-30T15:00:00.000000Z", "import"),
        (-20.0, "2026-09-30T15:00:00.000000Z", "import"),
    ]
    assert {row["recorded_at"] for row in stored} == {"2026-11-20T03:00:00.000000Z"}


def test_that_a_changed_value_is_a_later_row_and_the_old_one_stays(book: Book, folder: Path) -> None:
    readings(book, folder, f"{WIDE}A-1,2026/10/1,10,\n")
    assert counts(readings(book, folder, f"{WIDE}A-1,2026/10/1,12,\n")) == (0, 1, 0, 0)
    assert [value for (value,) in book.read(lambda s: s.execute(select(tables.reading.c.value)).all())] == [10.0, 12.0]
    text = f"{LONG}A-1,ログイン数,1,2026/10/2,\nA-1,ログイン数,2,2026/10/2,\n"
    readings(book, folder, text)
    before = traces(book)
    assert counts(readings(book, folder, text)) == (0, 0, 2, 0)
    assert traces(book) == before


def test_that_a_reading_of_tomorrow_is_refused(book: Book, folder: Path) -> None:
    report = readings(book, folder, f"{WIDE}A-1,2026/11/21,10,\nA-1,2026/11/20,11,\n")
    assert [(bad.row, bad.key) for bad in report.rejected] == [(2, "in_the_future")]
    assert report.imported == 1


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "会社名,計測日,NPS,csat,tickets\nA-1,2026/10/1,500,0,3\nA-1,2026/10/2,40,6,-1\n",
            [(2, "NPS", "reading_range"), (3, "csat", "reading_range"), (3, "tickets", "reading_too_low")],
        ),
        ("会社名,指標,値,計測日\nA-1,nps,-101,2026/10/1\nA-1,nps,-100,2026/10/1\n", [(2, "値", "reading_range")]),
    ],
)
def test_that_a_value_outside_its_range_is_named_by_row_and_column(
    book: Book, folder: Path, text: str, faults: list[tuple[int, str, str]]
) -> None:
    bring(book, folder, "accounts", ACCOUNTS)
    report = bring(book, folder, "readings", text)
    assert [(bad.row, bad.column, bad.key) for bad in report.rejected] == faults
    again = bring(book, folder, "readings", text)
    assert [(bad.row, bad.column, bad.key) for bad in again.rejected] == faults
    for lang in ("ja", "en"):
        assert all(
            "{" not in row_error_words(RowError(bad.row, bad.column, bad.key, bad.params), lang)
            for bad in report.rejected
        )


def test_that_events_and_rates_come_in_once(book: Book, folder: Path) -> None:
    readings(book, folder, f"{WIDE}A-1,2026/10/1,10,\n")
    text = "会社名,発生日,種別,メモ,外部ID\nA-1,2026/10/1,障害,2時間停止,E-1\n"
    text += "A-2,2026/10/2,支払遅延,,\nA-1,2026/10/1,障害,3時間停止,E-1\n"
    assert counts(bring(book, folder, "events", text)) == (2, 1, 0, 0)
    assert said(book, "indicator", "kind", "on_date", "note") == [
        ("outage", "2026-10-01", "3時間停止"),
        ("payment_late", "2026-10-02", None),
    ]
    rates = "通貨,日付,レート\nUSD,2026/10/1,150.25\nEUR,2026/10/1,160\n"
    assert counts(bring(book, folder, "rates", rates)) == (2, 0, 0, 0)
    before = traces(book)
    assert counts(bring(book, folder, "rates", rates)) == (0, 0, 2, 0)
    assert counts(bring(book, folder, "events", text)) == (0, 0, 3, 0)
    assert traces(book) == before
    assert counts(bring(book, folder, "rates", rates.replace("160", "161"))) == (0, 1, 1, 0)
    assert said(book, "rate", "currency", "base", "rate") == [("USD", "JPY", "150.25"), ("EUR", "JPY", "161")]


def test_that_an_undone_import_can_come_in_again_and_a_redone_one_need_not(book: Book, folder: Path) -> None:
    paths = written(folder)
    empty = book.read(content_hash)
    report = import_paths(book, paths)
    full = book.read(content_hash)
    undone, _count = book.write(take_back, str(report.change_id))
    assert book.read(content_hash) == empty
    redone, _count = book.write(take_back, str(undone.id))
    assert book.read(content_hash) == full
    assert counts(import_paths(book, paths)) == (0, 0, 13, 2)
    book.write(take_back, str(redone.id))
    assert book.read(content_hash) == empty
    assert counts(import_paths(book, paths)) == (13, 0, 0, 2)
    with pytest.raises(BansoError, match=r"undo\.(gone|clashes)"):
        book.write(take_back, str(undone.id))


def test_that_bringing_back_what_came_in_anew_is_refused_in_words(book: Book, folder: Path) -> None:
    report = bring(book, folder, "accounts", f"{ONE}みどり食品,A-1,,,,\n")
    undone, _count = book.write(take_back, str(report.change_id))
    bring(book, folder, "accounts", f"{ONE}みどり食品,A-1,,,,\n")
    before = traces(book)
    with pytest.raises(BansoError, match=r"undo\.clashes"):
        book.write(take_back, str(undone.id))
    assert traces(book) == before


@pytest.mark.parametrize("stop", [0, 1, 5, 12])
def test_that_a_cancelled_import_leaves_nothing(book: Book, folder: Path, stop: int) -> None:
    paths = written(folder)
    empty = book.read(content_hash)
    asked = iter(range(stop))
    with pytest.raises(Cancelled):
        import_paths(book, paths, cancelled=lambda: next(asked, None) is None)
    assert book.read(content_hash) == empty
    assert counts(import_paths(book, paths)) == (13, 0, 0, 2)


def test_that_progress_ends_at_the_whole(book: Book, folder: Path) -> None:
    heard: list[tuple[int, int]] = []
    import_paths(book, written(folder), progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (13, 14)
    assert heard == sorted(heard)


def test_that_a_file_that_cannot_be_read_keeps_all_of_them_out(book: Book, folder: Path) -> None:
    before = traces(book)
    bad = folder / "bad.csv"
    bad.write_bytes("何か,ほか\n1,2\n".encode("cp932"))
    with pytest.raises(BansoError, match=r"import\.unknown_kind"):
        import_paths(book, [*written(folder), bad])
    assert traces(book) == before


def test_that_a_mapping_is_remembered_for_the_same_headings(book: Book, folder: Path) -> None:
    text = "x,y\nAcme,high\n"
    bring(book, folder, "accounts", text, given={"name": "x", "segment": "y"})
    assert counts(bring(book, folder, "accounts", text.replace("Acme", "Beta"))) == (1, 0, 0, 0)
    assert said(book, "account", "name", "segment") == [("Acme", "high"), ("Beta", "high")]


def test_that_the_example_files_are_what_the_other_tests_take_them_for() -> None:
    assert [text.count("\n") - 1 for text in (ACCOUNTS, PEOPLE, CONTRACTS, TOUCHPOINTS)] == [3, 4, 3, 5]


def test_that_files_may_go_on_calling_an_account_by_its_former_name(book: Book, folder: Path) -> None:
    touches(book, folder, "みどり食品,2026/11/1,電話,一,,")
    [midori] = [row["id"] for row in live(book, "account") if row["name"] == "みどり食品"]
    book.write(amend_accounts, [midori], {"name": "みどりHD"}, today=TODAY)
    assert counts(touches(book, folder, "みどり食品,2026/11/2,電話,二,,")) == (1, 0, 0, 0)
    assert {account for (account,) in said(book, "touchpoint", "account_id")} == {midori}
    bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-9\n")
    touches(book, folder, "みどり食品,2026/11/3,電話,三,,")
    assert said(book, "touchpoint", "account_id")[-1] != (midori,)


def test_that_the_day_of_an_instant_is_that_of_the_profiles_zone(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", ACCOUNTS)
    text = (
        "account,date,kind,body\n株式会社みどり食品,2026-11-10T23:30:00Z,call,夜の電話\n"
        "株式会社みどり食品,2026-11-10 23:30,call,現地の夜\n"
    )
    assert counts(bring(book, folder, "touchpoints", text)) == (2, 0, 0, 0)
    assert said(book, "touchpoint", "body", "on_date", "at") == [
        ("夜の電話", "2026-11-11", "2026-11-10T23:30:00.000000Z"),
        ("現地の夜", "2026-11-10", "2026-11-10T14:30:00.000000Z"),
    ]
    text = text.replace("夜の電話", "夜の電話 ")
    assert counts(bring(book, folder, "touchpoints", text))[0] == 0


@pytest.mark.parametrize(
    ("kind", "entity", "head"),
    [
        ("touchpoints", "touchpoint", "account,date,kind,body,external_id"),
        ("events", "indicator", "account,at,kind,note,external_id"),
    ],
)
def test_that_a_record_moves_with_its_id_to_another_account(
    book: Book, folder: Path, kind: str, entity: str, head: str
) -> None:
    bring(book, folder, "accounts", "name,external_id\n青空,A\n大海,B\n")
    word = "call" if kind == "touchpoints" else "outage"
    bring(book, folder, kind, f"{head}\nA,2026-11-10,{word},話,T-1\n")
    assert counts(bring(book, folder, kind, f"{head}\nB,2026-11-10,{word},話,T-1\n")) == (0, 1, 0, 0)
    [row] = live(book, entity)
    assert row["account_id"] == next(a["id"] for a in live(book, "account") if a["external_id"] == "B")


GROUP = (
    "name,external_id,domain\n青空本社,A1,aozora.example\n青空西日本,A2,aozora.example\n青空東日本,A3,aozora.example\n"
)


def test_that_firms_of_a_group_with_one_domain_stay_apart(book: Book, folder: Path) -> None:
    assert counts(bring(book, folder, "accounts", GROUP)) == (3, 0, 0, 0)
    assert counts(bring(book, folder, "accounts", GROUP)) == (0, 0, 3, 0)
    assert said(book, "account", "name", "external_id") == [
        ("青空本社", "A1"), ("青空西日本", "A2"), ("青空東日本", "A3")
    ]  # fmt: skip
    calls = "account,date,kind,body\naozora.example,2026-11-10,call,どこの話か\nA2,2026-11-10,call,西の話\n"
    report = bring(book, folder, "touchpoints", calls)
    assert counts(report) == (1, 0, 0, 1)
    assert report.rejected[0].key == "account_in_doubt"


def test_that_only_one_row_takes_an_account_without_an_id(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", "name,domain\n青空,aozora.example\n")
    assert counts(bring(book, folder, "accounts", GROUP)) == (2, 1, 0, 0)
    assert sorted(said(book, "account", "external_id")) == [("A1",), ("A2",), ("A3",)]


def test_that_of_several_firms_with_one_domain_the_name_says_which(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", GROUP)
    text = "name,domain,industry\n青空西日本,aozora.example,食品\n青空北日本,aozora.example,食品\n"
    report = bring(book, folder, "accounts", text)
    assert counts(report) == (0, 1, 0, 1)
    assert dict(said(book, "account", "external_id", "industry"))["A2"] == "食品"


def test_that_an_undone_import_leaves_the_fingerprints_of_the_one_before(book: Book, folder: Path) -> None:
    first = "name,industry\nみどり食品,食品\n"
    bring(book, folder, "accounts", first)
    [account] = live(book, "account")
    book.write(amend_accounts, [account["id"]], {"industry": "食品・流通"}, today=TODAY)
    second = bring(book, folder, "accounts", "name,industry\nみどり食品,物流\n")
    book.write(take_back, str(second.change_id))
    assert counts(bring(book, folder, "accounts", first)) == (0, 0, 1, 0)
    assert said(book, "account", "industry") == [("食品・流通",)]
