"""What files of people say about who moved: what is changed, what is asked, and what was decided before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.importing.run import import_paths
from app.operations.moves.arrivals import arrivals_elsewhere
from app.operations.moves.deciding import confirm_move, dismiss_move
from app.operations.moves.rows import OpenMove, open_moves
from app.operations.people_sameness import keep_apart, merge_people, split_people
from tests.builders import TODAY, new_book
from tests.operations.importing.test_run import bring, counts, live, said

SANSAN = "会社名,部署名,役職,氏名,e-mail,TEL会社,名刺交換日\n"
CONNECTIONS = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
"""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path, book: Book) -> Path:
    path = tmp_path / "files"
    path.mkdir()
    bring(book, path, "accounts", "顧客名,顧客ID\n株式会社みどり食品,A-1\nAcme Robotics,A-2\n")
    return path


def cards(book: Book, folder: Path, *rows: str) -> Any:
    return bring(book, folder, "people", SANSAN + "\n".join(rows) + "\n")


def only(book: Book) -> OpenMove:
    [move] = book.read(open_moves)
    return move


def test_that_another_post_without_a_newer_day_is_asked_about_once(book: Book, folder: Path) -> None:
    cards(book, folder, "㈱みどり食品,製造本部,部長,高橋 誠,m@midori.example,,2026/4/10")
    cards(book, folder, "(株)みどり食品,経営企画室,室長,髙橋　誠,m@midori.example,,2026/4/10")
    assert said(book, "position", "department", "title", "to_on") == [("製造本部", "部長", None)]
    move = only(book)
    assert (move.direction, move.evidence[0].source) == ("departure", "card")
    assert move.evidence[0].text == "製造本部 / 部長 → 経営企画室 / 室長"
    before = len(live(book, "move"))
    cards(book, folder, "みどり食品,経営企画室,室長,高橋 誠,m@midori.example,03-0000-0000,2026/4/10")
    assert len(live(book, "move")) == before


def test_that_the_newest_card_wins_in_whatever_order_they_stand(book: Book, folder: Path) -> None:
    cards(
        book, folder,
        "みどり食品,生産部,部長,高橋 誠,m@midori.example,,2026/4/10",
        "みどり食品,製造部,課長,高橋 誠,m@midori.example,,2024/4/10",
    )  # fmt: skip
    assert said(book, "position", "title", "to_on") == [("部長", None)]
    cards(book, folder, "みどり食品,本社,取締役,高橋 誠,m@midori.example,,2026/10/1")
    assert said(book, "position", "title", "from_on", "to_on") == [
        ("部長", None, "2026-09-30"),
        ("取締役", "2026-10-01", None),
    ]
    assert book.read(open_moves) == ()


def test_that_a_trivial_difference_of_writing_is_none(book: Book, folder: Path) -> None:
    cards(book, folder, "みどり食品,ＩＴ推進部,課長,佐藤 花子,h@midori.example,,")
    cards(book, folder, "みどり食品,IT推進部,課長,佐藤花子,H@midori.example,,")
    assert said(book, "position", "department") == [("ＩＴ推進部",)]
    assert book.read(open_moves) == ()


def test_that_the_card_of_a_company_that_is_no_customer_tells_of_a_departure_and_a_lead(
    book: Book, folder: Path
) -> None:
    cards(book, folder, "みどり食品,製造本部,部長,高橋 誠,m@midori.example,,2024/4/10")
    report = cards(book, folder, "かえで飲料株式会社,本社,執行役員,高橋 誠,m@kaede.example,,2026/11/2")
    assert [bad.key for bad in report.rejected] == ["unknown_account"]
    departure, arrival = sorted(book.read(open_moves), key=lambda move: move.direction, reverse=True)
    assert (departure.account, departure.name, departure.on) == ("株式会社みどり食品", "高橋 誠", date(2026, 11, 2))
    assert (arrival.account, arrival.account_id) == ("かえで飲料株式会社", None)
    [lead] = book.read(arrivals_elsewhere)
    assert (lead.company, lead.post, lead.known_from) == ("かえで飲料株式会社", "本社 / 執行役員", "株式会社みどり食品")
    book.write(confirm_move, departure.id, on=date(2026, 10, 31), today=TODAY)
    assert said(book, "position", "to_on") == [("2026-10-31",)]
    book.write(dismiss_move, arrival.id, reason="同姓同名", today=TODAY)
    assert book.read(arrivals_elsewhere) == ()


def test_that_a_dismissed_move_does_not_come_back_from_the_same_evidence(book: Book, folder: Path) -> None:
    cards(book, folder, "みどり食品,製造本部,部長,高橋 誠,m@midori.example,,")
    cards(book, folder, "みどり食品,経営企画室,室長,高橋 誠,m@midori.example,,")
    book.write(dismiss_move, only(book).id, reason="兼務と聞いた", today=TODAY)
    cards(book, folder, "みどり食品,経営企画室,室長,高橋 誠,m@midori.example,03-1111-2222,")
    assert book.read(open_moves) == ()
    cards(book, folder, "みどり食品,海外事業部,室長,高橋 誠,m@midori.example,,")
    assert only(book).evidence[0].text.endswith("海外事業部 / 室長")


def test_that_connections_of_a_network_are_evidence_and_never_people(book: Book, folder: Path) -> None:
    cards(book, folder, "Acme Robotics,Operations,VP Operations,Gareth Whitlock,g@acme.example,,2024/4/10",
          "みどり食品,製造本部,部長,高橋 誠,m@midori.example,,2024/4/10")  # fmt: skip
    path = folder / "Connections.csv"
    path.write_text(
        CONNECTIONS
        + "Gareth,Whitlock,https://l.example/in/g,,Otterly Foods,COO,02 Mar 2025\n"
        + "誠,高橋,https://l.example/in/m,,みどり食品株式会社,部長,03 Mar 2025\n"
        + "Some,Stranger,https://l.example/in/s,,Nowhere,CEO,04 Mar 2025\n",
        "utf-8",
    )
    report = import_paths(book, [path])
    assert counts(report) == (0, 1, 2, 0)
    assert len(live(book, "person")) == 2
    assert {(m.direction, m.account) for m in book.read(open_moves)} == {
        ("departure", "Acme Robotics"), ("arrival", "Otterly Foods"),
    }  # fmt: skip
    assert counts(import_paths(book, [path])) == (0, 0, 3, 0)


def test_that_a_departure_is_confirmed_together_with_what_says_where_to(book: Book, folder: Path) -> None:
    cards(book, folder, "Acme Robotics,Operations,VP Operations,Gareth Whitlock,g@acme.example,,2024/4/10",
          "Acme Robotics,Finance,Controller,Tess Marsh,t@acme.example,,2024/4/10")  # fmt: skip
    path = folder / "Connections.csv"
    path.write_text(
        CONNECTIONS
        + "Gareth,Whitlock,https://l.example/in/g,,Otterly Foods,COO,02 Mar 2025\n"
        + "Tess,Marsh,https://l.example/in/t,,株式会社みどり食品,CFO,02 Mar 2025\n",
        "utf-8",
    )
    import_paths(book, [path])
    waiting = {(move.name, move.direction): move for move in book.read(open_moves)}
    assert len(waiting) == 4
    midori = waiting["Tess Marsh", "arrival"].account_id
    assert midori is not None
    on = date(2026, 10, 31)
    changes, began = book.write(
        confirm_move, waiting["Tess Marsh", "departure"].id, on=on, today=TODAY, to_account=midori,
        post={"title": "CFO"},
    )  # fmt: skip
    assert began is not None
    book.write(confirm_move, waiting["Gareth Whitlock", "departure"].id, on=on, today=TODAY, to_company="Otterly Foods")
    assert book.read(open_moves) == ()
    assert said(book, "position", "title", "from_on", "to_on") == [
        ("VP Operations", None, "2026-10-31"), ("Controller", None, "2026-10-31"), ("CFO", "2026-11-01", None),
    ]  # fmt: skip
    [lead] = book.read(arrivals_elsewhere)
    assert (lead.company, lead.confirmed) == ("Otterly Foods", True)
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert {(move.name, move.direction) for move in book.read(open_moves)} == {
        ("Tess Marsh", "departure"), ("Tess Marsh", "arrival"),
    }  # fmt: skip


def test_that_imports_keep_to_what_was_merged_and_split(book: Book, folder: Path) -> None:
    cards(book, folder, "みどり食品,製造部,課長,佐藤 花子,h@midori.example,,", "みどり食品,製造部,,佐藤 ハナコ,,,")
    one, other = (row["id"] for row in live(book, "person"))
    book.write(merge_people, one, other)
    assert [row["title"] for row in live(book, "position")] == ["課長"]
    cards(book, folder, "みどり食品,製造部,,佐藤ハナコ,,03-0000-0000,")
    assert [(row["id"], row["name"], row["phone"]) for row in live(book, "person")] == [
        (one, "佐藤 花子", "03-0000-0000")
    ]
    book.write(split_people, other)
    assert {row["id"] for row in live(book, "person")} == {one, other}
    assert [row["title"] for row in live(book, "position")] == ["課長", None]
    assert said(book, "sameness", "same") == [(False,)]


def test_that_namesakes_who_are_kept_apart_are_told_by_their_post_or_asked_about(book: Book, folder: Path) -> None:
    cards(book, folder, "みどり食品,製造部,課長,佐藤 花子,h@midori.example,,",
          "みどり食品,営業部,主任,佐藤 花子,h2@midori.example,,")  # fmt: skip
    one, other = (row["id"] for row in live(book, "person"))
    book.write(keep_apart, one, other)
    report = cards(book, folder, "みどり食品,営業部,主任,佐藤 花子,,03-2222-0000,", "みどり食品,,,佐藤花子,,03-1,")
    assert [row["phone"] for row in live(book, "person")] == [None, "03-2222-0000"]
    assert [bad.key for bad in report.rejected] == ["person_in_doubt"]
