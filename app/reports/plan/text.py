"""The plan as plain HTML, every word escaped: read without scripts, and what the page puts its fields into."""

from __future__ import annotations

from html import escape

from app.language import day, tr
from app.reports.plan import words
from app.reports.plan_content import PlanContent, PlanMilestone, PlanObjective, PlanTask
from app.vocabulary import PlanStatus, Side


def safe(text: str) -> str:
    """Return a text as it may stand in HTML."""
    return escape(words.clean(text), quote=True)


def text_page(content: PlanContent) -> str:
    """Return the body of the file for readers without scripts."""
    lang = content.lang
    how = tr(
        lang,
        "Open this file in a browser to fill it in. Where that is not possible, reply to the mail it came with: say"
        " which items are done, the latest figures, and with your name what you confirm.",
    )
    return f'<p class="how">{safe(how)}</p>\n<main>\n{_main(content)}\n</main>'


def _main(content: PlanContent) -> str:
    lang = content.lang
    facts = "".join(
        f"<div><dt>{safe(caption)}</dt><dd>{safe(text)}</dd></div>" for caption, text in words.facts(content)
    )
    success = (
        f'<p class="success"><b>{safe(tr(lang, "What success is"))}</b>{safe(content.success)}</p>'
        if content.success else ""
    )  # fmt: skip
    parts = [
        f'<header><p class="kind"><span>{safe(words.addressed(content))}</span>'
        f"<span>{safe(tr(lang, 'Mutual success plan'))}</span></p>"
        f'<h1>{safe(content.name)}</h1>{success}<dl class="facts">{facts}</dl></header>'
    ]
    parts += [_objective(one, content) for one in content.objectives]
    if not content.objectives:
        parts.append(f'<section><p class="note">{safe(tr(lang, "No objectives yet."))}</p></section>')
    if content.commitments:
        rows = [words.commitment_words(one, content) for one in content.commitments]
        said = "".join(f'<li>{safe(who)}<span class="meta">{safe(state)}</span></li>' for who, state in rows)
        parts.append(_section(tr(lang, "Where we agree"), f'<ul class="plain">{said}</ul>'))
    if content.next_review is not None or content.agenda:
        on = f'<p class="meta">{safe(day(content.next_review, lang))}</p>' if content.next_review else ""
        points = "".join(f"<li>{safe(point)}</li>" for point in content.agenda)
        parts.append(
            _section(tr(lang, "Next joint review"), on + (f'<ul class="plain">{points}</ul>' if points else ""))
        )
    foot = tr(lang, "Names are recorded as they are stated. This file loads nothing and sends nothing.")
    return "\n".join([*parts, f'<p class="foot">{safe(foot)}</p>'])


def _section(title: str, inside: str) -> str:
    return f"<section><h2>{safe(title)}</h2>{inside}</section>"


def _objective(one: PlanObjective, content: PlanContent) -> str:
    lang = content.lang
    about = [safe(text) for text in (one.metric, *words.owners(one, lang)) if text]
    if one.due is not None:
        about.append(_due(tr(lang, "by {day}", day=day(one.due, lang)), late=words.is_late(one, content.as_of)))
    meta = "".join(f"<span>{text}</span>" for text in about)
    rows = "".join(_milestone(step, content) for step in one.milestones) + "".join(
        _task(task, content) for task in one.tasks
    )
    measured = f' data-measured="1" data-unit="{safe(one.unit)}"' if words.is_measured(one) else ""
    return (
        f'<section data-objective="{safe(one.id)}"{measured}><div class="about">'
        f'<div class="head"><h2>{safe(one.title)}</h2>{_status(one.status, lang)}</div>'
        f'<p class="meta">{meta}</p>{_way(one, lang)}</div>'
        + (f'<ul class="items">{rows}</ul>' if rows else "")
        + "</section>"
    )


def _way(one: PlanObjective, lang: str) -> str:
    if not words.is_measured(one):
        return ""
    start = tr(lang, "From {value}", value=words.figure(one.baseline, one.unit))
    end = tr(lang, "To {value}", value=words.figure(one.target, one.unit))
    far = _percent(one.progress)
    fill = f'<rect class="fill {one.status}" y="3" width="{far}" height="6"/>' if one.progress else ""
    tick = f'<rect class="tick" x="{_percent(one.expected)}" width="0.35" height="12"/>' if one.expected else ""
    return (
        f'<div class="way"><span class="now">{safe(words.now_words(one, lang))}</span><span class="end">{safe(start)}'
        '</span><svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" y="3" width="100" height="6"/>{fill}{tick}</svg>'
        f'<span class="end">{safe(end)}</span></div>'
    )


def _percent(share: float | None) -> str:
    return f"{100 * min(1.0, max(0.0, share or 0.0)):.1f}"


def _status(status: PlanStatus, lang: str) -> str:
    return f'<span class="status {status}">{safe(words.status_words(status, lang))}</span>'


def _milestone(step: PlanMilestone, content: PlanContent) -> str:
    tasks = "".join(_task(task, content) for task in step.tasks)
    inside = f'<ul class="items">{tasks}</ul>' if tasks else ""
    return _item(step, step.title, step.status, words.amount_words(step), inside, content)


def _task(task: PlanTask, content: PlanContent) -> str:
    return _item(task, task.text, None, "", "", content)


def _item(
    item: PlanMilestone | PlanTask,
    title: str,
    status: PlanStatus | None,
    amount: str,
    inside: str,
    content: PlanContent,
) -> str:
    lang, done = content.lang, item.done_on is not None
    side = "customer" if item.side is Side.CUSTOMER else "ours"
    meta = [f'<span class="side {side}">{safe(words.whose(item, lang))}</span>']
    if due := words.due_words(item, lang):
        meta.append(_due(due, late=words.is_late(item, content.as_of)))
    if amount:
        meta.append(f"<span>{safe(amount)}</span>")
    if status is not None and not done:
        meta.append(_status(status, lang))
    mark = tr(lang, "ticked") if done else tr(lang, "not ticked")
    return (
        f'<li class="item{" done" if done else ""}" data-item="{safe(item.id)}" data-side="{side}"><div class="line">'
        f'<span class="box{" on" if done else ""}" role="img" aria-label="{safe(mark)}"></span>'
        f'<div class="what"><p class="name">{safe(title)}</p><p class="meta">{"".join(meta)}</p></div></div>'
        f"{inside}</li>"
    )


def _due(text: str, *, late: bool) -> str:
    return f'<span class="late">{safe(text)}</span>' if late else f"<span>{safe(text)}</span>"
