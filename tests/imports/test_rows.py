from __future__ import annotations

import ast
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app import imports, language
from app.errors import BansoError
from app.imports.drafts import ContractLineDraft, ReadingDraft, TouchpointDraft, kind_of
from app.imports.rows import Drafts, read_drafts
from app.imports.terms import Term
from app.imports.words import RowError, row_error_words
from app.vocabulary import Billing, ImportKind, Phase, Role, Segment, TouchpointKind
from tests.imports.books import write_xlsx


def read(tmp_path: Path, text: str, name: str = "表.csv", kind: ImportKind | None = None) -> Drafts:
    path = tmp_path / name
    path.write_bytes(text.encode("cp932"))
    return read_drafts(path, kind)


def errors(found: Drafts) -> list[tuple[int, str, str]]:
    return [(error.row, error.column, error.key) for error in found.errors]


def test_that_japanese_accounts_are_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "顧客名,顧客コード,Webサイト,セグメント,フェーズ,タグ,よみ\n"
        "㈱青葉,A-1,https://www.aoba.example/,ハイタッチ,導入中,重要;紹介,あおば\n"
        "山田商店,,,ロー,,,\n"
        "川上,,,中くらい,導入,,\n"
        ",A-9,,,,,\n",
    )
    assert (found.kind, found.sheet.encoding, found.sheet.rows) == (ImportKind.ACCOUNTS, "cp932", 4)
    assert dict(found.drafts[0].given) == {
        "name": "㈱青葉",
        "external_id": "A-1",
        "domain": "aoba.example",
        "segment": Segment.HIGH,
        "phase": Phase.ONBOARDING,
        "tags": ("重要", "紹介"),
        "reading": "あおば",
    }
    assert dict(found.drafts[1].given) == {"name": "山田商店", "segment": Segment.LOW}
    assert errors(found) == [(4, "セグメント", "unknown_word"), (5, "顧客名", "required")]


def test_that_japanese_people_are_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "会社名,氏名,メールアドレス,役職,役割,着任日,離任日\n"
        "青葉,佐藤 花子, hanako@aoba.example ,部長,チャンピオン,令和8年4月1日,\n"
        "青葉,鈴木,suzuki.example,,,,\n"
        "青葉,田中,,,,2026/10/1,2026/4/1\n",
    )
    assert found.kind is ImportKind.PEOPLE
    given = found.drafts[0].given
    assert (given["email"], given["role"], given["from"]) == ("hanako@aoba.example", Role.CHAMPION, date(2026, 4, 1))
    assert errors(found) == [(3, "メールアドレス", "not_an_email"), (4, "離任日", "end_before_start")]


def test_that_japanese_contracts_are_read(tmp_path: Path) -> None:
    head = "会社名,契約開始日,契約終了日,商品名,数量,単価,通貨,請求周期,解約予告,自動更新,更新期間\n"
    found = read(
        tmp_path,
        head + '青葉,2026年4月1日,2027年3月31日,基本,50名,"￥1,200",円,月額,1か月前,あり,1年\n'
        "青葉,R8.4.1,R8.3.31,基本,10,100,JPY,,,,\n"
        "青葉,2026/4/1,2027/3/31,基本,▲1,100,JPY,,,,\n"
        "青葉,2026/4/1,2027/3/31,基本,1,100,ZZZ,毎週,30,,\n",
    )
    line = found.drafts[0]
    assert isinstance(line, ContractLineDraft)
    assert (line.start, line.end, line.quantity, line.unit_price, line.currency) == (
        date(2026, 4, 1),
        date(2027, 3, 31),
        Decimal(50),
        Decimal(1200),
        "JPY",
    )
    assert (line.given["billing"], line.given["notice"]) == (Billing.MONTHLY, Term(1, "m"))
    assert (line.given["auto_renew"], line.given["renewal_term"]) == (True, Term(12, "m"))
    assert errors(found) == [
        (3, "契約終了日", "end_before_start"),
        (4, "数量", "negative"),
        (5, "通貨", "unknown_currency"),
        (5, "請求周期", "unknown_word"),
        (5, "解約予告", "term_without_unit"),
    ]


def test_that_japanese_touchpoints_are_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "会社名,対応日時,種別,対応内容,参加者,温度感,双方向\n"
        '青葉,2026/11/17 14:30,電話,"更新の件。\r\n次回まで保留",佐藤、鈴木,▲1,○\n'
        "青葉,2026/11/18,電話,不在,-,-,-\n"
        "青葉,2026/11/18,電話,不在,,,\n",
    )
    first = found.drafts[0]
    assert isinstance(first, TouchpointDraft)
    assert (first.date, first.kind, first.body) == (date(2026, 11, 17), TouchpointKind.CALL, "更新の件。\n次回まで保留")
    assert first.given["date"] == datetime(2026, 11, 17, 14, 30)  # noqa: DTZ001
    assert (first.given["people"], first.given["sentiment"], first.given["two_way"]) == (("佐藤", "鈴木"), -1, True)
    assert set(found.drafts[1].given) == {"account", "date", "kind", "body", "people"}
    assert [draft.occurrence for draft in found.drafts if isinstance(draft, TouchpointDraft)] == [1, 1, 2]
    assert found.errors == []


def test_that_readings_are_read_long_and_wide(tmp_path: Path) -> None:
    long = read(tmp_path, "顧客,指標,値,計測日,出所\n青葉,NPS,▲10,2026-11-01,調査\n", "long.csv")
    wide = read(tmp_path, "顧客,計測日,NPS,ログイン数\n青葉,2026-11-01,▲10,\n山田,2026-11-01,abc,7\n", "wide.csv")
    assert (long.kind, wide.kind) == (ImportKind.READINGS, ImportKind.READINGS)
    values = [(d.row, d.account, d.measure, d.value) for d in wide.drafts if isinstance(d, ReadingDraft)]
    assert values == [(2, "青葉", "NPS", Decimal(-10)), (3, "山田", "ログイン数", Decimal(7))]
    assert errors(wide) == [(3, "NPS", "not_a_number")]
    assert dict(long.drafts[0].given) == {**wide.drafts[0].given, "source": "調査"}


def test_that_events_and_rates_are_read(tmp_path: Path) -> None:
    events = read(tmp_path, "顧客,発生日,種別,備考\n青葉,2026-11-01,入金遅れ,7日\n", "events.csv")
    assert events.drafts[0].given["kind"] == "payment_late"
    rates = read(
        tmp_path, "通貨,日付,レート,基準通貨\nドル,2026-11-01,150.25,JPY\nJPY,2026-11-01,1,円\nUSD,2026-11-02,0,\n"
    )
    assert rates.drafts[0].given["rate"] == Decimal("150.25")
    assert errors(rates) == [(3, "基準通貨", "same_currency"), (4, "レート", "not_positive")]


def test_that_ragged_rows_stay_out_by_name_and_short_ones_say_less(tmp_path: Path) -> None:
    found = read(tmp_path, "name,industry,owner\nA,x\nB,x,y,z\nC,x,y,,\n", kind=ImportKind.ACCOUNTS)
    assert [draft.row for draft in found.drafts] == [2, 4]
    assert "owner" not in found.drafts[0].given
    assert errors(found) == [(3, "", "too_many_cells")]


def test_that_a_workbook_gives_the_drafts_of_the_same_text(tmp_path: Path) -> None:
    text = "account,start,end,product,quantity,unit_price,currency\nA,2026-04-01,2027-03-31,Core,10,1.5,USD\n"
    cells: list[list[object]] = [
        text.splitlines()[0].split(","),
        ["A", date(2026, 4, 1), date(2027, 3, 31), "Core", 10, 1.5, "USD"],
    ]
    book = read_drafts(write_xlsx(tmp_path / "contracts.xlsx", {"lines": cells, "notes": [["x"]]}))
    assert book.drafts == read(tmp_path, text).drafts
    assert (book.sheet.sheet, book.sheet.sheet_names) == ("lines", ("lines", "notes"))


def test_that_a_missing_column_and_an_open_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BansoError, match="missing_columns") as fault:
        read(tmp_path, "会社名,商品名\nA,x\n", kind=ImportKind.CONTRACTS)
    assert (fault.value.field, fault.value.params["columns"]) == (
        "start",
        ["start", "end", "quantity", "unit_price", "currency"],
    )
    with pytest.raises(BansoError, match="unknown_kind"):
        read(tmp_path, "foo,bar\n1,2\n")


def test_that_headings_without_rows_give_no_drafts(tmp_path: Path) -> None:
    found = read(tmp_path, "顧客名,業種\n")
    assert (found.drafts, found.errors, found.kind) == ([], [], ImportKind.ACCOUNTS)


def test_that_every_draft_knows_its_kind(tmp_path: Path) -> None:
    assert kind_of(read(tmp_path, "顧客名,業種\nA,x\n").drafts[0]) is ImportKind.ACCOUNTS


def test_that_every_reason_has_words_in_both_languages() -> None:
    keys = {"required", "too_many_cells", "end_before_start", "same_currency"}
    for path in Path(imports.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "BadCell":
                assert isinstance(node.args[0], ast.Constant)
                keys.add(str(node.args[0].value))
    params = {name: "x" for name in ("value", "first", "last", "words", "start", "end", "count", "expected")}
    assert len(keys) > 20
    for key in keys:
        for lang in language.LANGUAGES:
            assert row_error_words(RowError(2, "a", key, params), lang) != key


def test_that_reasons_are_told_in_the_language_asked_for() -> None:
    error = RowError(3, "終了日", "end_before_start", {"start": date(2026, 4, 1), "end": date(2026, 3, 31)})
    assert row_error_words(error) == "終わり（2026/3/31）が始まり（2026/4/1）より前です"
    assert row_error_words(error, "en") == "The end (31 Mar 2026) is before the start (1 Apr 2026)"
    word = RowError(3, "x", "unknown_word", {"value": "{中}", "words": ["high", "low"]})
    assert row_error_words(word, "en") == "“{中}” is none of: high, low"
