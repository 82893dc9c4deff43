"""Made-up writing for the search tests: Japanese, English, mixed, and what is hard to fold."""

from __future__ import annotations

from hypothesis import strategies as st

JAPANESE = """
会議 会 解約 解約金 更新 更新の件 佐藤様 ㈱山田 山田(株) 株式会社山田 （有）髙﨑 コンサル ｶﾞｲﾄﾞ ガイド がいど サ-バ-
か゛ 渡邊 QBR資料 会議meet meet会議 会議、meet 1ヶ月 東京・大阪 「解約」
"""
LATIN = """
meeting meet Meetings MEET helpmeet m me mee budget Café naïve Ａｃｍｅ C++ C# #tag a_b _ % 100% 3,000 3000 10:30
2026-07 Q3 - 。 ' " * AND OR NEAR ^ ( )
"""
ODD = "👍 👍🏻 ² ① ß İ ﬁ 한국어 ภาษา हिन्दी ёлка á か\u3099 葛\U000e0100 \u200b"
WORDS = [*JAPANESE.split(), *LATIN.split(), *ODD.split()]

pieces = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.text(max_size=3))
texts = st.lists(st.tuples(pieces, st.sampled_from(["", " ", "\u3000", "\n", "。"])), max_size=10).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)
free_queries = st.one_of(
    pieces,
    st.lists(pieces, min_size=2, max_size=3).map(" ".join),
    st.lists(pieces, min_size=2, max_size=3).map(lambda parts: '"' + " ".join(parts) + '"'),
)


@st.composite
def cut_from(draw: st.DrawFn, corpus: list[str]) -> str:
    """A query cut out of one of the texts, of one character and more; or one made up."""
    filled = [text for text in corpus if text]
    if not filled or draw(st.booleans()):
        return draw(free_queries)
    text = draw(st.sampled_from(filled))
    start = draw(st.integers(0, len(text) - 1))
    return text[start : start + draw(st.sampled_from([1, 1, 2, 3, 4, 8]))]
