from __future__ import annotations

import json

import pytest

from app import paths
from app.errors import BansoError
from app.language import LANGUAGES
from app.plans.templates import read_template, write_template

SHIPPED = sorted(path.stem for path in paths.resource("playbooks", "plans").glob("*.json"))


def test_that_three_ship() -> None:
    assert SHIPPED == ["adoption", "onboarding", "renewal"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", SHIPPED)
def test_that_what_ships_is_whole_in_both_languages_and_makes_the_round_trip(key: str, lang: str) -> None:
    body = json.loads(paths.resource("playbooks", "plans", f"{key}.json").read_text("utf-8"))
    template = read_template(key, body, lang)
    assert template.name and template.success and template.kind == key
    assert read_template(key, json.loads(json.dumps(write_template(template))), lang) == template
    for goal in template.objectives:
        dues = [step.due for step in goal.milestones]
        assert None not in dues and dues == sorted(dues)  # type: ignore[type-var]
        assert goal.due is not None and goal.start < goal.due
        assert all(goal.start <= due <= goal.due for due in dues if due is not None)
    words = json.dumps(write_template(template), ensure_ascii=False)
    assert any("ぁ" <= letter <= "ん" for letter in words) == (lang == "ja")


def test_that_the_two_languages_say_the_same() -> None:
    for key in SHIPPED:
        body = json.loads(paths.resource("playbooks", "plans", f"{key}.json").read_text("utf-8"))
        ja, en = (read_template(key, body, lang) for lang in LANGUAGES)
        assert ja.name != en.name
        assert [len(goal.milestones) for goal in ja.objectives] == [len(goal.milestones) for goal in en.objectives]


@pytest.mark.parametrize(
    "body",
    [None, [], {}, {"name": "x", "objectives": {}}, {"name": "x", "objectives": [1]},
     {"name": "x", "objectives": [{"title": "y", "baseline": "z"}]},
     {"name": "x", "objectives": [{"title": "y", "milestones": [{"title": "z", "side": "nobody"}]}]}],
)  # fmt: skip
def test_that_a_damaged_one_is_refused(body: object) -> None:
    with pytest.raises(BansoError, match=r"plan_template\.damaged"):
        read_template("own", body, "ja")
