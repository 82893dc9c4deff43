from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from app.errors import BansoError, Cancelled
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.database import door as open_door
from app.models.migrate import HEAD
from app.operations import content
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.export import content_hash, export_book
from app.operations.export_folder import Imported, import_export, is_export
from app.operations.export_sheet import cell
from tests.builders import new_book


def account(session: Session, name: str = "Acme", **fields: object) -> str:
    return door.create(session, "account", [{"name": name, "name_key": name.casefold(), **fields}])[0]


def fill(session: Session) -> None:
    """Write one row at least of every table, with everything that is hard to carry."""
    parent = account(session, "親会社")
    child = account(session, "🍣 <b>=1+1</b>", parent_id=parent, tags=["a", "日本"], custom={"z": [1, None], "a": "é"})
    member = door.create(session, "member", [{"name": "鈴木"}])[0]
    person, other = door.create(
        session, "person", [{"name": "山田", "name_key": "山田"}, {"name": "山田", "name_key": "山田"}]
    )
    contract = door.create(
        session,
        "contract",
        [
            {
                "account_id": child,
                "kind": "paid",
                "start_on": "2026-01-01",
                "end_on": "2026-12-31",
                "currency": "JPY",
                "auto_renew": True,
                "churn_tags": [],
            }
        ],
    )[0]
    touchpoint = door.create(
        session,
        "touchpoint",
        [
            {
                "account_id": child,
                "state": "done",
                "kind": "call",
                "on_date": "2026-11-01",
                "body": '行1\n行2 "q", \\ \u2028 \t終',
                "sentiment": -2,
                "two_way": False,
            }
        ],
    )[0]
    measures = [door.create(session, "measure", [{"key": key}])[0] for key in ("logins", "nps")]
    request = door.create(
        session, "request", [{"account_id": child, "words": "もっと", "raised_on": "2026-10-01", "amount_minor": 2**62}]
    )[0]
    plan = door.create(session, "plan", [{"account_id": child, "name": "在庫改革", "agenda": [{"text": "議題"}]}])[0]
    objective = door.create(session, "objective", [{"account_id": child, "plan_id": plan, "title": "半分に"}])[0]
    review = door.create(
        session,
        "review",
        [
            {
                "account_id": child,
                "touchpoint_id": touchpoint,
                "period": "FY2026Q2",
                "start_on": "2026-07-01",
                "end_on": "2026-09-30",
                "comparison": "previous",
                "lang": "ja",
                "attendees": [{"name": "山田", "customer": True, "person_id": person}],
                "facts": {"format": 1, "chapters": []},
            }
        ],
    )[0]
    rest: dict[str, dict[str, object]] = {
        "tie": {"account_id": child, "one_id": person, "other_id": other, "note": "同期"},
        "sameness": {"one_id": person, "other_id": other, "same": False},
        "move": {
            "account_id": child,
            "person_id": person,
            "direction": "departure",
            "source": "said",
            "evidence": '=噂, "来春"',
            "confidence": 40,
            "on_date": "2026-11-01",
            "state": "open",
        },
        "objective_reading": {
            "account_id": child,
            "objective_id": objective,
            "value": "27.5",
            "on_date": "2026-11-10",
            "source": "customer",
        },
        "milestone": {"account_id": child, "objective_id": objective, "title": "研修", "side": "customer", "place": 0},
        "plan_version": {
            "account_id": child,
            "plan_id": plan,
            "number": 1,
            "made_on": "2026-11-01",
            "body": {"objectives": [{"id": objective, "target": "20"}]},
        },
        "plan_return": {
            "account_id": child,
            "plan_id": plan,
            "number": 1,
            "digest": "0" * 64,
            "on_date": "2026-11-05",
        },
        "commitment": {"account_id": child, "plan_id": plan, "state": "committed", "on_date": "2026-11-05"},
        "plan_comment": {"account_id": child, "plan_id": plan, "words": "<b>はい</b>", "on_date": "2026-11-05"},
        "onboarding": {"account_id": child, "start_on": "2026-01-01", "verdict": "succeeded"},
        "review_section": {
            "account_id": child,
            "review_id": review,
            "chapter": "own",
            "place": 3,
            "state": "edited",
            "title": '=1+1 "章"',
            "points": ["一行", "\u2028"],
            "left_out": ["promise:1"],
        },
        "decision": {"account_id": child, "review_id": review, "text": "<b>広げる</b>", "decided_on": "2026-11-05"},
        "forecast_call": {
            "account_id": child,
            "contract_id": contract,
            "called_on": "2026-11-05",
            "committed_minor": 2**53 + 1,
            "currency": "JPY",
            "reason": "=口頭で",
        },
        "account_fact": {
            "account_id": child,
            "field": "phase",
            "value": None,
            "effective_on": "2026-01-01",
            "recorded_at": "2026-01-01T00:00:00.000000Z",
        },
        "handover": {"account_id": child, "kind": "sales", "taken_by_id": member, "open_questions": [{"q": "?"}]},
        "rate": {"currency": "USD", "base": "JPY", "on_date": "2026-01-01", "rate": "150.25"},
        "saved_view": {"place": "accounts", "name": "見る", "spec": {"sort": ["name", {"down": True}]}, "position": 1},
        "contract_line": {
            "contract_id": contract,
            "product": "+Pro",
            "quantity": "3",
            "unit_price": "-10.5",
            "amount_minor": -(2**63),
            "billing": "monthly",
            "start_on": "2026-01-01",
            "end_on": "2026-12-31",
            "free_months": 2,
        },
        "position": {"person_id": person, "account_id": child, "role": "champion"},
        "participation": {"person_id": person, "account_id": child, "programme": "beta"},
        "put_off": {"account_id": child, "kind": "quiet", "subject": "quiet.days", "until": "2026-12-01"},
        "walk": {"account_id": child, "on_date": "2026-11-16", "verdict": "same", "note": "変わらず"},
        "health_model": {"version": 1, "body": {"dimensions": []}, "reason": "初版", "said_at": "2026-11-16T03:00:00Z"},
        "feeling": {
            "account_id": child,
            "effect": -5,
            "reason": "反応が鈍い",
            "said_at": "2026-11-16T03:00:00Z",
            "on_date": "2026-11-16",
            "expires_on": "2026-12-14",
        },
        "score_override": {
            "account_id": child,
            "score": 30,
            "reason": "解約の内示",
            "said_at": "2026-11-16T03:00:00Z",
            "on_date": "2026-11-16",
            "expires_on": "2026-12-14",
        },
        "gathering": {"name": "集い", "kind": "event", "on_date": "2026-11-01", "programme": "community"},
        "response": {
            "account_id": child,
            "person_id": person,
            "survey": "nps",
            "score": "10",
            "comment": '=良い\n"声"',
            "on_date": "2026-11-01",
        },
        "target": {"metric": "nrr", "fiscal_year": "2026", "value": "1.1"},
        "touchpoint_person": {"touchpoint_id": touchpoint, "person_id": person, "name": "山田"},
        "promise": {
            "account_id": child,
            "text": "送る",
            "side": "me",
            "made_on": "2026-11-01",
            "origin": "touchpoint",
            "origin_id": touchpoint,
        },
        "request_account": {"request_id": request, "account_id": parent},
        "csql": {"account_id": child, "origin": "request", "signal": "増席", "amount_minor": 2**53 + 1},
        "indicator": {"account_id": child, "kind": "outage", "on_date": "2026-09-09"},
        "signal_rule": {"key": "outages", "body": {"on": False}, "reason": "<b>いまは不要</b>"},
        "playbook": {"key": "own", "body": {"key": "own", "steps": [{"text": {"ja": "=確かめる"}}]}},
        "cta": {
            "account_id": child,
            "rule": "outages",
            "subject": "",
            "params": {"count": 2, "last": "2026-09-09"},
            "opened_on": "2026-09-10",
            "fired_on": "2026-09-10",
            "state": "open",
        },
    }
    for entity, row in rest.items():
        door.create(session, entity, [row])
    numbers = {row["id"]: row["no"] for row in session.rows(select(tables.account.c.id, tables.account.c.no))}
    for key, value in ((measures[0], 0.1), (measures[0], 1e300), (measures[1], None), (measures[1], None)):
        number = session.scalar(select(tables.measure.c.no).where(tables.measure.c.id == key))
        door.create(session, "reading", [reading(numbers[child], number, value, by_id=member)])


def reading(account_no: int, measure_no: int, value: float | None, **more: object) -> dict[str, object]:
    return {
        "account_no": account_no,
        "measure_no": measure_no,
        "value": value,
        "observed_at": "2026-11-01T00:00:00.000000Z",
        "recorded_at": "2026-11-02T00:00:00.000000Z",
        "source": "import",
        **more,
    }


def counts(book: Book) -> dict[str, int]:
    def ask(session: Session) -> dict[str, int]:
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in tables.metadata.sorted_tables
        }

    return book.read(ask)


def states(book: Book) -> list[str]:
    return [row[0] for row in book.read(lambda s: s.execute(select(tables.change.c.state)).all())]


@pytest.mark.parametrize("encrypted", [False, True])
def test_that_an_export_brought_into_a_new_book_says_the_same(tmp_path: Path, encrypted: bool) -> None:
    with new_book(tmp_path / "a", encrypted=encrypted) as book:
        book.write(fill)
        done = export_book(book, tmp_path / "out")
        assert done.hash == book.read(content_hash)
        exported = {name: number for name, number in counts(book).items() if name in content.entities()}
        me = book.by_id
    assert min(exported.values()) > 0, "fill leaves a table out"
    assert done.rows == sum(exported.values())
    assert {path.name for path in done.files} == {path.name for path in (tmp_path / "out").iterdir()}
    with new_book(tmp_path / "b", encrypted=encrypted, name="another", zone="Europe/Berlin") as other:
        assert other.read(content_hash) != done.hash
        brought = import_export(other, tmp_path / "out")
        assert other.read(content_hash) == done.hash
        assert other.by_id == me
        # The settings "me" and "zone" are in both.
        assert brought == Imported(done.rows - 2, 2, 0)
        assert import_export(other, tmp_path / "out") == Imported(0, 0, done.rows)
        assert len(states(other)) == 2
        again = export_book(other, tmp_path / "again")
    assert again.hash == done.hash
    for path in done.files:
        if path.name not in {"history.json", "book.json"}:
            assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_that_the_import_of_an_export_is_one_change_that_can_be_undone(tmp_path: Path) -> None:
    with new_book(tmp_path / "a") as book:
        _, owner = book.write(account)
        book.write(lambda s: door.create(s, "indicator", [{"account_id": owner, "kind": "outage", "on_date": ""}]))
        export_book(book, tmp_path / "out")
    with new_book(tmp_path / "b") as other:
        other.write(account, "already here")
        before = other.read(content_hash)
        import_export(other, tmp_path / "out")
        assert other.read(content_hash) != before
        change = other.read(
            lambda s: s.scalar(select(tables.change.c.id).where(tables.change.c.cause == "import_export"))
        )
        other.write(take_back, change)
        assert other.read(content_hash) == before


def test_that_an_import_takes_over_what_differs_and_leaves_what_only_the_book_has(tmp_path: Path) -> None:
    with new_book(tmp_path / "a") as book:
        _, first = book.write(account, "Acme", industry="food")
        book.write(account, "Removed later")
        done = export_book(book, tmp_path / "out")
        second = book.read(lambda s: s.scalar(select(tables.account.c.id).where(tables.account.c.name != "Acme")))
        book.write(lambda s: door.amend(s, "account", {first: {"industry": None, "name": "Acme 2"}}))
        book.write(lambda s: door.remove(s, "account", [second]))
        _, mine = book.write(account, "Mine")
        assert import_export(book, tmp_path / "out") == Imported(0, 2, done.rows - 2)
        book.write(lambda s: door.remove(s, "account", [mine]))
        assert book.read(content_hash) == done.hash


def test_that_removed_rows_that_live_ones_refer_to_travel_along_unseen(tmp_path: Path) -> None:
    def tangle(session: Session) -> None:
        grandparent = account(session, "祖")
        parent = account(session, "親", parent_id=grandparent)
        child = account(session, "子", parent_id=parent)
        owner = door.create(session, "member", [{"name": "gone"}])[0]
        door.amend(session, "account", {child: {"owner_id": owner}})
        measure = door.create(session, "measure", [{"key": "old"}])[0]
        no = session.scalar(select(tables.account.c.no).where(tables.account.c.id == child))
        measure_no = session.scalar(select(tables.measure.c.no).where(tables.measure.c.id == measure))
        door.create(session, "reading", [reading(no, measure_no, 1.0)])
        door.remove(session, "account", [grandparent, parent])
        door.remove(session, "member", [owner])
        door.remove(session, "measure", [measure])
        door.remove(session, "account", [account(session, "nobody's")])

    with new_book(tmp_path / "a") as book:
        book.write(tangle)
        done = export_book(book, tmp_path / "out")
    removed = [
        json.loads(line.rstrip(",")) for line in (tmp_path / "out" / "removed.json").read_text().split("\n")[1:-2]
    ]
    assert sorted(item["row"].get("name") or item["row"]["key"] for item in removed) == ["gone", "old", "祖", "親"]
    with new_book(tmp_path / "b") as other:
        import_export(other, tmp_path / "out")
        assert other.read(content_hash) == done.hash
        assert import_export(other, tmp_path / "out") == Imported(0, 0, done.rows)


def test_that_parents_in_any_order_and_even_in_a_ring_are_brought_in(tmp_path: Path) -> None:
    def ring(session: Session) -> None:
        made = [account(session, str(number)) for number in range(5)]
        door.amend(session, "account", {a: {"parent_id": b} for a, b in zip(made, made[1:] + made[:1], strict=True)})

    with new_book(tmp_path / "a") as book:
        book.write(ring)
        done = export_book(book, tmp_path / "out")
    with new_book(tmp_path / "b") as other:
        import_export(other, tmp_path / "out")
        assert other.read(content_hash) == done.hash


def test_that_the_hash_knows_content_alone(tmp_path: Path) -> None:
    with new_book(tmp_path / "a") as book:
        start = book.read(content_hash)
        change, first = book.write(account, "Acme")
        there = book.read(content_hash)
        assert there != start
        book.write(lambda s: door.amend(s, "account", {first: {"name": "X"}}))
        assert book.read(content_hash) not in {start, there}
        book.write(lambda s: door.amend(s, "account", {first: {"name": "Acme"}}))
        assert book.read(content_hash) == there
        book.write(lambda s: door.remove(s, "account", [first]))
        assert book.read(content_hash) == start
        assert change.id is not None


def test_that_the_hash_does_not_know_the_order_of_writing(tmp_path: Path) -> None:
    def put(session: Session, rows: list[dict[str, object]]) -> None:
        door.create(session, "account", rows)
        door.create(session, "measure", [{"id": "m", "key": "logins"}])
        numbers = {row["id"]: row["no"] for row in session.rows(select(tables.account))}
        for row in rows:
            for value in (1.0, 2.0):
                door.create(session, "reading", [reading(numbers[row["id"]], 1, value)])

    rows: list[dict[str, object]] = [{"id": f"id{n}", "name": f"n{n}", "name_key": f"n{n}"} for n in range(20)]
    hashes = set()
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        with new_book(tmp_path / str(seed)) as book:
            me = book.by_id
            book.write(put, rows)
            book.write(lambda s, me=me: door.remove(s, "member", [me]))
            book.write(lambda s: door.remove(s, "setting", ["me"]))
            hashes.add(book.read(content_hash))
    assert len(hashes) == 1


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=25)
@given(st.lists(st.tuples(texts, texts, values, st.none() | st.integers(-(2**63), 2**63 - 1)), max_size=6))
def test_that_any_text_number_and_json_makes_the_round_trip(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, object, int | None]]
) -> None:
    tmp_path = tmp_path_factory.mktemp("trip")
    with new_book(tmp_path / "a") as book:
        made = [
            {"name": name, "name_key": key, "custom": custom, "fit_reason": key or None}
            for name, key, custom, _ in rows
        ]
        book.write(lambda s: door.create(s, "account", made))
        _, owner = book.write(account)
        made = [{"account_id": owner, "words": w, "raised_on": "", "amount_minor": n} for w, _, _, n in rows]
        book.write(lambda s: door.create(s, "request", made))
        done = export_book(book, tmp_path / "out")
    with new_book(tmp_path / "b") as other:
        import_export(other, tmp_path / "out")
        assert other.read(content_hash) == done.hash


def test_that_an_export_goes_only_to_a_new_or_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    with new_book(tmp_path / "p") as book:
        export_book(book, tmp_path / "empty")
        assert is_export(tmp_path / "empty")
        for taken in ("full", "file", "empty"):
            with pytest.raises(BansoError, match=r"export\.not_empty"):
                export_book(book, tmp_path / taken)
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "full", "p"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "empty").iterdir())


def test_that_a_cancelled_or_failed_export_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with new_book(tmp_path / "p") as book:
        with pytest.raises(Cancelled):
            export_book(book, tmp_path / "out", cancelled=lambda: True)
        monkeypatch.setattr("app.operations.export._write_history", full)
        with pytest.raises(BansoError, match=r"export\.failed"):
            export_book(book, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


def test_that_the_sheets_are_for_people_and_hold_no_formula(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        book.write(fill)
        export_book(book, tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row), path.name
    with (tmp_path / "out" / "contract_line.csv").open(encoding="utf-8-sig", newline="") as file:
        [line] = csv.DictReader(file)
    assert (line["product"], line["unit_price"], line["start"]) == ("'+Pro", "'-10.5", "2026-01-01")
    assert line["free_months"] == "2"
    with (tmp_path / "out" / "touchpoint.csv").open(encoding="utf-8-sig", newline="") as file:
        [line] = csv.DictReader(file)
    assert (line["account"], line["date"], line["sentiment"]) == ("🍣 <b>=1+1</b>", "2026-11-01", "-2")
    with (tmp_path / "out" / "account.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = {line["name"]: line for line in csv.DictReader(file)}
    assert lines["🍣 <b>=1+1</b>"]["parent"] == "親会社"
    assert lines["🍣 <b>=1+1</b>"]["tags"] == "a; 日本"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (-2, -2),
        ("=1", "'=1"),
        ("-a", "'-a"),
        ("@a", "'@a"),
        ("\t", "'\t"),
        (["a", "b"], "a; b"),
        (["=a"], "'=a"),
        ({"a": 1}, '{"a":1}'),
        ([1, 2], "[1,2]"),
    ],
)
def test_that_a_cell_is_what_a_spreadsheet_may_see(value: object, shown: object) -> None:
    assert cell(value) == shown


Spoil = Callable[[Path], None]


def edited(name: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return spoil


def without(name: str) -> Spoil:
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (without("book.json"), "export_folder.missing"),
        (without("promise.json"), "export_folder.damaged"),
        (without("removed.json"), "export_folder.damaged"),
        (edited("book.json", '"format": 1', '"format": 2'), "export_folder.newer"),
        (edited("book.json", f'"schema": "{HEAD}"', f'"schema": "{int(HEAD) + 1:04}"'), "export_folder.newer"),
        (edited("book.json", '"format": 1', '"format": "x"'), "export_folder.damaged"),
        (edited("book.json", '"account":', '"sqlite_master":'), "export_folder.damaged"),
        (edited("book.json", "{", "["), "export_folder.damaged"),
        (edited("promise.json", "送る", "贈る"), "export_folder.damaged"),
        (edited("promise.json", '"text":"送る"', '"text":7'), "export_folder.damaged"),
        (edited("promise.json", '"text":', '"no":'), "export_folder.damaged"),
        (edited("promise.json", "\n]\n", "\n"), "export_folder.damaged"),
        (edited("promise.json", "{", "[" * 100000), "export_folder.damaged"),
        (edited("touchpoint.json", '"sentiment":-2', '"sentiment":' + "9" * 30), "export_folder.damaged"),
        (edited("reading.json", '"measure":"logins",', ""), "export_folder.damaged"),
        (edited("removed.json", "[\n", '[\n{"table":"change","row":{}}'), "export_folder.damaged"),
    ],
)
def test_that_a_damaged_or_newer_export_changes_nothing(tmp_path: Path, spoil: Spoil, key: str) -> None:
    with new_book(tmp_path / "a") as book:
        book.write(fill)
        export_book(book, tmp_path / "out")
    spoil(tmp_path / "out")
    with new_book(tmp_path / "b") as other:
        before = counts(other)
        with pytest.raises(BansoError) as raised:
            import_export(other, tmp_path / "out")
        assert raised.value.key == key
        assert counts(other) == before


def test_that_a_row_that_cannot_stand_beside_another_undoes_the_whole_import(tmp_path: Path) -> None:
    with new_book(tmp_path / "a") as book:
        book.write(account, "Acme", external_id="X1")
        export_book(book, tmp_path / "out")
    with new_book(tmp_path / "b") as other:
        other.write(account, "Other", external_id="X1")
        before = other.read(content_hash)
        with pytest.raises(BansoError, match=r"export_folder\.clashes"):
            import_export(other, tmp_path / "out")
        assert other.read(content_hash) == before


def test_that_a_cancelled_import_leaves_the_content_as_it_was_and_can_be_made_again(tmp_path: Path) -> None:
    with new_book(tmp_path / "a") as book:
        book.write(fill)
        done = export_book(book, tmp_path / "out")
    told: list[tuple[int, int]] = []
    with new_book(tmp_path / "b") as other:
        before = other.read(content_hash)
        with pytest.raises(Cancelled):
            import_export(
                other,
                tmp_path / "out",
                progress=lambda n, total: told.append((n, total)),
                cancelled=lambda: len(told) > 10,
            )
        assert other.read(content_hash) == before
        assert told[-1][0] < told[-1][1] == done.rows
        import_export(other, tmp_path / "out")
        assert other.read(content_hash) == done.hash


LARGE = """
import resource, sys
from pathlib import Path
from app.operations.export import export_book
from tests.builders import opened
with opened(Path(sys.argv[1])) as book:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    export_book(book, Path(sys.argv[2]))
print(before // 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no getrusage")
def test_that_an_export_streams(tmp_path: Path) -> None:
    def many(session: Session) -> None:
        owner = account(session)
        with open_door(session):
            for start in range(0, 60_000, 5_000):
                rows = [
                    {
                        "id": f"t{number:08}",
                        "account_id": owner,
                        "state": "done",
                        "kind": "call",
                        "on_date": date(2026, 1, 1).isoformat(),
                        "body": f"{number} " + "本文" * 200,
                        "change_id": "c",
                    }
                    for number in range(start, start + 5_000)
                ]
                session.execute(insert(tables.touchpoint), rows)

    with new_book(tmp_path / "p") as book:
        book.write(many)
    ran = subprocess.run(
        [sys.executable, "-c", LARGE, str(tmp_path / "p"), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    before, after = map(int, ran.stdout.split())
    # The bodies alone are 70 MB, and the driver's cache may take 64 MB.
    assert (tmp_path / "out" / "touchpoint.json").stat().st_size > 70_000_000
    assert after - before < 110
