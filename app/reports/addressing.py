"""How a document addresses somebody at the customer: 課長 佐藤様."""

from __future__ import annotations

import re

_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿豈-﫿々]")
_TITLE = re.compile(r"(長|役|役員|主任|主査|次席|代理|参事|リーダー|マネージャー|マネジャー|C[A-Z]O)$")
_GROUP = re.compile(r"(部|課|室|係|局|チーム|グループ|センター|各位|御中|様)$")
_CALLED = re.compile(r"(さん|さま|氏|殿)$")


def addressed(name: str, title: str, lang: str) -> str:
    """Return how a document addresses somebody at the customer by name and title; a department stays as it is."""
    name = " ".join(name.split())
    if lang != "ja" or not name:
        return name
    if _GROUP.search(name):
        return name
    name = _CALLED.sub("", name)
    if not _JAPANESE.search(name):
        return " ".join(part for part in (title, f"{name} 様") if part)
    family, _, rest = name.partition(" ")
    # 「佐藤 課長」 is how people type it; a document says the title first.
    title = title or (rest if _TITLE.search(rest) else "")
    return " ".join(part for part in (title, f"{family}様") if part)
