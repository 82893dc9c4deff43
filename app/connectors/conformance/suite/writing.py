"""25–35: creating once and only once, changing only what is given, and nothing that somebody else has changed."""

from __future__ import annotations

import pytest

from app.connectors.base import Duplicate, Gone, Ok, Rejected, Session, Stale, TypeInfo, Unsure
from app.connectors.conformance.bench import Bench
from app.connectors.conformance.talk import (
    creation,
    deletion,
    names,
    needs,
    needs_guard,
    one,
    pulled,
    pushed,
    unheard,
    update,
)
from app.connectors.conformance.values import REFUSALS, changeable, refused_value, same, sample


def test_create_returns_id_version(bench: Bench) -> None:
    """25. A created record has an id, a version where versions are compared, and the values that were sent."""
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "create")
        op = creation(bench.values(1))
        made = pushed(session, bench.type, op)
        assert isinstance(made, Ok)
        assert made.id
        read = one(session, info, made.id)
        same(read.fields, op.fields)
        if info.guard != "none":
            assert read.version
        assert made.version in (None, read.version)
        if made.after is not None:
            assert (made.after.id, made.after.version) == (made.id, made.version)
            same(made.after.fields, op.fields)


def test_create_same_key_twice_one_record(bench: Bench) -> None:
    """26. A create that comes twice makes one record and changes nothing of it."""
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "create")
        op = creation(bench.values(1))
        made = pushed(session, bench.type, op)
        assert isinstance(made, Ok)
        again = pushed(session, bench.type, creation(bench.values(2), op.key))
        assert isinstance(again, Duplicate)
        assert again.id in (None, made.id)
        found, _ = pulled(session, bench.type, names(info), None)
        assert [change.id for change in found.values() if change.key == op.key] == [made.id]
        assert [change.id for change in session.read(bench.type, names(info), keys=[op.key])] == [made.id]
        same(one(session, info, made.id).fields, bench.values(1))


def test_create_ack_lost_then_lookup(bench: Bench) -> None:
    """27. A create whose answer was lost is found by our key."""
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "create")
        op = creation(bench.values(1))
        bench.meet("drop_after", writes=True)
        assert isinstance(unheard(session, bench.type, op), Unsure)
    bench.fault("")
    with bench.session() as session:
        (found,) = session.read(bench.type, names(info), keys=[op.key])
        assert found.key == op.key
        same(found.fields, op.fields)
        assert isinstance(pushed(session, bench.type, op), Duplicate)


def test_update_sends_only_fields_given(bench: Bench) -> None:
    """28. What is not in the op stays as it was."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "update")
        field = changeable(info)[0]
        one(session, info, id)
        # What the session may remember of the record is of yesterday by now.
        others = {f.name: sample(f, 44) for f in changeable(info)[1:]}
        bench.edit(id, others)
        with bench.session() as another:
            before = one(another, info, id)
        done = pushed(session, bench.type, update(id, before.version, {field.name: sample(field, 55)}))
        assert isinstance(done, Ok)
        after = one(session, info, id)
    same(after.fields, others | {field.name: sample(field, 55)})
    ours = [f.name for f in info.fields if f.writable and f.name != field.name]
    assert {name: after.fields.get(name) for name in ours} == {name: before.fields.get(name) for name in ours}
    assert info.guard == "none" or after.version != before.version


def test_update_stale_version_writes_nothing(bench: Bench) -> None:
    """29. Where somebody else has written since, nothing is."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "update")
        needs_guard(info)
        first, last = changeable(info)[0], changeable(info)[-1]
        before = one(session, info, id)
        bench.edit(id, {last.name: sample(last, 66)})
        answer = pushed(session, bench.type, update(id, before.version, {first.name: sample(first, 55)}))
        assert isinstance(answer, Stale)
        after = one(session, info, id)
    same(after.fields, {last.name: sample(last, 66)})
    if first.name != last.name:
        assert after.fields[first.name] == before.fields[first.name]


def test_update_gone_record(bench: Bench) -> None:
    """30. A deleted record is not written and does not come back."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "update")
        field = changeable(info)[0]
        version = one(session, info, id).version
        bench.remove(id)
        assert isinstance(pushed(session, bench.type, update(id, version, {field.name: sample(field, 5)})), Gone)
        assert id not in {swept for some in session.sweep(bench.type) for swept in some}


def test_delete_twice(bench: Bench) -> None:
    """31. What is deleted once cannot be deleted again."""
    ids = bench.seed(2)
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "delete")
        version = one(session, info, ids[0]).version
        assert isinstance(pushed(session, bench.type, deletion(ids[0], version)), Ok)
        assert isinstance(pushed(session, bench.type, deletion(ids[0], version)), Gone)
        assert {id for some in session.sweep(bench.type) for id in some} & set(ids) == {ids[1]}


def test_delete_is_restorable(bench: Bench) -> None:
    """31. What is said to be restorable can be brought back as it was."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "delete")
        if info.delete_kind == "hard":
            pytest.skip("the connector declares that deleting is for good")
        assert isinstance(pushed(session, bench.type, deletion(id, one(session, info, id).version)), Ok)
        bench.restore(id)
        same(one(session, info, id).fields, bench.values(0))


def test_delete_stale_version(bench: Bench) -> None:
    """32. What somebody else has edited since is not deleted."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "delete")
        needs_guard(info)
        field = changeable(info)[0]
        version = one(session, info, id).version
        bench.edit(id, {field.name: sample(field, 44)})
        assert isinstance(pushed(session, bench.type, deletion(id, version)), Stale)
        assert not one(session, info, id).gone


def test_batch_partial_failure(bench: Bench) -> None:
    """33. One bad record of many is refused by the name of its field; the others are written, in their order."""
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "create")
        _assert_one_refused(bench, session, info)


def test_batch_all_or_nothing_server(bench: Bench) -> None:
    """34. The same where the server takes a batch whole or not at all."""
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "create")
        bench.all_or_nothing()
        _assert_one_refused(bench, session, info)


def _assert_one_refused(bench: Bench, session: Session, info: TypeInfo) -> None:
    bad = next((found for reason in REFUSALS if (found := refused_value(info, reason)) is not None), None)
    if bad is None:
        pytest.skip("no field of the type has a rule that a value could break")
    field, value = bad
    ops = [creation(bench.values(number)) for number in range(min(6, info.batch))]
    place = len(ops) - 2 if len(ops) > 1 else 0
    ops[place] = creation(bench.values(place) | {field: value})
    outcomes = session.push(bench.type, ops)
    assert len(outcomes) == len(ops)
    refused = outcomes[place]
    assert isinstance(refused, Rejected)
    assert set(refused.fields) == {field}
    for op, outcome in zip(ops, outcomes, strict=True):
        if outcome is refused:
            assert session.read(bench.type, names(info), keys=[op.key]) == []
        else:
            assert isinstance(outcome, Ok)
            assert one(session, info, outcome.id).key == op.key


@pytest.mark.parametrize("reason", REFUSALS)
def test_rejected_codes(bench: Bench, reason: str) -> None:
    """35. A refused value is told by the name of its field, with a reason, and leaves the record as it was."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "update")
        bad = refused_value(info, reason)
        if bad is None:
            pytest.skip(f"no field of the type has such a rule: {reason}")
        before = one(session, info, id)
        answer = pushed(session, bench.type, update(id, before.version, dict([bad])))
        assert isinstance(answer, Rejected)
        assert set(answer.fields) == {bad[0]}
        assert all(why.strip() for why in answer.fields.values())
        assert one(session, info, id).fields == before.fields
