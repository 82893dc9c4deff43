"""The states of the mapping and of the first sync's proposals; what is there is made up for the picture."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from app.clock import stamp
from app.operations.own_fields import OwnField
from app.operations.syncing.rows import Blocked, Link, MappedField, MappedType, RemoteField
from app.operations.syncing.shared import Shared
from app.views.account.page import AccountPage
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words
from app.views.sync.links import LinksDialog
from app.views.sync.mapping import MappingDialog
from app.views.sync.mapping_words import ENTITIES

_SYSTEM = "Salesforce"
_TIERS = (("Enterprise", "Enterprise"), ("Standard", "Standard"))


def _there(name: str, label: str, kind: str = "text", **how: object) -> RemoteField:
    return replace(RemoteField(name, label, kind, True, False, ()), **how)  # type: ignore[arg-type]


def _remotes() -> tuple[RemoteField, ...]:
    return (
        _there("Name", in_words("取引先名", "Account Name")),
        _there("Website", in_words("Web サイト", "Website"), "url"),
        _there("Tier__c", in_words("区分", "Tier"), "enum", custom=True, options=_TIERS),
        _there("Description", in_words("説明", "Description"), "longtext"),
        _there("AccountNumber", in_words("取引先番号", "Account Number"), writable=False),
        _there("ParentId", in_words("親取引先", "Parent Account"), "ref"),
        _there("Stores__c", in_words("導入店舗数", "Stores"), "int", custom=True),
        _there("Nps__c", "NPS", "decimal", custom=True),
    )


def _field(local: str, remote: str = "", kind: str = "text", **how: object) -> MappedField:
    there = next((one for one in _remotes() if one.name == remote), None)
    made = MappedField(
        "account", local, kind, local == "name", remote, there.label if there is not None else remote,
        there.type if there is not None else "", "ask", "both", "atomic", "", {},
        there.writable if there is not None else False, "missing" if remote and there is None else "",
    )  # fmt: skip
    return replace(made, **how)  # type: ignore[arg-type]


def mapped() -> list[MappedType]:
    """Return a mapping with its usual troubles: a field that went away, one that is read-only, a choice left over."""
    account = MappedType(
        "account", "Account", in_words("取引先", "Account"),
        (("Account", in_words("取引先", "Account")), ("Contact", in_words("取引先責任者", "Contact"))),
        True, True, True, "unique", "atomic", "feed",
        (
            _field("name", "Name"), _field("reading"), _field("external_id", "AccountNumber"),
            _field("domain", "Website"),
            _field("segment", "Tier__c", "enum", policy="crm", values={"high": "Enterprise", "low": "Standard"}),
            _field("phase", "", "enum"), _field("industry", "Industry__c"),
            _field("fit_reason", "Description", "longtext", merge="text"), _field("tags", "", "multi"),
            _field("parent", "ParentId", "ref", direction="in"),
            _field(in_words("custom.導入店舗数", "custom.Stores"), "Stores__c"),
        ),
        _remotes(),
    )  # fmt: skip
    nothing = replace(
        account, rtype="", label="", create=False, create_key="", guard="", deletions="", fields=(), remote_fields=()
    )
    return [account, *(replace(nothing, entity=entity) for entity in ENTITIES[1:])]


def _opened(stage: Stage, rows: list[MappedType] | None = None) -> MappingDialog:
    window, _places = stage.main()
    doors = SimpleNamespace(
        mapping=lambda _session, _id: mapped() if rows is None else rows,
        is_built_in=lambda _session, _id: False,
        refresh_schema=lambda _book, _id, *, cancelled: cancelled(),
    )
    dialog = MappingDialog(window.workspace, 1, _SYSTEM, window, doors)
    dialog.start()
    stage.settle()
    return dialog


def _at(stage: Stage, local: str) -> MappingDialog:
    dialog = _opened(stage)
    dialog.go_to(local)
    return dialog


def _values(stage: Stage) -> None:
    dialog = _at(stage, "segment")
    dialog.ask_for_values(next(one for one in dialog.mapped.fields if one.local == "segment"))


def _unknown(stage: Stage) -> None:
    _opened(stage, [replace(one, rtype="", types=(), fields=()) for one in mapped()])


def proposals() -> list[Link]:
    """Return proposals as a first sync would make them: an account, a person, a touchpoint."""
    acme, aoba = "Acme Robotics", in_words("青葉信用金庫", "Aoba Bank")
    sato = in_words("佐藤 花子", "Hanako Sato")
    return [
        Link(
            1, 1, "account", "a", acme, "Acme Robotics K.K.", "domain", "acme-robotics.example",
            (
                ("name", acme, "Acme Robotics K.K."),
                ("domain", "acme-robotics.example", "acme-robotics.example"),
                ("segment", in_words("ハイタッチ", "High touch"), in_words("ハイタッチ", "High touch")),
                ("industry", in_words("製造", "Manufacturing"), in_words("機械", "Machinery")),
                ("fit_reason", in_words("棚卸し時間を半分にする。", "Cut stock-taking time in half."), ""),
                ("tags", "", in_words("関西", "Osaka")),
            ),
        ),
        Link(2, 1, "account", "b", aoba, aoba, "external_id", "A-0012", (("name", aoba, aoba),
             ("external_id", "A-0012", "A-0012"), ("domain", "aoba.example", ""))),
        Link(3, 1, "contact", "c", sato, in_words("佐藤花子", "H. Sato"), "email", "sato@acme-robotics.example", (
            ("name", sato, in_words("佐藤花子", "H. Sato")),
            ("email", "sato@acme-robotics.example", "sato@acme-robotics.example"),
            ("title", in_words("課長", "Manager"), in_words("部長", "Director")),
        )),
    ]  # fmt: skip


def open_links(stage: Stage, rows: list[Link]) -> LinksDialog:
    """Open the proposals over the window."""
    window, _places = stage.main()
    left = list(rows)

    def answer(_session: object, answers: dict[int, bool], *, today: object) -> int:
        del today
        left[:] = [link for link in left if link.id not in answers]
        return len(answers)

    doors = SimpleNamespace(links=lambda _session, _id: list(left), answer_links=answer)
    dialog = LinksDialog(window.workspace, window, 1, _SYSTEM, window, doors)
    dialog.start()
    stage.settle()
    return dialog


def _answered(stage: Stage) -> None:
    dialog = open_links(stage, proposals())
    dialog.answer(True)
    dialog.view.go_to(2)


def _account(stage: Stage) -> bool:
    """An account that is shared with two systems, with a field that is too long and own fields."""
    account_id = stage.account()
    if account_id is None:
        return False
    window, _places = stage.main()
    page = window.open("account", account_id)
    assert isinstance(page, AccountPage)
    stage.settle()
    overview, folder = page.overview, in_words("共有フォルダー", "Shared folder")
    overview.stand_still()
    held = [
        Blocked(_SYSTEM, "account", account_id, account_id, "", "industry", "too_long", "40"),
        Blocked(_SYSTEM, "account", account_id, account_id, "", "segment", "no_such_option", ""),
    ]
    shared = [
        Shared(1, _SYSTEM, "salesforce", "001", stamp(stage.book.clock.now()), False, False, False),
        Shared(2, folder, "folder", "a", "", False, True, False),
    ]
    overview.facts.show_blocked(held)
    overview.shared.show_shared(shared, held, stage.book.clock.today())
    stores = in_words("導入店舗数", "Stores")
    overview.own.show_fields(account_id, (OwnField(stores, "14", (_SYSTEM,)), OwnField("NPS", "8.5")))
    stage.settle()
    overview.ensureWidgetVisible(overview.shared)
    return True


SHOTS: tuple[Shot, ...] = (
    Shot("mapping", lambda stage: _at(stage, "segment")),
    Shot("mapping-text", lambda stage: _at(stage, "fit_reason")),
    Shot("mapping-choices", _values),
    Shot("mapping-add", lambda stage: _opened(stage).ask_for_field()),
    Shot("mapping-unknown", _unknown),
    Shot("mapping-none", lambda stage: _opened(stage).face.tabs.setCurrentIndex(3)),
    Shot("links", lambda stage: open_links(stage, proposals())),
    Shot("links-answered", _answered),
    Shot("account-shared", _account),
    Shot("links-none", lambda stage: open_links(stage, [])),
)
