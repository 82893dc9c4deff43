"""What the voice tab of an account writes, for the machine: requests, answers to surveys, leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from app.operations.book import Book
from app.operations.voice import answers, leads, requests
from app.vocabulary import Gate, LeadOrigin
from tests.builders import TODAY
from tests.journal.tab_writers import Draw, Write, on, one_of, values

DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days))
WORDS = st.sampled_from(["", "夜勤でも使いたい", "<b>字</b>を大きく", "=1+1"])
STEPS: tuple[leads.Step, ...] = ("submitted", "accepted", "won", "lost")
AMOUNTS = st.sampled_from(["", "375万", "1,200", "たくさん"])


def _on(draw: Draw) -> dict[str, Any]:
    return {"on": draw.draw(DAYS)}


def _nothing(_draw: Draw) -> dict[str, Any]:
    return {}


def between(operation: Any, make: Any) -> Write:
    """Return what runs an operation on some request and some account."""

    def write(book: Book, draw: Draw, _folder: Path) -> str | None:
        request, account = one_of(book, "request", draw), one_of(book, "account", draw)
        return book.write(operation, request, account, **make(draw))[0].id if request and account else None

    return write


def judges(book: Book, draw: Draw, _folder: Path) -> str | None:
    lead, gate = one_of(book, "csql", draw), draw.draw(st.sampled_from(list(Gate)))
    passed = draw.draw(st.sampled_from([None, True, True, False]))
    return book.write(leads.judge_gate, lead, gate, passed=passed)[0].id if lead else None


def steps(book: Book, draw: Draw, _folder: Path) -> str | None:
    lead, step = one_of(book, "csql", draw), draw.draw(st.sampled_from(STEPS))
    return book.write(leads.step_lead, lead, step, on=draw.draw(DAYS))[0].id if lead else None


VOICE: Mapping[str, Write] = {
    "voice.answers.follow_answer": on("response", answers.follow_answer, _on),
    "voice.answers.request_of_answer": on("response", answers.request_of_answer, _nothing),
    "voice.leads.add_lead": on(
        "account",
        leads.add_lead,
        lambda draw: {"signal": draw.draw(WORDS), "origin": draw.draw(st.sampled_from(LeadOrigin))},
    ),
    "voice.leads.amend_lead": on(
        "csql", leads.amend_lead, values({"signal": WORDS, "amount": AMOUNTS, "origin": st.sampled_from(LeadOrigin)})
    ),
    "voice.leads.judge_gate": judges,
    "voice.leads.remove_lead": on("csql", leads.remove_lead, _nothing),
    "voice.leads.reopen_lead": on("csql", leads.reopen_lead, _nothing),
    "voice.leads.step_lead": steps,
    "voice.requests.add_request": on(
        "account", requests.add_request, lambda draw: {"words": draw.draw(WORDS), "area": "画面", "today": TODAY}
    ),
    "voice.requests.amend_request": on(
        "request", requests.amend_request, values({"words": WORDS, "area": WORDS, "amount": AMOUNTS, "raised_on": DAYS})
    ),
    "voice.requests.close_request": on("request", requests.close_request, _on),
    "voice.requests.remove_request": on("request", requests.remove_request, _nothing),
    "voice.requests.reopen_request": on("request", requests.reopen_request, _nothing),
    "voice.requests.ship_request": on("request", requests.ship_request, _on),
    "voice.requests.tell_account": between(
        requests.tell_account, lambda draw: {"on": draw.draw(st.one_of(st.none(), DAYS))}
    ),
    "voice.requests.tell_everybody": on("request", requests.tell_everybody, _on),
    "voice.requests.want_no_more": between(requests.want_no_more, _nothing),
    "voice.requests.want_too": between(requests.want_too, _nothing),
}
