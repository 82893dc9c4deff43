from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from html import unescape

import pytest

from app.plans.plan_file import DONE_WORDS, OPEN_WORDS
from app.reports.plan.html import html_file, page_words
from app.reports.plan.pdf import pdf_file
from app.reports.plan.text import text_page
from app.reports.plan.words import figure
from app.reports.plan.xlsx import COLUMNS, xlsx_file
from app.reports.plan_content import PlanContent
from tests.pseudo import speak_brackets, unmarked
from tests.reports.pdf_text import A4, Pdf
from tests.reports.plan_examples import plan, sent
from tests.reports.scanner import bare

HOSTILE = "</script><script>alert(1)</script><!-- \"'&amp; {{text}} \\u003c \x00\u202e =1+1"

MACHINE = {*(name for name, _width in COLUMNS), *DONE_WORDS, *OPEN_WORDS, "o-1", "o-2", "o-3", "plan"}


def html(content: PlanContent) -> str:
    return html_file(content, sent(content), stem="plan")


def said(content: PlanContent) -> list[str]:
    """Return what every file must say."""
    items = [
        text
        for one in content.objectives
        for text in (
            one.title, one.metric, one.owner,
            *(part for step in one.milestones for part in (step.title, step.who, *(task.text for task in step.tasks))),
            *(task.text for task in one.tasks),
        )
    ]  # fmt: skip
    return [
        content.account,
        content.name,
        content.success,
        *content.agenda,
        *items,
        f"v{content.version}",
        "27 h",
        "4.1%",
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_file_says_the_same(lang: str) -> None:
    content = plan(lang, score=72)
    page = bare(unescape(html(content)))
    paper = bare(Pdf(pdf_file(content)).text())
    with zipfile.ZipFile(io.BytesIO(xlsx_file(content, sent(content)))) as package:
        sheet = bare(unescape(package.read("xl/sharedStrings.xml").decode()))
    for text in (*said(content), "72"):
        for where, file in (("page", page), ("paper", paper), ("sheet", sheet)):
            assert bare(text) in file, (where, text)


def test_that_the_page_may_run_and_load_only_its_own() -> None:
    page = html(plan())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none';")
    for tag, source in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf'<{tag} id="plan-{tag}">(.*?)</{tag}>', page, re.S)
        assert inside is not None
        made = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{source} 'sha256-{made}'" in policy[1]
    assert not re.search(r"""(?:src|href|action)\s*=\s*["']|url\(|@import|\sstyle=|\son\w+=""", page)
    assert "http:" not in page.replace("http-equiv", "")
    assert "https:" not in page


def test_that_no_word_of_a_plan_can_break_out_of_the_page() -> None:
    content = plan("en", name=HOSTILE, success=HOSTILE, account=HOSTILE)
    first = replace(content.objectives[0], title=HOSTILE, unit=HOSTILE, id='"><b>')
    content = replace(content, objectives=(first, *content.objectives[1:]))
    page = html_file(content, replace(sent(content), text=json.dumps({"said": HOSTILE})), stem=HOSTILE)
    assert len(re.findall(r"<script", page)) == 2
    assert "<!--" not in page
    data = re.search(r'type="application/json">(.*?)</script>', page, re.S)
    assert data is not None
    assert json.loads(json.loads(data[1])["sent"])["said"] == HOSTILE
    assert HOSTILE.replace("\x00\u202e", "").split("<!--")[0].rstrip() in unescape(page)
    assert Pdf(pdf_file(content)).sizes()
    assert xlsx_file(content, sent(content))


def test_that_the_paper_holds_texts_longer_than_a_page() -> None:
    content = plan()
    long, first = "文字の多い課題の説明" * 900, content.objectives[0]
    step = replace(first.milestones[0], title=long)
    content = replace(content, success=long, objectives=(replace(first, title=long, milestones=(step,)),))
    paper = Pdf(pdf_file(content))
    assert all(abs(size - wanted) < 1 for pair in paper.sizes() for size, wanted in zip(pair, A4, strict=True))
    assert bare(paper.text()).count("文字の多い課題の説明") >= 3 * 850


def test_that_an_empty_plan_can_go_out() -> None:
    content = plan("ja", objectives=(), commitments=(), agenda=(), next_review=None, success="", start=None, ours="")
    assert "目標はまだありません" in html(content)
    assert "目標はまだありません" in Pdf(pdf_file(content)).text()
    assert xlsx_file(content, sent(content))


def test_that_the_same_version_makes_the_same_bytes() -> None:
    content = plan()
    assert pdf_file(content) == pdf_file(content)
    assert xlsx_file(content, sent(content)) == xlsx_file(content, sent(content))


def test_that_numbers_stand_beside_their_units_as_both_languages_write_them() -> None:
    one = plan().objectives[1]
    assert figure(one.target, "%") == "2.5%"
    assert figure(one.target, "時間") == "2.5時間"
    assert figure(one.target, "hours") == "2.5 hours"
    assert figure(None, "h") == "–"


def test_that_every_word_of_the_files_comes_from_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    content = plan("en")
    data = [text for text in said(content) if text] + [
        "Yamamoto",
        "Tamura",
        "Ken Watanabe",
        "sites",
        "people",
        "h",
        "%",
    ]
    speak_brackets(monkeypatch)
    lines = [unescape(line) for line in re.split(r"<[^>]*>|\n", text_page(content)) if line.strip()]
    lines += page_words("en").values()
    with zipfile.ZipFile(io.BytesIO(xlsx_file(content, sent(content)))) as package:
        shared = re.findall(r"<t[^>]*>(.*?)</t>", package.read("xl/sharedStrings.xml").decode(), re.S)
    lines += [unescape(text) for text in shared if not text.startswith("{") and text not in MACHINE]
    left = {line: rest for line in lines if (rest := unmarked(line, data))}
    assert left == {}
