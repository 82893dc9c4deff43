from __future__ import annotations

from datetime import date

import pytest

from app.errors import BansoError
from app.operations.book import Book
from app.operations.plans.page import plan_page
from app.operations.plans.plans import create_plan
from app.operations.plans.templates import plan_templates, remove_template, save_as_template
from tests.operations.plans.plan_books import TODAY, Made, account, day


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_plan_begins_from_a_template(book: Book, lang: str) -> None:
    at = book.write(account)[1]
    shipped = book.read(plan_templates, lang=lang)
    assert [row.key for row in shipped] == ["onboarding", "adoption", "renewal"]
    start = date(2026, 4, 24)
    plan = book.write(create_plan, at, name="導入", start=start, template="onboarding", lang=lang, today=start)[1]
    page = book.read(plan_page, plan, today=start)
    assert page.plan.kind == "onboarding" and page.plan.success
    objectives = [row for row in page.tree if row.kind == "objective"]
    assert tuple(row.title for row in objectives) == shipped[0].objectives
    kick_off = next(row for row in page.tree if row.kind == "milestone")
    # The third business day after 24 April 2026: the 29th is a holiday.
    assert kick_off.due == date(2026, 4, 30)
    assert sum(row.kind == "milestone" for row in page.tree) == shipped[0].milestones
    assert [row.title for row in page.tree if row.first_value]
    assert any(row.kind == "task" for row in page.tree)


def test_that_a_plan_becomes_a_template_of_ones_own(book: Book, made: Made) -> None:
    key = book.write(save_as_template, made.plan, name="在庫の型")[1]
    own = book.read(plan_templates, lang="ja")[-1]
    assert (own.key, own.name, own.own) == (key, "在庫の型", True)
    other = book.write(account, "みどり食品")[1]
    start = day(0)
    plan = book.write(create_plan, other, name="写し", start=start, template=key, today=TODAY)[1]
    before, after = (book.read(plan_page, one, today=TODAY).tree for one in (made.plan, plan))
    assert [(row.depth, row.title, row.side, row.target) for row in after if row.depth] == [
        (row.depth, row.title, row.side, row.target) for row in before if row.depth
    ]
    hours = after[0]
    assert (hours.baseline, hours.target, hours.actual, hours.person_id) == (40, 20, None, None)
    assert hours.due is not None and abs((hours.due - start).days - 100) <= 8
    assert book.write(save_as_template, made.plan, name="在庫の型")[1] == key
    assert len(book.read(plan_templates, lang="ja")) == 4
    book.write(remove_template, key)
    assert len(book.read(plan_templates, lang="ja")) == 3
    with pytest.raises(BansoError, match=r"plan_template\.unknown"):
        book.write(create_plan, other, name="写し", start=start, template=key, today=TODAY)
    with pytest.raises(BansoError, match=r"plan_template\.no_name"):
        book.write(save_as_template, made.plan, name=" ")
