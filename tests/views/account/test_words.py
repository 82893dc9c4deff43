"""How people are named in a line: in the order of their own writing, whatever the window speaks."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtWidgets import QApplication

from app.operations.account_page import AccountPage, PersonRow
from app.views import looks
from app.views.account import words
from app.vocabulary import Role


def person(name: str, title: str, department: str, role: Role = Role.SPONSOR) -> PersonRow:
    return PersonRow("p1", name, title, department, role, None, None, "", "")


def page(*people: PersonRow) -> AccountPage:
    """Return a page of which only the people matter."""
    made = object.__new__(AccountPage)
    for field in fields(AccountPage):
        object.__setattr__(made, field.name, people if field.name == "people" else None)
    return made


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("one", "post", "holder"),
    [
        (person("渡辺 誠", "執行役員", "情報システム部"), "情報システム部 執行役員", "渡辺 執行役員"),
        (person("渡辺　誠", "課長", "生産管理部"), "生産管理部 課長", "渡辺 課長"),
        (person("渡辺誠", "CIO", ""), "CIO", "渡辺誠 CIO"),
        (
            person("Priya Novak", "Operations Manager", "Plant Operations"),
            "Operations Manager, Plant Operations",
            "Priya Novak, Operations Manager",
        ),
        (person("Priya Novak", "", "Plant Operations"), "Plant Operations", "Priya Novak"),
        (person("Priya Novak", "課長", "IT"), "IT 課長", "Priya Novak 課長"),
    ],
)
def test_that_people_are_named_in_the_order_of_their_writing(
    qapp: QApplication, lang: str, one: PersonRow, post: str, holder: str
) -> None:
    looks.speak(qapp, lang)
    assert words.post(one) == post
    assert words.holder(page(one), Role.SPONSOR) == holder
    assert words.holder(page(one), Role.CHAMPION) == words.NOTHING
    assert words.holder_in_full(page(one), Role.SPONSOR) == f"{one.name}\n{post}"
    assert words.holder_in_full(page(one), Role.CHAMPION) == ""
