"""What Banso does not change in a file stays as it is, to the byte."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.connectors.base import Ok, Rejected
from tests.connectors.folder.folders import create, delete, one, opened, pulled, update

CELLS = st.text(st.sampled_from("ab顧客 ,\"'\n;=#é"), max_size=8)


def test_that_only_the_changed_cell_changes(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    before = (
        "# 顧客台帳（手で直してよい）\r\n"
        'メモ,"banso_id",name,"domain",担当\r\n'
        'a,1,"株式会社 甲", kou.example ,"山田"\r\n'
        "\r\n"
        "# here come the new ones\r\n"
        '"x, ""y""",2,乙,,\r\n'
    )
    path.write_bytes(before.encode("utf-8-sig"))
    session = opened(tmp_path)
    assert isinstance(update(session, "accounts", "2", {"domain": "otsu.example"}), Ok)
    after = before.replace('"x, ""y""",2,乙,,', '"x, ""y""",2,乙,otsu.example,')
    assert path.read_bytes() == after.encode("utf-8-sig")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_that_encoding_separator_and_line_ends_stay(tmp_path: Path, end: str, codec: str, separator: str) -> None:
    path = tmp_path / "accounts.csv"
    lines = ["banso_id,name,備考", "1,能登①㈱,表計算", "2,乙,ソ"]
    path.write_bytes((end.join(lines).replace(",", separator) + end).encode(codec))
    session = opened(tmp_path)
    changes, _cursor = pulled(session, "accounts", fields=["name", "備考"])
    assert [change.fields for change in changes] == [
        {"name": "能登①㈱", "備考": "表計算"},
        {"name": "乙", "備考": "ソ"},
    ]
    assert isinstance(update(session, "accounts", "2", {"name": "丙", "industry": "製造"}), Ok)
    create(session, "accounts", {"name": "丁\nと戊"}, "3")
    lines = ["banso_id,name,備考,industry", "1,能登①㈱,表計算,", "2,丙,ソ,製造", '3,"丁\nと戊",,']
    assert path.read_bytes() == (end.join(lines).replace(",", separator) + end).encode(codec)


def test_that_a_file_in_cp932_takes_no_sign_it_has_not(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes("banso_id,name\n1,甲\n".encode("cp932"))
    before = path.read_bytes()
    session = opened(tmp_path)
    assert update(session, "accounts", "1", {"name": "甲😀"}) == Rejected({"name": "unfit"}, "unfit")
    assert path.read_bytes() == before


def test_that_rare_signs_of_cp932_keep_their_bytes(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    # Two codes each stand for these signs; written anew only one of them would be used.
    odd = b"\xfa\x4a\x87\x90\xed\x40"
    path.write_bytes(b"banso_id,name,memo\n1," + odd + b",x\n2,b," + odd + b"\n")
    session = opened(tmp_path)
    assert isinstance(update(session, "accounts", "2", {"name": "c"}), Ok)
    assert path.read_bytes() == b"banso_id,name,memo\n1," + odd + b",x\n2,c," + odd + b"\n"


def test_that_a_file_whose_cells_all_stand_in_quotation_marks_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text('"banso_id","name"\n"1","a"\n', "utf-8")
    session = opened(tmp_path)
    update(session, "accounts", "1", {"name": "b"})
    create(session, "accounts", {"name": "c"}, "2")
    assert path.read_text("utf-8") == '"banso_id","name"\n"1","b"\n"2","c"\n'


def test_that_a_last_line_without_end_gets_one_before_others_follow(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("banso_id,name\n1,a", "utf-8")
    create(opened(tmp_path), "accounts", {"name": "b"}, "2")
    assert path.read_text("utf-8") == "banso_id,name\n1,a\n2,b\n"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5),
    st.data(),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_that_other_rows_and_columns_survive_any_edit(
    tmp_path: Path, rows: list[tuple[str, str, str]], data: st.DataObject, end: str, quoting: int
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(["extra", "banso_id", "name", "domain"])
    for number, (extra, name, domain) in enumerate(rows):
        writer.writerow([f"x{extra}", f"id{number}", f"n{name}", domain])
    path = tmp_path / "accounts.csv"
    path.write_text(out.getvalue(), "utf-8", newline="")
    at = data.draw(st.integers(0, len(rows) - 1))
    value = data.draw(CELLS.filter(bool))
    before = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    session = opened(tmp_path)
    assert isinstance(update(session, "accounts", f"id{at}", {"domain": value}), Ok)
    assert one(session, "accounts", f"id{at}").fields["domain"] == value
    after = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    after[at + 1][3] = before[at + 1][3]
    assert after == before


def test_that_numbers_are_written_as_numbers_and_text_as_text(tmp_path: Path) -> None:
    session = opened(tmp_path)
    create(session, "accounts", {"name": "=甲", "external_id": "007"}, "1")
    create(session, "touchpoints", {"account": "1", "date": date(2026, 1, 1), "sentiment": -2, "body": "-2"}, "2")
    assert (tmp_path / "accounts.csv").read_text("utf-8-sig").splitlines()[1].startswith("1,'=甲,,'007,")
    assert ",'-2,-2," in (tmp_path / "touchpoints.csv").read_text("utf-8-sig")
    told = one(session, "touchpoints", "2").fields
    assert (told["sentiment"], told["body"], told["account"]) == (-2, "-2", "1")


def test_that_a_removed_row_moves_aside_with_the_day_and_may_come_back(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text('banso_id,name,メモ\n1,a,"=悪い, 式"\n2,b,\n', "utf-8")
    session = opened(tmp_path)
    assert isinstance(delete(session, "accounts", "1"), Ok)
    assert path.read_text("utf-8") == "banso_id,name,メモ\n2,b,\n"
    aside = tmp_path / "accounts.removed.csv"
    (gone,) = csv.DictReader(io.StringIO(aside.read_text("utf-8-sig"), newline=""))
    assert gone["removed_on"] == date(2026, 11, 21).isoformat()
    assert (gone["banso_id"], gone["name"], gone["メモ"]) == ("1", "a", "'=悪い, 式")
    (told,) = session.read("accounts", ["name"], ["1"])
    assert told.gone
    path.write_text('banso_id,name,メモ\n2,b,\n1,a,"=悪い, 式"\n', "utf-8")
    assert not one(session, "accounts", "1").gone
    assert isinstance(delete(session, "accounts", "2"), Ok)
    assert len(aside.read_text("utf-8-sig").splitlines()) == 3
