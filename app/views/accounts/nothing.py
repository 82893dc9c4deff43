"""What stands where no account is shown: nothing is there yet, or a condition leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.language import _, ngettext
from app.operations.account_filter import Filters
from app.operations.account_row import AccountRow
from app.views.accounts.filter_words import FilterWords
from app.views.row_table import RowTable
from app.views.widgets.empty_state import EmptyState


def nothing_yet(start_import: Callable[[], object]) -> EmptyState:
    """Return what an empty book shows."""
    return EmptyState(
        "building-2", _("Your customers will stand here, with contracts, contacts and next steps."),
        button=_("Import a spreadsheet"), act=start_import,
    )  # fmt: skip


def no_hit(
    table: RowTable[AccountRow], filters: Filters, words: FilterWords, today: date, drop: Callable[[str], object]
) -> EmptyState:
    """Return which condition leaves out the most accounts, with the offer to drop it."""
    conditions = filters.conditions()
    left = {condition: _left(table, filters.only(condition), today) for condition in conditions}
    # The keys take every condition away, so they are shown where there is but one.
    keys = "Shift+F" if len(conditions) == 1 else ""
    sharpest = min(left, key=left.__getitem__)
    if sharpest == "text":
        said = filters.text.split()
        word = min(said, key=table.hits) if len(said) > 1 else filters.text.strip()
        sentence, button = _("No account matches “{words}”.", words=word), _("Clear filter")
    else:
        condition = words.condition(filters, sharpest)
        if left[sharpest]:
            sentence = ngettext(
                "No account passes all conditions. “{condition}” leaves out the most: {n} account has it.",
                "No account passes all conditions. “{condition}” leaves out the most: {n} accounts have it.",
                left[sharpest], condition=condition,
            )  # fmt: skip
        else:
            sentence = _("No account has “{condition}” now.", condition=condition)
        button = _("Drop this condition")
    return EmptyState("funnel", sentence, button=button, act=lambda: drop(sharpest), shortcut=keys)


def _left(table: RowTable[AccountRow], alone: Filters, today: date) -> int:
    if alone.text:
        return table.hits(alone.text)
    return sum(map(alone.test(today), table.all_rows()))
