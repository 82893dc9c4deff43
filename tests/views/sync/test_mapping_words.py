"""Words of the mapping: every field and choice has a name in both languages, a system may be called in any script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from app import language
from app.connectors.base import FieldType
from app.operations.syncing.rows import Blocked
from app.sync.entities import ENTITIES as NOUNS
from app.views.states.sync_mapping import mapped
from app.views.sync.blocked_words import blocked_line, reason
from app.views.sync.mapping_rows import choices_of, free, kind_of, units
from app.views.sync.mapping_words import (
    ENTITIES,
    can_words,
    choice_words,
    close,
    entity_words,
    field_words,
    in_own_words,
    type_words,
    way_words,
)


@pytest.fixture(params=["ja", "en"])
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("ja")


def test_that_every_noun_and_field_has_words(lang: str) -> None:
    assert set(ENTITIES) == set(NOUNS)
    for name, noun in NOUNS.items():
        assert entity_words(name) != name
        for local in noun.fields:
            words = field_words(name, local)
            assert words != local and "_" not in words, (name, local)
            assert words[0] == words[0].upper()


def test_that_kinds_of_fields_ways_and_choices_have_words(lang: str) -> None:
    # Some are called in English what their key is.
    same = {"url"} if lang == "ja" else {"text", "phone"}
    assert {kind for kind in get_args(FieldType) if type_words(kind).casefold() == kind} <= same
    assert len({way_words(way) for way in ("both", "in", "out")}) == 3
    for name, noun in NOUNS.items():
        for local, field in noun.fields.items():
            if field.type != "enum":
                continue
            assert choices_of(name, local) == field.options
            if kind_of(name, local) is None:
                assert all(choice_words(name, local, key) != key for key in field.options) or lang == "en"


def test_that_an_own_field_is_called_as_it_was_named() -> None:
    assert field_words("account", "custom.Fan since") == "Fan since"


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("共有フォルダー を優先", "共有フォルダーを優先"),
        ("Salesforce を優先", "Salesforce を優先"),
        ("「業種」は 共有フォルダー に送っていません", "「業種」は共有フォルダーに送っていません"),
        ("「業種」は Salesforce に送っていません", "「業種」は Salesforce に送っていません"),
    ],
)
def test_that_japanese_has_spaces_only_beside_other_scripts(words: str, closed: str) -> None:
    assert close(words) == closed
    language.use("en")
    assert close(words) == words
    language.use("ja")


@pytest.mark.parametrize(
    ("code", "message", "said"),
    [
        ("too_long", "40", "長すぎます（40）"),
        ("too_long", "", "長すぎます"),
        ("DATA_TOO_LARGE", "値が大きすぎます", "値が大きすぎます"),
        ("DATA_TOO_LARGE", "", "DATA_TOO_LARGE"),
    ],
)
def test_that_a_reason_is_in_our_words_where_it_is_known(code: str, message: str, said: str) -> None:
    one = Blocked("共有フォルダー", "contact", "p", "a", "佐藤", "phone", code, message)
    assert reason(one) == said
    assert blocked_line(one) == f"「電話」は共有フォルダーに送っていません：{said}"


def test_that_what_cannot_be_done_there_is_said() -> None:
    account = mapped()[0]
    nothing = replace(account, create=False, update=False, guard="none", deletions="none")
    assert can_words(nothing, "CRM") == [
        "接続先に新しいレコードは作りません。",
        "読み取りのみ：CRM ではほかの人の変更を守れないため、書き込みません。",
        "接続先の削除はわかりません。",
    ]
    assert can_words(replace(account, guard=""), "CRM") == [
        "CRM にこの種類のレコードがなくなりました。ここの内容は残ります。"
    ]
    assert "ごく短いすき間が残ります" in can_words(replace(account, guard="check", create_key="search"), "CRM")[1]


def test_that_labels_are_put_into_words_but_names_people_gave_are_not() -> None:
    account = mapped()[0]
    named = replace(account.remote_fields[0], name="Tags", label="Tags")
    labelled = replace(named, name="tag_list")
    custom = replace(labelled, name="Tags__c", custom=True)
    [said] = in_own_words([replace(account, remote_fields=(named, labelled, custom))])
    assert [one.label for one in said.remote_fields] == ["Tags", "タグ", "Tags"]


def test_that_own_fields_come_last_and_fields_in_use_are_not_free() -> None:
    account = mapped()[0]
    keys = [unit.key for unit in units(account)]
    assert keys[-1].startswith("custom.")
    assert [one.name for one in free(account)] == ["Nps__c"]
    assert "Tier__c" in [one.name for one in free(account, "Tier__c")]
