from __future__ import annotations

from pathlib import Path

from app.imports.drafts import Draft
from app.imports.keys import natural_key, row_hash
from app.imports.rows import read_drafts
from app.vocabulary import ImportKind


def drafts(tmp_path: Path, text: str, kind: ImportKind, encoding: str = "utf-8") -> list[Draft]:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    found = read_drafts(path, kind)
    assert found.errors == []
    return found.drafts


def keys(tmp_path: Path, text: str, kind: ImportKind) -> list[str]:
    return [natural_key(draft) for draft in drafts(tmp_path, text, kind)]


def test_that_an_account_is_its_domain_else_its_folded_name(tmp_path: Path) -> None:
    a, b, c, d = keys(
        tmp_path, "name,domain\nX,www.a.example\nY,A.example\n株式会社青葉,\n（株）青葉,\n", ImportKind.ACCOUNTS
    )
    assert a == b
    assert c == d != a


def test_that_a_person_is_an_address_at_an_account_else_a_name(tmp_path: Path) -> None:
    found = keys(
        tmp_path,
        "account,name,email\n㈱青葉,佐藤,S@a.example\n株式会社青葉,鈴木,s@a.example\n"
        "青葉,佐藤 花子,\n青葉,佐藤花子,\n山田,佐藤花子,\n",
        ImportKind.PEOPLE,
    )
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert len(set(found)) == 3


def test_that_a_line_is_contract_or_account_with_product_and_start(tmp_path: Path) -> None:
    head = "account,start,end,product,quantity,unit_price,currency,contract\n"
    found = keys(
        tmp_path,
        head
        + "青葉,2026-04-01,2027-03-31,Core,1,1,JPY,\n青葉,2026/4/1,2028-03-31,ＣＯＲＥ,9,2,JPY,\n"
        + "青葉,2026-04-01,2027-03-31,Core,1,1,JPY,C-1\n青葉,2026-04-02,2027-03-31,Core,1,1,JPY,\n",
        ImportKind.CONTRACTS,
    )
    assert found[0] == found[1]
    assert len(set(found)) == 3


def test_that_equal_touchpoints_are_told_apart_by_their_occurrence(tmp_path: Path) -> None:
    text = "account,date,kind,body,people\n青葉,2026-11-17,電話,不在ｶﾞﾁ,\n青葉,2026-11-17 09:00,call,不在ガチ,佐藤\n"
    first, second = keys(tmp_path, text, ImportKind.TOUCHPOINTS)
    assert first != second
    assert first.replace('"1"]', '"2"]') == second


def test_that_a_reading_keeps_its_key_when_its_value_changes(tmp_path: Path) -> None:
    text = "account,measure,value,observed_at,source\nA,NPS,{},2026-11-01,{}\n"
    (one,) = keys(tmp_path, text.format(1, "x"), ImportKind.READINGS)
    (two,) = keys(tmp_path, text.format(2, "x"), ImportKind.READINGS)
    (other,) = keys(tmp_path, text.format(1, "y"), ImportKind.READINGS)
    assert one == two != other


def test_that_a_known_account_stands_for_what_was_written(tmp_path: Path) -> None:
    text = "account,at,kind\nA,2026-11-01,outage\nB,2026-11-01,障害\n"
    one, two = drafts(tmp_path, text, ImportKind.EVENTS)
    assert natural_key(one) != natural_key(two)
    assert natural_key(one, "id-1") == natural_key(two, "id-1")


def test_that_a_rate_is_its_currencies_and_day(tmp_path: Path) -> None:
    one, two = keys(tmp_path, "currency,on,rate\nUSD,2026-11-01,150\nドル,R8.11.1,151\n", ImportKind.RATES)
    assert one == two


def test_that_the_hash_of_a_row_holds_over_order_encoding_and_notation(tmp_path: Path) -> None:
    one = drafts(
        tmp_path,
        "account,start,end,product,quantity,unit_price,currency,notice\n青葉,2026-04-01,2027-03-31,基本,10,1200,JPY,1m\n",
        ImportKind.CONTRACTS,
    )
    two = drafts(
        tmp_path,
        '通貨,解約予告,単価,数量,商品名,終了日,開始日,会社名,備考\n円,1か月前,"￥1,200.00",１０,基本,R9.3.31,2026/4/1,青葉,メモ\n',
        ImportKind.CONTRACTS,
        "cp932",
    )
    assert [row_hash(draft) for draft in one] == [row_hash(draft) for draft in two]


def test_that_the_hash_of_a_row_changes_with_each_thing_it_says(tmp_path: Path) -> None:
    rows = ["A,x,", "A,y,", "A,,", "B,x,", "A,x,太郎"]
    found = drafts(tmp_path, "name,industry,owner\n" + "\n".join(rows) + "\n", ImportKind.ACCOUNTS)
    assert len({row_hash(draft) for draft in found}) == len(rows)
