"""Writes the business reviews of the made-up book: one that was held, those to come, and what a person made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.people import Known
from app.demo.scene import Scene
from app.revenue.periods import JAPAN_FISCAL_START

CAUSE = "demo_reviews"
CHAPTERS = (
    "promises", "goals", "outcomes", "use", "support", "health", "people", "actions", "next", "asks", "roadmap",
)  # fmt: skip


@dataclass(frozen=True)
class Review:
    """A review of a quarter, `back` quarters before today's; `ahead` is the day of the meeting, from today.

    Held reviews have no `ahead`: they were held three weeks into the quarter that followed. `edits` are by section.
    """

    back: int
    body: str
    hour: int
    ahead: int | None = None
    accepted: tuple[str, ...] = ()
    edits: Mapping[str, Mapping[str, object]] | None = None
    decisions: tuple[tuple[str, str], ...] = ()
    """What was decided, and who decided (the beginning of a name)."""
    actions: tuple[tuple[str, str, str, int, int], ...] = ()
    """What is to be done, whose it is, who does it, by when and when it was, in days after the meeting."""


REVIEWS: Mapping[str, tuple[Review, ...]] = {
    "hokuto-logistics": (
        Review(
            2, "四半期レビュー：北関東の棚卸しと会議資料", 14,
            accepted=CHAPTERS[:5],
            decisions=(
                ("棚卸しの時間は9センターの平均で見る", "安達"),
                ("南関東へ広げる案は、次のレビューまでに順番を決める", "矢島"),
            ),
            actions=(
                ("センター別の所要時間を一覧にして送る", "me", "", 14, 12),
                ("換算の単価を経理と確かめる", "customer", "片桐", 21, 19),
            ),
        ),
        Review(
            1, "四半期レビュー：成果と南関東の進め方", 14, ahead=10,
            accepted=("promises", "goals"),
            edits={
                "outcomes": {
                    "speaker_notes": "片桐課長の実測から入る。数字は北斗様のもの。\n役員会で使う数字を安達様に聞く。",
                    "note": "経理は費用対効果だけを見る。値引きの話はこちらから出さない。",
                },
                "next": {"headline": "南関東のセンターは、ひとつずつ始める案です"},
            },
        ),
    ),
    "acme-robotics": (Review(1, "Quarterly review: plant one and the renewal", 15, ahead=13),),
}  # fmt: skip


def write_reviews(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    """Write the reviews of every customer who has one, with their meetings, decisions and action items."""
    for key, reviews in REVIEWS.items():
        scene = scenes.get(key)
        for review in reviews if scene is not None else ():
            assert scene is not None
            start = days.add_months(_quarter(scene.today), -3 * review.back)
            # A customer who came later has nothing to look back on.
            if start >= scene.opening:
                _Writer(ledger, scene, review, start).write()


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


class _Writer:
    def __init__(self, ledger: Ledger, scene: Scene, review: Review, start: date) -> None:
        self._ledger, self._scene, self._review = ledger, scene, review
        self._start, self._end = start, days.month_end(start, 2)
        if review.ahead is None:
            self._on = days.on_or_after(self._end + timedelta(21))
            self._prepared = days.on_or_before(self._on - timedelta(7))
        else:
            self._on = days.on_or_after(scene.today + timedelta(review.ahead))
            self._prepared = days.on_or_before(scene.today - timedelta(3))

    def write(self) -> None:
        """Write the review as it was prepared, what was made of it, and what came of it where it was held."""
        ledger, scene, review = self._ledger, self._scene, self._review
        guests = [known for known in scene.cast.at(self._prepared) if known.role in _ASKED]
        meeting = self._meeting(guests)
        row = ledger.create(
            self._prepared, CAUSE, "review", account_id=scene.account_id, on_date=self._on.isoformat(),
            at=f"{review.hour}:00", touchpoint_id=meeting, period=self._period(), start_on=self._start.isoformat(),
            end_on=self._end.isoformat(), comparison="previous", lang=scene.firm.lang,
            attendees=[
                {"name": one.name, "title": one.title, "department": one.department, "customer": True,
                 "person_id": one.person_id}
                for one in guests
            ],
        )  # fmt: skip
        for place, chapter in enumerate(CHAPTERS):
            section = ledger.create(
                self._prepared, CAUSE, "review_section", account_id=scene.account_id, review_id=row, chapter=chapter,
                place=place,
            )  # fmt: skip
            self._made_of(section, chapter)
        if review.ahead is None:
            self._held(row)

    def _made_of(self, section: str, chapter: str) -> None:
        day = self._prepared + timedelta(1)
        edits = dict((self._review.edits or {}).get(chapter, {}))
        if "headline" in edits:
            edits["state"] = "edited"
        elif chapter in self._review.accepted:
            edits["state"] = "accepted"
        if edits:
            self._ledger.amend(day, CAUSE, "review_section", section, **edits)

    def _held(self, review: str) -> None:
        ledger, scene, on = self._ledger, self._scene, self._on
        ledger.amend(on, CAUSE, "review", review, held_on=on.isoformat())
        for text, who in self._review.decisions:
            known = scene.cast.named(who)
            ledger.create(
                on, CAUSE, "decision", account_id=scene.account_id, review_id=review, text=text,
                decided_on=on.isoformat(), by_name=known.name if known else None, shown=True,
            )  # fmt: skip
        for text, side, who, due, done in self._review.actions:
            known = scene.cast.named(who) if who else None
            day = days.on_or_before(on + timedelta(due)).isoformat()
            promise = ledger.create(
                on, CAUSE, "promise", account_id=scene.account_id, text=text, side=side,
                who=known.name if known else None, due=day, first_due=day, made_on=on.isoformat(), done_on=None,
                dropped_on=None, hidden_until=None, customer_knows=None, origin="review", origin_id=review, shown=True,
            )  # fmt: skip
            kept = days.on_or_before(on + timedelta(done))
            if kept <= ledger.eve:
                ledger.amend(kept, CAUSE, "promise", promise, done_on=kept.isoformat())

    def _meeting(self, guests: list[Known]) -> str:
        ledger, scene = self._ledger, self._scene
        row = ledger.create(
            self._prepared, CAUSE, "touchpoint", account_id=scene.account_id, state="planned", kind="review",
            on_date=self._on.isoformat(), at=scene.clock(self._on, self._review.hour), body=self._review.body,
            sentiment=None, two_way=True, purpose="adoption", minutes=60, tags=[], shown=True, external_id=None,
            by_id=scene.me,
        )  # fmt: skip
        for one in guests:
            ledger.create(
                self._prepared, CAUSE, "touchpoint_person", touchpoint_id=row, person_id=one.person_id, name=one.name
            )
        if self._review.ahead is None:
            ledger.amend(self._on, CAUSE, "touchpoint", row, state="done")
        return row

    def _period(self) -> str:
        """Return the quarter as it is called in the customer's fiscal year."""
        ends = self._scene.firm.fiscal_year_end
        begins = ends % 12 + 1 if ends else JAPAN_FISCAL_START
        year = self._start.year - (self._start.month < begins)
        return f"FY{year}Q{(self._start.month - begins) % 12 // 3 + 1}"


_ASKED = frozenset({"champion", "sponsor", "decision_maker"})
