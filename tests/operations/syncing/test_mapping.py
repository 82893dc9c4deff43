"""Mapping without code: presets, single fields, own fields, and what cannot go together."""

from __future__ import annotations

from typing import Any

import pytest

from app.errors import BansoError
from app.operations.accounts import amend_accounts
from app.operations.syncing import mapping
from app.operations.syncing.rows import MappedField, MappedType
from app.sync.sql import ask
from tests.builders import TODAY
from tests.operations.syncing.conftest import Crm
from tests.views.accounts.books import NAMES


def mapped(crm: Crm, entity: str = "account") -> MappedType:
    return next(one for one in crm.book.read(mapping.mapping, crm.id) if one.entity == entity)


def field(crm: Crm, local: str, entity: str = "account") -> MappedField:
    return next(one for one in mapped(crm, entity).fields if one.local == local)


def refused(crm: Crm, operation: Any, *given: object, **named: object) -> str:
    with pytest.raises(BansoError) as told:
        crm.book.write(operation, crm.id, *given, **named)
    return told.value.key


def test_that_the_presets_are_mapped_at_first(crm: Crm) -> None:
    account = mapped(crm)
    assert (account.rtype, account.guard, account.create_key, account.deletions) == (
        "accounts", "atomic", "unique", "feed",
    )  # fmt: skip
    assert ("requests", "Requests") in account.types
    segment = field(crm, "segment")
    assert (segment.remote, segment.policy, segment.values["high"]) == ("Tier", "crm", "enterprise")
    assert (field(crm, "name").required, field(crm, "domain").required) == (True, False)
    assert field(crm, "fit").remote == ""
    assert "Health" in {one.name for one in account.remote_fields if one.custom}


def test_that_a_field_takes_another_and_the_rest_stays(crm: Crm) -> None:
    crm.book.write(mapping.map_field, crm.id, "account", "fit_reason", policy="crm", direction="in")
    one = field(crm, "fit_reason")
    assert (one.remote, one.policy, one.direction, one.merge) == ("Description", "crm", "in", "text")
    crm.book.write(mapping.unmap_field, crm.id, "account", "industry")
    crm.book.write(mapping.map_field, crm.id, "account", "domain", remote="Industry", merge="atomic")
    assert field(crm, "domain").remote_label == "Industry"


@pytest.mark.parametrize(
    ("local", "given", "key"),
    [
        ("domain", {"remote": "No such"}, "map.field"),
        ("no_such", {"remote": "Created"}, "map.field"),
        ("domain", {"remote": "Name"}, "map.taken"),
        ("fit", {"policy": "ask"}, "map.field"),
        ("fiscal_year_end", {"remote": "Created"}, "map.kind"),
        ("domain", {"policy": "always"}, "map.choice"),
        ("domain", {"direction": "up"}, "map.choice"),
        ("domain", {"merge": "magic"}, "map.choice"),
    ],
)
def test_that_what_cannot_be_mapped_is_told_and_nothing_changes(
    crm: Crm, local: str, given: dict[str, str], key: str
) -> None:
    before = crm.book.read(mapping.mapping, crm.id)
    assert refused(crm, mapping.map_field, "account", local, **given) == key
    assert crm.book.read(mapping.mapping, crm.id) == before


def test_that_the_name_stays_mapped(crm: Crm) -> None:
    assert refused(crm, mapping.unmap_field, "account", "name") == "map.required"


def test_that_a_field_of_theirs_comes_in_as_an_own_field(crm: Crm) -> None:
    there = crm.there("accounts", "Name", NAMES[0])
    from decimal import Decimal

    crm.server.edit("accounts", there, {"Health": Decimal("71.5")})
    local = crm.book.write(mapping.add_custom_field, crm.id, "account", "Health")[1]
    assert local == "custom.Health"
    assert refused(crm, mapping.add_custom_field, "account", "Health") == "map.taken"
    assert refused(crm, mapping.add_custom_field, "account", "Nothing") == "map.field"
    assert crm.sync().result == "done"
    assert crm.one("SELECT json_extract(custom, '$.Health') FROM account WHERE name = ?", NAMES[0]) == "71.50"
    assert field(crm, "custom.Health").local_type == "text"
    crm.book.write(mapping.unmap_field, crm.id, "account", local)
    assert crm.sync().pushed == 0


def test_that_a_field_that_goes_nowhere_is_not_sent(crm: Crm) -> None:
    crm.book.write(mapping.unmap_field, crm.id, "account", "industry")
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    assert crm.sync().pushed == 0
    assert crm.server.records("accounts")[crm.there("accounts", "Name", NAMES[0])].fields.get("Industry") in (None, "")


def test_that_a_noun_goes_with_nothing_and_comes_back(crm: Crm) -> None:
    crm.book.write(mapping.map_type, crm.id, "task", "")
    assert (mapped(crm, "task").rtype, mapped(crm, "task").remote_fields) == ("", ())
    assert refused(crm, mapping.map_field, "task", "text", remote="Subject") == "map.no_type"
    assert refused(crm, mapping.map_type, "task", "nowhere") == "map.type"
    crm.book.write(mapping.map_type, crm.id, "task", "tasks")
    assert field(crm, "text", "task").remote == "Subject"
    assert crm.sync().result == "done"
    crm.book.write(mapping.unmap_field, crm.id, "task", "who")
    crm.book.write(mapping.use_preset, crm.id, "task")
    assert field(crm, "who", "task").remote == "Who"


def test_that_a_field_that_is_gone_there_is_shown_and_ours_stays(crm: Crm) -> None:
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    crm.sync()
    crm.server.drop_field("accounts", "Industry")
    mapping.refresh_schema(crm.book, crm.id)
    assert field(crm, "industry").problem == "missing"
    assert crm.sync().result == "done"
    assert crm.book.read(ask, "SELECT industry FROM account WHERE name = ?", NAMES[0]) == [("製造",)]
