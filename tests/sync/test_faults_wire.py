"""The rows of the fault table that concern the wire: a real TCP proxy between the engine and a CRM over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import new_book
from tests.connectors.fault_proxy import (
    BROKEN,
    CAPTIVE,
    SIGNED_OUT,
    Cut,
    Drip,
    Drop,
    DropAfter,
    Fault,
    Late,
    Request,
    Reset,
    Says,
    Stall,
    Twice,
)
from tests.sync.wired import OldToken, Wired, always, every, nth, paging, state, there, wired, writing


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Wired]:
    with new_book(tmp_path) as book, wired(book, tmp_path) as made:
        yield made


def met(desk: Wired) -> tuple[str, str, str]:
    """Make three accounts that both sides know, one of them made there."""
    kept, lost = desk.account("kept", industry="food"), desk.account("lost", industry="food")
    desk.others_make("theirs")
    assert desk.sync().result == "done"
    [(theirs,)] = desk.ask("SELECT id FROM account WHERE name = 'theirs'")
    return kept, lost, theirs


LOST: list[tuple[str, Fault]] = [
    ("drop before", Drop()),
    ("drop after", DropAfter()),
    ("reset before", Reset()),
    ("reset after", Reset(after=True)),
    ("cut body", Cut(10)),
    ("cut head", Cut(-20)),
    ("drip", Drip(0.3)),
    ("stall", Stall()),
    ("500 before", BROKEN),
    ("502 after", Says(502, b"<html>bad gateway</html>", after=True)),
    ("portal after", Says(200, b"<html>hello</html>", after=True)),
]


@pytest.mark.parametrize("fault", [one for _name, one in LOST], ids=[name for name, _one in LOST])
@pytest.mark.parametrize("at", [0, 1, 2], ids=["create", "update", "delete"])
def test_that_a_write_whose_answer_is_lost_makes_no_twin_and_loses_nothing(desk: Wired, fault: Fault, at: int) -> None:
    kept, lost, _theirs = met(desk)
    desk.account("new", industry="steel")
    desk.amend("account", kept, industry="paper")
    desk.remove("account", lost)
    desk.proxy.rule(nth(writing, at, fault))
    assert desk.sync().result == "offline"
    assert ("create", "update", "delete")[at] in {kind for kind, _row in desk.outbox()}
    desk.settled()
    assert desk.ours() == {"kept": (None, "paper"), "new": (None, "steel"), "theirs": (None, "food")}


@pytest.mark.parametrize("fault", [DropAfter(), Drop()], ids=["applied", "not applied"])
def test_that_what_others_write_after_a_lost_answer_is_theirs(desk: Wired, fault: Fault) -> None:
    kept, _lost, _theirs = met(desk)
    desk.amend("account", kept, industry="paper")
    desk.proxy.rule(nth(writing, 0, fault))
    desk.sync()
    desk.crm.edit("accounts", desk.record("kept"), {"Domain": "kept.test"})
    desk.settled()
    assert desk.ours()["kept"] == ("kept.test", "paper")


def test_that_a_request_delivered_twice_makes_no_twin_and_overwrites_nothing(desk: Wired) -> None:
    kept, lost, _theirs = met(desk)
    desk.account("new")
    desk.amend("account", kept, industry="paper")
    desk.remove("account", lost)
    desk.proxy.rule(always(writing, Twice()))
    assert desk.sync().result == "done"
    desk.settled()
    assert desk.ours() == {"kept": (None, "paper"), "new": (None, None), "theirs": (None, "food")}


def test_that_a_request_that_comes_late_overwrites_nothing(desk: Wired) -> None:
    kept, _lost, _theirs = met(desk)
    desk.account("new", industry="steel")
    desk.amend("account", kept, industry="paper")
    desk.proxy.rule(always(writing, Late()))
    assert desk.sync().result == "offline"
    desk.proxy.rule(None)
    # The create arrives after its record was made by the next run, and the edit after others had edited the record.
    desk.settled()
    desk.crm.edit("accounts", desk.record("new"), {"Industry": "glass"})
    desk.crm.edit("accounts", desk.record("kept"), {"Industry": "glass"})
    said = there(desk.crm)
    assert desk.proxy.deliver()
    assert there(desk.crm) == said
    desk.settled()
    assert (desk.industry("kept"), desk.industry("new")) == ("glass", "glass")


def test_that_too_many_requests_are_waited_for_and_the_same_page_goes_on(desk: Wired) -> None:
    desk.others_make(*(f"a{number:03}" for number in range(120)))
    wait = Says(429, b"{}", (("Retry-After", "1"),))
    desk.proxy.rule(nth(paging, 1, wait))
    began = time.monotonic()
    outcome = desk.sync()
    assert (outcome.result, outcome.pulled) == ("done", 120)
    assert time.monotonic() - began >= 1
    pages = [request.target for request in desk.proxy.seen if request.target.startswith("/records/accounts")]
    assert len(pages) == 4, "three pages and the one that was refused"
    assert len(set(pages)) == 3
    desk.settled()


def test_that_waiting_for_a_limit_ends_as_soon_as_the_person_says_so(desk: Wired) -> None:
    desk.others_make("a")
    desk.proxy.rule(always(paging, Says(429, b"{}", (("Retry-After", "60"),))))
    stopped = threading.Event()
    pressed = 0.0

    def press() -> None:
        nonlocal pressed
        pressed = time.monotonic()
        stopped.set()

    timer = threading.Timer(0.4, press)
    timer.start()
    outcome = desk.sync(cancelled=stopped.is_set)
    assert outcome.result == "cancelled"
    assert time.monotonic() - pressed < 1
    desk.settled()


def test_that_a_limit_for_hours_ends_the_run_and_says_until_when(desk: Wired) -> None:
    desk.others_make("a")
    desk.proxy.rule(always(paging, Says(429, b"{}", (("Retry-After", "7200"),))))
    outcome = desk.sync()
    assert (outcome.result, outcome.state) == ("offline", "on")
    assert outcome.why is not None and outcome.why[0] == "rate_limited"
    assert str(outcome.why[1]["until"]) > "2026-11-20T04:59"
    desk.ahead.skipped += 7200
    desk.settled()


def test_that_a_token_that_ran_out_is_renewed_once_without_a_word(desk: Wired) -> None:
    desk.others_make(*(f"a{number:03}" for number in range(60)))
    token = OldToken()

    def rule(request: Request) -> Fault | None:
        if paging(request) and token.valid == "first" and len([r for r in desk.proxy.seen if paging(r)]) > 1:
            token.valid = "second"
        return None if request.headers.get("authorization") == f"Bearer {token.valid}" else SIGNED_OUT

    desk.proxy.rule(rule)
    outcome = desk.sync(token=token)
    assert (outcome.result, outcome.pulled, token.renewed) == ("done", 60, 1)


def test_that_a_sign_in_that_ended_keeps_cursor_and_outbox_and_goes_on_later(desk: Wired) -> None:
    kept, _lost, _theirs = met(desk)
    desk.amend("account", kept, industry="paper")
    cursors = desk.ask("SELECT * FROM sync_cursor ORDER BY 1, 2")
    desk.proxy.rule(always(paging, SIGNED_OUT))
    outcome = desk.sync()
    assert (outcome.result, outcome.state) == ("auth", "auth")
    assert desk.ask("SELECT state FROM connection") == [("auth",)]
    assert desk.ask("SELECT * FROM sync_cursor ORDER BY 1, 2") == cursors
    # The book is fully of use meanwhile.
    desk.amend("account", kept, domain="kept.test")
    desk.settled()
    assert desk.ask("SELECT state FROM connection") == [("on",)]
    assert desk.theirs()["kept"] == ("kept.test", "paper")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_that_a_sign_in_that_ends_on_a_write_leaves_it_unsure(desk: Wired, after: bool) -> None:
    met(desk)
    desk.account("new")
    desk.proxy.rule(nth(writing, 0, Says(401, b"{}", after=after)))
    assert desk.sync().result == "auth"
    assert [kind for kind, _row in desk.outbox()] == ["create"]
    desk.settled()
    assert "new" in desk.theirs()


def test_that_a_storm_of_500_is_met_with_pauses_and_then_left_alone_for_15_minutes(desk: Wired) -> None:
    met(desk)
    before = state(desk)
    desk.proxy.rule(always(every, BROKEN))
    slept = desk.ahead.skipped
    outcomes = [desk.sync() for _run in range(3)]
    assert {one.result for one in outcomes} == {"offline"}
    assert desk.ahead.skipped > slept, "read again without a pause"
    asked = len(desk.proxy.seen)
    assert desk.sync().result == "offline"
    assert len(desk.proxy.seen) == asked, "asked again before the 15 minutes were over"
    desk.ahead.skipped += 15 * 60 - 30
    desk.sync()
    assert len(desk.proxy.seen) == asked
    assert state(desk) == before
    desk.settled()


NO_DATA = [
    CAPTIVE,
    Says(200, b"<html><body>Welcome</body></html>"),
    Says(200, b""),
    Says(200, b"{}"),
    Says(200, b"[]"),
    Says(200, b"null"),
    Says(200, b'{"data": null}'),
    Says(200, b'{"data": {}}'),
    Says(200, b'{"data": {"records": [{}], "more": false}}'),
    Says(302, b"", (("Location", "/login"),)),
]


@pytest.mark.parametrize("said", NO_DATA, ids=lambda said: said.body.decode()[:30] or str(said.status))
@pytest.mark.parametrize("which", [every, paging], ids=["every", "paging"])
def test_that_an_answer_of_another_shape_is_never_an_empty_one(desk: Wired, said: Fault, which: object) -> None:
    kept, _lost, _theirs = met(desk)
    desk.amend("account", kept, industry="paper")
    before, others = state(desk), there(desk.crm)
    desk.proxy.rule(always(which, said))  # type: ignore[arg-type]
    outcome = desk.sync()
    assert outcome.result in ("offline", "error"), outcome
    assert outcome.why is not None
    assert (state(desk), there(desk.crm)) == (before, others)
    desk.settled()


@pytest.mark.parametrize("at", [0, 1, 2])
def test_that_a_page_that_is_cut_off_is_thrown_away_whole(desk: Wired, at: int) -> None:
    desk.others_make(*(f"a{number:03}" for number in range(120)))
    desk.proxy.rule(nth(paging, at, *[Cut(200)] * 9))
    assert desk.sync().result == "offline"
    assert len(desk.ours()) == at * 50
    desk.settled()
    assert len(desk.ours()) == 120


def test_that_a_cut_page_is_asked_for_again_at_once(desk: Wired) -> None:
    desk.others_make(*(f"a{number:03}" for number in range(120)))
    desk.proxy.rule(nth(paging, 1, Cut(200)))
    assert (desk.sync().result, len(desk.ours())) == ("done", 120)


def test_that_records_that_move_between_pages_are_seen_twice_but_never_skipped(desk: Wired) -> None:
    ids = desk.others_make(*(f"a{number:03}" for number in range(170)))

    def rule(request: Request) -> None:
        if paging(request) and len([one for one in desk.proxy.seen if paging(one)]) == 2:
            # The first is behind, the last is ahead; one is new, one goes, many share one stamp.
            desk.crm.edit("accounts", ids[0], {"Industry": "moved"})
            desk.crm.edit("accounts", ids[-1], {"Industry": "moved"})
            desk.crm.frozen = True
            desk.others_make(*(f"b{number:03}" for number in range(70)))
            desk.crm.frozen = False
            desk.crm.delete("accounts", ids[60])

    desk.proxy.rule(rule)
    assert desk.sync().result == "done"
    desk.settled()
    assert len(desk.ours()) == 239
    assert desk.ours()["a000"] == (None, "moved") == desk.ours()["a169"]


@pytest.mark.parametrize("back", [20, 3600])
def test_that_a_server_whose_clock_goes_back_hides_nothing(desk: Wired, back: int) -> None:
    met(desk)
    desk.crm.clock -= back
    desk.crm.edit("accounts", desk.record("kept"), {"Industry": "after the jump"})
    assert desk.sync().result == "done"
    assert desk.ours()["kept"] == (None, "after the jump")
    desk.settled()


def test_that_a_record_that_the_server_always_fails_at_blocks_nothing_else(desk: Wired) -> None:
    met(desk)
    rows = [desk.account(f"good{number}") for number in range(7)]
    poison = desk.account("poison")
    rows.append(poison)
    desk.proxy.rule(lambda request: BROKEN if writing(request) and b"poison" in request.body else None)
    for _run in range(8):
        outcome = desk.sync()
        desk.ahead.skipped += 1000
        if outcome.result == "done":
            break
    assert outcome.result == "done"
    assert {f"good{number}" for number in range(7)} <= set(desk.theirs())
    assert outcome.blocked >= 1
    assert desk.outbox() == []
    asked = len([one for one in desk.proxy.seen if writing(one)])
    assert desk.sync().result == "done"
    assert len([one for one in desk.proxy.seen if writing(one)]) == asked, "what is blocked is sent again"
    # It says something else: then it is tried again.
    desk.amend("account", poison, name="cured", name_key="cured")
    desk.settled()
    assert "cured" in desk.theirs()
