"""Words of the mapping: nouns, fields, kinds of fields, which way they go, and what can be done in a system."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.language import _, current, keyed, name_of, number
from app.operations.syncing.rows import MappedField, MappedType, RemoteField
from app.views.sync.mapping_rows import CHAPTER, OWN, Unit, kind_of, trouble, uncovered

ENTITIES = (
    "account", "contact", "touchpoint", "task", "request", "plan", "objective", "milestone", "commitment",
    "review", "decision", "review_section", "contract", "contract_line", "forecast_call", "csql",
)  # fmt: skip
# A field that the catalogue knows by the name of its column.
_COLUMN: Mapping[str, str] = {
    "parent": "parent_id", "account": "account_id", "plan": "plan_id", "objective": "objective_id",
    "review": "review_id", "contract": "contract_id",
}  # fmt: skip
_OWN_COLUMN: Mapping[str, str] = {
    "request.amount": "amount_minor", "contract_line.amount": "amount_minor",
    "forecast_call.committed": "committed_minor", "forecast_call.best": "best_minor",
    "forecast_call.worst": "worst_minor", "contract.renewal_term": "renewal_term_months",
    "csql.amount": "amount_minor",
}  # fmt: skip
_TABLE: Mapping[str, str] = {"contact": "person", "task": "promise"}
_JAPANESE = r"[\u3005\u3041-\u30ff\u4e00-\u9fff」）]"
_BETWEEN = re.compile(f"(?<={_JAPANESE}) (?=[\u3005\u3041-\u30ff\u4e00-\u9fff「（])")
WAY_ICONS = {"both": "arrow-left-right", "in": "arrow-left", "out": "arrow-right"}


def entity_words(entity: str) -> str:
    """Return what records of a noun are called: 顧客, 関係者, 接点, 約束, 要望."""
    return keyed("sync.entity", entity)


def field_words(entity: str, local: str) -> str:
    """Return the name of a field of ours; an own field is called as a person named it."""
    if local.startswith(OWN):
        return local.removeprefix(OWN)
    column = _OWN_COLUMN.get(f"{entity}.{local}") or _COLUMN.get(local, local)
    table = _TABLE.get(entity, entity)
    own = keyed("field", f"{table}.{column}")
    words = own if own != f"{table}.{column}" else keyed("field", column)
    # The catalogue has them as they stand within a sentence.
    return words[:1].upper() + words[1:]


def type_words(kind: str) -> str:
    """Return what a field holds: 文字, 日付, 選択肢."""
    return keyed("sync.type", kind)


def in_own_words(rows: Sequence[MappedType]) -> list[MappedType]:
    """Return what a built-in connector calls its types and fields in the language of the window.

    Custom fields keep the names that people gave them there, and so do columns of a file: they have no other label.
    """
    return [_in_own_words(mapped) for mapped in rows]


def _in_own_words(mapped: MappedType) -> MappedType:
    named = {one.name for one in mapped.remote_fields if one.custom or one.label == one.name}
    return replace(
        mapped,
        label=_said(mapped.label),
        types=_pairs(mapped.types),
        fields=tuple(
            one if one.remote in named else replace(one, remote_label=_said(one.remote_label)) for one in mapped.fields
        ),
        remote_fields=tuple(
            one if one.name in named else replace(one, label=_said(one.label), options=_pairs(one.options))
            for one in mapped.remote_fields
        ),
    )


def _said(label: str) -> str:
    # The catalogue holds its own head under the empty text.
    return _(label) if label else label


def _pairs(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, _said(label)) for key, label in pairs)


def unit_words(unit: Unit) -> str:
    """Return the name of a row: amount + currency."""
    return " + ".join(field_words(one.entity, one.local) for one in unit.fields)


def remote_words(one: MappedField) -> str:
    """Return the name of their field; its bare name where it is not there any more."""
    return one.remote_label or one.remote


def theirs_words(unit: Unit) -> str:
    """Return the names of their fields in a row."""
    return " + ".join(remote_words(one) for one in unit.fields if one.remote)


def way_words(direction: str) -> str:
    """Return which way a field goes."""
    return keyed("sync.way", direction)


def policy_words(policy: str, system: str) -> str:
    """Return who wins where both sides changed."""
    if policy == "crm":
        return close(_("{system} wins", system=system))
    return _("This PC wins") if policy == "mine" else _("Ask each time")


def wins_words(unit: Unit, system: str, *, whole: bool = False) -> str:
    """Return who wins in a row, or that long texts are joined; the `whole` of it where there is room."""
    if not unit.mapped:
        return ""
    if unit.head.direction != "both":
        return "—"
    said = policy_words(unit.head.policy, system)
    if unit.head.merge != "text":
        return said
    return _("Join the texts; where they clash: {said}", said=said) if whole else _("Join the texts")


def choice_words(entity: str, local: str, key: str) -> str:
    """Return a choice of ours as screens call it."""
    kind = kind_of(entity, local)
    if f"{entity}.{local}" == CHAPTER:
        return keyed("deck.section", key)
    return name_of(kind(key)) if kind is not None else keyed("sync.state", key)


def trouble_words(one: MappedField, remotes: Mapping[str, RemoteField], system: str) -> tuple[str, str]:
    """Return what is wrong with a field, in a word and in a sentence; empty where nothing is."""
    wrong = trouble(one, remotes)
    if wrong == "missing":
        return _("Not there any more"), close(
            _(
                "{system} has no field “{field}” any more. What is here stays; nothing of it is sent or fetched.",
                system=system,
                field=one.remote,
            )
        )
    if wrong == "type":
        there = remotes.get(one.remote)
        return _("Do not go together"), _(
            "Here it holds {ours}, there {theirs}. Values that cannot be carried over are left out and shown.",
            ours=type_words(one.local_type),
            theirs=type_words(there.type if there is not None else one.remote_type),
        )
    if wrong == "read_only":
        return _("Read-only there"), close(
            _("{system} lets you read this field only, so nothing is sent.", system=system)
        )
    if wrong == "choices":
        left = [choice_words(one.entity, one.local, key) for key in uncovered(one, remotes.get(one.remote))]
        return _("Choices to assign: {n}", n=number(len(left))), _(
            "No option there for: {names}. Such a value is not sent until you choose one.", names=_(", ").join(left)
        )
    return "", ""


def close(words: str) -> str:
    """Return Japanese words without a space between two signs of Japanese: a system may be called in either script."""
    return _BETWEEN.sub("", words) if current() == "ja" else words


def unit_trouble(unit: Unit, remotes: Mapping[str, RemoteField], system: str) -> tuple[str, str]:
    """Return what is wrong with a row, in a word and in a sentence."""
    found = (trouble_words(one, remotes, system) for one in unit.fields)
    return next((said for said in found if said[0]), ("", ""))


def can_words(mapped: MappedType, system: str) -> list[str]:
    """Return what can be done with a type there, a sentence each."""
    if not mapped.guard:
        return [close(_("{system} does not have this kind of record any more; what is here stays.", system=system))]
    said = []
    if mapped.create_key == "none" or not mapped.create:
        said.append(_("Nothing new is created there."))
    elif mapped.create_key == "unique":
        said.append(_("New records are created there, each only once."))
    else:
        said.append(_("New records are created there; after a broken connection Banso looks before it tries again."))
    if not mapped.update or mapped.guard == "none":
        said.append(_("Read-only: {system} could not keep others’ changes safe.", system=system))
    elif mapped.guard == "atomic":
        said.append(_("{system} refuses a change when somebody else was faster.", system=system))
    else:
        said.append(_("Banso looks just before it writes; a very short gap remains."))
    said.append(keyed("sync.deletions", mapped.deletions))
    return said


def can_line(mapped: MappedType, system: str) -> str:
    """Return the same as one paragraph."""
    return close(("" if current() == "ja" else " ").join(can_words(mapped, system)))


def counted(words: str, units_: Sequence[Unit]) -> str:
    """Return the words of a tab with how many fields are mapped."""
    n = sum(unit.mapped for unit in units_)
    return f"{words} {number(n)}" if n else words
