"""Real lines in both languages are read as their writers meant them, and no character is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quicklog.grammar import parse
from app.quicklog.reading import AccountState, PromiseRef, Reading, TokenKind
from app.vocabulary import Flag, Side, TouchpointKind
from tests.quicklog.book import ACCOUNTS, PEOPLE, TODAY

FRIDAY = date(2026, 11, 20)
CALL, MEETING, EMAIL = TouchpointKind.CALL, TouchpointKind.MEETING, TouchpointKind.EMAIL
VISIT, REVIEW, NOTE = TouchpointKind.VISIT, TouchpointKind.REVIEW, TouchpointKind.NOTE


def read(line: str, current: str | None = None) -> Reading:
    return parse(line, accounts=ACCOUNTS, people=PEOPLE, today=TODAY, current=current)


@dataclass(frozen=True)
class Said:
    """What a line should say."""

    account: str | None
    kind: TouchpointKind = NOTE
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    promises: tuple[tuple[str, date | None], ...] = ()
    on: date = TODAY


LINES = {
    "@Acme 佐藤さんと電話。在庫画面の変更で現場が混乱 #活用 次: 手順書を送る 金曜まで !risk": Said(
        "ac-1", CALL, ("佐藤",), ("活用",), (Flag.RISK,), (("手順書を送る", FRIDAY),)
    ),
    "@Acme call with Sato, floor staff lost in new inventory UI #adoption next: send deck by fri !risk": Said(
        "ac-1", CALL, ("Sato",), ("adoption",), (Flag.RISK,), (("send deck", FRIDAY),)
    ),
    "＠みどり食品　佐藤さんと打ち合わせ　＃更新　次：見積　１１／３０まで　！声": Said(
        "midori", MEETING, ("佐藤",), ("更新",), (Flag.VOICE,), (("見積", date(2026, 11, 30)),)
    ),
    "@株式会社みどり食品 訪問。工場を見学": Said("midori", VISIT),
    "@みどり食品(株)と電話": Said("midori", CALL),
    "@midori.example メール 価格の質問に回答": Said("midori", EMAIL),
    "@C-001 メモ": Said("ac-1", NOTE),
    "@アクメ 定例": Said("ac-1", MEETING),
    "@あくめ レビュー": Said("ac-1", REVIEW),
    '@"Acme Robotics" mail sent': Said("ac-1", EMAIL),
    "@「みどり銀行」面談": Said("midoribank", MEETING),
    "＠”Acme Robotics” visit": Said("ac-1", VISIT),
    "@青葉信用金庫ワークス 電話": Said("aobaw", CALL),
    "@青葉信用金庫 電話": Said("aoba", CALL),
    "@北斗さんと電話": Said("hokuto", CALL),
    "北斗の件 @hokuto.example 電話": Said("hokuto", CALL),
    "@Acme met with Kenji Tanaka and Anna Lee": Said("ac-1", MEETING, ("Kenji Tanaka", "Anna Lee")),
    "@Acme call with tanaka, lee about seats": Said("ac-1", CALL, ("tanaka", "lee")),
    "@Acme call with Maria Lopez about seats": Said("ac-1", CALL, ("Maria Lopez",)),
    "@Acme call with no surprises": Said("ac-1", CALL),
    "@Acme 佐藤さん、田中部長と会議": Said("ac-1", MEETING, ("佐藤", "田中")),
    "@Acme 山本様から電話": Said("ac-1", CALL, ("山本",)),
    "@Acme with 佐藤さんと田中さん 訪問": Said("ac-1", VISIT, ("佐藤", "田中")),
    "@Acme お客様と電話": Said("ac-1", CALL),
    "@Acme 昨日 電話": Said("ac-1", CALL, on=date(2026, 11, 16)),
    "昨日 @Acme 電話": Said("ac-1", CALL, on=date(2026, 11, 16)),
    "@Acme yesterday visit": Said("ac-1", VISIT, on=date(2026, 11, 16)),
    "11/12 @Acme 定例": Said("ac-1", MEETING, on=date(2026, 11, 12)),
    "@Acme 昨日の障害について電話": Said("ac-1", CALL),
    "@Acme 電話 次: 資料を送る 次: 見積を出す 月末まで": Said(
        "ac-1", CALL, promises=(("資料を送る", None), ("見積を出す", date(2026, 11, 30)))
    ),
    "@Acme next: send deck by 11/20 next: book QBR in 2 weeks": Said(
        "ac-1", promises=(("send deck", FRIDAY), ("book QBR", date(2026, 12, 1)))
    ),
    "@Acme 次: 電話する 明日": Said("ac-1", NOTE, promises=(("電話する", date(2026, 11, 18)),)),
    "@Acme 次: 金曜までに手順書を送る": Said("ac-1", promises=(("手順書を送る", FRIDAY),)),
    "@Acme 次: 約束 by 金 !win": Said("ac-1", flags=(Flag.WIN,), promises=(("約束", FRIDAY),)),
    "@Acme 次: 手順書を送る 金曜まで。現場は落ち着いた": Said("ac-1", promises=(("手順書を送る", FRIDAY),)),
    "@Acme next: #adoption send deck by fri": Said("ac-1", tags=("adoption",), promises=(("send deck", FRIDAY),)),
    "@Acme next: reply to #4711 by fri": Said("ac-1", promises=(("reply to #4711", FRIDAY),)),
    "@Acme 次: 2026/1/5 まで 確認": Said("ac-1", promises=(("確認", date(2026, 1, 5)),)),
    "@Acme 次:": Said("ac-1"),
    "@Acme 目次: 1. 概要": Said("ac-1"),
    "@Acme 年次：計画": Said("ac-1"),
    "@Acme !リスク !成果 !要望 !CSQL": Said("ac-1", flags=(Flag.RISK, Flag.WIN, Flag.VOICE, Flag.CSQL)),
    "@Acme ！ｒｉｓｋ": Said("ac-1", flags=(Flag.RISK,)),
    "@Acme great! riskless !risky": Said("ac-1"),
    "@Acme C# と issue#12 と #3 件 #活用、#更新": Said("ac-1", tags=("活用", "更新")),
    "@Acme メールアドレス変更": Said("ac-1", NOTE),
    "@Acme 電話番号を聞いた": Said("ac-1", NOTE),
    "@Acme recall of parts": Said("ac-1", NOTE),
    "mail from sato@acme.example": Said(None, EMAIL),
    "電話だけ": Said(None, CALL),
    "": Said(None),
    "@": Said(None),
    "@Acme QBR\n# 見出し\n- 一つ目\n次: 議事録 明日\nメモの続き": Said(
        "ac-1", REVIEW, promises=(("議事録", date(2026, 11, 18)),)
    ),
}


@pytest.mark.parametrize("line", LINES)
def test_that_a_real_line_says_what_was_meant(line: str) -> None:
    found, said = read(line), LINES[line]
    assert found.account.id == said.account
    assert found.kind is said.kind
    assert tuple(person.text for person in found.people) == said.people
    assert found.tags == said.tags
    assert found.flags == said.flags
    assert tuple((one.text, one.due) for one in found.promises) == said.promises
    assert found.on == said.on
    _nothing_lost(found)


@pytest.mark.parametrize(
    ("line", "owner", "name"),
    [
        ("次: A", Side.ME, ""),
        ("次(自分): A", Side.ME, ""),
        ("次（先方）：A", Side.CUSTOMER, ""),
        ("次(お客様): A", Side.CUSTOMER, ""),
        ("next(them): A", Side.CUSTOMER, ""),
        ("next (customer): A", Side.CUSTOMER, ""),
        ("次(社内): A", Side.INTERNAL, ""),
        ("次(開発部): A", Side.INTERNAL, "開発部"),
        ("次(佐藤さん): A", Side.CUSTOMER, "佐藤さん"),
        ("Next(Tanaka): A", Side.CUSTOMER, "Tanaka"),
    ],
)
def test_that_brackets_say_who_owes_a_promise(line: str, owner: Side, name: str) -> None:
    assert read(f"@Acme {line}").promises == (PromiseRef("A", None, False, owner, name),)


def test_that_an_account_may_be_open_or_assumed() -> None:
    assert read("@みどり 電話").account.state is AccountState.AMBIGUOUS
    assert {one.id for one in read("@みどり 電話").account.candidates} == {"midori", "midoribank"}
    unknown = read("@Acme2 Robotics 電話").account
    assert (unknown.state, unknown.text) == (AccountState.UNKNOWN, "Acme2")
    assert [one.id for one in unknown.candidates] == ["ac-1"]
    assert read('@"no such name" 電話').account.text == "no such name"
    assert read("電話").account.state is AccountState.NONE
    assumed = read("電話 佐藤さんと", current="ac-1")
    assert (assumed.account.state, assumed.account.id) == (AccountState.ASSUMED, "ac-1")
    assert assumed.people[0].id == "sato"
    assert read("@北斗 電話", current="ac-1").account.id == "hokuto"


def test_that_people_are_known_by_their_account_or_kept_as_typed() -> None:
    assert [one.id for one in read("@Acme call with tanaka and Zoe").people] == ["tanaka", None]
    assert [one.id for one in read("@みどり食品 佐藤さんと電話").people] == ["sato-h"]
    assert [one.id for one in read("@Acme 本日は佐藤課長と電話").people] == ["sato"]
    (two,) = read("@北斗 佐藤さんと電話").people
    assert two.id is None
    assert {one.id for one in two.candidates} == {"sato-j", "sato-t"}


@pytest.mark.parametrize(
    ("line", "body", "gist"),
    [
        (
            "@Acme 佐藤さんと電話。在庫画面の変更で現場が混乱 #活用 次: 手順書を送る 金曜まで !risk",
            "佐藤さんと電話。在庫画面の変更で現場が混乱 #活用 次: 手順書を送る 金曜まで !risk",
            "在庫画面の変更で現場が混乱",
        ),
        ("call  @Acme　about seats", "call about seats", "call about seats"),
        ("@Acme call with Sato, seats are full", "call with Sato, seats are full", "seats are full"),
        ("@Acme with Sato seats are full !voice", "with Sato seats are full !voice", "seats are full"),
        ("@Acme with 佐藤、Sato 席が足りない", "with 佐藤、Sato 席が足りない", "席が足りない"),
        ("@Acme with 佐藤さんと渡辺さん 席が足りない", "with 佐藤さんと渡辺さん 席が足りない", "席が足りない"),
        ("@Acme with Sato and Lee seats are full", "with Sato and Lee seats are full", "seats are full"),
        ("@北斗さんと電話", "電話", ""),
        ("@Acmeの在庫画面が重い", "在庫画面が重い", "在庫画面が重い"),
        ("@Acme, call about seats", "call about seats", "call about seats"),
        ("電話\n  続き @Acme", "電話\n  続き", "続き"),
    ],
)
def test_that_the_body_is_the_line_without_its_account(line: str, body: str, gist: str) -> None:
    assert read(line).body == body
    assert read(line).gist == gist


def test_that_tokens_point_into_the_line_as_typed() -> None:
    line = "＠Ａｃｍｅ　佐藤さんと電話　＃活用　次：手順書　金曜まで　！ｒｉｓｋ"
    found = [(line[token.start : token.end], token.kind) for token in read(line).tokens]
    assert found == [
        ("＠Ａｃｍｅ", TokenKind.ACCOUNT),
        ("佐藤", TokenKind.PERSON),
        ("電話", TokenKind.KIND),
        ("＃活用", TokenKind.TAG),
        ("次：手順書　", TokenKind.PROMISE),
        ("金曜まで", TokenKind.DUE),
        ("！ｒｉｓｋ", TokenKind.FLAG),
    ]


def _nothing_lost(found: Reading) -> None:
    for token, following in pairwise([*found.tokens, None]):
        assert token is not None
        assert 0 <= token.start < token.end <= len(found.line)
        assert following is None or token.end <= following.start
    account = [token for token in found.tokens if token.kind is TokenKind.ACCOUNT]
    assert len(account) <= 1
    rest = found.line
    for token in account:
        rest = rest[: token.start] + rest[token.end :]
    assert "".join(found.body.split()) == "".join(rest.split())


# fmt: off
PIECES = st.sampled_from([
    *"@＠#＃!！:：()（）「」。、, \u3000\n", '"', "次", "次:", "next(", "先方", "with ", "Acme", "みどり", "佐藤",
    "さん", "と", "電話", "call", "金曜まで", "by fri", "11/20", "昨日", "risk", "活用", "ｶﾞ", "İ", "ﬁ",
    "㈱", "\u0301", "😀", "\0", " ~4", "～業務2", "〜",
])
# fmt: on


@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60)), st.dates())
def test_that_no_line_raises_or_loses_a_character(line: str, today: date) -> None:
    found = parse(line, accounts=ACCOUNTS, people=PEOPLE, today=today, current="ac-1")
    _nothing_lost(found)
    assert found.on <= today


def test_that_a_name_with_a_rare_character_is_read_whole() -> None:
    reading = read("@Acme 𠮷田さんと電話")
    assert [person.text for person in reading.people] == ["𠮷田"]
