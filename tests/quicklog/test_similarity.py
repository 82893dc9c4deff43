"""A promise made twice is recognised; two promises that share a verb are not one."""

from __future__ import annotations

import pytest

from app.quicklog.similarity import OpenPromise, similar_promise
from tests.quicklog.book import fold


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("手順書を送る", "手順書を送る"),
        ("手順書を送る", "手順書を佐藤さんに送付"),
        ("在庫レポートの共有", "在庫レポートを送る"),
        ("send deck", "Send the deck to Sato"),
        ("ｾｷｭﾘﾃｨﾁｪｯｸｼｰﾄを返送", "セキュリティチェックシートの返送"),
    ],
)
def test_that_the_same_promise_is_recognised(new: str, old: str) -> None:
    found = similar_promise(new, [OpenPromise("other", "契約更新の条件を確認"), OpenPromise("same", old)], fold)
    assert found is not None
    assert found.promise.id == "same"


@pytest.mark.parametrize(
    ("new", "old"),
    [("手順書を送る", "見積を送る"), ("send deck", "send invoice"), ("価格を確認", "日程を確認"), ("", "手順書を送る")],
)
def test_that_another_promise_is_another(new: str, old: str) -> None:
    assert similar_promise(new, [OpenPromise("other", old)], fold) is None


def test_that_the_closest_wins_and_none_is_none() -> None:
    two = [OpenPromise("near", "手順書の改訂版を送る"), OpenPromise("same", "手順書を送る")]
    found = similar_promise("手順書を送る", two, fold)
    assert found is not None
    assert found.promise.id == "same"
    assert similar_promise("手順書を送る", [], fold) is None
