"""Ordinary customers beyond the 42 shaped by hand, for a book of any size."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

import random
from dataclasses import replace
from typing import Literal

from app.demo.shape import SOFT, STEADY, STRONG, Firm

_HEADS = (
    ("霧野", "きりの", "kirino"), ("白鷺沢", "しらさぎざわ", "shirasagizawa"), ("瑠璃川", "るりかわ", "rurikawa"),
    ("朝凪", "あさなぎ", "asanagi"), ("雲居", "くもい", "kumoi"), ("花見月", "はなみづき", "hanamizuki"),
    ("石蕗", "つわぶき", "tsuwabuki"), ("夕映", "ゆうばえ", "yubae"), ("緋桜", "ひざくら", "hizakura"),
    ("風待", "かざまち", "kazamachi"), ("雪椿", "ゆきつばき", "yukitsubaki"), ("千歳橋", "ちとせばし", "chitosebashi"),
    ("鈴音", "すずね", "suzune"), ("月白", "つきしろ", "tsukishiro"), ("木漏日", "こもれび", "komorebi"),
    ("青鷹", "あおたか", "aotaka"), ("深山野", "みやまの", "miyamano"), ("早瀬川", "はやせがわ", "hayasegawa"),
)  # fmt: skip
_TAILS = (
    ("製菓", "せいか", "seika", "food"), ("運輸", "うんゆ", "unyu", "logistics"), ("精工", "せいこう", "seiko", "machinery"),
    ("設計", "せっけい", "sekkei", "construction"), ("薬局", "やっきょく", "yakkyoku", "pharma"),
    ("学園", "がくえん", "gakuen", "education"), ("旅館", "りょかん", "ryokan", "hospitality"),
    ("商会", "しょうかい", "shokai", "trading"), ("印刷所", "いんさつじょ", "insatsujo", "printing"),
    ("情報", "じょうほう", "joho", "it"), ("住販", "じゅうはん", "juhan", "property"), ("信組", "しんくみ", "shinkumi", "finance"),
)  # fmt: skip
_FIRST = (
    "Alderbank", "Briarcote", "Cindermoor", "Duskwater", "Elmsgrove", "Foxhollin", "Gorsefield", "Heronsby", "Inglemere",
    "Juniper Row", "Kestrelford", "Larchwick", "Mossbarrow", "Nettlecombe", "Otterbourne", "Pebblewick", "Rookhaven",
)  # fmt: skip
_SECOND = (
    ("Foods", "food"), ("Freight", "logistics"), ("Tooling", "machinery"), ("Builders", "construction"),
    ("Pharmacy", "pharma"), ("School", "education"), ("Inns", "hospitality"), ("Trading", "trading"), ("Prints", "printing"),
    ("Software", "it"), ("Homes", "property"), ("Mutual", "finance"), ("Outfitters", "retail"),
)  # fmt: skip


def _named(n: int) -> Firm:
    """Return the name of the n-th; every combination comes once before a number is added."""
    # 18 × 12 Japanese and 17 × 13 English names; steps that share no factor with the lists visit every pair.
    if n % 3 < 2:
        at = n // 3 * 2 + n % 3
        head, tail = _HEADS[at % len(_HEADS)], _TAILS[(at // len(_HEADS) + at) % len(_TAILS)]
        again = at // (len(_HEADS) * len(_TAILS))
        number = str(again + 1) if again else ""
        name, key = f"{head[0]}{tail[0]}{'第' + number if number else ''}", f"{head[2]}-{tail[2]}{number}"
        return Firm(key, name, "ja", "low", tail[3], 1, 1, reading=head[1] + tail[1])
    at = n // 3
    first, second = _FIRST[at % len(_FIRST)], _SECOND[(at // len(_FIRST) + at) % len(_SECOND)]
    again = at // (len(_FIRST) * len(_SECOND))
    number = f" {again + 1}" if again else ""
    key = f"{first} {second[0]}{number}".lower().replace(" ", "-")
    return Firm(key, f"{first} {second[0]}{number}", "en", "low", second[1], 1, 1)


def ordinary_firm(n: int, rng: random.Random) -> Firm:
    """Return the n-th ordinary customer (from 0), a firm with nothing special about it."""
    segments: tuple[Literal["high", "low", "tech"], ...] = ("high", "low", "tech")
    segment = rng.choices(segments, (10, 18, 14))[0]
    seats = {"high": rng.randint(100, 260), "low": rng.randint(40, 130), "tech": rng.randint(8, 40)}[segment]
    return replace(
        _named(n),
        segment=segment,
        seats=seats,
        price=rng.randrange(3900, 5600, 100),
        ends=None if rng.random() < 0.4 else rng.randint(1, 11),
        terms=rng.randint(2, 3),
        notice=rng.choice(((1, "m"), (1, "m"), (2, "m"), (3, "m"), (30, "d"))),
        curve=rng.choice((STEADY, STEADY, STRONG, SOFT)),
        fit=rng.choice(("good", "good", "good", "partial")),
        fiscal_year_end=rng.choice((3, 3, 3, 12, 9)),
    )
