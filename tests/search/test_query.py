from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.search.index import Doc, apply
from app.search.meaning import matches
from app.search.query import Bodies, Hits, find
from tests.search.conftest import day, opened
from tests.search.writing import cut_from, texts


def bodies_of(docs: Sequence[Doc]) -> Bodies:
    held = {(doc.kind, doc.ref): doc.text for doc in docs}
    return lambda refs: {ref: held[ref] for ref in refs if ref in held}


def refs(hits: Hits) -> list[str]:
    return [hit.ref for hit in hits.hits]


def notes(*written: str) -> list[Doc]:
    """A note a day, the first the oldest."""
    return [Doc("touchpoint", f"n{n}", f"a{n % 2}", day(n), text) for n, text in enumerate(written)]


def asked(door: Any, docs: Sequence[Doc], query: str, **options: Any) -> Hits:
    apply(door, docs)
    return find(door, query, bodies=bodies_of(docs), **options)


@given(st.data())
@settings(max_examples=250)
def test_that_the_index_finds_exactly_what_a_scan_finds(data: st.DataObject) -> None:
    door = opened()
    corpus = [
        Doc("note", str(n), None, day(n % 4), text) for n, text in enumerate(data.draw(st.lists(texts, max_size=8)))
    ]
    apply(door, corpus)
    for _ in range(data.draw(st.integers(0, 3))):
        if not corpus:
            break
        changed = data.draw(st.sampled_from(corpus))
        corpus.remove(changed)
        what = data.draw(st.sampled_from(["gone", "moved", "rewritten"]))
        if what == "gone":
            apply(door, [], [(changed.kind, changed.ref)])
            continue
        corpus.append(replace(changed, day=day(9)) if what == "moved" else replace(changed, text=data.draw(texts)))
        apply(door, corpus[-1:])
    for query in data.draw(st.lists(cut_from([doc.text for doc in corpus]), min_size=1, max_size=6)):
        expected = {doc.ref for doc in corpus if matches(query, doc.text)}
        for order in ("newest", "relevance"):
            hits = find(door, query, bodies=bodies_of(corpus), order=order)
            assert sorted(refs(hits)) == sorted(expected), query
            assert (hits.total, hits.capped) == (len(expected), False)
    door.close()


@pytest.mark.parametrize("query", ["㈱", "(株)", "（株）", "株式会社"])
def test_that_every_legal_form_finds_every_other(door: Any, query: str) -> None:
    docs = notes("㈱山田", "山田(株)", "山田（株）", "山田株式会社", "山田有限会社")
    assert refs(asked(door, docs, query)) == ["n3", "n2", "n1", "n0"]


@pytest.mark.parametrize(
    "query", ["会", "会議", "m", "mee", "meet", "会議meet", "会 m", "会議 meet", '"会議meet"', "+"]
)
def test_that_the_newest_come_first(door: Any, query: str) -> None:
    docs = notes(*["会議meeting+"] * 6)
    apply(door, docs[3:])
    assert refs(asked(door, docs, query, limit=4)) == ["n5", "n4", "n3", "n2"]


def test_that_false_proposals_of_the_index_do_not_use_up_the_limit(door: Any) -> None:
    docs = notes(*["会議meet"] * 3, *["会議 meet"] * 300)
    hits = asked(door, docs, "会議meet", limit=2)
    assert refs(hits) == ["n2", "n1"]
    assert (hits.total, hits.capped) == (3, False)


@pytest.mark.parametrize("query", ["会", "会議", "会議meet"])
@pytest.mark.parametrize(("count", "total", "capped"), [(1000, 1000, False), (1001, 1000, True)])
def test_that_the_count_stops_at_a_thousand(door: Any, query: str, count: int, total: int, capped: bool) -> None:
    docs = [Doc("note", str(n), None, day(n % 30), "会議meet") for n in range(count)]
    hits = asked(door, docs, query, limit=5)
    assert (hits.total, hits.capped, len(hits.hits)) == (total, capped, 5)


@pytest.mark.parametrize("query", ["会議", "会", "会議meet"])
def test_that_filters_narrow_what_is_found(door: Any, query: str) -> None:
    docs = [*notes(*["会議meet"] * 6), Doc("promise", "p", "a1", day(3), "会議meet")]
    for order in ("newest", "relevance"):

        def narrowed(order: str = order, **options: Any) -> list[str]:
            return sorted(refs(asked(door, docs, query, order=order, **options)))

        assert narrowed(kinds=["promise"]) == ["p"]
        assert narrowed(kinds=[]) == []
        assert narrowed(account_ids=["a1"]) == ["n1", "n3", "n5", "p"]
        assert narrowed(date_from=day(2), date_to=day(3)) == ["n2", "n3", "p"]
        assert narrowed(date_to=date.max, date_from=day(5)) == ["n5"]
        assert narrowed(kinds=["touchpoint"], account_ids=["a0"], date_from=day(1)) == ["n2", "n4"]
        assert asked(door, docs, query, order=order, account_ids=["a1"], limit=1).total == 4


def test_that_relevance_prefers_the_text_that_says_it_more(door: Any) -> None:
    docs = notes(
        "解約 解約 解約",
        "更新の件",
        *["更新と導入と価格と研修のほかに解約にも触れた長い打ち合わせの記録"] * 3,
        "予算",
        "研修",
        "価格",
    )
    assert refs(asked(door, docs, "解約", order="relevance")) == ["n0", "n4", "n3", "n2"]


def test_that_relevance_ranks_only_the_newest_and_still_finds_the_rest(
    door: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.search.query.MOST_RANKED", 3)
    docs = notes(*["会議meet"] * 7)
    assert sorted(refs(asked(door, docs, "会議meet", order="relevance"))) == [f"n{n}" for n in range(7)]
    assert sorted(refs(asked(door, docs, "会議", order="relevance"))) == [f"n{n}" for n in range(7)]


@pytest.mark.parametrize(
    "query",
    [
        *["", " ", "。", '"', '""', "(", "AND", "a OR", "NEAR(a b)", "a*", "-a", "tokens:a", "^a", "{a}", "'"],
        *["\x00", "\ud800", "a" * 70_000, "会" * 5_000, "a-" * 3_000, "%" * 500],
        " ".join(f"w{n}" for n in range(3_000)),
    ],
    ids=lambda query: ascii(query[:9]),
)
def test_that_no_query_is_an_error(door: Any, query: str) -> None:
    docs = notes("会議 a or near tokens:a b", "何か")
    for order in ("newest", "relevance"):
        hits = asked(door, docs, query, order=order)
        assert set(refs(hits)) == {doc.ref for doc in docs if matches(query, doc.text)}


def test_that_long_queries_are_answered_to_their_last_word(door: Any) -> None:
    words = " ".join(f"w{n}x" for n in range(60))
    docs = notes(words + " last", words, "会議" * 200 + "末", "会議" * 200, "x" * 99, "x" * 98)
    assert refs(asked(door, docs, words + " last")) == ["n0"]
    assert refs(asked(door, docs, "会議" * 200 + "末")) == ["n2"]
    assert refs(asked(door, docs, "x" * 99)) == ["n4"]


def test_that_a_text_that_cannot_be_read_is_no_hit(door: Any) -> None:
    docs = notes("会議", "会議")
    apply(door, docs)
    hits = find(door, "会議", bodies=bodies_of(docs[:1]))
    assert (refs(hits), hits.total) == (["n0"], 1)


def test_that_a_limit_of_none_finds_none(door: Any) -> None:
    assert asked(door, notes("会議"), "会議", limit=0).hits == ()


def test_that_a_hit_says_what_it_is_and_shows_why(door: Any) -> None:
    (hit,) = asked(door, notes("次は㈱山田で会議"), "株式会社").hits
    assert (hit.kind, hit.ref, hit.account_id, hit.day) == ("touchpoint", "n0", "a0", day(0))
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.spans] == ["㈱"]
