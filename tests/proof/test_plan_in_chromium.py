"""The plan file in a real browser: filled in, saved by itself, taken in; it asks for nothing and prints whole."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from app.operations.book import Book
from app.operations.plans.commitments import commit
from app.operations.plans.content import version_content
from app.operations.plans.exporting import write_plan_file
from app.operations.plans.page import readings_of
from app.operations.plans.returns import read_return, read_returned_text, take_in
from app.reports.plan_content import PlanContent
from tests.builders import new_book
from tests.operations.plans.plan_books import Made, stock_plan
from tests.proof.chromium import PROGRAMS, Browser, Page
from tests.reports.pdf_text import A4, Pdf

INSIDE = ("blob:", "data:")
"""What never leaves the browser: the copy itself, the pictures that its own fields bring along."""
PROGRAM = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(
        PROGRAM is None, reason="NO CHROMIUM on this machine: the plan file was not proved in a browser"
    ),
]


@dataclass(frozen=True)
class Desk:
    """A book whose plan went out as HTML."""

    book: Book
    made: Made
    sent: Path
    content: PlanContent


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    assert PROGRAM is not None
    with Browser(PROGRAM, tmp_path / "browser") as opened:
        yield opened


@pytest.fixture(params=["ja", "en"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    # The page writes the day of the machine it is on.
    with new_book(tmp_path / "profile", today=datetime.now().astimezone().date()) as book:
        made = book.write(stock_plan)[1]
        to = tmp_path / "plan.html"
        done = write_plan_file(book, made.plan, to=to, lang=request.param)
        yield Desk(book, made, to, book.read(version_content, made.plan, done.version))


def save(page: Page, folder: Path) -> Path:
    """Save the page's copy and send it back under the name that a second download gets."""
    copy = page.download("#plan-save", folder)
    assert copy.name.startswith("plan_")
    return copy.rename(folder / "plan (1).html")


def asked_for_nothing(page: Page) -> None:
    assert [url for url in page.asked_for() if url != page.url and not url.startswith(INSIDE)] == []
    assert page.complaints() == []


def test_that_what_is_filled_in_comes_back_exactly_and_once(desk: Desk, browser: Browser, tmp_path: Path) -> None:
    made, book = desk.made, desk.book
    page = browser.open(desk.sent)
    page.click(f'[data-done="{made.sites}"]')
    page.type(f'[data-reading="{made.hours}"]', "２４.5")
    page.type("#plan-by", "佐藤 花子")
    page.click(f'[data-confirm="{made.hours}"]')
    asked_for_nothing(page)
    copy = save(page, tmp_path)
    asked_for_nothing(page)

    found = read_return(book, copy, plan_id=made.plan)
    today = book.clock.today()
    assert [
        (one.item_id, one.field, one.sent, one.now, one.answered, one.by, one.conflict) for one in found.changes
    ] == [
        (made.hours, "commitment", "", "", "佐藤 花子", "佐藤 花子", False),
        (made.hours, "reading", "27", "27", "24.5", "佐藤 花子", False),
        (made.sites, "done", "", "", today.isoformat(), "佐藤 花子", False),
    ]
    taken = book.write(take_in, found.answers, found.key, today=today)[1]
    assert [(said.objective_id, said.by, said.on) for said in taken.committed] == [(made.hours, "佐藤 花子", today)]
    assert {(row.source, row.by, str(row.value)) for row in book.read(readings_of, made.hours)} >= {
        ("customer", "佐藤 花子", "24.5")
    }

    again = read_return(book, copy)
    assert (again.changes, again.taken_on) == ((), today)
    changes, taken = book.write(take_in, again.answers, again.key, today=today)
    assert (changes.id, taken.changes, taken.committed) == (None, (), ())


def test_that_a_copy_is_filled_in_further_and_its_code_says_the_same(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    made, book, today = desk.made, desk.book, desk.book.clock.today()
    first = browser.open(desk.sent)
    first.click(f'[data-done="{made.master}"]')
    copy = save(first, tmp_path)
    found = read_return(book, copy)
    book.write(take_in, found.answers, found.key, today=today)

    second = browser.open(copy)
    assert second.value(f"document.querySelector('[data-done=\"{made.master}\"]').checked") is True
    words = '棚卸しは "来週" </script><b>&amp; \\u003c 終わります\n次の行 =1+1'
    second.click(f'[data-item="{made.sites}"] > .line > button')
    second.type(f'[data-comment="{made.sites}"]', words)
    later = tmp_path / "later"
    later.mkdir()
    third = save(second, later)
    asked_for_nothing(second)
    second.click("#plan-code")
    code = ""
    while not code:
        code = second.value("document.querySelector('#plan-code-text').value")
    answered = read_return(book, third)
    assert [(one.item_id, one.field, one.answered) for one in answered.changes] == [(made.sites, "comment", words)]
    mail = "\n".join(["佐藤です。", *(f"> {line.lower()}" for line in code.splitlines()), "よろしくお願いします。"])
    assert read_returned_text(book, mail).changes == answered.changes
    book.write(take_in, answered.answers, answered.key, today=today)
    assert read_returned_text(book, mail).taken_on == today


def test_that_a_page_saved_by_the_browser_itself_is_read_too(desk: Desk, browser: Browser, tmp_path: Path) -> None:
    first = browser.open(desk.sent)
    first.click(f'[data-done="{desk.made.sites}"]')
    first.type("#plan-comment", "</script> よろしくお願いします")
    saved = tmp_path / "saved.html"
    saved.write_text(
        "<!DOCTYPE html>\n<!-- saved from url -->" + first.value("document.documentElement.outerHTML"), "utf-8"
    )
    again = browser.open(saved)
    asked_for_nothing(again)
    assert again.value("document.querySelectorAll('main, .dock').length") == 2
    copy = save(again, tmp_path)
    for file in (saved, copy):
        found = {(one.item_id, one.field) for one in read_return(desk.book, file).changes}
        assert found == {("", "comment"), (desk.made.sites, "done")}


def test_that_a_name_comes_before_a_confirmation(desk: Desk, browser: Browser) -> None:
    page = browser.open(desk.sent)
    page.click('[data-confirm=""]')
    assert page.value("document.querySelector('[data-confirm=\"\"]').checked") is False
    assert page.value("document.activeElement.id") == "plan-by"
    assert page.value("document.querySelector('#plan-by-hint').textContent")
    page.type(f'[data-reading="{desk.made.hours}"]', "about 3")
    assert page.value(f"document.querySelector('[data-reading=\"{desk.made.hours}\"]').ariaInvalid") == "true"


def test_that_the_page_prints_whole_on_a4(desk: Desk, browser: Browser) -> None:
    desk.book.write(commit, desk.made.plan, by_name="渡辺", on=desk.book.clock.today(), number=1)
    page = browser.open(desk.sent)
    comment = "詳しいコメント" * 60
    page.click(f'[data-item="{desk.made.task}"] > .line > button')
    page.type(f'[data-comment="{desk.made.task}"]', comment)
    paper = Pdf(page.paper())
    assert all(abs(size - wanted) < 1 for pair in paper.sizes() for size, wanted in zip(pair, A4, strict=True))
    printed = bare(paper.text())
    for words in (*titles(desk.content), desk.content.success, comment):
        assert bare(words) in printed


def titles(content: PlanContent) -> Iterator[str]:
    yield content.name
    for objective in content.objectives:
        yield objective.title
        for milestone in objective.milestones:
            yield milestone.title
            yield from (task.text for task in milestone.tasks)
        yield from (task.text for task in objective.tasks)


def bare(text: str) -> str:
    """Return a text without its spaces, and with the signs that a font has only one picture for made one."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_that_it_reads_without_scripts_and_says_how_to_answer(desk: Desk, browser: Browser) -> None:
    page = browser.open(desk.sent)
    browser.ask("Emulation.setScriptExecutionDisabled", page.session, value=True)
    browser.ask("Page.reload", page.session)
    browser.wait("Page.loadEventFired")
    printed = bare(Pdf(page.paper()).text())
    assert all(bare(words) in printed for words in titles(desk.content))
    root = browser.ask("DOM.getDocument", page.session)["root"]["nodeId"]
    for selector, there in ((".how", True), ("main", True), ("input, textarea, button", False)):
        found = browser.ask("DOM.querySelector", page.session, nodeId=root, selector=selector)["nodeId"]
        assert bool(found) is there, selector
