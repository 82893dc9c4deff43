"""Names, titles and departments of the people at made-up customers."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Iterator

SURNAMES = (
    ("佐伯", "さえき"), ("小野寺", "おのでら"), ("樋口", "ひぐち"), ("高梨", "たかなし"), ("宮内", "みやうち"), ("千葉", "ちば"),
    ("三浦", "みうら"), ("大槻", "おおつき"), ("長谷部", "はせべ"), ("柴崎", "しばさき"), ("栗原", "くりはら"), ("津田", "つだ"),
    ("野村", "のむら"), ("須藤", "すどう"), ("早川", "はやかわ"), ("浅井", "あさい"), ("森下", "もりした"), ("西尾", "にしお"),
    ("松永", "まつなが"), ("平田", "ひらた"), ("古賀", "こが"), ("秋山", "あきやま"), ("水谷", "みずたに"), ("片桐", "かたぎり"),
    ("星野", "ほしの"), ("黒田", "くろだ"), ("堀内", "ほりうち"), ("安達", "あだち"), ("矢島", "やじま"), ("菅原", "すがわら"),
    ("池上", "いけがみ"), ("白石", "しらいし"), ("内海", "うつみ"), ("榎本", "えのもと"), ("北川", "きたがわ"), ("渡会", "わたらい"),
    ("東海林", "しょうじ"), ("五十嵐", "いがらし"), ("桑名", "くわな"), ("髙木", "たかぎ"), ("沢村", "さわむら"), ("滝本", "たきもと"),
)  # fmt: skip
GIVEN = (
    ("彩", "あや"), ("誠", "まこと"), ("由紀", "ゆき"), ("健一", "けんいち"), ("美咲", "みさき"), ("隆", "たかし"), ("恵", "めぐみ"),
    ("大輔", "だいすけ"), ("千尋", "ちひろ"), ("修", "おさむ"), ("直樹", "なおき"), ("香織", "かおり"), ("亮", "りょう"), ("久美子", "くみこ"),
    ("拓也", "たくや"), ("真理", "まり"), ("浩二", "こうじ"), ("葵", "あおい"), ("慎吾", "しんご"), ("奈緒", "なお"), ("雅人", "まさと"),
    ("理恵", "りえ"), ("翔太", "しょうた"), ("智子", "ともこ"), ("英明", "ひであき"),
)  # fmt: skip
FIRST = (
    "Amelia", "Ben", "Carla", "Dev", "Elin", "Farah", "Gareth", "Hana", "Ivo", "Jess", "Kofi", "Leila", "Marcus", "Nadia", "Owen",
    "Priya", "Quentin", "Rosa", "Sam", "Tess", "Usha", "Viktor", "Wren", "Yusuf", "Zoe", "Callum", "Ines", "Tom", "Greta", "Louis",
)  # fmt: skip
LAST = (
    "Ashdown", "Bellamy", "Crane", "Delacourt", "Eastwick", "Fenn", "Garland", "Hallow", "Iqbal", "Jarvis", "Keller", "Lindqvist",
    "Marsh", "Novak", "Okafor", "Pryce", "Rowntree", "Sato", "Tran", "Underhill", "Varga", "Whitlock", "Yardley", "Zeller", "Moreau",
)  # fmt: skip

JOBS_JA = {
    "champion": (("課長", "業務改革課"), ("係長", "生産管理課"), ("課長代理", "業務推進部"), ("主任", "総務課")),
    "sponsor": (("部長", "業務本部"), ("執行役員", "経営企画室"), ("本部長", "営業本部"), ("取締役", "管理本部")),
    "decision_maker": (("常務取締役", "管理本部"), ("代表取締役", "経営"), ("事業部長", "第一事業部")),
    "payer": (("課長", "経理部"), ("主任", "購買課"), ("係長", "財務経理課")),
    "connector": (("係長", "情報システム部"), ("主任", "情報システム課"), ("課長", "DX推進室")),
    "user": (("リーダー", "第二営業課"), ("担当", "物流課"), ("主任", "品質保証課"), ("担当", "カスタマー窓口")),
    "sceptic": (("次長", "品質保証部"), ("課長", "製造一課"), ("室長", "内部監査室")),
}
JOBS_EN = {
    "champion": (("Operations Manager", "Operations"), ("Programme Lead", "Transformation"), ("Team Lead", "Planning")),
    "sponsor": (("VP Operations", "Operations"), ("Director", "Business Systems"), ("COO", "Executive")),
    "decision_maker": (("Managing Director", "Executive"), ("CFO", "Finance"), ("General Manager", "Japan Office")),
    "payer": (("Accounts Payable", "Finance"), ("Buyer", "Procurement"), ("Controller", "Finance")),
    "connector": (("IT Lead", "IT"), ("Systems Engineer", "IT"), ("Data Engineer", "Data")),
    "user": (("Coordinator", "Field Team"), ("Analyst", "Planning"), ("Supervisor", "Floor Two")),
    "sceptic": (("Quality Lead", "Quality"), ("Audit Manager", "Audit"), ("Senior Engineer", "Engineering")),
}


def names(lang: str, rng: random.Random) -> Iterator[tuple[str, str | None, str]]:
    """Yield (name, reading, local part of an address) without end, each combination once before a repeat."""
    pairs: list[tuple[str, str | None, str]]
    if lang == "ja":
        pairs = [(f"{s} {g}", f"{sr} {gr}", "") for s, sr in SURNAMES for g, gr in GIVEN]
    else:
        pairs = [(f"{f} {s}", None, f"{f}.{s}".lower()) for f in FIRST for s in LAST]
    while True:
        rng.shuffle(pairs)
        yield from pairs


_ROMAJI = dict(
    zip(
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
        "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ",
        [
            "a",
            "i",
            "u",
            "e",
            "o",
            "ka",
            "ki",
            "ku",
            "ke",
            "ko",
            "sa",
            "shi",
            "su",
            "se",
            "so",
            "ta",
            "chi",
            "tsu",
            "te",
            "to",
            "na",
            "ni",
            "nu",
            "ne",
            "no",
            "ha",
            "hi",
            "fu",
            "he",
            "ho",
            "ma",
            "mi",
            "mu",
            "me",
            "mo",
            "ya",
            "yu",
            "yo",
            "ra",
            "ri",
            "ru",
            "re",
            "ro",
            "wa",
            "o",
            "n",
            "ga",
            "gi",
            "gu",
            "ge",
            "go",
            "za",
            "ji",
            "zu",
            "ze",
            "zo",
            "da",
            "ji",
            "zu",
            "de",
            "do",
            "ba",
            "bi",
            "bu",
            "be",
            "bo",
            "pa",
            "pi",
            "pu",
            "pe",
            "po",
        ],
        strict=True,
    )
)


def romaji(reading: str) -> str:
    """Return a hiragana reading in the letters of an address; long vowels are written short."""
    out = ""
    for sign in reading:
        small = {"ゃ": "a", "ゅ": "u", "ょ": "o"}.get(sign)
        if small:
            stem = out[:-1]
            out = stem + (small if stem.endswith(("sh", "ch", "j")) else "y" + small)
        elif sign == "っ":
            continue
        else:
            out += _ROMAJI.get(sign, ".")
    return out.replace("ou", "o").replace("uu", "u")
