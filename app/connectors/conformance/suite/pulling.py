"""8–16, 20, 21: pulling what changed, in pages that can be gone on from."""

from __future__ import annotations

import ctypes
import gc
import mmap
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

from app.connectors.base import Change
from app.connectors.conformance.bench import Bench
from app.connectors.conformance.talk import names, pulled
from app.connectors.conformance.values import changeable, same, sample
from app.connectors.errors import CursorExpired
from app.connectors.kit.typed import is_typed

PAGE = 2_000
"""More changes than this are never on one page."""

EXTRA = 64 << 20
_STATM = Path("/proc/self/statm")


def test_pull_all_from_none(bench: Bench) -> None:
    """8. Without a cursor every record is told."""
    ids = bench.seed(2 * bench.page_size + 3)
    with bench.session() as session:
        found, _ = pulled(session, bench.type, names(bench.info(session)), None)
    assert set(ids) <= set(found)
    assert not any(found[id].gone for id in ids)


def test_pull_is_typed(bench: Bench) -> None:
    """9. Money and numbers are Decimal, days are dates, instants know their zone; there is no float."""
    ids = bench.seed(5)
    with bench.session() as session:
        fields = {field.name: field for field in bench.info(session).fields}
        found, _ = pulled(session, bench.type, list(fields), None)
    wrong = [
        f"{name}: {value!r} is no {fields[name].type}"
        for id in ids
        for name, value in found[id].fields.items()
        if not is_typed(fields[name], value)
    ]
    assert not wrong
    for number, id in enumerate(ids):
        same(found[id].fields, bench.values(number))


def test_pull_only_requested_fields(bench: Bench) -> None:
    """10. What was not asked for is not told."""
    ids = bench.seed(3)
    with bench.session() as session:
        wanted = changeable(bench.info(session))[0].name
        found, _ = pulled(session, bench.type, [wanted], None)
    assert all(set(found[id].fields) == {wanted} for id in ids)


def test_pull_unreadable_field_is_absent(bench: Bench) -> None:
    """10. A field that the user may not read is absent: it is not empty."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        field = changeable(bench.info(session))[-1].name
        bench.hide(field)
        found, _ = pulled(session, bench.type, names(bench.info(session)), None)
        (read,) = session.read(bench.type, names(bench.info(session)), ids=[id])
    assert field not in found[id].fields
    assert field not in read.fields


def test_pull_resume_after_each_page(bench: Bench) -> None:
    """11. Who goes on from the cursor of any page misses nothing."""
    ids = set(bench.seed(3 * bench.page_size + 1))
    with bench.session() as session:
        fields = names(bench.info(session))
        told: set[str] = set()
        places: list[tuple[str, set[str]]] = []
        for page in session.pull(bench.type, fields, None):
            assert len(page.changes) <= PAGE
            told = told | {change.id for change in page.changes}
            places.append((page.cursor, told))
    assert len(places) > 1, "the bench's page_size is larger than the pages are"
    for cursor, before in places:
        with bench.session() as session:
            found, _ = pulled(session, bench.type, fields, cursor)
        assert ids <= before | set(found)


def test_pull_inclusive_ties(bench: Bench) -> None:
    """12. Records that share one stamp are told all, also where a page ends between them and others join them."""
    ids = set(bench.seed(max(500, 2 * bench.page_size + 1), tie=True))
    with bench.session() as session:
        found, cursor = pulled(session, bench.type, names(bench.info(session)), None)
        assert ids <= set(found)
        more = set(bench.seed(3, tie=True))
        found, _ = pulled(session, bench.type, names(bench.info(session)), cursor)
    assert more <= set(found)


def test_pull_change_during_paging(bench: Bench) -> None:
    """13. What is edited while a pull goes on is told by it or by the next one."""
    ids = bench.seed(3 * bench.page_size)
    with bench.session() as session:
        info = bench.info(session)
        field = changeable(info)[0]
        latest: dict[str, Change] = {}
        edited: list[str] = []
        cursor = None
        for page in session.pull(bench.type, names(info), None):
            latest.update({change.id: change for change in page.changes})
            cursor = page.cursor
            if not edited:
                edited = [page.changes[0].id, next(id for id in reversed(ids) if id not in latest)]
                for number, id in enumerate(edited, 100):
                    bench.edit(id, {field.name: sample(field, number)})
        found, _ = pulled(session, bench.type, names(info), cursor)
        latest.update(found)
    assert set(ids) <= set(latest)
    for number, id in enumerate(edited, 100):
        same(latest[id].fields, {field.name: sample(field, number)})


def test_pull_late_commit_in_lag(bench: Bench) -> None:
    """14. A record that shows itself late, stamped before the cursor, is told by the next pull."""
    if not bench.lag:
        pytest.skip("the bench declares no lag: the order of changes is exact there")
    bench.seed(5)
    with bench.session() as session:
        fields = names(bench.info(session))
        _, cursor = pulled(session, bench.type, fields, None)
        late = bench.add_late(bench.values(90))
        found, _ = pulled(session, bench.type, fields, cursor)
    assert late in found


def test_pull_no_change_is_empty_or_echo(bench: Bench) -> None:
    """15. Where nothing has changed nothing new is told, at the declared price."""
    bench.seed(2 * bench.page_size + 3)
    with bench.session() as session:
        fields = names(bench.info(session))
        first, cursor = pulled(session, bench.type, fields, None)
        before = bench.requests()
        again, cursor = pulled(session, bench.type, fields, cursor)
        assert bench.requests() - before <= bench.requests_no_change
        third, _ = pulled(session, bench.type, fields, cursor)
    for found in (again, third):
        assert all(first[id].version == change.version for id, change in found.items())
        assert len(found) <= bench.page_size


def test_pull_over_page_limit(bench: Bench) -> None:
    """16. More records of one day than a search of the system reaches into are told all the same."""
    ids = bench.seed(bench.over_limit)
    with bench.session() as session:
        told = {c.id for page in session.pull(bench.type, names(bench.info(session)), None) for c in page.changes}
    assert set(ids) <= told


def test_pull_memory_flat(bench: Bench) -> None:
    """20. A long pull holds a page at a time, and one that is left early lets go of everything."""
    bench.seed(bench.many)
    with bench.session() as session:
        fields = names(bench.info(session))
        early = session.pull(bench.type, fields, None)
        next(early)
        getattr(early, "close", lambda: None)()
        weigh, told = _scales(), 0
        lightest = heaviest = weigh()
        for page in session.pull(bench.type, fields, None):
            told += len(page.changes)
            heaviest = max(heaviest, weigh())
    tracemalloc.stop()
    assert told >= bench.many
    assert heaviest - lightest <= EXTRA


def _scales() -> Callable[[], int]:
    """Return what weighs this process: its resident memory, or what Python allocated where that is not told."""
    gc.collect()
    if not _STATM.exists():
        tracemalloc.start()
        return lambda: tracemalloc.get_traced_memory()[0]
    # What was free before would take in everything unseen.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    return lambda: int(_STATM.read_text().split()[1]) * mmap.PAGESIZE


@pytest.mark.parametrize("cursor", ["", "garbage", "{}", "[1, 2]", "9" * 60, "AAAA", "ＡＢＣ"])
def test_cursor_garbage_raises_expired(bench: Bench, cursor: str) -> None:
    """21. A cursor that is none is told as expired: everything is then pulled anew."""
    bench.seed(3)
    with bench.session() as session, pytest.raises(CursorExpired):
        pulled(session, bench.type, names(bench.info(session)), cursor)


def test_cursor_of_the_future_ends(bench: Bench) -> None:
    """21. A cursor of the future expires, or the pull ends; it does not go round for ever."""
    bench.seed(3)
    cursor = bench.future_cursor()
    with bench.session() as session:
        pages = session.pull(bench.type, names(bench.info(session)), cursor)
        with suppress(CursorExpired):
            assert sum(1 for _ in islice(pages, 10)) < 10
