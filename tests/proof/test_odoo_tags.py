"""Tags of a real Odoo are linked and unlinked one by one, by either interface: those that Banso cannot name stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xmlrpc.client import loads

import pytest

from app.connectors.base import Ok, Scalar, Stale
from app.connectors.conformance.server import Asked
from app.connectors.conformance.talk import creation, one, pushed, update
from app.connectors.odoo import choices
from tests.connectors.odoo.asking import heard
from tests.connectors.odoo.old import method_of
from tests.live.odoo import Odoo
from tests.proof.odoo_bench import LiveBench, SalesBench
from tests.proof.odoo_old_bench import OldLive, OldSalesLive

pytestmark = pytest.mark.proof
TAGS = "res.partner.category"


@pytest.fixture(params=[LiveBench, SalesBench, OldLive, OldSalesLive], ids=["json-2", "sales", "xml-rpc", "sales xml"])
def bench(request: pytest.FixtureRequest, tmp_path: Path, odoo: Odoo) -> Iterator[Any]:
    odoo.sql(f"delete from {TAGS.replace('.', '_')}")
    made = type(request.param.__name__, (request.param,), {"odoo": odoo})(tmp_path)
    yield made
    made.close()


def _tagged(bench: LiveBench, *tags: int) -> str:
    (id,) = bench.seed(1)
    bench.others("res.partner", "write", ids=[int(id)], vals={"category_id": [[6, 0, list(tags)]]})
    return id


def _tags(bench: LiveBench, id: str) -> set[int]:
    sql = f"select category_id from res_partner_res_partner_category_rel where partner_id = {id}"
    return {tag for (tag,) in bench.odoo.sql(sql)}


def _new(bench: LiveBench, *names: str, **more: Any) -> list[int]:
    found: list[int] = bench.others(TAGS, "create", vals_list=[{"name": name, **more} for name in names])
    return found


def _written(asked: Asked) -> Any:
    if asked.path.startswith("/json/"):
        return json.loads(asked.body)["vals"]
    params, _ = loads(asked.body)
    return params[5][1]


def _edit(bench: LiveBench, id: str, value: Scalar) -> Any:
    with bench.session() as session:
        before = one(session, bench.info(session), id)
        sent = heard(bench)
        assert isinstance(pushed(session, "companies", update(id, before.version, {"category_id": value})), Ok)
        after = one(session, bench.info(session), id)
    assert after.fields["category_id"] == value
    return [_written(asked) for asked in sent if method_of(asked) == "write"]


def test_that_a_tag_is_linked_and_another_unlinked_by_itself(bench: LiveBench) -> None:
    a, b, c = _new(bench, "Alpha", "Beta", "Gamma")
    id = _tagged(bench, a, b)
    assert _edit(bench, id, ("Beta", "Gamma")) == [{"category_id": [[4, c], [3, a]]}]
    assert _tags(bench, id) == {b, c}
    assert _edit(bench, id, None) == [{"category_id": [[3, b], [3, c]]}]
    assert not _tags(bench, id)
    # A tag that was unlinked is there still, for everybody else.
    assert len(bench.others(TAGS, "search", domain=[["id", "in", [a, b, c]]])) == 3


def test_that_tags_without_a_name_here_stay(bench: LiveBench, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = _new(bench, "Alpha", "Beta")
    (old,) = _new(bench, "Old", active=False)
    id = _tagged(bench, a, old)
    # Odoo tells nobody that an archived tag is there, and keeps it.
    _edit(bench, id, ("Beta",))
    assert _tags(bench, id) == {b, old}
    monkeypatch.setattr(choices, "MANY", 2)
    far = _new(bench, "Zeta", "Zulu")
    bench.others("res.partner", "write", ids=[int(id)], vals={"category_id": [[6, 0, [b, *far]]]})
    with bench.session() as session:
        named = one(session, bench.info(session), id).fields["category_id"]
    assert named == ("Beta",)
    _edit(bench, id, ("Alpha",))
    assert _tags(bench, id) == {a, old, *far}


def test_that_a_tag_that_others_linked_meanwhile_is_not_overwritten(bench: LiveBench) -> None:
    a, b, c = _new(bench, "Alpha", "Beta", "Gamma")
    id = _tagged(bench, a)
    with bench.session() as session:
        version = one(session, bench.info(session), id).version
        bench.others("res.partner", "write", ids=[int(id)], vals={"category_id": [[4, c]]})
        assert pushed(session, "companies", update(id, version, {"category_id": ("Beta",)})) == Stale()
    assert _tags(bench, id) == {a, c}
    _edit(bench, id, ("Beta", "Gamma"))
    assert _tags(bench, id) == {b, c}


def test_that_a_new_record_has_its_tags_at_once(bench: LiveBench) -> None:
    a, b = _new(bench, "Alpha", "Beta")
    with bench.session() as session:
        made = pushed(session, "companies", creation({"name": "x", "category_id": ("Alpha", "Beta")}))
    assert isinstance(made, Ok)
    assert _tags(bench, made.id) == {a, b}
