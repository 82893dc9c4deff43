from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.imports.drafts import PersonDraft
from app.imports.rows import read_drafts
from app.imports.vcards import HEADINGS, is_vcards, read_vcards
from app.vocabulary import ImportKind

THREE = """BEGIN:VCARD
VERSION:3.0
N:佐藤;花子;;;
FN:花子 佐藤
X-PHONETIC-FIRST-NAME:はなこ
X-PHONETIC-LAST-NAME:さとう
ORG:株式会社みどり食品;生産管理部;第一課
TITLE:課長
item1.TEL;TYPE=FAX:03-0000-0009
TEL;TYPE=WORK,VOICE:03-0000-0001
EMAIL;TYPE=INTERNET:hanako@midori.exam
 ple
NOTE:電話は午前\\, 14時以降\\nは不可
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ
 SkZJRg==
END:VCARD
begin:vcard
VERSION:4.0
FN:Gareth Whitlock
N;SORT-AS="Whitlock,Gareth":Whitlock;Gareth;;;
ORG:Acme\\, Robotics;Operations
TITLE:VP Operations
TEL;VALUE=uri;TYPE="voice,home":tel:+44-000-0000
TEL;PREF=1;TYPE=work;VALUE=uri:tel:+44-000-1111
EMAIL:gareth@acme.example
END:VCARD
"""
QUOTED = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
    b"N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8D=82=8B=B4;=90=BD\r\n"
    b"SOUND;X-IRMC-N;CHARSET=SHIFT_JIS:" + "ﾀｶﾊｼ;ﾏｺﾄ".encode("cp932") + b"\r\n"
    b"ORG;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=82=DD=82=C7=82=E8=\r\n=90H=95i;=90=BB=91=A2\r\n"
    b"TEL;WORK;VOICE:03-0000-0002\r\nTEL;WORK;FAX:03-0000-0003\r\nEND:VCARD\r\n"
)


def drafts(tmp_path: Path, data: bytes, kind: ImportKind | None = None) -> list[dict[str, object]]:
    path = tmp_path / "cards.vcf"
    path.write_bytes(data)
    found = read_drafts(path, kind)
    assert found.kind is ImportKind.PEOPLE
    assert all(isinstance(draft, PersonDraft) for draft in found.drafts)
    return [dict(draft.given) for draft in found.drafts]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_that_cards_of_today_are_read_with_folded_lines_and_escapes(tmp_path: Path, ends: str) -> None:
    one, other = drafts(tmp_path, THREE.replace("\n", ends).encode())
    assert one == {
        "account": "株式会社みどり食品", "name": "佐藤 花子", "reading": "さとう はなこ",
        "department": "生産管理部 第一課", "title": "課長", "email": "hanako@midori.example", "phone": "03-0000-0001",
    }  # fmt: skip
    assert (other["account"], other["name"]) == ("Acme, Robotics", "Gareth Whitlock")
    assert (other["reading"], other["phone"]) == ("Whitlock Gareth", "+44-000-1111")


def test_that_quoted_printable_in_an_older_charset_is_read(tmp_path: Path) -> None:
    [card] = drafts(tmp_path, QUOTED, ImportKind.PEOPLE)
    assert (card["name"], card["account"], card["department"]) == ("高橋 誠", "みどり食品", "製造")
    assert (card["reading"], card["phone"]) == ("ﾀｶﾊｼ ﾏｺﾄ", "03-0000-0002")


def test_that_a_card_without_a_company_is_named_as_a_row(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("BEGIN:VCARD\nFN:Nobody\nEND:VCARD\nBEGIN:VCARD\nFN:A\nORG:B\nEND:VCARD\n", "utf-8")
    found = read_drafts(path)
    assert [(bad.row, bad.column, bad.key) for bad in found.errors] == [(1, "account", "required")]
    assert len(found.drafts) == 1


def test_that_a_file_that_only_begins_like_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_bytes(b"BEGIN:VCARD\nFN:A\n")
    with pytest.raises(BansoError, match="empty"):
        read_drafts(path)


PIECES = st.sampled_from([
    b"N:", b"FN:", b"ORG;X=\"a:b", b";ENCODING=QUOTED-PRINTABLE:=8", b"=\r\n", b"\r\n ", b"\n\t", b";CHARSET=nothing:",
    b";CHARSET=utf-16:", b"\\", b"\\n", b";;", b"\x00", b"\xff\xfe", "髙橋".encode("cp932"), "佐藤".encode(),
    b"END:VCARD\n", b"BEGIN:VCARD\n", b"SOUND:", b"TEL:", b"EMAIL;PREF:", b"\n",
])  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_that_no_file_of_cards_breaks_the_reader(pieces: list[bytes]) -> None:
    data = b"\xef\xbb\xbf\nBEGIN:VCARD\n" + b"".join(pieces) + b"\nEND:VCARD\n"
    assert is_vcards(data)
    try:
        cards, _encoding = read_vcards(data, "cards.vcf")
    except BansoError as error:
        assert error.key.startswith("import.")
        return
    assert all(len(cells) == len(HEADINGS) for _number, cells in cards)
