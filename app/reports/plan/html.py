"""The plan as one HTML file that the customer answers in: nothing is loaded, only its own script and style count."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache

from app import paths
from app.language import tr
from app.plans.plan_file import LONGEST_COMMENT, SentPart
from app.reports.plan import words
from app.reports.plan.text import safe, text_page
from app.reports.plan_content import PlanContent

_PLACE = re.compile(r"\{\{(\w+)\}\}")


def html_file(content: PlanContent, sent: SentPart, *, stem: str) -> str:
    """Return the file of a version of a plan; the customer's copy is called after `stem`."""
    lang = content.lang
    template, style, script = (_asset(name) for name in ("page.html", "page.css", "page.js"))
    parts = {
        "lang": lang,
        "title": safe(f"{words.line(content.name)} – {words.addressed(content)}"),
        "generator": f"Banso plan {sent.document()['format']}",
    }
    ending = tr(lang, "your reply")
    data = {
        **sent.document(),
        "page": template,
        "parts": parts,
        "words": page_words(lang),
        "file": f"{words.line(stem)}_{ending}.html",
        "longest": LONGEST_COMMENT,
    }
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    # A text that could end its element is the only one that could break out of it.
    told = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    filling = {**parts, "policy": policy, "style": style, "script": script, "text": text_page(content), "data": told}
    return _PLACE.sub(lambda place: filling[place[1]], template)


def page_words(lang: str) -> dict[str, str]:
    """Return what the script says."""
    return {
        "reply": tr(lang, "Your reply"),
        "replyHow": tr(
            lang,
            "Tick what is done on your side, add readings and comments, and confirm with your name. Then save and send"
            " the saved file back by mail.",
        ),
        "name": tr(lang, "Your full name"),
        "nameFirst": tr(lang, "Enter your name first"),
        "comment": tr(lang, "Comment"),
        "commentOn": tr(lang, "Comment on {title}"),
        "commentAll": tr(lang, "Comment on the plan as a whole"),
        "reading": tr(lang, "Latest reading"),
        "readOn": tr(lang, "Day of the reading"),
        "notANumber": tr(lang, "Please enter a number"),
        "confirmObjective": tr(lang, "We confirm this objective"),
        "confirmPlan": tr(lang, "We confirm the plan as a whole"),
        "stated": tr(lang, "{by}, {on}"),
        "save": tr(lang, "Save a copy"),
        "code": tr(lang, "Text code"),
        "codeHow": tr(
            lang,
            "Where saving or attaching files is blocked, copy the whole code below into the body of your reply mail.",
        ),
        "copy": tr(lang, "Copy the code"),
        "copied": tr(lang, "Copied. Paste it into your reply."),
        "copyYourself": tr(lang, "Press Ctrl+C to copy the marked code."),
        "nothingYet": tr(lang, "Nothing filled in yet"),
        "unsaved": tr(lang, "Not saved yet"),
        "savedAs": tr(lang, "Saved among your downloads. Please attach that file to your reply."),
    }


@cache
def _asset(name: str) -> str:
    return paths.resource("plan_file", name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
