"""A row of an accounts file: found by external id, domain or name; its dated fields become dated facts."""

from __future__ import annotations

from collections.abc import Sequence

from app.ids import uuid7
from app.imports.drafts import AccountDraft
from app.journal.facts import dated_facts
from app.models import tables
from app.models.database import Session
from app.operations.account_index import Doubt
from app.operations.forgotten import account_in_file
from app.operations.importing.plan import Item, Planned, Run, given, rows_by_id
from app.search.fold import fold_name

PLAIN = ("name", "external_id", "domain", "segment", "phase", "industry", "fit", "tags", "reading")


def plan(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of the file does."""
    planned = []
    for item in items:
        assert isinstance(item.draft, AccountDraft)
        planned.append(_found(run, item, item.draft))
    present = rows_by_id(session, tables.account, [p.row_id for p in planned if not p.is_new])
    for one in planned:
        if not one.why:
            assert isinstance(one.item.draft, AccountDraft)
            _rows(run, one, one.item.draft, present.get(one.row_id))
    return planned


def _found(run: Run, item: Item, draft: AccountDraft) -> Planned:
    planned = Planned(item)
    external_id, domain = draft.given.get("external_id"), draft.given.get("domain")
    found: str | Doubt | None = item.row_id
    if found is None and external_id:
        found = run.accounts.by_external_id(str(external_id))
    if found is None and domain:
        found = _meant(run, run.accounts.by_domain(str(domain)), external_id, domain)
    if found is None or isinstance(found, Doubt):
        # Of several firms with one domain the name says which.
        named = _meant(run, run.accounts.by_name(draft.name), external_id, domain)
        found = named if found is None or (isinstance(named, str) and named in found.ids) else found
    found = run.accounts.settled(draft.name, found)
    if isinstance(found, Doubt):
        return planned.refuse("name", "account_in_doubt", value=draft.name, **found.params)
    if found is None and run.forgotten.knows(account_in_file(draft.name, external_id, domain)):
        return planned.refuse("name", "forgotten", value=draft.name)
    planned.row_id = found or uuid7()
    planned.is_new = found is None
    if planned.is_new:
        run.accounts.add(planned.row_id, {**draft.given, "name": draft.name})
    else:
        run.accounts.claim(planned.row_id, external_id, domain)
    return planned


def _meant(run: Run, found: str | Doubt | None, external_id: object, domain: object) -> str | Doubt | None:
    """Return who is meant without those that other systems tell apart from the row."""
    alike = found.ids if isinstance(found, Doubt) else (found,) if found else ()
    return None if all(_is_another(run, account_id, external_id, domain) for account_id in alike) else found


def _is_another(run: Run, account_id: str, external_id: object, domain: object) -> bool:
    # Two firms of one name or one domain that other systems tell apart are two accounts.
    has_id, has_domain = run.accounts.identity(account_id)
    return bool((external_id and has_id and has_id != external_id) or (domain and has_domain and has_domain != domain))


def _rows(run: Run, planned: Planned, draft: AccountDraft, present: object) -> None:
    values = given(draft, PLAIN)
    values["name_key"] = fold_name(draft.name)
    if not planned.is_new and run.accounts.is_said(draft.name, planned.row_id):
        values = {field: value for field, value in values.items() if field not in ("name", "name_key")}
    owner = draft.given.get("owner")
    if owner:
        values["owner_id"] = _member(run, planned, str(owner))
    if planned.is_new:
        planned.create("account", {"id": planned.row_id, **values})
        changed = values
    else:
        planned.amend("account", present, planned.row_id, values)  # type: ignore[arg-type]
        changed = next((v for entity, _id, v in planned.amends if entity == "account"), {})
    for fact in dated_facts(planned.row_id, changed, effective_on=run.today.isoformat(), recorded_at=run.at):
        planned.create("account_fact", fact)


def _member(run: Run, planned: Planned, name: str) -> str:
    if name not in run.members:
        run.members[name] = uuid7()
        planned.create("member", {"id": run.members[name], "name": name})
    return run.members[name]


def plan_parents(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return the parents that rows of the file name, once every account of the file is known."""
    with_parent = [item for item in items if item.draft.given.get("parent")]
    present = rows_by_id(session, tables.account, [item.row_id for item in with_parent])
    planned = []
    for item in with_parent:
        one = Planned(item, row_id=str(item.row_id))
        planned.append(one)
        parent = run.accounts.resolve(str(item.draft.given["parent"]))
        if not isinstance(parent, str) or parent == item.row_id:
            one.refuse("parent", "unknown_account", value=item.draft.given["parent"])
            continue
        one.amend("account", present.get(one.row_id), one.row_id, {"parent_id": parent})
        changed = {"parent_id": parent} if one.amends else {}
        for fact in dated_facts(one.row_id, changed, effective_on=run.today.isoformat(), recorded_at=run.at):
            one.create("account_fact", fact)
    return planned
