"""41–45: what a broken line looks like, stopping, writing once, and keeping secrets."""

from __future__ import annotations

import threading
import time
import traceback

import pytest

from app.connectors.base import Session, Unsure
from app.connectors.conformance.bench import Bench
from app.connectors.conformance.talk import creation, names, needs, one, pulled, unheard, update
from app.connectors.conformance.values import changeable, sample
from app.connectors.errors import AuthExpired, Cancelled, ConnectorError, RateLimited, Unavailable

UNANSWERED = ("drop_before", "drop_after", "truncated", "503", "429", "401")


@pytest.mark.parametrize("name", ["429", "429_date", "503", "401", "drop_before"])
def test_http_429_503_401_mapped(bench: Bench, name: str) -> None:
    """41. Each fault is told as what it is, whatever was asked."""
    bench.seed(1)
    wanted = {"429": RateLimited, "429_date": RateLimited, "401": AuthExpired}.get(name, Unavailable)
    with bench.session() as session:
        fields = names(bench.info(session))
        bench.meet(name)
        with pytest.raises(wanted) as told:
            session.read(bench.type, fields, ids=["any"])
        if isinstance(told.value, RateLimited):
            assert told.value.retry_after == pytest.approx(bench.retry_after, abs=3)
    # Opening a conversation may meet it too.
    with pytest.raises(wanted), bench.session() as session:
        pulled(session, bench.type, fields, None)
    with pytest.raises(wanted), bench.session() as session:
        session.identity()


@pytest.mark.parametrize("name", ["truncated", "html"])
def test_http_truncated_json_html_200(bench: Bench, name: str) -> None:
    """42. Half an answer, or somebody else's, is no answer: never an empty page."""
    ids = bench.seed(3)
    with bench.session() as session:
        fields = names(bench.info(session))
    bench.meet(name)
    with pytest.raises(Unavailable), bench.session() as session:
        next(session.pull(bench.type, fields, None))
    with pytest.raises(Unavailable), bench.session() as session:
        session.read(bench.type, fields, ids=ids)
    with pytest.raises(Unavailable), bench.session() as session:
        next(iter(session.sweep(bench.type)))


def test_cancel_within_1s(bench: Bench) -> None:
    """43. Between two pages a stop is heard at once, and the session can be used again or closed."""
    ids = bench.seed(3 * bench.page_size)
    stop = threading.Event()
    with bench.session(cancelled=stop.is_set) as session:
        fields = names(bench.info(session))
        pages = session.pull(bench.type, fields, None)
        next(pages)
        stop.set()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            for _ in pages:
                assert time.monotonic() - began < 1
        assert time.monotonic() - began < 1
        stop.clear()
        assert [change.id for change in session.read(bench.type, fields, ids=ids[:1])] == ids[:1]


def test_cancel_while_waiting(bench: Bench) -> None:
    """43. A stop is heard while the system lets us wait for its answer."""
    bench.seed(1)
    stop = threading.Event()
    with bench.session(cancelled=stop.is_set) as session:
        fields = names(bench.info(session))
        bench.meet("slow")
        timer = threading.Timer(0.2, stop.set)
        timer.start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            session.read(bench.type, fields, ids=["any"])
        assert time.monotonic() - began < 1.2
        timer.join()


@pytest.mark.parametrize("name", UNANSWERED)
def test_no_write_retry_inside(bench: Bench, name: str) -> None:
    """44. A write goes over the wire at most once per call, whatever becomes of it."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "create", "update")
        field = changeable(info)[0]
        version = one(session, info, id).version
        bench.meet(name, writes=True)
        for op in (creation(bench.values(7)), update(id, version, {field.name: sample(field, 9)})):
            before = bench.writes()
            assert isinstance(unheard(session, bench.type, op), Unsure)
            assert bench.writes() - before <= 1


@pytest.mark.parametrize("name", ["", "401", "503", "429", "truncated", "html", "drop_after"])
def test_no_secret_leak(bench: Bench, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """45. What signs in stands in no log, no message, no traceback and nothing that is printed of a session."""
    secrets = {**bench.secrets()}
    if not secrets:
        pytest.skip("nobody signs in")
    caplog.set_level(0)
    (id,) = bench.seed(1)
    said: list[str] = []
    if name:
        bench.meet(name)
    for attempt in (_asked, _written):
        try:
            with bench.session() as session:
                said.append(repr(session))
                attempt(bench, session, id)
        except ConnectorError as problem:
            said += [repr(problem), "".join(traceback.format_exception(problem))]
    said += [f"{record.getMessage()} {record.exc_text} {record.args}" for record in caplog.records]
    for value in secrets.values():
        assert not [text for text in said if value in text], "a secret was told"


def _asked(bench: Bench, session: Session, id: str) -> None:
    session.identity()
    pulled(session, bench.type, names(bench.info(session)), None)
    session.read(bench.type, (), ids=[id])


def _written(bench: Bench, session: Session, id: str) -> None:
    session.push(bench.type, [creation(bench.values(8))])
    session.push(bench.type, [update(id, "no-such-version", bench.values(9))])
