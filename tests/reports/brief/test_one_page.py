"""However much is known, it is one page; lists give way, figures stay whole."""

from __future__ import annotations

import re
from datetime import date

import pytest

from app.reports.brief.columns import Column, register, within
from app.reports.brief.content import ApprovalPage, Block, Card, ExecutiveBrief, Item
from app.reports.brief.pdf import approval_pdf, executive_pdf
from tests.reports.pdf_text import A4, Pdf

DAY = date(2026, 11, 20)
LONG = "棚卸しの手順を全拠点で同じにする" * 40


def block(title: str, n: int) -> Block:
    return Block(title, tuple(Item(f"{at}. {LONG}", f"meta {at}", f"{at + 1},234,567円") for at in range(n)), "なし")


def brief(n: int, lang: str = "ja") -> ExecutiveBrief:
    cards = tuple(Card(f"card {at}", f"{at + 1}23,456,789,012,345円", "remark") for at in range(4))
    names = ("health", "goals", "worth", "ours", "theirs", "asks", "words", "people")
    blocks = {name: block(name, n) for name in names}
    return ExecutiveBrief(lang, "顧客" * 60, "高 · 活用", cards, data_as_of=DAY, **blocks)


def approval(n: int, lang: str = "ja") -> ApprovalPage:
    cards = (Card("value", "月 907,200円", "", "good"),)
    blocks = {name: block(name, n) for name in ("worth", "use", "price", "options")}
    return ApprovalPage(lang, "Acme", "", cards, data_as_of=DAY, **blocks)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("n", [0, 1, 3, 12, 60])
def test_that_it_is_always_one_page_of_a4(n: int, lang: str) -> None:
    for made in (executive_pdf(brief(n, lang)), approval_pdf(approval(n, lang))):
        sizes = Pdf(made).sizes()
        assert [(round(w), round(h)) for w, h in sizes] == [(round(A4[0]), round(A4[1]))]


def test_that_a_list_says_how_much_more_there_is_and_no_figure_is_cut() -> None:
    said = Pdf(approval_pdf(approval(60))).text()
    shown = re.findall(r"(\d+),234,567円", said)
    more = [int(n) for n in re.findall(r"ほか (\d+)件", said)]
    assert len(more) == 4
    assert len(shown) + sum(more) == 4 * 60
    assert "月 907,200円" in said
    for at in range(4):
        assert f"{at + 1}23,456,789,012,345円" in Pdf(executive_pdf(brief(60))).text()


def test_that_what_stands_on_it_fits_its_room() -> None:
    register()
    for n in (0, 1, 5, 60):
        for room in (400.0, 500.0, 640.0):
            blocks = [block(name, n) for name in ("a", "b", "c", "d")]
            assert Column(blocks, 250, "ja").fitted(room).height <= room


def test_that_only_the_executives_page_is_marked_as_ours() -> None:
    assert Pdf(executive_pdf(brief(1))).text().count("社外秘") == 2
    assert "for us only" in Pdf(executive_pdf(brief(1, "en"))).text()
    assert "社外秘" not in Pdf(approval_pdf(approval(1))).text()


def test_that_a_cut_text_ends_before_a_figure() -> None:
    assert within("月の合計は 1,234,567円です", 10) == "月の合計は…"
    assert within("短い", 10) == "短い"
    assert within("ご利用は順調で、来期も同じ形で続けたい", 10) == "ご利用は順調で、来…"


def test_that_nothing_known_says_so_or_is_left_out() -> None:
    silent = Block("People", ())
    said = Pdf(
        approval_pdf(ApprovalPage("en", "Acme", "", (), silent, silent, silent, block("Options", 0), DAY))
    ).text()
    assert "People" not in said
    assert "なし" in said
