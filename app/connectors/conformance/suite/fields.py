"""36–40: values come back as they were sent, whatever the system makes of them inside."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from app.connectors.base import Field, FieldType, Ok, Rejected, Scalar, Session, TypeInfo
from app.connectors.conformance.bench import Bench
from app.connectors.conformance.talk import creation, needs, one, pulled, pushed, update
from app.connectors.conformance.values import changeable, same, sample

TEXTS = (
    "emoji 👩‍👩‍👧 🇯🇵", "אבג ثلاثة", "が", "か\u3099", "a\r\nb\nc", "=1+1", "+81", "-1", "@here", "'quoted'", 'say "hi"',
    "a,b;c\td", "007", "1e5", "true", "2026-01-01", "null", "全角　空白", "\\n", "<b>&amp;</b>", "100%",
)  # fmt: skip
DAYS = (date(2026, 1, 1), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2028, 2, 29))
ZONES = (
    "Etc/GMT+12",
    "Pacific/Honolulu",
    "America/New_York",
    "UTC",
    "Europe/Berlin",
    "Asia/Tokyo",
    "Pacific/Kiritimati",
)


def _of(info: TypeInfo, *types: FieldType) -> list[Field]:
    found = [f for f in info.fields if f.type in types and f.writable and f.on_create and not f.options]
    if not found:
        pytest.skip(f"no field of the type is of kind {' or '.join(types)}")
    return found


def _written(session: Session, info: TypeInfo, id: str, values: dict[str, Scalar]) -> None:
    """Write values, and find them when the record is read."""
    needs(info, "update")
    version = one(session, info, id).version
    assert isinstance(pushed(session, info.name, update(id, version, values)), Ok), values
    same(one(session, info, id).fields, values)


def test_unicode_roundtrip(bench: Bench) -> None:
    """36. Words of any script, with any sign, come back."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        field = _of(info, "longtext", "text")[0]
        for text in TEXTS:
            _written(session, info, id, {field.name: text[: field.max_length]})
        found, _ = pulled(session, bench.type, [field.name], None)
        same(found[id].fields, {field.name: TEXTS[-1][: field.max_length]})


def test_long_text_roundtrip(bench: Bench) -> None:
    """36. A long text comes back whole: 32,000 characters, or as many as the field takes."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        field = max(_of(info, "longtext", "text"), key=lambda f: f.max_length or 1 << 30)
        _written(
            session, info, id, {field.name: ("長い文。\n" * 6_400)[: min(32_000, field.max_length or 32_000)].strip()}
        )


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let this process live in a time zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be changed on this system")
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_date_roundtrip_all_zones(bench: Bench, zone: str) -> None:
    """37. A day stays the same day wherever this machine is."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        field = _of(info, "date")[0]
        for day in DAYS:
            _written(session, info, id, {field.name: day})
        found, _ = pulled(session, bench.type, [field.name], None)
        assert found[id].fields[field.name] == DAYS[-1], zone


def test_money_roundtrip(bench: Bench) -> None:
    """38. An amount comes back to the last digit, beside its currency."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        for field in _of(info, "money", "decimal"):
            least = Decimal(1).scaleb(-(2 if field.scale is None else field.scale))
            for amount in (Decimal(0), least, Decimal("1e12") + least, -least, Decimal("0.1").quantize(least)):
                for currency in ("JPY", "EUR") if field.currency_field else ("",):
                    beside: dict[str, Scalar] = {field.currency_field: currency} if currency else {}
                    _written(session, info, id, {field.name: amount, **beside})
                    stored = one(session, info, id).fields[field.name]
                    assert isinstance(stored, Decimal)
                    assert stored == amount


def test_clear_field(bench: Bench) -> None:
    """39. None empties a field, of whatever kind; empty words are as good as none."""
    (id,) = bench.seed(1)
    with bench.session() as session:
        info = bench.info(session)
        fields = [f for f in changeable(info) if not f.required and f.nullable]
        if not fields:
            pytest.skip("no field of the type may be empty")
        for field in fields:
            _written(session, info, id, {field.name: sample(field, 3)})
            _written(session, info, id, {field.name: None})
            assert one(session, info, id).fields[field.name] is None, field.name
            if field.type in ("text", "longtext"):
                _written(session, info, id, {field.name: sample(field, 4)})
                _written(session, info, id, {field.name: ""})


def test_ref_roundtrip_and_dangling(bench: Bench) -> None:
    """40. A reference is set, changed and, where it may be, emptied; one to nobody is refused by its field."""
    with bench.session() as session:
        info = bench.info(session)
        needs(info, "create", "update")
        fields = [f for f in info.fields if f.type == "ref" and f.writable]
        fields = [f for f in fields if f.name in bench.refs] or fields[:1]
        if not fields:
            pytest.skip("no field of the type is a reference")
        for field in fields:
            _assert_leads(bench, session, info, field)


def _assert_leads(bench: Bench, session: Session, info: TypeInfo, field: Field) -> None:
    target = field.ref_to[0]
    made = [pushed(session, target, creation(bench.values(n, target))) for n in (901, 902)]
    ids = [outcome.id for outcome in made if isinstance(outcome, Ok)]
    assert len(ids) == 2
    own = pushed(session, bench.type, creation(bench.values(1) | {field.name: ids[0]}))
    assert isinstance(own, Ok)
    assert one(session, info, own.id).fields[field.name] == ids[0]
    _written(session, info, own.id, {field.name: ids[1]})
    if field.nullable and not field.required:
        _written(session, info, own.id, {field.name: None})
    before = one(session, info, own.id)
    answer = pushed(session, bench.type, update(own.id, before.version, {field.name: "no-such-id"}))
    assert isinstance(answer, Rejected)
    assert set(answer.fields) == {field.name}
    assert one(session, info, own.id).fields == before.fields
