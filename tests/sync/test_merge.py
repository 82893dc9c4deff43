"""The pure part of syncing: what one field, one text and one value of two systems become."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.connectors.base import Field, TypeInfo
from app.sync.entities import ENTITIES
from app.sync.merge import reconcile
from app.sync.rules import Direction, Policy, Route, Rule
from app.sync.sides import Bound, Row, Theirs
from app.sync.text_merge import both, both_of_many, merged, pieces
from app.sync.values import Canon, Unfit, canon, from_book, scalar, to_book

NAMES = st.sampled_from([None, "a", "b", "c"])
SENTENCES = st.lists(st.sampled_from(["一。", "二。", "三\n", "Four. ", "五！"]), max_size=5).map("".join)


def route(policy: Policy = "ask", direction: Direction = "both") -> Route:
    """Return a route of two single fields and a group of two."""
    account = ENTITIES["account"]
    there = [Field(name, name, "text") for name in ("Industry", "Reading", "Amount", "Currency")]
    ours = [account.fields[name] for name in ("industry", "reading", "domain", "external_id")]
    groups = ("", "", "money", "money")
    rules = tuple(
        Rule(local, remote, policy, direction, group=group)
        for local, remote, group in zip(ours, there, groups, strict=True)
    )
    return Route(account, TypeInfo("accounts", "Accounts", tuple(there)), rules, True)


ROUTE = route()
FIELDS = st.fixed_dictionaries({name: NAMES for name in ("Industry", "Reading", "Amount", "Currency")})


def after(mine: dict[str, Canon], base: dict[str, Canon], theirs: dict[str, Canon]) -> tuple[Row, Bound, set[str]]:
    """Return our row, what is agreed on and what is asked about once a record has been taken in."""
    decision = reconcile(ROUTE, Row(mine, 5), Bound("r", "l", base, "1", 5), Theirs("r", "2", theirs))
    return Row({**mine, **decision.put}, 6), decision.bound, {one.field for one in decision.ask}


@given(FIELDS, FIELDS, FIELDS)
def test_that_no_edit_of_either_side_is_chosen_over_the_other(
    mine: dict[str, Canon], base: dict[str, Canon], theirs: dict[str, Canon]
) -> None:
    row, bound, asked = after(mine, base, theirs)
    for unit in ROUTE.units:
        names = [rule.remote.name for rule in unit]
        ours, was, said = ([side[name] for name in names] for side in (mine, base, theirs))
        now = [row.mine[name] for name in names]
        if ours == said:
            assert now == ours and not asked & set(names)
        elif said == was:
            assert now == ours and [bound.base[name] for name in names] == was
        elif ours == was:
            assert now == said and [bound.base[name] for name in names] == said
        else:
            assert now == ours and [bound.base[name] for name in names] == was
            assert asked & set(names)


@given(FIELDS, FIELDS, FIELDS)
def test_that_a_page_twice_is_the_page_once(
    mine: dict[str, Canon], base: dict[str, Canon], theirs: dict[str, Canon]
) -> None:
    row, bound, asked = after(mine, base, theirs)
    again = reconcile(ROUTE, row, bound, Theirs("r", "2", theirs))
    assert again.put == {} and {one.field for one in again.ask} == asked
    assert again.bound.base == bound.base


@given(FIELDS, FIELDS, FIELDS, st.sets(st.sampled_from(["Industry", "Reading", "Amount"])))
def test_that_what_nobody_may_read_is_neither_emptied_nor_agreed_on(
    mine: dict[str, Canon], base: dict[str, Canon], theirs: dict[str, Canon], hidden: set[str]
) -> None:
    told = {name: value for name, value in theirs.items() if name not in hidden}
    row, bound, asked = after(mine, base, told)
    for name in hidden:
        assert row.mine[name] == mine[name] and bound.base[name] == base[name]
        assert name in bound.unread and name not in asked


@given(FIELDS, FIELDS)
def test_that_a_delete_there_takes_no_edit_along(mine: dict[str, Canon], base: dict[str, Canon]) -> None:
    decision = reconcile(ROUTE, Row(mine, 5), Bound("r", "l", base, "1", 5), Theirs("r", "2", {}, gone=True))
    assert decision.delete == (mine == base)
    assert bool(decision.ask) == (mine != base)


@given(FIELDS, FIELDS, FIELDS)
def test_that_a_delete_here_takes_no_edit_of_others_along(
    mine: dict[str, Canon], base: dict[str, Canon], theirs: dict[str, Canon]
) -> None:
    decision = reconcile(ROUTE, Row(mine, 5, True), Bound("r", "l", base, "1", 5), Theirs("r", "2", theirs))
    assert bool(decision.ask) == (theirs != base)
    assert not decision.put and not decision.restore


@given(NAMES, NAMES, NAMES, st.sampled_from(["crm", "mine"]))
def test_that_a_policy_settles_what_both_changed(mine: Canon, base: Canon, theirs: Canon, policy: Policy) -> None:
    assume(len({mine, base, theirs}) == 3)
    one = route(policy)
    empty: dict[str, Canon] = {"Reading": None, "Amount": None, "Currency": None}
    decision = reconcile(
        one, Row({**empty, "Industry": mine}, 5), Bound("r", "l", {**empty, "Industry": base}, "1", 5),
        Theirs("r", "2", {**empty, "Industry": theirs}),
    )  # fmt: skip
    assert not decision.ask
    assert decision.put == ({"Industry": theirs} if policy == "crm" else {})
    assert decision.bound.base["Industry"] == theirs


# Texts


@given(SENTENCES, SENTENCES)
def test_that_the_edit_of_one_side_is_the_merge(base: str, mine: str) -> None:
    assert merged(base, mine, base) == mine
    assert merged(base, base, mine) == mine
    assert merged(base, mine, mine) == mine
    assert "".join(pieces(base)) == base


@given(SENTENCES, SENTENCES, SENTENCES)
def test_that_neither_side_comes_first(base: str, mine: str, theirs: str) -> None:
    assert merged(base, mine, theirs) == merged(base, theirs, mine)


@given(st.integers(0, 3), st.integers(0, 3))
def test_that_edits_of_different_sentences_meet(here: int, there: int) -> None:
    assume(abs(here - there) > 1)
    base = ["一。", "二。", "三。", "四。"]
    mine, theirs, expected = list(base), list(base), list(base)
    mine[here] = expected[here] = "ここ。"
    theirs[there] = expected[there] = "そこ。"
    assert merged("".join(base), "".join(mine), "".join(theirs)) == "".join(expected)
    theirs[here] = "あちら。"
    assert merged("".join(base), "".join(mine), "".join(theirs)) is None


@given(SENTENCES, SENTENCES, SENTENCES)
def test_that_both_loses_no_sentence_that_anybody_added(base: str, mine: str, theirs: str) -> None:
    text = both(base, mine, theirs)
    for piece in {*pieces(mine), *pieces(theirs)} - set(pieces(base)):
        assert piece.strip() in text


@given(*(st.sets(st.sampled_from("abcde")) for _ in range(3)))
def test_that_a_list_keeps_what_was_added_and_lets_go_of_what_was_removed(
    base: set[str], mine: set[str], theirs: set[str]
) -> None:
    text = both_of_many(*("\n".join(sorted(one)) for one in (base, mine, theirs)))
    kept = set(filter(None, text.split("\n")))
    assert (mine - base) | (theirs - base) <= kept
    assert not kept & ((base - mine) | (base - theirs))


# Values

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
EARLY = datetime(1971, 1, 1)  # noqa: DTZ001
TYPED = st.one_of(
    st.tuples(st.just(Field("f", "f", "text")), st.text(max_size=20)),
    st.tuples(st.just(Field("f", "f", "int")), st.integers(-(10**9), 10**9)),
    st.tuples(st.just(Field("f", "f", "bool")), st.booleans()),
    st.tuples(st.just(Field("f", "f", "date")), st.dates()),
    st.tuples(st.just(Field("f", "f", "datetime")), st.datetimes(EARLY, timezones=ZONES)),
    st.tuples(
        st.sampled_from([Field("f", "f", "decimal", scale=n) for n in (0, 2, 3)]),
        st.decimals(-(10**9), 10**9, places=4),
    ),
    st.tuples(st.just(Field("f", "f", "multi")), st.lists(st.text("xyz", min_size=1), max_size=3).map(tuple)),
)


@given(TYPED)
@example((Field("f", "f", "text"), "e\u0301\r\n"))
@example((Field("f", "f", "decimal", scale=2), Decimal("-0.001")))
def test_that_the_one_form_of_a_value_is_its_own_form(typed: tuple[Field, object]) -> None:
    field, value = typed
    once = canon(field, value)  # type: ignore[arg-type]
    assert canon(field, scalar(field, once)) == once
    assert canon(field, once) == once


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["JPY", "EUR"]))
def test_that_money_comes_back_as_it_was_or_is_refused(amount: Decimal, currency: str) -> None:
    field, there = ENTITIES["request"].fields["amount"], Field("Amount", "Amount", "money", scale=2)
    value = canon(there, amount)
    try:
        kept = to_book(field, value, currency)
    except Unfit:
        assert currency == "JPY" and amount != amount.to_integral_value()
        return
    assert canon(there, from_book(field, kept, currency)) == value


@given(st.dates(date(1900, 1, 1)), ZONES)
def test_that_an_instant_is_no_day_and_a_day_has_no_zone(day: date, zone: timezone) -> None:
    field = Field("f", "f", "date")
    assert canon(field, day) == day.isoformat()
    try:
        canon(field, datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC))
        raise AssertionError("an instant was taken for a day")
    except (Unfit, OverflowError):
        pass
