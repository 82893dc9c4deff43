"""What is known of the firm, each fact edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from app.language import _, name_of, ngettext
from app.operations.account_fields import Choice, members, parents, restore_field, write_field
from app.operations.account_page import AccountPage
from app.operations.syncing.rows import Blocked
from app.views.account.edit import values
from app.views.account.edit.fields_card import FieldsCard
from app.views.page import Host
from app.views.sync.blocked_words import blocked_short
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace

# What sync calls otherwise than its column.
_COLUMN = {"parent": "parent_id"}


class FactsCard(FieldsCard):
    """The fields of the account itself."""

    entity = "account"

    def __init__(self, workspace: Workspace, host: Host) -> None:
        super().__init__(_("Facts"), workspace, host, across=3)
        self._voice = PlainLabel("", "label", tone="text2")
        self.head.addWidget(self._voice)
        self.add("name", _("Name"))
        self.add("reading", _("Reading"), hint=_("How the name is read, for sorting and search"))
        self.add("segment", _("Segment"), choices=values.segments)
        self.add("phase", _("Phase"), choices=values.phases)
        self.add("owner_id", _("Owner"), choices=partial(workspace.read, members), free=True)
        self.add("parent_id", _("Parent"), choices=self._parents, free=True, hint=_("Name of another account"))
        self.add("domain", _("Domain"), hint="midori.example")
        self.add("industry", _("Industry"))
        self.add("fiscal_year_end", _("Fiscal year ends"), choices=values.months)
        self.add("tags", _("Tags"), hint=_("Words with spaces between them"))

    def show_account(self, page: AccountPage, _today: date) -> None:
        """Show the facts of an account; fields being edited keep what is written in them."""
        if page.id != self.row_id:
            self.settle()
        self.row_id = page.id
        self._voice.setVisible(bool(page.requests))
        self._voice.setText(ngettext("{n} request", "{n} requests", page.requests))
        show = self.fields
        show["name"].show_value(page.name)
        show["reading"].show_value(page.reading)
        show["domain"].show_value(page.domain)
        show["industry"].show_value(page.industry)
        show["segment"].show_value(name_of(page.segment) if page.segment else "", str(page.segment or ""))
        locked = _("The phase of this segment follows the months of the contract (Settings).")
        show["phase"].show_value(
            name_of(page.phase) if page.phase else "",
            str(page.phase or ""),
            locked=locked if page.phase_derived else "",
        )
        show["owner_id"].show_value(page.owner)
        show["parent_id"].show_value(page.parent)
        show["tags"].show_value(values.tag_words(page.tags))
        month = page.fiscal_year_end
        show["fiscal_year_end"].show_value(values.month_words(month) if month else "", str(month or ""))

    def show_blocked(self, blocked: Sequence[Blocked]) -> None:
        """Mark the fields that are not sent to another system."""
        why = {_COLUMN.get(one.field, one.field): blocked_short(one) for one in blocked}
        for key, field in self.fields.items():
            field.say_held(why.get(key, ""))

    def _parents(self) -> list[Choice]:
        found: list[Choice] = self._workspace.read(parents, self.row_id)
        return found

    def write(self, key: str, said: str) -> None:
        """Write a field of the account."""
        self._workspace.write(write_field, self.row_id, key, said, today=self._workspace.clock.today())

    def write_back(self, key: str, value: object) -> None:
        """Write what a field was once."""
        self._workspace.write(restore_field, self.row_id, key, value, today=self._workspace.clock.today())
