"""A small book of accounts and people for the tests of the quick log."""

from __future__ import annotations

import unicodedata
from datetime import date

from app.quicklog.names import AccountName, AccountNames, PeopleNames, PersonName

TODAY = date(2026, 11, 17)  # a Tuesday


def fold(text: str) -> str:
    """Return a simple folding: width, case, kana, spaces, 株式会社 at the ends."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヴ" else c for c in text)
    letters = "".join(c for c in text if c.isalnum() or c == "ー")
    return letters.removeprefix("株式会社").removesuffix("株式会社") or letters


ACCOUNTS = AccountNames(
    [
        AccountName("ac-1", "Acme Robotics", "アクメ", "acme.example", "C-001"),
        AccountName("midori", "株式会社みどり食品", "みどりしょくひん", "midori.example", "C-002"),
        AccountName("midoribank", "みどり銀行", "みどりぎんこう"),
        AccountName("hokuto", "北斗ロジスティクス", "ほくとろじすてぃくす", "hokuto.example"),
        AccountName("aoba", "青葉信用金庫", "あおばしんようきんこ"),
        AccountName("aobaw", "青葉信用金庫ワークス"),
        AccountName("twin1", "Twin", domain="one.example"),
        AccountName("twin2", "Twin", domain="two.example"),
    ],
    fold,
)
PEOPLE = PeopleNames(
    [
        PersonName("sato", "ac-1", "佐藤 健一", "さとう けんいち"),
        PersonName("tanaka", "ac-1", "Kenji Tanaka"),
        PersonName("lee", "ac-1", "Anna Lee"),
        PersonName("sato-h", "midori", "佐藤花子"),
        PersonName("sato-j", "hokuto", "佐藤 次郎"),
        PersonName("sato-t", "hokuto", "佐藤 太郎"),
    ],
    fold,
)
