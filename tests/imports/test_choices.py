from __future__ import annotations

from enum import StrEnum

import pytest

from app import language, vocabulary
from app.imports.cells import BadCell
from app.imports.choices import parse_bool, parse_currency, parse_event, parse_word
from app.vocabulary import Billing, ContractKind, Fit, Outcome, Phase, Purpose, Role, Segment, TouchpointKind

WORDS = [Segment, Phase, Fit, Role, TouchpointKind, Purpose, ContractKind, Billing, Outcome]


@pytest.mark.parametrize("kind", WORDS)
def test_that_each_word_is_read_from_its_key_and_its_names_in_both_languages(kind: type[StrEnum]) -> None:
    for word in kind:
        assert parse_word(kind, str(word)) is word
        assert parse_word(kind, str(word).upper().replace("_", " ")) is word
        for lang in language.LANGUAGES:
            assert parse_word(kind, language.name_of(word, lang)) is word


@pytest.mark.parametrize(
    ("kind", "said", "word"),
    [
        (Segment, "ハイタッチ", Segment.HIGH),
        (Segment, "ﾊｲﾀｯﾁ", Segment.HIGH),
        (Segment, "High-Touch", Segment.HIGH),
        (Phase, "導入中", Phase.ONBOARDING),
        (Phase, "解約済み", Phase.CHURNED),
        (Role, "チャンピオン", Role.CHAMPION),
        (Role, "決裁者（部長）", Role.DECISION_MAKER),
        (TouchpointKind, "電話", TouchpointKind.CALL),
        (TouchpointKind, "打ち合わせ", TouchpointKind.MEETING),
        (TouchpointKind, "ＭＴＧ", TouchpointKind.MEETING),
        (ContractKind, "PoC", ContractKind.POC),
        (Billing, "年払い", Billing.YEARLY),
        (Outcome, "減額", Outcome.CONTRACTED),
    ],
)
def test_that_words_are_read_as_people_write_them(kind: type[StrEnum], said: str, word: StrEnum) -> None:
    assert parse_word(kind, said) is word


def test_that_an_unknown_word_names_those_there_are() -> None:
    with pytest.raises(BadCell) as fault:
        parse_word(vocabulary.Segment, "<b>中</b>")
    assert fault.value.key == "unknown_word"
    assert fault.value.params["words"] == ["high", "low", "tech"]


@pytest.mark.parametrize("said", ["はい", "yes", "Y", "有", "あり", "○", "◯", "1", 1, 1.0, True, "TRUE", "Ｔｒｕｅ"])
def test_that_yes_is_read(said: object) -> None:
    assert parse_bool(int(said) if isinstance(said, float) else said) is True


@pytest.mark.parametrize("said", ["いいえ", "no", "無", "なし", "×", "0", 0, False, "False", "✕"])
def test_that_no_is_read(said: object) -> None:
    assert parse_bool(said) is False


@pytest.mark.parametrize("said", ["x", "2", "たぶん", "?"])
def test_that_neither_is_refused(said: str) -> None:
    with pytest.raises(BadCell, match="not_yes_or_no"):
        parse_bool(said)


def test_that_currencies_are_codes_or_their_signs() -> None:
    assert [parse_currency(said) for said in ("jpy", "円", "￥", "ＵＳＤ", "ドル", "€")] == [
        *("JPY", "JPY", "JPY", "USD", "USD", "EUR")
    ]
    with pytest.raises(BadCell, match="unknown_currency"):
        parse_currency("XYZ")


def test_that_events_are_known_by_their_names_or_a_name_of_ones_own() -> None:
    assert parse_event("入金遅れ") == "payment_late"
    assert parse_event("Payment failed") == "payment_failed"
    assert parse_event("new_office") == "new_office"
    with pytest.raises(BadCell, match="unknown_word"):
        parse_event("引っ越し")
