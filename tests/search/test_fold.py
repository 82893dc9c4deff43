from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.fold import fold, fold_name
from tests.search.writing import texts


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ｶﾞ", "が"),
        ("か゛", "が"),
        ("か\u3099", "が"),
        ("カスタマーサクセス", "かすたまーさくせす"),
        ("ｻｰﾊﾞｰ", "さーばー"),
        ("サ-バ-室", "さーば 室"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("Straße CAFÉ", "strasse cafe"),
        ("髙﨑 渡邊 渡邉 齋藤 眞澤", "高崎 渡辺 渡辺 斉藤 真沢"),
        ("國廣 濵田 濱田", "国広 浜田 浜田"),
        ("1ヶ月 1ヵ月 1カ月 1か月 1箇月", "1か月 1か月 1か月 1か月 1か月"),
        ("葛\U000e0100飾", "葛飾"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("👍🏻 ❤️", "👍 ❤"),
        ("「解約」、**更新**。", "解約 更新"),
        ("C++ #tag 100% a_b Q&A @me", "c++ #tag 100% a_b q&a @me"),
        ("3,000 10:30 2026−07‐01", "3 000 10 30 2026 07 01"),
        (" a \r\n\t b\u0000 ", "a b"),
        ("", ""),
    ],
)
def test_that_writing_a_person_takes_for_the_same_is_folded_to_one_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("written", ["㈱山田", "(株)山田", "（株）山田", "株式会社山田", "㍿山田", "株式會社山田"])
def test_that_every_short_legal_form_is_folded_to_the_full_one(written: str) -> None:
    assert fold(written) == "株式会社山田"


def test_that_limited_companies_are_folded_too() -> None:
    assert fold("㈲鈴木") == fold("(有)鈴木") == "有限会社鈴木"


@pytest.mark.parametrize(
    "names",
    [
        ("株式会社山田", "山田(株)", "㈱ 山田", "山田　株式会社", "（株）山田"),
        ("株式会社髙﨑・ホールディングス", "高崎ﾎｰﾙﾃﾞｨﾝｸﾞｽ㈱"),
        ("Acme Co., Ltd.", "ACME", "Acme, Inc.", "ａｃｍｅ K.K."),
        ("一般財団法人みどり", "みどり"),
    ],
)
def test_that_trivially_different_company_names_are_one(names: tuple[str, ...]) -> None:
    assert len({fold_name(name) for name in names}) == 1


def test_that_different_names_stay_apart() -> None:
    assert len({fold_name(name) for name in ("山田", "ヤマダ", "山田商事", "Acme", "Acme Japan", "Coop")}) == 6


@pytest.mark.parametrize("name", ["株式会社", "Inc.", "Limited", "+++"])
def test_that_a_name_of_nothing_but_a_legal_form_or_signs_is_not_emptied(name: str) -> None:
    assert fold_name(name)


@given(st.one_of(st.text(), texts))
def test_that_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=("Cs", "Cc", "Co", "Cn", "Cf"))))
def test_that_folded_text_can_be_stored_as_utf_8(text: str) -> None:
    assert "\x00" not in fold(text).encode("utf-8").decode("utf-8")
