"""Words for what is not sent: which field, to whom, and why."""

from __future__ import annotations

from app.language import _, current, keyed
from app.operations.syncing.rows import Blocked
from app.views.sync.mapping_words import close, field_words

_WHOLE = "*"


def blocked_field(one: Blocked) -> str:
    """Return the name of the field; of a record as a whole, so."""
    return _("The whole record") if one.field == _WHOLE else field_words(one.entity, one.field)


def reason(one: Blocked) -> str:
    """Return why it is not sent: in words of ours where the reason is known, else as the system said."""
    known = keyed("sync.blocked", one.code) if one.code else ""
    if known and known != one.code:
        if not one.message or one.message == one.code:
            return known
        return f"{known}（{one.message}）" if current() == "ja" else f"{known} ({one.message})"
    return one.message or one.code


def blocked_line(one: Blocked) -> str:
    """Return it in one line: 「電話」は Salesforce に送っていません：長すぎます."""
    said = {"field": blocked_field(one), "system": one.connection, "why": reason(one)}
    return close(_("{field} is not sent to {system}: {why}", **said))


def blocked_short(one: Blocked) -> str:
    """Return it beside its own field, which needs no name."""
    return close(_("Not sent to {system}: {why}", system=one.connection, why=reason(one)))
