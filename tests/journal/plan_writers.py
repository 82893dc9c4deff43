"""The writes of success plans and onboarding, as the machine does them in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.operations.book import Book
from app.operations.plans.agreeing import commit_today
from app.operations.plans.comments import answer_comment
from app.operations.plans.commitments import commit
from app.operations.plans.milestones import add_milestone, add_task, amend_milestone, amend_task
from app.operations.plans.objectives import (
    add_objective,
    add_reading,
    amend_objective,
    next_objective,
)
from app.operations.plans.onboarding import amend_onboarding, judge_onboarding, keep_onboarding, start_onboarding
from app.operations.plans.plans import amend_plan, close_plan, create_plan, remove_plan, reopen_plan, set_agenda
from app.operations.plans.rows import AgendaItem
from app.operations.plans.templates import remove_template, save_as_template
from app.operations.plans.tree import (
    add_below,
    drop_item,
    move_item,
    nest,
    remove_item,
    say_status,
    show_item,
    toggle_done,
    unnest,
)
from app.operations.plans.versions import make_version, mark_sent
from app.vocabulary import PlanStatus
from tests.builders import TODAY

Draw = st.DataObject
WORDS = st.sampled_from(["", "在庫マスタを移行する", "閾値の合意", "<b>x</b>", "=1+1"])
NUMBERS = st.sampled_from([None, "40", "20", "2.5", "many"])
DAYS = st.none() | st.integers(-60, 60).map(lambda days: TODAY + timedelta(days))
NAMES = st.sampled_from(["", "佐藤", "渡辺 CIO"])


def one_of(book: Book, entity: str, draw: Draw, *, of_plan: bool = False) -> str | None:
    table = tables.metadata.tables[entity]
    statement = select(table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.no)
    if of_plan:
        statement = statement.where(table.c.origin == "plan")
    known = book.read(lambda session: [row[0] for row in session.execute(statement)])
    return draw.draw(st.sampled_from(known), entity) if known else None


def item(book: Book, draw: Draw) -> str | None:
    entity = draw.draw(st.sampled_from(["objective", "milestone", "promise"]))
    return one_of(book, entity, draw, of_plan=entity == "promise")


def creates(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    template = draw.draw(st.sampled_from(["", "onboarding", "renewal", "plan:型", "nothing"]))
    if account is None:
        return None
    name = draw.draw(WORDS)
    return book.write(create_plan, account, name=name, start=TODAY, template=template, lang="ja", today=TODAY)[0].id


def amends(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    values = draw.draw(
        st.fixed_dictionaries(
            {}, optional={"name": WORDS, "success": WORDS, "end_on": DAYS, "shows_score": st.booleans()}
        )
    )
    return book.write(amend_plan, plan, values)[0].id if plan else None


def sets_agenda(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    agenda = draw.draw(st.lists(st.builds(AgendaItem, WORDS, st.booleans()), max_size=3))
    return book.write(set_agenda, plan, agenda)[0].id if plan else None


def answers(book: Book, draw: Draw, _folder: Path) -> str | None:
    comment = one_of(book, "plan_comment", draw)
    return book.write(answer_comment, comment, on=draw.draw(DAYS))[0].id if comment else None


def closes(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    return book.write(close_plan, plan, on=TODAY)[0].id if plan else None


def reopens(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    return book.write(reopen_plan, plan)[0].id if plan else None


def removes_plan(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    return book.write(remove_plan, plan)[0].id if plan else None


def adds_objective(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan, after = one_of(book, "plan", draw), one_of(book, "objective", draw)
    values = {"baseline": draw.draw(NUMBERS), "target": draw.draw(NUMBERS), "due": draw.draw(DAYS)}
    if plan is None:
        return None
    return book.write(add_objective, plan, title=draw.draw(WORDS), values=values, after=after)[0].id


def amends_objective(book: Book, draw: Draw, _folder: Path) -> str | None:
    goal = one_of(book, "objective", draw)
    values = draw.draw(
        st.fixed_dictionaries({}, optional={"title": WORDS, "target": NUMBERS, "due": DAYS, "customer_owner": NAMES})
    )
    return book.write(amend_objective, goal, values)[0].id if goal else None


def reads(book: Book, draw: Draw, _folder: Path) -> str | None:
    goal = one_of(book, "objective", draw)
    value = draw.draw(st.sampled_from(["27", "３．５", "x"]))
    return book.write(add_reading, goal, value, on=TODAY)[0].id if goal else None


def follows(book: Book, draw: Draw, _folder: Path) -> str | None:
    goal = one_of(book, "objective", draw)
    title, target = draw.draw(WORDS), draw.draw(NUMBERS)
    return book.write(next_objective, goal, title=title, target=target, on=TODAY)[0].id if goal else None


def adds_milestone(book: Book, draw: Draw, _folder: Path) -> str | None:
    goal = one_of(book, "objective", draw)
    values = {"due": draw.draw(DAYS), "side": draw.draw(st.sampled_from(["me", "customer"])), "first_value": True}
    return book.write(add_milestone, goal, title=draw.draw(WORDS), values=values)[0].id if goal else None


def amends_milestone(book: Book, draw: Draw, _folder: Path) -> str | None:
    step = one_of(book, "milestone", draw)
    values = draw.draw(st.fixed_dictionaries({}, optional={"title": WORDS, "of_amount": NUMBERS, "due": DAYS}))
    return book.write(amend_milestone, step, values)[0].id if step else None


def adds_task(book: Book, draw: Draw, _folder: Path) -> str | None:
    step = one_of(book, draw.draw(st.sampled_from(["milestone", "milestone", "objective"])), draw)
    values = {"due": draw.draw(DAYS)}
    return book.write(add_task, step, title=draw.draw(WORDS), values=values, today=TODAY)[0].id if step else None


def amends_task(book: Book, draw: Draw, _folder: Path) -> str | None:
    task = one_of(book, "promise", draw, of_plan=True)
    values = draw.draw(st.fixed_dictionaries({}, optional={"title": WORDS, "who": NAMES, "due": DAYS}))
    return book.write(amend_task, task, values)[0].id if task else None


def adds_below(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = item(book, draw)
    return book.write(add_below, there, title=draw.draw(WORDS), today=TODAY)[0].id if there else None


def nests(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = item(book, draw)
    return book.write(nest, there, today=TODAY)[0].id if there else None


def unnests(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = item(book, draw)
    return book.write(unnest, there)[0].id if there else None


def moves(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = item(book, draw)
    return book.write(move_item, there, by=draw.draw(st.sampled_from([-1, 1])))[0].id if there else None


def ticks(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = item(book, draw)
    return book.write(toggle_done, there, on=TODAY)[0].id if there else None


def says(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = item(book, draw)
    status, reason = draw.draw(st.none() | st.sampled_from(PlanStatus)), draw.draw(WORDS)
    return book.write(say_status, there, status, reason)[0].id if there else None


def drops(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = item(book, draw)
    return book.write(drop_item, there, on=draw.draw(DAYS))[0].id if there else None


def shows(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = item(book, draw)
    return book.write(show_item, there, shown=draw.draw(st.booleans()))[0].id if there else None


def removes_item(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = item(book, draw)
    return book.write(remove_item, there)[0].id if there else None


def commits(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    return book.write(commit, plan, by_name=draw.draw(NAMES), on=TODAY, how="定例")[0].id if plan else None


def commits_today(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    if plan is None:
        return None
    return book.write(commit_today, plan, by_name=draw.draw(NAMES), on=TODAY, lang="ja", today=TODAY)[0].id


def makes_version(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    return book.write(make_version, plan, today=TODAY, lang="ja")[0].id if plan else None


def sends(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    if plan is None or one_of(book, "plan_version", draw) is None:
        return None
    version = tables.plan_version
    number = book.read(lambda session: session.scalar(select(version.c.number).where(version.c.plan_id == plan)))
    return book.write(mark_sent, plan, number, on=draw.draw(DAYS))[0].id if number else None


def saves_template(book: Book, draw: Draw, _folder: Path) -> str | None:
    plan = one_of(book, "plan", draw)
    return book.write(save_as_template, plan, name=draw.draw(st.sampled_from(["", "型"])))[0].id if plan else None


def removes_template(book: Book, _draw: Draw, _folder: Path) -> str | None:
    return book.write(remove_template, "plan:型")[0].id


def starts_onboarding(book: Book, draw: Draw, _folder: Path) -> str | None:
    account = one_of(book, "account", draw)
    values = {"due": draw.draw(DAYS), "success": draw.draw(WORDS)}
    return book.write(start_onboarding, account, today=TODAY, values=values)[0].id if account else None


def amends_onboarding(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "onboarding", draw)
    values = draw.draw(st.fixed_dictionaries({}, optional={"due": DAYS, "first_value_on": DAYS, "start_on": DAYS}))
    return book.write(amend_onboarding, there, values)[0].id if there else None


def judges_onboarding(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = one_of(book, "onboarding", draw)
    verdict, reason = draw.draw(st.sampled_from([None, "succeeded", "failed", "late"])), draw.draw(WORDS)
    return book.write(judge_onboarding, there, verdict, on=TODAY, reason=reason)[0].id if there else None


def keeps_onboarding(book: Book, draw: Draw, _folder: Path) -> str | None:
    account, there = one_of(book, "account", draw), one_of(book, "onboarding", draw)
    values, reason = {"due": draw.draw(DAYS), "success": draw.draw(WORDS)}, draw.draw(WORDS)
    verdict = draw.draw(st.sampled_from([None, "succeeded", "abandoned"]))
    if account is None:
        return None
    return book.write(keep_onboarding, account, there, values, verdict=verdict, reason=reason, today=TODAY)[0].id


PLANS: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "plans.comments.answer_comment": answers,
    "plans.agreeing.commit_today": commits_today,
    "plans.commitments.commit": commits,
    "plans.milestones.add_milestone": adds_milestone,
    "plans.milestones.add_task": adds_task,
    "plans.milestones.amend_milestone": amends_milestone,
    "plans.milestones.amend_task": amends_task,
    "plans.objectives.add_objective": adds_objective,
    "plans.objectives.add_reading": reads,
    "plans.objectives.amend_objective": amends_objective,
    "plans.objectives.next_objective": follows,
    "plans.onboarding.amend_onboarding": amends_onboarding,
    "plans.onboarding.judge_onboarding": judges_onboarding,
    "plans.onboarding.keep_onboarding": keeps_onboarding,
    "plans.onboarding.start_onboarding": starts_onboarding,
    "plans.plans.amend_plan": amends,
    "plans.plans.close_plan": closes,
    "plans.plans.create_plan": creates,
    "plans.plans.remove_plan": removes_plan,
    "plans.plans.reopen_plan": reopens,
    "plans.plans.set_agenda": sets_agenda,
    "plans.templates.remove_template": removes_template,
    "plans.templates.save_as_template": saves_template,
    "plans.tree.add_below": adds_below,
    "plans.tree.drop_item": drops,
    "plans.tree.move_item": moves,
    "plans.tree.nest": nests,
    "plans.tree.remove_item": removes_item,
    "plans.tree.say_status": says,
    "plans.tree.show_item": shows,
    "plans.tree.toggle_done": ticks,
    "plans.tree.unnest": unnests,
    "plans.versions.make_version": makes_version,
    "plans.versions.mark_sent": sends,
}
PLAN_PARTS: Mapping[str, str] = {
    "plans.onboarding.keep_first_value": "a part of toggle_done",
    "plans.places.put_after": "a part of what adds a row to a plan",
    "plans.places.swap": "a part of move_item",
    "plans.templates.put_template": "a part of create_plan",
}
