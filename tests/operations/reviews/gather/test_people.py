"""Who stands for the customer, as a review says it: facts of positions, nothing that we think of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.journal import door
from app.reports.review.facts import Chapter
from app.reports.review.told import Told
from tests.builders import new_book
from tests.operations.reviews.gather.small_book import Small, behind


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    with new_book(tmp_path) as book:
        yield Small(book)


def person(small: Small, name: str) -> str:
    return small.book.write(lambda session: door.create(session, "person", [{"name": name, "name_key": name}]))[1][0]


def rows(told: Told) -> list[tuple[str, ...]]:
    return [tuple("".join(span.text for span in cell) for cell in line.cells) for line in told.statements]


def test_that_people_are_told_as_the_customer_would_put_it(small: Small) -> None:
    held = {"from_on": "2024-04-01", "influence": 90, "support": -80, "note": "社外秘の人物評"}
    sato = person(small, "佐藤 健")
    post = small.add("position", person_id=sato, title="課長", department="生産管理部", role="champion", **held)
    small.add("position", person_id=person(small, "田村 誠"), title="部長", role="sceptic", to_on="2026-12-31", **held)
    told = small.told(Chapter.PEOPLE)
    assert told.headline == "貴社は 2名の体制"
    assert rows(told) == [
        ("課長 佐藤 健様", "生産管理部", "推進のご担当", "2024/4/1"),
        ("部長 田村 誠様", "–", "–", "2024/4/1"),
        ("ご確認中", "–", "スポンサー、ご決裁、ご契約・お支払い、情報システム、ご利用部門", "–"),
    ]
    assert behind(told, f"position:{post}") == {sato}
    # Within an id the digits of a secret say nothing.
    outgoing = re.sub("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", small.outgoing())
    for secret in ("社外秘", "sceptic", "-80", "2026-12-31"):
        assert secret not in outgoing
    assert rows(small.told(Chapter.PEOPLE, "en"))[0] == ("佐藤 健, 課長", "生産管理部", "Leads the work", "1 Apr 2024")


def test_that_who_came_and_who_left_since_the_period_began_is_told(small: Small) -> None:
    gone = person(small, "高橋 実")
    left = small.add("position", person_id=gone, title="部長", role="sponsor", from_on="2024-04-01", to_on="2026-09-30")
    new = person(small, "渡辺 聡")
    came = small.add("position", person_id=new, title="部長", role="sponsor", from_on="2026-10-01")
    told = small.told(Chapter.PEOPLE)
    assert told.headline == "貴社は 1名の体制（新任 1名、退任 1名）"
    assert rows(told)[0] == ("部長 渡辺 聡様", "–", "スポンサー", "10/1 新任")
    assert rows(told)[1] == ("部長 高橋 実様", "–", "スポンサー", "9/30 まで")
    small.amend("position", left, to_on="2026-06-30")
    assert small.told(Chapter.PEOPLE).headline == "貴社は 1名の体制（新任 1名）"
    small.amend("position", came, from_on="2025-10-01")
    assert small.told(Chapter.PEOPLE).headline == "貴社は 1名の体制"
    small.remove("position", came)
    small.remove("position", left)
    assert small.chapter(Chapter.PEOPLE).nothing == "no_people"


def test_that_who_only_changed_the_post_has_neither_come_nor_left(small: Small) -> None:
    sato = person(small, "佐藤 健")
    small.add("position", person_id=sato, title="課長", role="user", from_on="2024-04-01", to_on="2026-09-30")
    small.add("position", person_id=sato, title="部長", role="champion", from_on="2026-10-01")
    told = small.told(Chapter.PEOPLE)
    assert told.headline == "貴社は 1名の体制"
    assert rows(told)[0] == ("部長 佐藤 健様", "–", "推進のご担当", "10/1")
