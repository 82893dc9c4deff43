"""Tags of a loss: reasons, who took over, what was seen and when; churn by what customers have in common."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from app.revenue.bridge import bridge_of
from app.revenue.churn_shares import churn_shares
from app.revenue.churn_tags import Seen, told
from app.revenue.losses import Decided, by_reason, losses
from app.revenue.retention import Method, retention_of
from tests.revenue.books import YEAR, courses, eight


@pytest.mark.parametrize(
    ("tags", "reasons", "competitors", "seen"),
    [
        (["price"], ("price",), (), ()),
        (["price", "competitor:Northwind"], ("price", "competitor"), ("Northwind",), ()),
        (["Competitor： 北風ソフト", "competitor"], ("competitor",), ("北風ソフト",), ()),
        (["seen:2026-05-10 fewer sign-ins"], (), (), (Seen(date(2026, 5, 10), "fewer sign-ins"),)),
        (["seen:2026/5/1"], (), (), (Seen(date(2026, 5, 1), ""),)),
        (["seen:2026-02-30 odd", "seen:quiet"], (), (), (Seen(None, "2026-02-30 odd"), Seen(None, "quiet"))),
        (["oversee: it"], ("oversee: it",), (), ()),
    ],
)
def test_that_a_tag_says_a_reason_a_competitor_or_what_was_seen(
    tags: list[str], reasons: tuple[str, ...], competitors: tuple[str, ...], seen: tuple[Seen, ...]
) -> None:
    found = told(tags)
    assert (found.reasons, found.competitors, found.seen) == (reasons, competitors, seen)


def test_that_a_loss_carries_them_beside_notice_and_day() -> None:
    book = eight()
    bridge = bridge_of(courses(book), YEAR)
    contract = next(one.contract_id for one in book if one.account_id == "F")
    tags = ("full", "voluntary", "competitor:Northwind", "seen:2026-08-03 budget questions")
    decided = {contract: Decided(contract, tags, date(2026, 9, 1), date(2026, 10, 1))}
    found = losses(bridge, decided, {})
    [loss] = [one for one in found if one.customer == "F"]
    assert (loss.notice_on, loss.day, loss.full) == (date(2026, 9, 1), date(2026, 12, 1), True)
    assert (loss.reasons, loss.competitors) == (("competitor",), ("Northwind",))
    assert loss.seen == (Seen(date(2026, 8, 3), "budget questions"),)
    assert by_reason(found)["competitor"] == (loss,)


@pytest.mark.parametrize("method", list(Method))
def test_that_the_shares_of_churn_come_to_the_retention_they_are_of(method: Method) -> None:
    made = courses(eight())
    bridge = bridge_of(made, YEAR)
    kept = retention_of(made, bridge, YEAR, method)
    shares = churn_shares(kept.members, {"A": "good", "B": "good", "C": "poor", "F": "poor", "D": None})
    assert sum(share.customers.of for share in shares) == kept.logos.of
    assert sum(share.customers.of - share.customers.n for share in shares) == kept.logos.n
    assert kept.grr is not None
    assert Fraction(sum(share.lost for share in shares), sum(share.start for share in shares)) == 1 - kept.grr
    assert [share.lost for share in shares] == sorted((share.lost for share in shares), reverse=True)
    if method is Method.CLOSED:
        poor = shares[0]
        assert (poor.value, poor.customers.n, poor.customers.of, poor.amount) == ("poor", 2, 2, 1)
        assert set(poor.gone) == {"C", "F"}
        [good] = [share for share in shares if share.value == "good"]
        assert (good.customers.n, good.amount, good.gone) == (0, 0, ())
    assert churn_shares((), {}) == ()
