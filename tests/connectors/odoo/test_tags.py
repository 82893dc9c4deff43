"""Tags of Odoo that Banso cannot name, or not by one name: an edit here takes none of them away there."""

from __future__ import annotations

from typing import Any

import pytest

from app.connectors.base import Ok, Scalar
from app.connectors.conformance.talk import creation, one, pushed, update
from app.connectors.odoo import choices
from tests.connectors.odoo.small_bench import SmallBench

TAGS = "res.partner.category"


def _tagged(bench: SmallBench, *ids: int) -> str:
    (id,) = bench.seed(1)
    bench.others("res.partner", "write", ids=[int(id)], vals={"category_id": [[6, 0, list(ids)]]})
    return id


def _tags(bench: SmallBench, id: str) -> list[int]:
    found: list[int] = bench.small.tables["res.partner"][int(id)]["category_id"]
    return found


def _edit(bench: SmallBench, id: str, value: Scalar) -> Any:
    with bench.session() as session:
        before = one(session, bench.info(session), id)
        assert isinstance(pushed(session, "companies", update(id, before.version, {"category_id": value})), Ok)
        return before.fields["category_id"]


def _new(bench: SmallBench, name: str, **more: Any) -> int:
    (id,) = bench.others(TAGS, "create", vals_list=[{"name": name, **more}])
    return int(id)


def test_that_an_archived_tag_is_not_told_and_stays(bench: SmallBench) -> None:
    old = _new(bench, "Old", active=False)
    id = _tagged(bench, 1, old)
    assert _edit(bench, id, ("Pilot",)) == ("VIP",)
    assert _tags(bench, id) == [2, old]


def test_that_a_tag_beyond_the_list_stays(bench: SmallBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "MANY", 2)
    far = _new(bench, "Far")
    id = _tagged(bench, 1, far)
    assert _edit(bench, id, ("Pilot",)) == ("VIP",)
    assert _tags(bench, id) == [2, far]
    assert _edit(bench, id, None) == ("Pilot",)
    assert _tags(bench, id) == [far]


def test_that_of_tags_of_one_name_those_that_are_there_stay_or_go_together(bench: SmallBench) -> None:
    twin = _new(bench, "VIP")
    id = _tagged(bench, twin)
    assert _edit(bench, id, ("Pilot", "VIP")) == ("VIP",)
    assert _tags(bench, id) == [2, twin]
    bench.others("res.partner", "write", ids=[int(id)], vals={"category_id": [[4, 1]]})
    assert _edit(bench, id, ("Pilot",)) == ("Pilot", "VIP")
    assert _tags(bench, id) == [2]


def test_that_of_tags_of_one_name_the_one_in_use_is_given(bench: SmallBench) -> None:
    bench.others(TAGS, "write", ids=[1], vals={"active": False})
    twin = _new(bench, "VIP")
    with bench.session() as session:
        made = pushed(session, "companies", creation({"name": "x", "category_id": ("VIP",)}))
    assert isinstance(made, Ok)
    assert _tags(bench, made.id) == [twin]


def test_that_the_same_tags_are_no_write(bench: SmallBench) -> None:
    id = _tagged(bench, 1)
    before = bench.writes()
    _edit(bench, id, ("VIP",))
    assert bench.writes() == before
