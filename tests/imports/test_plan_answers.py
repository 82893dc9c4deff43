from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.imports import plan_answers
from app.imports.plan_answers import answers_in_text, read_answers
from app.plans.plan_file import FORMAT, code_of, decode, find_code

DOCUMENT: dict[str, Any] = {
    "format": FORMAT, "plan": "p-1", "version": 3, "book": "b", "tag": "t", "sent": "{}", "seal": "s",
    "answers": {
        "items": {"m-1": {"done": True, "on": "2026-11-18", "comment": "<b>", "by": "佐藤"}},
        "comment": "", "by": "佐藤", "on": "2026-11-19", "confirmed": {"": {"by": "佐藤", "on": ""}},
    },
}  # fmt: skip


def html(document: object, tag: str = '<script id="plan-data" type="application/json">') -> bytes:
    told = json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")
    return f"<!DOCTYPE html><body>{tag}{told}</script><script>x</script></body>".encode()


def key_of(path: Path) -> str:
    with pytest.raises(BansoError) as error:
        read_answers(path)
    return error.value.key


def written(folder: Path, data: bytes, name: str = "plan (1).html") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def changed(**how: object) -> dict[str, Any]:
    return {**DOCUMENT, **how}


def test_that_a_copy_is_read_however_it_was_saved(tmp_path: Path) -> None:
    plain = read_answers(written(tmp_path, html(DOCUMENT)))
    assert (plain.plan, plain.version, plain.by, plain.items[0].comment) == ("p-1", 3, "佐藤", "<b>")
    assert plain.confirmed[0].on is None
    turned = html(DOCUMENT, "<SCRIPT type='application/json' id=plan-data data-x=1>")
    assert read_answers(written(tmp_path, turned, "あ.htm")) == plain
    utf16 = html(DOCUMENT).decode().encode("utf-16")
    assert read_answers(written(tmp_path, utf16)) == plain


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (changed(format=FORMAT + 1), "plan_file.newer"),
        (changed(format=FORMAT + 1, answers="other"), "plan_file.newer"),
        (changed(answers=None), "plan_file.damaged"),
        (changed(version="3"), "plan_file.damaged"),
        (changed(answers={**DOCUMENT["answers"], "by": "x" * 101}), "plan_file.damaged"),
        (changed(answers={**DOCUMENT["answers"], "on": "soon"}), "plan_file.damaged"),
        (changed(answers={**DOCUMENT["answers"], "items": {"m": {"done": "yes"}}}), "plan_file.damaged"),
        (changed(answers={**DOCUMENT["answers"], "items": [1]}), "plan_file.damaged"),
        (changed(answers={**DOCUMENT["answers"], "confirmed": {"": {"by": ""}}}), "plan_file.damaged"),
        (changed(answers={**DOCUMENT["answers"], "comment": "\0"}), "plan_file.damaged"),
        ([1, 2], "plan_file.damaged"),
    ],
)
def test_that_what_cannot_be_read_gets_a_clear_answer(tmp_path: Path, document: object, key: str) -> None:
    assert key_of(written(tmp_path, html(document))) == key


def test_that_other_files_are_no_plan_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as workbook:
        workbook.writestr("xl/workbook.xml", "<workbook/>")
    assert key_of(tmp_path / "nowhere.html") == "import.missing_file"
    assert key_of(written(tmp_path, b"")) == "plan_file.not_one"
    assert key_of(written(tmp_path, b"<p>plan</p>")) == "plan_file.not_one"
    assert key_of(written(tmp_path, bytes(range(256)) * 9)) == "plan_file.not_one"
    assert key_of(written(tmp_path, b"%PDF-1.4", "plan.pdf")) == "plan_file.not_one"
    assert key_of(written(tmp_path, package.getvalue(), "plan.xlsx")) in {"plan_file.damaged", "plan_file.not_one"}
    assert key_of(written(tmp_path, b'<script id="plan-data">{"a":</script>')) == "plan_file.damaged"
    assert key_of(written(tmp_path, b'<script id="plan-data">' + b"[" * 200_000 + b"</script>")) == "plan_file.damaged"
    monkeypatch.setattr(plan_answers, "MAX_BYTES", 1000)
    assert key_of(written(tmp_path, b" " * 1001)) == "plan_file.too_large"


CODED = {name: value for name, value in DOCUMENT.items() if name not in {"sent", "seal"}}


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=200), max_size=9), st.sampled_from(["> ", "| > ", " "]))
def test_that_a_code_survives_quoting_folding_and_a_change_of_case(document: dict[str, str], quote: str) -> None:
    mail = f"佐藤です\n{quote}" + code_of(document).replace("\n", f"=\n{quote}").lower() + "\nよろしく (a) (b)"
    found = find_code(mail)
    assert found is not None
    assert (found[0], decode(found[1])) == (FORMAT, document)


def test_that_a_code_with_a_sign_wrong_or_missing_is_refused() -> None:
    code = code_of(CODED)
    assert answers_in_text(code).by == "佐藤"
    body = code.splitlines()[1]
    for wrong in (code.replace(body[5], "Q" if body[5] != "Q" else "R", 1), code.replace(body, body[:-8])):
        with pytest.raises(BansoError) as error:
            answers_in_text(wrong)
        assert error.value.key in {"plan_file.damaged_code", "plan_file.not_one"}
    for text, key in ((code.replace("BANSO1", "BANSO2"), "plan_file.newer"), ("((BANSO1", "plan_file.not_one")):
        with pytest.raises(BansoError) as error:
            answers_in_text(text)
        assert error.value.key == key


def test_that_a_code_cannot_unpack_to_fill_the_memory() -> None:
    bomb = code_of({"a": "x" * (5 * 2**20)})
    found = find_code(bomb)
    assert found is not None
    with pytest.raises(ValueError, match="length"):
        decode(found[1])
