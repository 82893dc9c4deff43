"""Plain text ↔ Odoo's pages: nothing is lost on the way, and what others formatted stays where its words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.odoo.html import rewritten, to_html, to_text

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

texts = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u00a0\u2028\u2029\x85")).map(
    lambda text: text.replace("|", "\n")
)
changed = st.lists(st.sampled_from([*LINES, "new", "  indented", "- first", ""]), max_size=12).map("\n".join)


@given(texts)
def test_that_every_text_comes_back_as_it_was(text: str) -> None:
    assert to_text(to_html(text)) == text


@given(changed)
def test_that_a_rewritten_page_says_exactly_the_new_text(text: str) -> None:
    assert to_text(rewritten(PAGE, text)) == text


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
