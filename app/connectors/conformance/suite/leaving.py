"""17–19, 22–24: records that go, come back or are merged, and reading single ones."""

from __future__ import annotations

import pytest

from app.connectors.base import Ok
from app.connectors.conformance.bench import Bench
from app.connectors.conformance.talk import creation, names, needs, one, pulled, pushed, update
from app.connectors.conformance.values import changeable, same, sample


def test_pull_deleted_or_sweep(bench: Bench) -> None:
    """17. That a record was deleted is told by the feed, or by its absence from a sweep and by reading it."""
    ids = bench.seed(5)
    with bench.session() as session:
        info = bench.info(session)
        if info.deletions == "none":
            pytest.skip("the connector declares that deletions cannot be seen")
        _, cursor = pulled(session, bench.type, names(info), None)
        bench.remove(ids[2])
        if info.deletions == "feed":
            found, _ = pulled(session, bench.type, names(info), cursor)
            assert found[ids[2]].gone
        swept = {id for some in session.sweep(bench.type) for id in some}
        assert set(ids) - swept == {ids[2]}
        (read,) = session.read(bench.type, names(info), ids=[ids[2]])
        assert read.gone
        assert read.id == ids[2]


def test_pull_undelete(bench: Bench) -> None:
    """18. A record that was brought back is told as a live one."""
    ids = bench.seed(3)
    with bench.session() as session:
        fields = names(bench.info(session))
        bench.remove(ids[1])
        _, cursor = pulled(session, bench.type, fields, None)
        bench.restore(ids[1])
        found, _ = pulled(session, bench.type, fields, cursor)
        assert not found[ids[1]].gone
        same(found[ids[1]].fields, bench.values(1))
        assert ids[1] in {id for some in session.sweep(bench.type) for id in some}


def test_pull_merge_moved_to(bench: Bench) -> None:
    """19. Of a record that was merged away it is told where it went."""
    ids = bench.seed(3)
    with bench.session() as session:
        info = bench.info(session)
        _, cursor = pulled(session, bench.type, names(info), None)
        winner = bench.merge(ids[0], ids[1])
        found, _ = pulled(session, bench.type, names(info), cursor)
        if info.deletions == "feed":
            assert found[ids[1]].moved_to == winner
        else:
            assert ids[1] not in {id for some in session.sweep(bench.type) for id in some}


def test_read_merged_id(bench: Bench) -> None:
    """24. Reading a record that was merged away tells under its own id where it went."""
    ids = bench.seed(2)
    with bench.session() as session:
        winner = bench.merge(ids[0], ids[1])
        (read,) = session.read(bench.type, names(bench.info(session)), ids=[ids[1]])
    assert (read.id, read.moved_to) == (ids[1], winner)


def test_read_by_id_and_key(bench: Bench) -> None:
    """22. What was just written is read back at once, by its id and by our key."""
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "create", "update")
        op = creation(bench.values(1))
        made = pushed(session, bench.type, op)
        assert isinstance(made, Ok)
        (by_key,) = session.read(bench.type, names(info), keys=[op.key])
        by_id = one(session, info, made.id)
        assert by_key.id == by_id.id == made.id
        assert by_key.key == by_id.key == op.key
        same(by_id.fields, op.fields)
        field = changeable(info)[0]
        done = pushed(session, bench.type, update(made.id, by_id.version, {field.name: sample(field, 77)}))
        assert isinstance(done, Ok)
        same(one(session, info, made.id).fields, {field.name: sample(field, 77)})


def test_read_many_at_once(bench: Bench) -> None:
    """22. More ids than fit into one request are read all the same, each once."""
    ids = bench.seed(120)
    with bench.session() as session:
        read = session.read(bench.type, names(bench.info(session)), ids=ids)
        assert session.read(bench.type, names(bench.info(session))) == []
    assert sorted(change.id for change in read) == sorted(ids)


def test_read_unknown_vs_deleted(bench: Bench) -> None:
    """23. A record that was surely deleted is gone; of one that nobody knows nothing is said."""
    ids = bench.seed(2)
    with bench.session() as session:
        bench.remove(ids[0])
        fields = names(bench.info(session))
        read = session.read(bench.type, fields, ids=[ids[0], "no-such-id", ids[1]], keys=["no-such-key"])
    assert {change.id: change.gone for change in read} == {ids[0]: True, ids[1]: False}
