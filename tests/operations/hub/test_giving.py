"""Before, while and after an account is handed over in a team hub: what is shown, what stops it, who holds it then."""

from __future__ import annotations

import pytest

from app.connectors.hub.session import HandOver, HubSession
from app.errors import BansoError, Cancelled
from app.journal import door
from app.models import locks
from app.models.database import Session
from app.operations import hub as team_hub
from app.operations.account_fields import write_field
from app.operations.account_giving import giving, held_by, is_in_hub
from app.operations.book import Book
from app.operations.handovers import handover_sheet
from app.operations.syncing import connections
from app.operations.syncing.rows import CameOver, RunResult
from app.operations.syncing.running import run_sync
from app.sync import keeping
from app.sync.sql import ask
from tests.builders import TODAY
from tests.live.hub import AIKO, KEN, Hub
from tests.live.pg_proxy import PgProxy

NAME = "みどり食品"


def _fill(session: Session) -> str:
    [account] = door.create(session, "account", [{"name": NAME, "name_key": NAME}])
    below = {"account_id": account}
    [plan] = door.create(session, "plan", [{**below, "name": "導入計画"}])
    door.create(session, "objective", [{**below, "plan_id": plan, "title": title} for title in ("半日で", "紙なし")])
    calls = [{**below, "state": "done", "kind": "call", "on_date": f"2026-11-{day:02}", "body": "済"} for day in (3, 9)]
    kept = door.create(session, "touchpoint", [*calls, {**calls[0], "body": "消した"}])
    door.remove(session, "touchpoint", kept[2:])
    return account


def synced(book: Book) -> RunResult:
    result = run_sync(book, 1, pressed=True)[1]
    assert result.result == "done", result
    return result


def owner(book: Book, account: str) -> str | None:
    rows = book.read(ask, "SELECT m.name FROM account a JOIN member m ON m.id = a.owner_id WHERE a.id = ?", account)
    return str(rows[0][0]) if rows else None


def hand_overs(team: Hub) -> int:
    with team.admin() as db:
        [found] = db.execute("SELECT count(*) FROM banso.handover").fetchall()
    return int(found[0])


def test_that_it_is_told_what_would_go_along(aikos: Book) -> None:
    account = aikos.write(_fill)[1]
    assert not aikos.read(is_in_hub, account)
    with pytest.raises(BansoError) as told:
        aikos.read(giving, account)
    assert told.value.key == "hub.not_shared"
    synced(aikos)
    assert aikos.read(is_in_hub, account)
    found = aikos.read(giving, account)
    assert (found.account, [(one.name, one.writes) for one in found.hubs]) == (NAME, [("team", True)])
    # What was removed does not go along.
    assert {name: count for name, count in found.counts.items() if count} == {
        "touchpoint": 2,
        "plan": 1,
        "objective": 2,
    }
    aikos.write(connections.set_writes, 1, False)
    assert [one.writes for one in aikos.read(giving, account).hubs] == [False]


def test_that_whoever_takes_it_over_holds_it_and_is_told_once(team: Hub, aikos: Book, kens: Book) -> None:
    account = aikos.write(_fill)[1]
    synced(aikos)
    assert synced(kens).came == ()
    assert (owner(kens, account), kens.read(held_by, account)) == (None, None)
    steps: list[tuple[int | None, str]] = []
    done = team_hub.hand_over(aikos, 1, account, "ken", report=lambda _n, total, words: steps.append((total, words)))
    assert (done.account, done.to) == (NAME, KEN.name)
    assert steps[-1] == (None, team_hub.GIVING)
    held = aikos.read(held_by, account)
    assert held is not None
    assert (held.hub, held.name, held.since, held.shown) == ("team", KEN.name, TODAY.isoformat(), True)

    assert synced(kens).came == (CameOver(account, NAME, AIKO.name),)
    assert (owner(kens, account), kens.read(held_by, account)) == (KEN.name, None)
    sheet = kens.read(handover_sheet, account, today=TODAY)
    assert (sheet.kind, sheet.given_by, sheet.taken_by) == ("csm", AIKO.name, KEN.name)
    assert sheet.accepted_on == sheet.handed_on is not None
    # Told once, and it changes nothing more at either.
    before = kens.read(ask, "SELECT count(*) FROM change")
    assert (synced(kens).came, synced(aikos).came) == ((), ())
    assert kens.read(ask, "SELECT count(*) FROM change") == before
    # What a person says later of who holds it stands.
    kens.write(write_field, account, "owner_id", "Rei", today=TODAY)
    synced(kens)
    assert owner(kens, account) == "Rei"


def test_that_it_can_come_back(aikos: Book, kens: Book) -> None:
    account = aikos.write(_fill)[1]
    synced(aikos)
    team_hub.hand_over(aikos, 1, account, "ken")
    synced(kens)
    team_hub.hand_over(kens, 1, account, "aiko")
    assert synced(aikos).came == (CameOver(account, NAME, KEN.name),)
    assert (owner(aikos, account), owner(kens, account)) == (AIKO.name, AIKO.name)
    assert aikos.read(held_by, account) is None


def test_that_a_third_one_who_sees_it_knows_who_holds_it(team: Hub, aikos: Book, kens: Book) -> None:
    account = aikos.write(_fill)[1]
    synced(aikos)
    synced(kens)
    with team.sign_in(AIKO) as db:
        db.execute(
            "INSERT INTO banso.handover (account, owner) SELECT %s, id FROM banso.member WHERE role = 'aiko'",
            (account,),
        )
    assert synced(kens).came == ()
    assert owner(kens, account) == AIKO.name
    # Aiko gave it to herself: it is hers, and came from nobody.
    assert synced(aikos).came == ()
    assert owner(aikos, account) == AIKO.name
    assert aikos.read(handover_sheet, account, today=TODAY).handover_id is None


def test_that_who_holds_what_is_asked_only_where_something_was_given(
    aikos: Book, kens: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, asked = aikos.write(_fill)[1], []
    hand_overs_of = HubSession.hand_overs

    def counted(session: HubSession) -> list[HandOver]:
        asked.append(1)
        return hand_overs_of(session)

    monkeypatch.setattr(HubSession, "hand_overs", counted)
    synced(aikos)
    synced(kens)
    assert asked == []
    team_hub.hand_over(aikos, 1, account, "ken")
    assert len(synced(kens).came) == 1
    assert len(asked) == 1
    synced(kens)
    assert len(asked) == 1


def test_that_everything_read_anew_tells_nobody_of_old_news(aikos: Book, kens: Book) -> None:
    account = aikos.write(_fill)[1]
    synced(aikos)
    team_hub.hand_over(aikos, 1, account, "ken")
    assert len(synced(kens).came) == 1
    kens.write(keeping.start_over, 1)
    assert synced(kens).came == ()
    assert kens.read(ask, "SELECT count(*) FROM handover") == [(1,)]


def test_that_what_is_stopped_before_it_is_given_is_not_given(team: Hub, aikos: Book) -> None:
    account = aikos.write(_fill)[1]
    synced(aikos)
    with pytest.raises(Cancelled):
        team_hub.hand_over(aikos, 1, account, "ken", cancelled=lambda: True)
    assert (hand_overs(team), owner(aikos, account)) == (0, None)


def test_that_once_it_is_given_nothing_stops_it(team: Hub, aikos: Book) -> None:
    account = aikos.write(_fill)[1]
    given: list[str] = []
    done = team_hub.hand_over(
        aikos, 1, account, "ken", report=lambda _n, _total, words: given.append(words),
        cancelled=lambda: team_hub.GIVING in given,
    )  # fmt: skip
    assert (done.to, hand_overs(team), owner(aikos, account)) == (KEN.name, 1, KEN.name)


def test_that_a_run_under_way_is_waited_for(team: Hub, aikos: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    account = aikos.write(_fill)[1]
    synced(aikos)
    monkeypatch.setattr(team_hub, "_TURN_S", 0.01)
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 5

    with locks.hold(aikos.folder / "sync" / "1.lock") as taken:
        assert taken
        with pytest.raises(Cancelled):
            team_hub.hand_over(aikos, 1, account, "ken", cancelled=cancelled)
        monkeypatch.setattr(team_hub, "_TURNS", 3)
        with pytest.raises(BansoError) as told:
            team_hub.hand_over(aikos, 1, account, "ken")
        assert told.value.key == "hub.not_synced"
    assert hand_overs(team) == 0
    assert team_hub.hand_over(aikos, 1, account, "ken").to == KEN.name


def test_that_a_hub_out_of_reach_is_said_and_changes_nothing(team: Hub, aikos: Book, proxy: PgProxy) -> None:
    account = aikos.write(_fill)[1]
    synced(aikos)
    proxy.fault("503")
    proxy.cut()
    with pytest.raises(BansoError) as told:
        team_hub.hand_over(aikos, 1, account, "ken")
    assert told.value.key == "hub.out_of_reach"
    assert (hand_overs(team), owner(aikos, account)) == (0, None)


def test_that_a_line_that_breaks_while_it_is_given_is_told_as_unsure_and_known_after_a_sync(
    team: Hub, aikos: Book, proxy: PgProxy
) -> None:
    account = aikos.write(_fill)[1]
    synced(aikos)

    def breaks(_n: int, _total: int | None, words: str) -> None:
        if words == team_hub.GIVING:
            proxy.fault("drop_after")

    with pytest.raises(BansoError) as told:
        team_hub.hand_over(aikos, 1, account, "ken", report=breaks)
    assert (told.value.key, told.value.params["account"]) == ("hub.unsure", NAME)
    assert owner(aikos, account) is None
    proxy.fault("")
    assert hand_overs(team) == 1
    synced(aikos)
    assert owner(aikos, account) == KEN.name


def test_that_a_blocked_field_of_the_account_stops_it(team: Hub, aikos: Book) -> None:
    account = aikos.write(_fill)[1]
    synced(aikos)
    # A text longer than a hub keeps is held back.
    [plan] = [row[0] for row in aikos.read(ask, "SELECT id FROM plan")]
    aikos.write(door.amend, "plan", {plan: {"success": "長" * 100_001}})
    with pytest.raises(BansoError) as told:
        team_hub.hand_over(aikos, 1, account, "ken")
    assert told.value.key == "hub.waits"
    assert (hand_overs(team), owner(aikos, account)) == (0, None)


def test_that_a_connection_of_another_kind_tells_nothing_of_hand_overs(aikos: Book) -> None:
    account = aikos.write(_fill)[1]
    aikos.write(keeping.set_connection, 1, {"connector": "folder"})
    assert not aikos.read(is_in_hub, account)
    assert aikos.read(held_by, account) is None
    with pytest.raises(BansoError) as told:
        team_hub.colleagues(aikos, 1)
    assert told.value.key == "hub.no_hub"
