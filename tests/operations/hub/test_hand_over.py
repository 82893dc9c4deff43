"""Two Bansos over one team hub, at the level of what screens and verbs ask for: an account changes hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations import hub as team_hub
from app.operations.book import Book
from app.operations.syncing import connections
from app.operations.syncing.running import run_sync
from app.sync.sql import ask
from tests.builders import TODAY, new_book
from tests.live.hub import AIKO, Hub, Member
from tests.live.postgres import Postgres
from tests.operations.hub.conftest import join

NAO = Member("nao", "西 奈緒", "North", "team", "pw-nao-1111")
PRIVATE = "他言無用zz"


@pytest.fixture
def hub(postgres: Postgres) -> Iterator[Hub]:
    made = Hub(postgres, AIKO, NAO)
    yield made
    made.drop()


@pytest.fixture
def aiko(hub: Hub, tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "aiko") as book:
        join(book, hub, AIKO.role, AIKO.password)
        yield book


@pytest.fixture
def nao(hub: Hub, tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "nao") as book:
        join(book, hub, NAO.role, NAO.password)
        yield book


def _fill(session: Session) -> dict[str, str]:
    [account, other] = door.create(
        session, "account", [{"name": name, "name_key": name} for name in ("みどり食品", "あおい建設")]
    )
    below = {"account_id": account}
    [plan] = door.create(session, "plan", [{**below, "name": "導入計画", "success": "在庫が合う", "note": PRIVATE}])
    [objective] = door.create(
        session, "objective",
        [{**below, "plan_id": plan, "title": "棚卸を半日で", "status_reason": PRIVATE, "note": PRIVATE}],
    )  # fmt: skip
    [milestone] = door.create(
        session, "milestone",
        [{**below, "objective_id": objective, "title": "端末を配る", "side": "customer", "status_reason": PRIVATE}],
    )  # fmt: skip
    points = [
        {"state": "done", "kind": "call", "on_date": f"2026-11-{day:02}", "body": f"第{day}回"} for day in (3, 10)
    ]
    [first, second] = door.create(session, "touchpoint", [{**below, **one} for one in points])
    [person] = door.create(session, "person", [{"name": "田中 実", "name_key": "田中実"}])
    [position] = door.create(session, "position", [{**below, "person_id": person, "title": "部長"}])
    door.keep_up(session, "draft", [{"key": "quick", "body": PRIVATE, "at": "2026-11-20T00:00:00.000000Z"}])
    return {
        "account": account, "other": other, "plan": plan, "objective": objective, "milestone": milestone,
        "touchpoint": first, "second": second, "position": position,
    }  # fmt: skip


def _synced(book: Book) -> tuple[int, int]:
    result = run_sync(book, 1, pressed=True)[1]
    assert result.result == "done", result
    return result.pulled, result.pushed


def _alive(book: Book, table: str) -> set[str]:
    return {row[0] for row in book.read(ask, f"SELECT id FROM {table} WHERE deleted_at IS NULL")}


def test_that_an_account_goes_to_a_colleague_with_its_plan_and_touchpoints(hub: Hub, aiko: Book, nao: Book) -> None:
    made = aiko.write(_fill)[1]
    assert _synced(aiko)[1] == 8
    assert _synced(nao) == (0, 0)
    assert team_hub.colleagues(aiko, 1) == [team_hub.Peer("nao", NAO.name, ("North",))]
    # What was written a moment before goes along.
    aiko.write(door.amend, "plan", {made["plan"]: {"success": "在庫が毎日合う"}})
    done = team_hub.hand_over(aiko, 1, made["account"], "nao")
    assert (done.account, done.to) == ("みどり食品", NAO.name)
    owner = "SELECT m.name FROM account a JOIN member m ON m.id = a.owner_id WHERE a.id = ?"
    assert aiko.read(ask, owner, made["account"]) == [(NAO.name,)]
    assert _synced(nao)[0] == 7
    for table in ("account", "plan", "objective", "milestone", "touchpoint", "position"):
        assert made[table] in _alive(nao, table), table
    assert made["second"] in _alive(nao, "touchpoint")
    assert made["other"] not in _alive(nao, "account")
    told = nao.read(
        ask,
        "SELECT p.success, o.title, m.title FROM plan p JOIN objective o ON o.plan_id = p.id "
        "JOIN milestone m ON m.objective_id = o.id",
    )
    assert told == [("在庫が毎日合う", "棚卸を半日で", "端末を配る")]
    # The new owner goes on; the one before keeps what they had, and does not write over it.
    nao.write(door.amend, "plan", {made["plan"]: {"name": "運用計画"}})
    assert _synced(nao) == (0, 1)
    aiko.write(door.amend, "plan", {made["plan"]: {"name": "古い計画"}})
    assert _synced(aiko)[1] == 0
    assert made["plan"] in _alive(aiko, "plan")
    with hub.admin() as db:
        names = "SELECT fields ->> 'name' FROM banso.record WHERE type = 'plans'"
        assert db.execute(names).fetchall() == [("運用計画",)]
    assert _synced(aiko) == (0, 0)
    assert _synced(nao) == (0, 0)


def test_that_what_is_private_never_leaves(hub: Hub, aiko: Book, nao: Book) -> None:
    made = aiko.write(_fill)[1]
    _synced(aiko)
    team_hub.hand_over(aiko, 1, made["account"], "nao")
    _synced(nao)
    with hub.admin() as db:
        everything = db.execute("SELECT string_agg(r::text, ' ') FROM banso.record r").fetchone()
    assert everything is not None
    assert "導入計画" in everything[0]
    assert PRIVATE not in everything[0]
    for table in ("plan", "objective", "milestone", "draft"):
        assert not [row for row in nao.read(ask, f"SELECT * FROM {table}") if PRIVATE in str(row)]


def test_that_two_of_one_team_ask_where_both_changed_a_field(hub: Hub, aiko: Book, tmp_path: Path) -> None:
    rei = Member("rei", "Rei", "CS", "team", "pw-rei-2222")
    hub.prepare(rei)
    made = aiko.write(_fill)[1]
    _synced(aiko)
    with new_book(tmp_path / "rei") as other:
        join(other, hub, rei.role, rei.password)
        assert _synced(other)[0] == 8
        aiko.write(door.amend, "account", {made["account"]: {"industry": "食品"}})
        other.write(door.amend, "account", {made["account"]: {"industry": "小売"}})
        assert _synced(aiko) == (0, 1)
        assert run_sync(other, 1, pressed=True)[1].conflicts == 1
        assert other.read(ask, "SELECT industry FROM account WHERE id = ?", made["account"]) == [("小売",)]


def test_that_a_hand_over_that_cannot_be_says_why_and_changes_nothing(hub: Hub, aiko: Book) -> None:
    made = aiko.write(_fill)[1]
    _synced(aiko)
    with pytest.raises(BansoError) as told:
        team_hub.hand_over(aiko, 1, made["account"], "nobody")
    assert (told.value.key, told.value.field) == ("hub.no_member", "to")
    away = aiko.write(_one_more, sample=False)[1]
    aiko.write(connections.set_writes, 1, False)
    with pytest.raises(BansoError) as told:
        team_hub.hand_over(aiko, 1, away, "nao")
    assert told.value.key == "hub.reads_only"
    with pytest.raises(BansoError) as told:
        team_hub.hand_over(aiko, 1, made["account"], "nao")
    assert told.value.key == "hub.reads_only"
    aiko.write(connections.set_writes, 1, True)
    sample = aiko.write(_one_more, sample=True)[1]
    with pytest.raises(BansoError) as told:
        team_hub.hand_over(aiko, 1, sample, "nao")
    assert told.value.key == "hub.not_shared"
    hub.server.stop()
    try:
        with pytest.raises(BansoError) as told:
            team_hub.hand_over(aiko, 1, made["account"], "nao")
        assert told.value.key == "hub.out_of_reach"
    finally:
        hub.server.start()
    with hub.admin() as db:
        assert db.execute("SELECT count(*) FROM banso.handover").fetchone() == (0,)
    assert aiko.read(ask, "SELECT owner_id FROM account WHERE id = ?", made["account"]) == [(None,)]
    assert TODAY.isoformat() == aiko.clock.today().isoformat()


def test_that_nothing_is_handed_over_while_anything_of_the_account_is_not_there(
    hub: Hub, aiko: Book, nao: Book, tmp_path: Path
) -> None:
    made = aiko.write(_fill)[1]
    _synced(aiko)
    with hub.sign_in(AIKO) as db:
        db.execute("""UPDATE banso.record SET fields = fields || '{"name": "別の名"}' WHERE id = %s""", (made["plan"],))
    aiko.write(door.amend, "plan", {made["plan"]: {"name": "自分の名"}})
    with pytest.raises(BansoError) as told:
        team_hub.hand_over(aiko, 1, made["account"], "nao")
    assert (told.value.key, told.value.params["account"]) == ("hub.waits", "みどり食品")
    with hub.admin() as db:
        assert db.execute("SELECT count(*) FROM banso.handover").fetchone() == (0,)
    # What waits at one account holds no other back.
    assert team_hub.hand_over(aiko, 1, made["other"], "nao").account == "あおい建設"


def test_that_a_line_of_a_contract_that_waits_for_a_decision_holds_its_account_back(
    hub: Hub, aiko: Book, nao: Book
) -> None:
    made = aiko.write(_fill)[1]
    line = aiko.write(_sign, made["account"])[1]
    _synced(aiko)
    with hub.sign_in(AIKO) as db:
        db.execute("""UPDATE banso.record SET fields = fields || '{"product": "別の品"}' WHERE id = %s""", (line,))
    aiko.write(door.amend, "contract_line", {line: {"product": "自分の品"}})
    with pytest.raises(BansoError) as told:
        team_hub.hand_over(aiko, 1, made["account"], "nao")
    assert told.value.key == "hub.waits"
    assert team_hub.hand_over(aiko, 1, made["other"], "nao").account == "あおい建設"


def test_that_who_takes_an_account_to_themselves_stays_one_person_here_whatever_the_hub_calls_them(
    hub: Hub, aiko: Book
) -> None:
    made = aiko.write(_fill)[1]
    before = aiko.read(ask, "SELECT id, name FROM member")
    assert AIKO.name not in {name for _id, name in before}
    assert team_hub.hand_over(aiko, 1, made["account"], AIKO.role).to == AIKO.name
    _synced(aiko)
    assert aiko.read(ask, "SELECT id, name FROM member") == before
    assert aiko.read(ask, "SELECT owner_id FROM account WHERE id = ?", made["account"]) == [(before[0][0],)]


def test_that_following_what_others_handed_over_keeps_nobody_from_handing_over(hub: Hub, aiko: Book) -> None:
    made = aiko.write(_fill)[1]
    _synced(aiko)
    with hub.sign_in(AIKO) as db:
        db.execute("INSERT INTO banso.handover (account, owner) SELECT %s, banso.me()", (made["account"],))
    # The run before it follows that, and so writes to the book after it has sent all.
    done = team_hub.hand_over(aiko, 1, made["other"], "nao")
    assert done.account == "あおい建設"
    assert made["account"] in done.synced.ids("account")


def test_that_what_was_written_while_it_was_out_of_sight_is_sent_once_it_has_come_back(
    hub: Hub, aiko: Book, nao: Book
) -> None:
    made = aiko.write(_fill)[1]
    _synced(aiko)
    team_hub.hand_over(aiko, 1, made["account"], "nao")
    _synced(nao)
    new = {"account_id": made["account"], "state": "done", "kind": "call", "on_date": "2026-11-18", "body": "あとで"}
    aiko.write(door.create, "touchpoint", [new])
    aiko.write(door.amend, "touchpoint", {made["second"]: {"body": "書き直し"}})
    for _run in range(2):
        assert _synced(aiko)[1] == 0
    assert _bodies(hub) == {"第3回", "第10回"}
    team_hub.hand_over(nao, 1, made["account"], AIKO.role)
    for _run in range(2):
        _synced(aiko)
    assert _bodies(hub) == {"第3回", "書き直し", "あとで"}
    # Nothing is left that would keep her from giving it away again.
    assert team_hub.hand_over(aiko, 1, made["account"], "nao").to == NAO.name


def _bodies(hub: Hub) -> set[str]:
    with hub.admin() as db:
        rows = db.execute("SELECT fields ->> 'body' FROM banso.record WHERE type = 'touchpoints'").fetchall()
    return {str(row[0]) for row in rows}


def _sign(session: Session, account: str) -> str:
    term = {"start_on": "2026-01-01", "end_on": "2026-12-31"}
    [contract] = door.create(session, "contract", [{"account_id": account, "kind": "paid", "currency": "JPY", **term}])
    line = {"contract_id": contract, "product": "在庫", "quantity": "1", "unit_price": "100", "amount_minor": 100}
    return door.create(session, "contract_line", [{**line, "billing": "monthly", **term}])[0]


def _one_more(session: Session, *, sample: bool) -> str:
    name = "見本" if sample else "あとから"
    return door.create(session, "account", [{"name": name, "name_key": name, "sample": sample}])[0]
