"""Where syncing from the command line stops or is refused: what is told, what is kept, and how it goes on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.connectors import registry
from app.connectors.memory import MemoryServer
from app.connectors.memory.connector import SERVERS
from app.secrets import keyring_door
from app.sync.sql import write
from tests.builders import opened
from tests.cli.runner import Banso
from tests.cli.test_sync import accounts, amend, connected, edit_table, say
from tests.views.accounts.books import NAMES, fill

__all__ = ["connected"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryServer]:
    """Return a server that wants a password, which the kind "memory" leads to."""
    kinds = {**registry.BUILTIN, "memory": "app.connectors.memory.connector:MemoryConnector"}
    monkeypatch.setattr(registry, "BUILTIN", kinds)
    made = MemoryServer(password="the canary")
    monkeypatch.setitem(SERVERS, "crm", made)
    yield made


class Kept:
    """A keyring in memory that fails once it holds so much."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.values: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, user: str) -> str | None:
        return self.values.get((service, user))

    def set_password(self, service: str, user: str, secret: str) -> None:
        if len(self.values) >= self.most:
            raise OSError("no more")
        self.values[service, user] = secret

    def delete_password(self, service: str, user: str) -> None:
        del self.values[service, user]


def keyring(monkeypatch: pytest.MonkeyPatch, most: int) -> Kept:
    """Put a keyring into the place of this computer's."""
    kept = Kept(most)
    found: Any = keyring_door.Keyring(kept, "tests.backend")  # type: ignore[arg-type]
    monkeypatch.setattr(keyring_door, "discovered", lambda **_given: found)
    return kept


def memory(*more: str | Path) -> tuple[str | Path, ...]:
    return ("connect", "CRM", "--connector", "memory", "--set", "server=crm", *more)


def test_that_a_secret_that_nobody_asks_for_is_refused(
    banso: Banso, server: MemoryServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keyring(monkeypatch, 9)
    file = tmp_path / "secret"
    file.write_text("the canary\n", "utf-8")
    assert banso.refused(*memory("--secret", f"pasword={file}"))["field"] == "pasword"
    assert banso.json("connections") == [] and kept.values == {}
    banso.json(*memory("--secret", f"password={file}"))
    before = dict(kept.values)
    assert banso.refused("connect", "CRM", "--secret", f"pasword={file}")["field"] == "pasword"
    assert banso.refused("sync", "CRM", "--secret", f"pasword={file}")["field"] == "pasword"
    assert kept.values == before and len(before) == 1
    assert banso.json("sync", "CRM", "--secret", f"password={file}")["state"] == "on"


def test_that_no_secret_stays_behind_where_the_keyring_fails_in_between(
    banso: Banso, server: MemoryServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.connectors.base import Param, SecretAuth
    from app.connectors.memory.connector import MemoryConnector

    both = (Param("password", "Password", "password"), Param("key", "Key", "password"))
    monkeypatch.setattr(MemoryConnector, "auth", SecretAuth(both))
    kept = keyring(monkeypatch, 1)
    file = tmp_path / "secret"
    file.write_text("the canary", "utf-8")
    words = memory("--secret", f"password={file}", "--secret", f"key={file}")
    assert banso.refused(*words)["message"].strip()
    assert kept.values == {} and banso.json("connections") == []
    kept.most = 2
    banso.json(*words)
    assert len(kept.values) == 2


def test_that_one_that_stops_does_not_hide_the_others(connected: Banso, tmp_path: Path) -> None:
    for name in ("あ", "ん"):
        (tmp_path / name).mkdir()
        connected.json("connect", name, "--connector", "folder", "--set", f"folder={tmp_path / name}")
    connected.json("sync")
    (tmp_path / "shared").rename(tmp_path / "elsewhere")
    with (tmp_path / "ん" / "accounts.csv").open("w", encoding="utf-8") as file:
        csv.writer(file).writerows([["name"], ["新しい会社"]])
    ran = connected("sync", "--json")
    assert ran.code == 1 and ran.err == ""
    told = {one["name"]: (one["result"], one["pulled"]) for one in ran.document["runs"]}
    assert told == {"あ": ("done", 0), "ん": ("done", 1), "表": ("error", 0)}
    title = connected.refused("sync")["title"]
    assert "表" in title and "ん" not in title
    ran = connected("sync")
    assert ran.code == 1
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == ["あ", "ん"]
    assert "表" in ran.err and "フォルダー" in ran.err
    (tmp_path / "あ").rename(tmp_path / "away")
    ran = connected("sync", lang="en")
    assert "“" in ran.err and "あ: " in ran.err and "表: " in ran.err and len(ran.out.splitlines()) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_guard_says_what_it_stopped_and_lets_it_pass_once(connected: Banso, tmp_path: Path, lang: str) -> None:
    with opened(connected.profile) as book:
        from app.operations.importing.run import import_paths

        many = tmp_path / "many.csv"
        many.write_text("name\n" + "".join(f"会社 {n}\n" for n in range(60)), "utf-8")
        import_paths(book, [many])
    connected.json("sync")

    def lose(rows: list[dict[str, str]]) -> None:
        rows[:] = [row for row in rows if not row["name"].startswith("会社")]

    edit_table(tmp_path / "shared" / "accounts.csv", lose)
    before = len(accounts(connected))
    stopped = connected("sync", "表", lang=lang)
    assert (stopped.code, stopped.out) == (1, "")
    assert "60" in stopped.err and "会社 " in stopped.err and "…" in stopped.err
    assert "banso sync 表 --allow-once" in stopped.err
    assert connected.json("connections")[0]["state"] == "guard"
    assert len(accounts(connected)) == before
    # Nothing contradicts that nothing was changed.
    assert "ここまでに" not in stopped.err and "so far" not in stopped.err
    assert connected.refused("sync", "--allow-once")["field"] == "name"
    assert connected.json("sync", "表", "--allow-once")["state"] == "on"
    assert len(accounts(connected)) == before - 60
    assert connected.refused("sync", "表", "--allow-once")["field"] == "connection"


def test_that_another_system_under_a_known_name_is_refused(connected: Banso, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    error = connected.refused("connect", "表", "--set", f"folder={tmp_path / 'other'}")
    assert (error["field"], "表" in error["message"]) == ("connection", True)
    assert connected.json("sync", "表")["state"] == "on"
    # The same one in another place is the same.
    (tmp_path / "shared").rename(tmp_path / "moved")
    connected.json("connect", "表", "--set", f"folder={tmp_path / 'moved'}")
    assert connected.json("sync", "表")["state"] == "on"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_folder_that_cannot_be_written_says_so(banso: Banso, tmp_path: Path, lang: str) -> None:
    with opened(banso.profile) as book:
        fill(book)
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o555)
    words = {"ja": ("書き込めません", "接続先に書けません"), "en": ("nothing can be written", "not possible there")}[
        lang
    ]
    try:
        way = ("--connector", "folder", "--set", f"folder={folder}", "--write-back")
        made = banso("connect", "表", *way, lang=lang)
        assert made.code == 0 and words[0] in made.out
        banso("sync", "表")
        assert words[1] in banso("connections", lang=lang).out
        [listed] = banso.json("connections")
        assert (listed["guard"], listed["waiting"]) == ("none", 0)
        assert words[0] in banso("connect", "表", "--write-back", lang=lang).out
    finally:
        folder.chmod(0o755)


def test_that_nothing_to_change_is_said_so(connected: Banso) -> None:
    assert "変更はありません" in connected("connect", "表", "--write-back").out
    assert "stays as it is" in connected("connect", "表", lang="en").out


def test_that_a_run_that_goes_on_is_not_taken_back(connected: Banso, tmp_path: Path) -> None:
    say(tmp_path, name="名前が変わった会社")
    run = connected.json("sync")["runs"][0]["run"]
    with opened(connected.profile) as book:
        book.write(lambda session: write(session, "UPDATE sync_run SET result = NULL WHERE id = ?", run))
    error = connected.refused("undo-sync", str(run))
    assert error["field"] == "run" and "終わってから" in error["message"]


def test_that_each_kind_of_question_is_answered_in_its_own_words(connected: Banso, tmp_path: Path) -> None:
    amend(connected, {"industry": "製造"})
    say(tmp_path, industry="金融")
    connected.json("sync")
    [one] = connected.json("conflicts")
    number = one["id"]
    assert one["at"] is None or one["at"].endswith("Z")
    titles = {
        connected.refused("conflicts", "--resolve", said)["title"]
        for said in (f"{number}=same", "999=mine", "999=same")
    }
    assert len(titles) == 2
    twice = connected.refused("conflicts", "--resolve", f"{number}=mine", "--resolve", f"{number}=theirs")
    assert "mine" in twice["message"] and "theirs" in twice["message"]
    assert [left["id"] for left in connected.json("conflicts")] == [number]
    said = ("--resolve", f"{number}=mine", "--resolve", f"{number}=mine")
    assert connected.json("conflicts", *said) == []
    settled = connected.refused("conflicts", "--resolve", f"{number}=mine")["title"]
    assert settled not in titles


def test_that_a_proposal_tells_its_account_and_its_system(banso: Banso, server: MemoryServer) -> None:
    server.password = ""
    with opened(banso.profile) as book:
        fill(book)
    server.create("accounts", {"Name": "Aoba Shinkin", "Domain": "aoba.example"})
    banso.json(*memory())
    banso.json("sync")
    [one] = banso.json("conflicts")
    assert (one["kind"], one["system"], one["account"]) == ("link", "CRM", {"id": one["row"], "name": NAMES[0]})
    ran = banso("conflicts", lang="en")
    assert "Account " in ran.out.splitlines()[0] and "Accounts" not in ran.out
    assert banso.refused("conflicts", "--resolve", f"{one['id']}=mine")["message"].count("same")


def test_that_a_pause_of_the_system_is_told_by_our_clock(banso: Banso, server: MemoryServer) -> None:
    server.password = ""
    banso.json(*memory())
    server.retry_after = 1800
    server.faults = lambda _request: "429"
    error = banso.refused("sync", "CRM")
    assert "12:30" in error["message"] and "T03" not in error["message"]
