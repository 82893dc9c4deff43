"""The cards of an overview that only tell: people, contract lines, the handover, and the plain facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, day, name_of, number, period
from app.operations.account_page import AccountPage, HandoverRow, LineRow, PersonRow
from app.views import theme as themes
from app.views.account import words
from app.views.account.flow import FlowLayout
from app.views.paint.pill import Pill
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import avatar_view, pill_view
from app.vocabulary import ContractKind

_ENDED_SHOWN = 4


def people_card(people: Iterable[PersonRow]) -> Card:
    """Return who is at the account, who has left at the end and paler."""
    card = Card(_("People"))
    rows = list(people)
    if not rows:
        card.body.addWidget(PlainLabel(_("Nobody is recorded yet."), "body", tone="text2", wrap=True))
        return card
    card.head.addWidget(PlainLabel(number(sum(p.to is None for p in rows)), "label", tone="text2"))
    for person in rows:
        card.body.addWidget(_person(person))
    return card


def _person(person: PersonRow) -> QWidget:
    gone = person.to is not None
    row = QWidget()
    row.setAccessibleName(" ".join((person.name, words.post(person), words.term(person))).strip())
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 2, 0, 2)
    line.setSpacing(10)
    line.addWidget(avatar_view(person.name, "customer", themes.current().px(28)))
    left = QVBoxLayout()
    left.setSpacing(0)
    left.addWidget(ElidedLabel(person.name, "bodyStrong", tone="text3" if gone else "text"))
    post = words.post(person)
    if post:
        left.addWidget(ElidedLabel(post, "label", tone="text3" if gone else "text2"))
    line.addLayout(left, 1)
    if person.role is not None:
        line.addWidget(pill_view(Pill(name_of(person.role), "unknown" if gone else "customer")))
    since = PlainLabel(words.term(person), "label", tone="text3")
    since.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(since)
    return row


def contracts_card(lines: Iterable[LineRow], today: date) -> Card:
    """Return the lines of the contracts, those that have ended after the others and paler."""
    card = Card(_("Contract lines"))
    rows = list(lines)
    running = [line for line in rows if line.end >= today]
    ended = [line for line in rows if line.end < today]
    if not rows:
        card.body.addWidget(PlainLabel(_("No contract is recorded yet."), "body", tone="text2", wrap=True))
    for line in (*running, *ended[:_ENDED_SHOWN]):
        card.body.addWidget(_line(line, line.end < today))
    left_out = len(ended) - _ENDED_SHOWN
    if left_out > 0:
        card.body.addWidget(PlainLabel(_("and {n} earlier", n=number(left_out)), "label", tone="text3"))
    return card


def _line(line: LineRow, ended: bool) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 2, 0, 2)
    column.setSpacing(0)
    first = QHBoxLayout()
    first.setSpacing(8)
    first.addWidget(ElidedLabel(line.product, "bodyStrong", tone="text3" if ended else "text"))
    if line.kind != ContractKind.PAID:
        first.addWidget(pill_view(Pill(name_of(ContractKind(line.kind)), "info")))
    if ended:
        first.addWidget(pill_view(Pill(_("ended"), "unknown")))
    first.addStretch(1)
    first.addWidget(PlainLabel(words.amount(line), "body", tone="text3" if ended else ""))
    column.addLayout(first)
    parts = [period(line.start, line.end), _("quantity {n}", n=line.quantity)]
    if line.reseller:
        parts.append(_("through {reseller}", reseller=line.reseller))
    column.addWidget(ElidedLabel(" · ".join(parts), "label", tone="text3" if ended else "text2"))
    return row


def handover_card(handover: HandoverRow) -> Card:
    """Return what was handed over with the account."""
    card = Card(_("Handover"))
    by = [handover.given_by, day(handover.handed_on) if handover.handed_on is not None else ""]
    said = " · ".join(part for part in by if part)
    if said:
        card.head.addWidget(ElidedLabel(said, "label", tone="text2"))
    captions = {
        "why_bought": _("Why they bought"),
        "outcome_promised": _("Outcome promised"),
        "success_as_sold": _("Success as sold"),
        "sales_promises": _("Promises from sales"),
        "known_risks": _("Known risks"),
        "decision_route": _("How they decide"),
    }
    for name, text in handover.texts.items():
        card.body.addLayout(_told(captions[name], [text]))
    if handover.open_questions:
        card.body.addWidget(rule())
        card.body.addLayout(_told(_("Open questions"), [f"・{question}" for question in handover.open_questions]))
    return card


def _told(caption: str, texts: Iterable[str]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(PlainLabel(caption, "caption", tone="text2"))
    for text in texts:
        column.addWidget(PlainLabel(text, "body", wrap=True))
    return column


def facts_card(page: AccountPage) -> Card:
    """Return what is known of the firm."""
    card = Card(_("Facts"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    fit = name_of(page.fit) if page.fit is not None else ""
    facts = [
        (_("Domain"), page.domain),
        (_("Industry"), page.industry),
        (_("Owner"), page.owner),
        (_("Parent"), page.parent),
        (_("Fit"), " · ".join(part for part in (fit, page.fit_reason) if part)),
    ]
    known = [(caption, text) for caption, text in facts if text]
    for at, (caption, text) in enumerate(known):
        grid.addWidget(PlainLabel(caption, "label", tone="text2"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(text, "body", wrap=True), at, 1)
    if page.tags:
        holder = QWidget()
        flow = FlowLayout(6, 4, holder)
        for tag in page.tags:
            flow.addWidget(pill_view(Pill(f"#{tag}", "unknown")))
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        grid.addWidget(PlainLabel(_("Tags"), "label", tone="text2"), len(known), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(holder, len(known), 1)
    if not known and not page.tags:
        card.body.addWidget(PlainLabel(_("Nothing is recorded yet."), "body", tone="text2", wrap=True))
    card.body.addLayout(grid)
    return card
