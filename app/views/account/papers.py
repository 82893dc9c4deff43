"""The single pages that an account can be put on: for our own executive, and for the customer's approval."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.language import _
from app.operations.account_page import AccountPage
from app.views.call.file_dialog import FileForm, SheetFileDialog, ask_for_file
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.workspace import Workspace

SUFFIX = ".pdf"


def paper_commands(owner: QWidget, workspace: Workspace, host: Host, account: AccountPage) -> tuple[Command, ...]:
    """Return what writes a page about an account."""
    executive = partial(ask_for_executive_brief, owner, workspace, host, account)
    champion = partial(ask_for_approval_page, owner, workspace, host, account)
    return (
        Command("executive-brief", _("Brief for our executive…"), "", "download", executive, Reach.LISTS),
        Command("approval-page", _("Page for their approval (稟議)…"), "", "download", champion, Reach.LISTS),
    )


def ask_for_executive_brief(owner: QWidget, workspace: Workspace, host: Host, account: AccountPage) -> SheetFileDialog:
    """Ask where the page for our own executive is written to."""
    from app.operations.briefs.writing import write_executive_brief

    form = FileForm(SUFFIX, _("PDF document (*.pdf)"), _("One page of A4 for our own executive. It is for us only."))
    title = _("Brief for our executive…").removesuffix("…")
    stem = f"{account.name} {_('brief')}"
    return ask_for_file(owner, workspace, host, title, stem, write_executive_brief, account.id, form)


def ask_for_approval_page(owner: QWidget, workspace: Workspace, host: Host, account: AccountPage) -> SheetFileDialog:
    """Ask where the page for the champion's approval document is written to."""
    from app.operations.briefs.writing import write_approval_page

    said = _(
        "One page of A4 for the customer’s approval document: value, use, price and options. Nothing internal is on it."
    )
    form = FileForm(SUFFIX, _("PDF document (*.pdf)"), said)
    title = _("Page for their approval (稟議)…").removesuffix("…")
    stem = f"{account.name} {_('approval')}"
    return ask_for_file(owner, workspace, host, title, stem, write_approval_page, account.id, form)
