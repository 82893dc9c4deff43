"""What of Today is about contracts that ended and may still be renewed late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from app.operations.contracts import days_until
from app.operations.standing import LateTerm
from app.operations.today_causes import Found, Ground
from app.vocabulary import TodayKind


def late_renewals(ground: Ground) -> Iterator[Found]:
    """Yield the contracts that ended without anything that continues them, while their money still counts.

    They are due on their last day. Contracts of one account that ended on the same day are one.
    """
    for account_id, standing in ground.money.items():
        account = ground.accounts.get(account_id)
        together: dict[date, list[LateTerm]] = defaultdict(list)
        for term in standing.late_terms if account is not None else ():
            together[term.end].append(term)
        for end, terms in together.items():
            assert account is not None
            params = {
                "days": days_until(ground.today, end), "end": end, "until": terms[0].until,
                "products": tuple(dict.fromkeys(product for term in terms for product in term.products)),
                "contracts": tuple(term.contract_id for term in terms),
            }  # fmt: skip
            yield Found(account, TodayKind.RENEWAL, "renewal.late", params, terms[0].contract_id, due=end)
