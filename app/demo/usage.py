"""What was measured at a made-up customer: weekly use with its quiet weeks, surveys, payments, gaps and corrections."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.plans_told import PLANS
from app.demo.shape import Curve, Firm
from app.health import derived

MEASURES: tuple[tuple[str, str, str, str, str, str, int, int], ...] = (
    # key, name_ja, name_en, unit, loyalty, null_rule, validity_days, delay_days
    ("licences", "契約ライセンス数", "Licences", "licences", "behavioural", "zero_is_missing", 45, 1),
    ("active_users", "週間利用者数", "Weekly active users", "people", "behavioural", "zero_is_value", 14, 1),
    ("key_feature_use", "主要機能の利用回数", "Use of key features", "times", "behavioural", "zero_is_value", 14, 1),
    ("reports_made", "帳票の出力数", "Reports made", "times", "behavioural", "zero_is_value", 14, 1),
    ("tickets", "問い合わせ件数", "Tickets", "tickets", "behavioural", "zero_is_value", 14, 1),
    ("training_done", "研修の修了者", "Training completed", "people", "behavioural", "zero_is_value", 120, 3),
    ("invoices_paid_days", "入金の遅れ", "Days late in paying", "days", "behavioural", "zero_is_value", 45, 5),
    ("nps", "NPS", "NPS", "points", "psychological", "zero_is_value", 180, 3),
    ("csat", "問い合わせの満足度", "Satisfaction with support", "points", "psychological", "zero_is_missing", 120, 2),
    ("pulse_embedding", "業務への組み込み", "Embedded in daily work", "1-5", "behavioural", "zero_is_missing", 90, 0),
    ("pulse_backing", "経営層の後押し", "Backing by executives", "1-5", "psychological", "zero_is_missing", 90, 0),
    ("pulse_warmth", "関係の温度", "Warmth of the relation", "1-5", "psychological", "zero_is_missing", 90, 0),
    ("stocktaking_hours", "棚卸し時間", "Hours per stocktaking", "hours", "behavioural", "zero_is_missing", 45, 2),
    ("value_jpy", "合意した効果額（月）", "Agreed value per month", "JPY", "behavioural", "zero_is_missing", 62, 2),
)

KEPT = tuple(
    (key, ja, en, unit, loyalty, "zero_is_value", validity, 0)
    for key, (ja, en, unit, loyalty, validity) in derived.MEASURES.items()
)
"""What the book says of itself."""

_LATELY, _SEEN = 3.0, 1.2
"""Objectives of the last quarter are looked at with what happened since in mind."""

PLANNED_SINCE: Mapping[str, int] = {key: min(plan.made for plan in plans) for key, plans in PLANS.items()}
"""Since which day, counted from today, a success plan says which objectives are met."""

WEEKLY = ("active_users", "key_feature_use", "reports_made", "tickets")


def level(curve: Curve, months_ago: float) -> float:
    """Return the share of licences in use so many months before today."""
    if months_ago >= curve[0][0]:
        return curve[0][1]
    for (before, high), (after, low) in itertools.pairwise(curve):
        if before >= months_ago >= after:
            return low + (high - low) * (months_ago - after) / (before - after)
    return curve[-1][1]


def hours_at(today: date, end: date) -> float:
    """Return the hours that a stocktaking took at the end of a month: 40 hours became 19."""
    months_ago = (today - end).days / 30.44
    return round(19 + min(1.0, max(0.0, months_ago - 1) / 14) * 21, 1)


class Gauge:
    """Reads the measures of one customer for as long as it is a customer, and remembers what notes may quote."""

    def __init__(
        self, ledger: Ledger, firm: Firm, account_id: str, measures: Mapping[str, str], seats: Mapping[date, int]
    ) -> None:
        self._ledger, self._firm, self._account_id = ledger, firm, account_id
        self._measures, self._seats = measures, seats
        self._rng = ledger.rng("usage", firm.key)
        self.active: dict[date, int] = {}
        """Sunday → active users as it was then known."""
        self.surveys: list[tuple[date, int, int]] = []
        """Each round of the survey: its last day, how many answered, promoters less detractors."""

    def licences(self, day: date) -> int:
        """Return the licences under contract on a day."""
        known = [start for start in self._seats if start <= day]
        return self._seats[max(known)] if known else 0

    def last_active(self, day: date) -> int | None:
        """Return the last known active users on a day."""
        sunday = day - timedelta(days=day.weekday() + 1)
        return self.active.get(sunday)

    def read(self, since: date, until: date) -> None:
        """Write every reading from the first to the last day of use."""
        sunday = since + timedelta(days=6 - since.weekday())
        while sunday <= until:
            self._week(sunday)
            sunday += timedelta(days=7)
        month = days.month_end(since)
        while month <= until:
            self._month(month)
            month = days.month_end(month, 1)
        self._surveys(since, until)
        self._corrections()

    def _put(
        self,
        key: str,
        value: float | None,
        observed: date,
        delay: int,
        *,
        source: str = "product",
        note: str | None = None,
    ) -> None:
        self._ledger.read(
            observed,
            observed + timedelta(days=delay),
            account_id=self._account_id,
            measure_id=self._measures[key],
            value=value,
            source=source,
            note=note,
        )

    def _week(self, sunday: date) -> None:
        rng, firm = self._rng, self._firm
        months_ago = (self._ledger.today - sunday).days / 30.44
        share = level(firm.curve, months_ago) * days.week_share(sunday)
        noise = 1 + rng.gauss(0, 0.035)
        active = max(0, min(self.licences(sunday), round(self.licences(sunday) * share * noise)))
        tickets = self._tickets(sunday, months_ago)
        if firm.scant and rng.random() < 0.75:
            return
        if rng.random() < 0.012:
            # The export ran but held nothing: known to be unknown, which is not zero.
            self._put("active_users", None, sunday, 1)
            return
        self.active[sunday] = active
        self._put("active_users", active, sunday, 1)
        if firm.scant:
            return
        self._put("tickets", tickets, sunday, 1, source="helpdesk")
        self._put("key_feature_use", round(active * 6.2 * (0.25 + share) * (1 + rng.gauss(0, 0.06))), sunday, 1)
        if firm.segment != "tech":
            self._put("reports_made", max(0, round(active * 0.8 * (1 + rng.gauss(0, 0.12)))), sunday, 1)

    def _tickets(self, sunday: date, months_ago: float) -> int:
        rng, firm = self._rng, self._firm
        mean = {"high": 1.1, "low": 0.5, "tech": 0.12}[firm.segment]
        if firm.key == "acme-robotics" and 1.9 <= months_ago <= 2.9:
            mean = 5.5  # questions cluster before the fall
        count, limit = 0, rng.expovariate(1.0)
        while limit < mean and count < 12:
            count += 1
            limit += rng.expovariate(1.0)
        return count

    def _month(self, end: date) -> None:
        rng, firm = self._rng, self._firm
        licences = self.licences(end)
        self._put("licences", licences, end, 1, source="contract")
        if firm.scant:
            return
        trained = round(licences * min(0.8, 0.12 + 0.04 * rng.randint(0, 8)))
        if end.month % 3 == 0 and firm.segment != "tech":
            self._put("training_done", trained, end, 3, source="academy")
        self._put("invoices_paid_days", self._paid_late(end), end, 5, source="billing")
        if firm.segment != "tech" and rng.random() < 0.7:
            liked = min(5.0, max(1.0, round(rng.gauss(3.2 + level(firm.curve, 1) * 1.2, 0.4), 1)))
            self._put("csat", liked, end, 2, source="helpdesk", note=f"n={rng.randint(2, 6)}")
        self._objectives(end)
        if firm.key == "hokuto-logistics":
            self._value(end)

    def _objectives(self, end: date) -> None:
        """Write how many of the objectives agreed with the customer are met, from its first half year on."""
        firm = self._firm
        if firm.segment == "tech" or end < min(self._seats) + timedelta(days=180):
            return
        if end >= self._ledger.today + timedelta(days=PLANNED_SINCE.get(firm.key, 1)):
            return  # from then on the success plan says it
        rng = self._ledger.rng("objectives", firm.key)
        agreed = rng.choice((3, 3, 4))
        quarter = days.month_end(end, -(end.month % 3))
        months_ago = (self._ledger.today - quarter).days / 30.44
        if months_ago < _LATELY:
            months_ago = min(months_ago, _SEEN)
        # Where machines were counted as people, people reached little.
        use = 0.36 if firm.key == "merrowgate" else level(firm.curve, months_ago)
        reached = use * 1.25 - 0.15 + rng.uniform(-0.1, 0.1)
        met = max(0, min(agreed, round(agreed * reached)))
        self._put(derived.OBJECTIVES, round(100 * met / agreed), end, 2, source="plan", note=f"{met}/{agreed}")

    def _paid_late(self, end: date) -> int:
        months_ago = (self._ledger.today - end).days / 30.44
        if self._firm.key == "marunouchi-law" and months_ago < 1.2:
            return 12
        if self._firm.key == "hatoba-tsusho":
            return max(0, round((13 - months_ago) * 14))
        return self._rng.choice((0, 0, 0, 0, 0, 1, 2, 4))

    def _value(self, end: date) -> None:
        # 40 hours per stocktaking and site became 19; the value per hour was agreed with the customer.
        months_ago = (self._ledger.today - end).days / 30.44
        hours = hours_at(self._ledger.today, end)
        self._put("stocktaking_hours", hours, end, 2, source="customer", note="9センターの平均（先方集計）")
        if months_ago < 13:
            self._put("value_jpy", round((40 - hours) * 9 * 4800), end, 2, source="plan", note="1時間 4,800円で合意")

    def _surveys(self, since: date, until: date) -> None:
        rng, firm = self._rng, self._firm
        if firm.segment == "tech" or firm.scant:
            return
        rounds = [days.month_end(self._ledger.today, -back) for back in (20, 14, 8, 2)]
        held = [day for day in rounds if since + timedelta(days=60) <= day <= until]
        given = list(firm.nps[-len(held) :]) if firm.nps and held else []
        for at, day in enumerate(held):
            n = rng.randint(3, 8)
            # An NPS is a whole number of promoters less detractors, out of n.
            wanted = given[at - (len(held) - len(given))] if at >= len(held) - len(given) else None
            net = round(n * wanted / 100) if wanted is not None else self._net(rng, n)
            self._put("nps", round(100 * net / n), day, 3, source="survey", note=f"n={n}")
            self.surveys.append((day, n, net))

    def _net(self, rng: random.Random, n: int) -> int:
        return max(-n, min(n, round(n * (level(self._firm.curve, 2) - 0.5) + rng.uniform(-1, 1))))

    def _corrections(self) -> None:
        """Merrowgate's log-ins by a machine were counted as people until somebody looked."""
        if self._firm.key != "merrowgate":
            return
        found = days.on_or_before(self._ledger.today - timedelta(days=37))
        for sunday, value in sorted(self.active.items()):
            if found - timedelta(weeks=17) < sunday < found - timedelta(days=1):
                for key, share in (("active_users", 0.45), ("key_feature_use", 0.2)):
                    self._ledger.read(
                        sunday,
                        found,
                        account_id=self._account_id,
                        measure_id=self._measures[key],
                        value=round((value if key == "active_users" else value * 7.5) * share),
                        source="product",
                        note="service account no longer counted",
                    )
