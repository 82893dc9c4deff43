from __future__ import annotations

import json

import pytest

from app import paths
from app.errors import BansoError
from app.imports.choices import bare
from app.imports.columns import COLUMNS, REQUIRED
from app.imports.headings import guess, guess_kind
from app.imports.sheets import SheetRow
from app.vocabulary import ImportKind

JAPANESE = {
    ImportKind.ACCOUNTS: "顧客名,顧客コード,ドメイン,セグメント,フェーズ,業種,担当CSM,適合度,タグ,親会社,フリガナ",
    ImportKind.PEOPLE: "会社名,氏名,氏名カナ,メールアドレス,電話番号,役職,部署,役割,着任日,離任日,名刺交換日",
    ImportKind.CONTRACTS: "会社名,契約開始日,契約終了日,商品名,数量,単価,通貨,請求周期,解約予告期間,自動更新,更新期間,"
    "契約種別,販売代理店,契約番号,更新意思確認日,更新意思確認者,更新結果,解約理由,無償月数",
    ImportKind.TOUCHPOINTS: "会社名,対応日,種別,対応内容,参加者,温度感,双方向,目的,所要時間,タグ,活動ID",
    ImportKind.READINGS: "会社名,指標,値,計測日,記録日,データ元",
    ImportKind.EVENTS: "会社名,発生日,種別,備考,チケット番号",
    ImportKind.NETWORK: "名,姓,会社,役職,メールアドレス,プロフィール,つながった日",
    ImportKind.ATTENDANCE: "参加者名,メールアドレス,所属,参加日時,イベント名,種類,滞在時間,出欠",
    ImportKind.SURVEYS: "会社名,回答者,メールアドレス,回答日時,推奨度,自由記述,調査名,回答ID",
    ImportKind.RATES: "通貨,日付,為替レート,基準通貨",
}
ORDER = {
    ImportKind.ACCOUNTS: "name external_id domain segment phase industry owner fit tags parent reading",
    ImportKind.PEOPLE: "account name reading email phone title department role from to exchanged_on",
    ImportKind.CONTRACTS: "account start end product quantity unit_price currency billing notice auto_renew "
    "renewal_term kind reseller contract intent_on intent_by outcome churn_tags free_months",
    ImportKind.TOUCHPOINTS: "account date kind body people sentiment two_way purpose minutes tags external_id",
    ImportKind.READINGS: "account measure value observed_at recorded_at source",
    ImportKind.EVENTS: "account at kind note external_id",
    ImportKind.NETWORK: "first last company title email url connected_on",
    ImportKind.ATTENDANCE: "name email company date gathering kind minutes attended",
    ImportKind.SURVEYS: "company name email date score comment survey external_id",
    ImportKind.RATES: "currency on rate base",
}


def rows(*cells: tuple[object, ...]) -> list[SheetRow]:
    return [SheetRow(number, row) for number, row in enumerate(cells, start=2)]


@pytest.mark.parametrize("kind", list(ImportKind))
def test_that_canonical_and_japanese_headings_are_all_recognised(kind: ImportKind) -> None:
    canonical = list(COLUMNS[kind])
    assert set(ORDER[kind].split()) == set(canonical)
    found = guess(kind, canonical)
    assert dict(found.columns) == {local: index for index, local in enumerate(canonical)}
    japanese = JAPANESE[kind].split(",")
    found = guess(kind, japanese)
    assert dict(found.columns) == {local: index for index, local in enumerate(ORDER[kind].split())}
    assert (found.unknown, found.missing) == ((), ())


@pytest.mark.parametrize("kind", list(ImportKind))
def test_that_the_kind_is_known_by_the_headings_alone(kind: ImportKind) -> None:
    assert guess_kind(list(COLUMNS[kind])) is kind
    # A score on a day is a reading; of somebody it is an answer.
    more = ["name"] if kind is ImportKind.SURVEYS else []
    assert guess_kind([*REQUIRED[kind], *more]) is kind
    assert guess_kind(JAPANESE[kind].split(",")) is kind


def test_that_every_name_in_the_data_file_belongs_to_a_column_and_to_one_only() -> None:
    data = json.loads(paths.resource("imports", "headings.json").read_text("utf-8"))
    for kind in ImportKind:
        assert list(data[kind]) == [*dict.fromkeys([*data[kind]])]
        assert set(data[kind]) == set(COLUMNS[kind])
        for local, names in data[kind].items():
            assert any(not name.isascii() for name in names), (kind, local)
            for name in (local, *names):
                assert bare(name), (kind, local, name)


def test_that_width_case_spaces_and_brackets_make_no_difference() -> None:
    found = guess(ImportKind.PEOPLE, ["顧客名（必須）", " Ｎａｍｅ ", "E-Mail", "電話 番号", "* 部署"])
    assert dict(found.columns) == {"account": 0, "name": 1, "email": 2, "phone": 3, "department": 4}


def test_that_of_two_headings_for_one_column_the_better_wins() -> None:
    found = guess(ImportKind.ACCOUNTS, ["会社", "顧客名", "name"])
    assert dict(found.columns) == {"name": 2}
    assert found.unknown == ("会社", "顧客名")
    found = guess(ImportKind.ACCOUNTS, ["会社", "顧客名"])
    assert (dict(found.columns), found.unknown) == ({"name": 1}, ("会社",))


def test_that_a_file_name_decides_where_headings_leave_it_open() -> None:
    assert guess_kind(["会社名", "日付", "種別", "内容"], "対応履歴_2026.csv") is ImportKind.TOUCHPOINTS
    assert guess_kind(["会社名", "日付", "種別", "内容"], "events.csv") is ImportKind.EVENTS
    assert guess_kind(["foo", "bar"], "accounts.csv") is None


@pytest.mark.parametrize(
    ("heads", "missing"),
    [
        (["顧客名", "契約番号", "契約開始日", "契約終了日", "商品", "数量", "単価", "請求サイクル"], ("currency",)),
        (["名称", "契約番号", "契約開始日", "契約終了日", "商品", "数量", "単価", "通貨"], ("account",)),
        (["Customer", "Contract No.", "Starts", "Ends", "SKU", "Qty", "List price", "CCY"], ("start", "end")),
    ],
)
def test_that_a_register_of_contracts_that_lacks_a_heading_is_never_taken_for_accounts(
    heads: list[str], missing: tuple[str, ...]
) -> None:
    assert guess_kind(heads) is ImportKind.CONTRACTS
    assert guess(ImportKind.CONTRACTS, heads).missing == missing


def test_that_a_list_of_accounts_with_days_of_their_contracts_is_one_of_accounts() -> None:
    assert guess_kind(["顧客名", "業種", "担当CSM", "契約開始日", "契約終了日", "自動更新"]) is ImportKind.ACCOUNTS


@pytest.mark.parametrize(
    "heads",
    [
        "お客様名,契約\n番号,契約開始年月日,契約終了日（満了日）,サービス名,数量（席）,単価(税抜・円),通貨",
        "得意先名,契約No.,契約期間（自）,契約期間（至）,品名,契約数量,単価（税抜）,通貨コード",
        "Client name,Contract #,Term start,Term end,SKU,# of seats,List price (excl. tax),CCY",
        "Customer,Agreement,Contract start date,Contract end date,Product,Qty,Unit Price (JPY),Currency ISO Code",
    ],
)
def test_that_contracts_are_read_by_the_headings_of_other_registers(heads: str) -> None:
    found = guess(ImportKind.CONTRACTS, heads.split(","))
    assert list(found.columns.values()) and sorted(found.columns.values()) == list(range(8))
    assert (found.unknown, found.missing) == ((), ())
    assert guess_kind(heads.split(",")) is ImportKind.CONTRACTS


def test_that_numbers_nobody_claims_are_measures() -> None:
    heads = ["No", "会社名", "日付", "ログイン数", "NPS", "コメント", "空"]
    table = rows((1, "A", "2026-11-01", 5, "40", "良い", ""), (2, "B", "2026-11-01", "", "junk", "7月から", ""))
    found = guess(ImportKind.READINGS, heads, rows=table)
    assert dict(found.measures) == {"ログイン数": 3, "NPS": 4}
    assert (found.unknown, found.missing) == (("No", "コメント", "空"), ())
    assert guess_kind(heads, rows=table) is ImportKind.READINGS


def test_that_a_lone_value_without_its_measure_is_missing_one() -> None:
    found = guess(ImportKind.READINGS, ["account", "date", "value"], rows=rows(("A", "2026-11-01", 1)))
    assert (found.missing, dict(found.measures)) == (("measure",), {})
    wide = guess(ImportKind.READINGS, ["account", "date", "score", "logins"], rows=rows(("A", "2026-11-01", 1, 2)))
    assert dict(wide.measures) == {"score": 2, "logins": 3}


def test_that_what_a_person_chose_goes_first() -> None:
    heads = ["会社名", "正式名称", "コード"]
    assert guess(ImportKind.ACCOUNTS, heads, {"正式名称": "name"}).columns["name"] == 1
    found = guess(ImportKind.ACCOUNTS, heads, {"正式名称": "name"}, {"name": "コード"})
    assert dict(found.columns) == {"name": 2}
    wide = guess(ImportKind.READINGS, ["会社名", "日付", "X"], given={"nps": "X"})
    assert dict(wide.measures) == {"nps": 2}


@pytest.mark.parametrize(
    ("given", "key", "field"),
    [
        ({"nmae": "会社名"}, "import.unknown_field", "nmae"),
        ({"name": "社員名"}, "import.unknown_heading", "name"),
        ({"name": "会社名", "parent": "会社名"}, "import.heading_given_twice", "parent"),
    ],
)
def test_that_a_wrong_choice_is_refused_and_named(given: dict[str, str], key: str, field: str) -> None:
    with pytest.raises(BansoError) as fault:
        guess(ImportKind.ACCOUNTS, ["会社名", "業種"], given=given)
    assert (fault.value.key, fault.value.field) == (key, field)


def test_that_a_column_given_as_nothing_is_left_out() -> None:
    headings = ("顧客名", "業種")
    assert dict(guess(ImportKind.ACCOUNTS, headings).columns) == {"name": 0, "industry": 1}
    left_out = guess(ImportKind.ACCOUNTS, headings, given={"industry": ""})
    assert dict(left_out.columns) == {"name": 0}
    assert left_out.unknown == ("業種",)
    remembered = {"業種": "industry"}
    assert dict(guess(ImportKind.ACCOUNTS, headings, remembered, {"industry": " "}).columns) == {"name": 0}
