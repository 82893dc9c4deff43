"""Plain text ↔ Odoo's pages: nothing is lost on the way, and what others formatted stays where its words stay."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.odoo.html import rewritten, sayable, to_html, to_text

PAGE = (
    '<p>Hello <b>Sato</b> &amp; all</p>\n<div data-x="1">one<br>two</div>'
    "<ul>\n  <li>first</li><li><p>second</p></li></ul>"
    '<img src="/web/image/7"><p>See <a href="https://acme.example/plan">the plan</a>.</p><p><br></p><p>Bye</p>'
)
LINES = [
    "Hello Sato & all",
    "one",
    "two",
    "- first",
    "- second",
    "See the plan (https://acme.example/plan).",
    "",
    "Bye",
]

blanks = st.sampled_from(
    ["\t", " ", "\u00a0", "\f", "\n", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\u3000", "<", "&nbsp;"]
)
texts = st.lists(st.characters(exclude_categories=("Cs",)) | blanks).map("".join)
changed = st.lists(st.sampled_from([*LINES, "new", "  indented", "- first", "", "\t", "a\tb"]), max_size=12).map(
    "\n".join
)


@given(texts)
def test_that_every_text_comes_back_as_it_was(text: str) -> None:
    assert to_text(to_html(text)) == sayable(text)
    assert sayable(sayable(text)) == sayable(text)


@given(texts)
def test_that_of_a_text_only_the_kind_of_its_blanks_changes(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert len(sayable(text)) == len(lines)
    assert all(
        one == other or (one in "\t\f\u00a0" and other == " ") for one, other in zip(lines, sayable(text), strict=True)
    )


def test_that_tabs_within_a_line_and_lines_of_tabs_stay() -> None:
    assert to_text(to_html("\ta\tb\n\t\t\nc\u00a0d")) == "\ta\tb\n  \nc d"


@given(changed)
def test_that_a_rewritten_page_says_exactly_the_new_text(text: str) -> None:
    assert to_text(rewritten(PAGE, text)) == sayable(text)


@pytest.mark.parametrize("kinds", [1, 7, 100, 3_000])
def test_that_a_long_text_is_rewritten_at_once(kinds: int) -> None:
    old = [f"line {at * 37 % kinds}" for at in range(3_000)]
    new = ["first", *(f"line {at * 41 % kinds}" for at in range(3_000)), "last"]
    begun = process_time()
    page = rewritten(PAGE + to_html("\n".join(old)), "\n".join([*LINES, *new]))
    assert process_time() - begun < 1
    assert to_text(page).split("\n") == [*LINES, *new]
    assert page.startswith(PAGE.replace("</p>\n", "</p>"))


def test_that_a_page_is_read_line_by_line() -> None:
    assert to_text(PAGE).split("\n") == LINES


def test_that_an_unchanged_text_leaves_the_page_alone() -> None:
    assert rewritten(PAGE, "\n".join(LINES)) == PAGE


def test_that_what_others_formatted_stays_beside_a_changed_line() -> None:
    text = "\n".join(LINES).replace("Bye", "See you on Monday <soon>")
    page = rewritten(PAGE, text)
    assert "<b>Sato</b>" in page
    assert '<a href="https://acme.example/plan">the plan</a>' in page
    assert '<img src="/web/image/7">' in page
    assert "<li>first</li>" in page
    assert page.endswith("<p>See you on Monday &lt;soon&gt;</p>")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<span>plain &amp; &lt;b&gt;\nsecond</span>", "plain & <b> second"),
        ("<p>a</p>\n\n   <p>b</p>", "a\nb"),
        ("<style>p {}</style><script>alert(1)</script><p>x</p>", "x"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<p>a<br></p><p></p><p>b</p>", "a\nb"),
        ("", ""),
        ("<p>open <b>never closed", "open never closed"),
        ("</p></div>stray", "stray"),
    ],
)
def test_that_pages_of_other_programs_are_read(page: str, text: str) -> None:
    assert to_text(page) == text
