"""Saved mails are read as a person reads them; nothing in one is run, fetched, or breaks the reader."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BansoError
from app.imports.html_text import text_of
from app.imports.mail_files import MAX_WORDS, Address, read_mail
from tests.imports.mails import bounce, mail

HTML = """<html><head><title>t</title><style>p{color:red}</style></head><body>
<div style="display: none">preview</div>
<p>Hello&nbsp;<b>Sato</b>,</p><script>alert("x")</script><p>see <a href="https://evil.example/">this</a>
<img src="https://track.example/p.gif" alt=""></p><ul><li>one</li><li>two &lt;2&gt;</li></ul>
<table><tr><td>a</td><td>b</td></tr></table></body></html>"""


def test_that_a_mail_says_who_to_whom_and_when(tmp_path: Path) -> None:
    read = read_mail(mail(tmp_path / "a.eml", to="ito@ours.example, Ken <KEN@Aoba.example>"))
    assert read.sender == Address("hanako@aoba.example", "佐藤 花子")
    assert read.to == (Address("ito@ours.example"), Address("ken@aoba.example", "Ken"))
    assert read.sent is not None
    assert read.sent.astimezone(UTC) == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    assert (read.subject, read.text, read.key) == ("お見積の件", "お世話になっております。", "m-1@aoba.example")
    assert not read.bounce


@pytest.mark.parametrize("charset", ["iso-2022-jp", "shift_jis", "euc-jp", "utf-8"])
def test_that_japanese_is_read_in_the_encodings_of_mailers(tmp_path: Path, charset: str) -> None:
    text = "①の件、承知いたしました。" if charset == "utf-8" else "その件、承知いたしました。"
    assert read_mail(mail(tmp_path / "a.eml", text, charset=charset)).text == text


def test_that_raw_bytes_of_old_mailers_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    head = b"From: a@aoba.example\r\nDate: Thu, 19 Nov 2026 08:00:00 +0900\r\nSubject: x\r\n"
    path.write_bytes(head + "Content-Type: text/plain; charset=unknown-8bit\r\n\r\n髙橋です①".encode("cp932"))
    assert read_mail(path).text == "髙橋です①"


def test_that_html_becomes_what_a_person_reads(tmp_path: Path) -> None:
    assert text_of(HTML) == "Hello Sato,\n\nsee this\n\n- one\n- two <2>\n\na b"
    assert read_mail(mail(tmp_path / "a.eml", "", html=HTML)).text == text_of(HTML)
    assert read_mail(mail(tmp_path / "b.eml", "plain", html=HTML)).text == "plain"
    assert text_of("<head><title>x<body>still here") == "still here"
    assert text_of("a<style>never ended") == "a"
    assert len(text_of("<b>" * 100_000 + "deep")) == 4


def test_that_a_bounce_names_whom_it_could_not_reach_for_good(tmp_path: Path) -> None:
    read = read_mail(bounce(tmp_path / "b.eml", "Hanako@aoba.example"))
    assert (read.bounce, read.failed) == (True, ("hanako@aoba.example",))
    late = read_mail(bounce(tmp_path / "c.eml", "hanako@aoba.example", action="delayed", status="4.4.1"))
    assert late.bounce
    path = tmp_path / "plain.eml"
    mail(path, "<old@aoba.example>: 550 5.1.1 User unknown", sender="postmaster@aoba.example")
    assert read_mail(path).failed == ("old@aoba.example",)
    # Who merely writes about a bounce is no bounce.
    assert not read_mail(mail(path, "<old@aoba.example>: 550 5.1.1 User unknown")).bounce


def test_that_a_mail_without_an_id_is_known_by_what_it_is(tmp_path: Path) -> None:
    one, same = mail(tmp_path / "a.eml", key=""), tmp_path / "b.eml"
    same.write_bytes(one.read_bytes())
    assert read_mail(one).key == read_mail(same).key
    assert read_mail(mail(tmp_path / "c.eml", "another", key="")).key != read_mail(one).key


def test_that_odd_dates_and_long_bodies_are_bounded(tmp_path: Path) -> None:
    for odd in ("yesterday", "Thu, 99 Nov 99999 08:00:00 +9999", ""):
        assert read_mail(mail(tmp_path / "a.eml", date=odd)).sent is None
    assert len(read_mail(mail(tmp_path / "a.eml", "x" * 99_000)).text) == MAX_WORDS


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"hello\n\nworld", b"\x00\xff" * 500])
def test_that_what_is_no_mail_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.eml"
    path.write_bytes(content)
    with pytest.raises(BansoError, match=r"mail\.unreadable"):
        read_mail(path)


@given(st.binary(max_size=400))
@settings(max_examples=80, deadline=None)
def test_that_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "x.eml"
    path.write_bytes(b"From: a@b.example\r\n" + data)
    try:
        read_mail(path)
    except BansoError as error:
        assert error.key == "mail.unreadable"
