"""Rules and playbooks as data: what ships is whole, what does not fit is refused by its place."""

from __future__ import annotations

import copy
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import paths
from app.alerts.calendar import JAPAN, WEEKDAYS, is_business_day
from app.alerts.plays import due_days, read_play, write_play
from app.alerts.rules import GROUP, Evidence, body_of, changed, read_rules
from app.errors import BansoError
from app.vocabulary import Segment, Side, TodayKind

SHIPPED = json.loads(paths.resource("signals", "rules.json").read_text("utf-8"))
PLAYS = sorted(paths.resource("playbooks", "plays").glob("*.json"))
RULES = {rule.key: rule for rule in read_rules(SHIPPED)}


def test_that_every_kind_of_evidence_has_one_rule_and_every_playbook_is_there() -> None:
    assert sorted(rule.evidence for rule in RULES.values()) == sorted(Evidence)
    plays = {path.stem for path in PLAYS}
    assert {rule.playbook for rule in RULES.values() if rule.playbook} == plays
    assert all(rule.on for rule in RULES.values())
    assert {rule.group for rule in RULES.values()} == {TodayKind.SIGNAL, *GROUP.values()}


def test_that_the_defaults_are_those_of_the_domain() -> None:
    assert (RULES["usage_drop"].number("percent"), RULES["usage_drop"].number("weeks")) == (30, 4)
    assert (RULES["outages"].number("count"), RULES["outages"].number("within_days")) == (2, 30)
    assert (RULES["tickets"].number("count"), RULES["tickets"].number("times_mean")) == (5, 2)
    assert (RULES["payment_late"].number("first"), RULES["payment_late"].number("second")) == (7, 30)
    assert RULES["person_silent"].number("times_gap") == 3
    assert RULES["score_fell"].number("points") == 10
    assert RULES["notice_unconfirmed"].numbers("high") == (180, 120, 60, 30)
    assert RULES["notice_unconfirmed"].numbers("tech") == (60,)
    assert RULES["licences_full"].number("percent") == 90
    assert RULES["data_against_feeling"].number("points") == 30


@pytest.mark.parametrize("key", RULES)
def test_that_a_body_says_the_same_rule_again(key: str) -> None:
    rule = RULES[key]
    assert changed(rule, json.loads(json.dumps(body_of(rule)))) == rule
    assert changed(rule, {}) == rule
    assert changed(rule, {"on": False}).on is False


@pytest.mark.parametrize(
    ("key", "body", "error"),
    [
        ("outages", {"urgency": 0}, "rule.limits"), ("outages", {"urgency": 21}, "rule.limits"),
        ("outages", {"urgency": True}, "rule.shape"), ("outages", {"colour": "red"}, "rule.shape"),
        ("outages", {"parameters": {"count": 0}}, "rule.limits"), ("outages", {"parameters": {"n": 1}}, "rule.shape"),
        ("outages", {"parameters": {"count": "2"}}, "rule.shape"), ("outages", {"segments": ["vip"]}, "rule.shape"),
        ("outages", {"on": 1}, "rule.shape"), ("outages", {"cool_down_days": 731}, "rule.limits"),
        ("outages", {"starts": True}, "rule.shape"), ("outages", {"playbook": ""}, "rule.shape"),
        ("outages", [], "rule.shape"), ("payment_late", {"parameters": {"second": 7}}, "rule.shape"),
        ("usage_drop", {"parameters": {"measure": " "}}, "rule.shape"),
        ("notice_unconfirmed", {"parameters": {"high": []}}, "rule.shape"),
        ("notice_unconfirmed", {"parameters": {"high": [0]}}, "rule.limits"),
    ],
)  # fmt: skip
def test_that_what_does_not_fit_is_refused(key: str, body: Any, error: str) -> None:
    with pytest.raises(BansoError) as refused:
        changed(RULES[key], body)
    assert refused.value.key == error
    assert refused.value.field


def test_that_windows_are_kept_in_order_and_once() -> None:
    rule = changed(RULES["notice_unconfirmed"], {"parameters": {"low": [30, 90, 30]}})
    assert rule.numbers("low") == (90, 30)


def test_that_an_account_without_a_segment_is_looked_at_as_one_of_low_touch() -> None:
    assert RULES["outages"].looks_at(None)
    assert RULES["data_gap"].looks_at(None)
    assert not RULES["data_gap"].looks_at(Segment.TECH)
    for rule in RULES.values():
        assert rule.looks_at(None) is rule.looks_at(Segment.LOW)


@pytest.mark.parametrize("spoil", ["format", "version", "rules", "key", "evidence", "name", "twice"])
def test_that_a_file_of_rules_is_read_whole_or_not(spoil: str) -> None:
    document = copy.deepcopy(SHIPPED)
    if spoil in ("format", "version", "rules"):
        document[spoil] = None
    elif spoil == "twice":
        document["rules"].append(document["rules"][0])
    else:
        document["rules"][0][spoil] = None
    with pytest.raises(BansoError):
        read_rules(document)


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_that_a_shipped_playbook_is_whole_in_both_languages(path: Any) -> None:
    play = read_play(json.loads(path.read_text("utf-8")))
    assert play.key == path.stem and read_play(write_play(play)) == play
    assert {"ja", "en"} == set(play.name)
    assert all({"ja", "en"} == set(step.text) for step in play.steps)
    assert [step.after for step in play.steps] == sorted(step.after for step in play.steps)


def test_that_the_play_of_a_leaving_sponsor_has_its_seven_steps() -> None:
    play = read_play(json.loads(paths.resource("playbooks", "plays", "sponsor_departure.json").read_text("utf-8")))
    assert [step.key for step in play.steps] == ["confirm", "thank", "hand_over", "kit", "meeting", "plan", "pulse"]
    assert play.called("en") == "Sponsor departure" and play.called("fr") == play.called("ja")
    assert all(step.side is Side.ME for step in play.steps)


@pytest.mark.parametrize(
    ("place", "value"),
    [("format", "x"), ("key", "no key"), ("steps", []), ("name", {}), ("steps.after", -1), ("steps.side", "them"),
     ("steps.text", {"ja": " "}), ("steps.key", "")],
)  # fmt: skip
def test_that_a_playbook_that_does_not_fit_is_refused(place: str, value: Any) -> None:
    document = json.loads(PLAYS[0].read_text("utf-8"))
    where, _dot, name = place.partition(".")
    if name:
        document[where][0][name] = value
    else:
        document[where] = value
    with pytest.raises(BansoError) as refused:
        read_play(document)
    assert refused.value.key == "play.shape"


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.sampled_from([JAPAN, WEEKDAYS]))
def test_that_steps_are_due_on_days_on_which_people_work(start: date, calendar: Any) -> None:
    play = read_play(json.loads(PLAYS[0].read_text("utf-8")))
    days = due_days(play, start, calendar)
    assert all(is_business_day(day, calendar) for day in days)
    assert list(days) == sorted(days) and days[0] >= start


def test_that_a_holiday_moves_a_step() -> None:
    # 23 November is a holiday: three business days after Friday the 20th is Thursday.
    play = read_play(json.loads(paths.resource("playbooks", "plays", "sponsor_departure.json").read_text("utf-8")))
    friday = date(2026, 11, 20)
    assert due_days(play, friday, JAPAN)[2] == friday + timedelta(6)
    assert due_days(play, friday, WEEKDAYS)[2] == friday + timedelta(5)
