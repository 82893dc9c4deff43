"""What the rooms of the made-up book share about one customer while its story is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from app.clock import stamp
from app.demo import days, deals
from app.demo.chapters import Ledger
from app.demo.deals import Term
from app.demo.notes import Writer
from app.demo.people import Cast, Known
from app.demo.shape import Firm
from app.demo.told import short_day
from app.demo.usage import Gauge


@dataclass(frozen=True)
class Scene:
    """One customer with everything that its notes may speak of."""

    ledger: Ledger
    writer: Writer
    firm: Firm
    account_id: str
    cast: Cast
    terms: list[Term]
    gauge: Gauge
    measures: Mapping[str, str]
    me: str
    colleague: str
    opening: date

    @property
    def today(self) -> date:
        """Return the day to which the book is anchored."""
        return self.ledger.today

    @property
    def until(self) -> date:
        """Return the last day on which there was something to say: the eve of today, or a lost customer's last."""
        if self.firm.loss is None or self.firm.loss.back_months_ago is not None:
            return self.ledger.eve
        return self.terms[-1].end

    def holder(self, day: date) -> str:
        """Return the member who looked after the customer on a day."""
        if self.firm.taken_over is not None and day < self.taken_on():
            return self.colleague
        return self.me

    def taken_on(self) -> date:
        """Return the day on which a colleague handed the customer over."""
        return days.on_or_after(self.today - timedelta(days=round((self.firm.taken_over or 0) * 30.44)))

    def term_at(self, day: date) -> Term:
        """Return the contract in force on a day, or the nearest one before it."""
        begun = [term for term in self.terms if term.start <= day]
        return begun[-1] if begun else self.terms[0]

    def ends(self, day: date, text: str) -> str:
        """Return a text with `{end}` and `{notice}` as days of the contract in force."""
        end = self.term_at(day).end
        lang = self.firm.lang
        return text.replace("{end}", short_day(end, lang)).replace(
            "{notice}", short_day(deals.notice_day(self.firm, end), lang)
        )

    def clock(self, day: date, hour: int, minute: int = 0) -> str:
        """Return a time of a day as stored."""
        return stamp(self.ledger.instant(day, time(hour, minute)))

    def facts(self, day: date, first: Known | None, second: Known | None) -> dict[str, str]:
        """Return the facts that fragments may quote: people, departments, figures and days, true on `day`."""
        ja = self.firm.lang == "ja"
        active = next((a for back in range(0, 42, 7) if (a := self.gauge.last_active(day - timedelta(days=back)))), 0)
        end = self.term_at(day).end
        known = self.cast.at(day)
        return {
            "p": first.called if first else ("ご担当" if ja else "the contact"),
            "q": second.called if second else ("先方の若手の方" if ja else "a colleague of theirs"),
            "dept": known[-1].department if known else ("現場" if ja else "the floor"),
            "act": str(active),
            "lic": str(self.gauge.licences(day)),
            "end": short_day(end, self.firm.lang),
            "notice": short_day(deals.notice_day(self.firm, end), self.firm.lang),
        }
