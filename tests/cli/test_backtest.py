"""The back-test on the command line: on the made-up book, on one with too little, and its refusals."""

from __future__ import annotations

from app.health.backtest import HORIZONS
from tests.cli.runner import Banso


def test_that_the_made_up_book_finds_the_two_green_churners(made_up: Banso) -> None:
    banso = made_up
    told = banso.json("backtest")
    assert [at["horizon"] for at in told["horizons"]] == list(HORIZONS)
    assert told["horizons"][0] == {key: told[key] for key in told["horizons"][0]}
    assert told["outcomes"] >= 14
    assert told["losses"] >= 5
    assert 0.5 < float(told["auc"]) < 1
    green = {churner["account"]["name"]: churner for churner in told["green_churners"]}
    assert {name: set(one["tags"]) & {"champion_left", "merger"} for name, one in green.items()} == {
        "柊野電設": {"champion_left"},
        "Quillbrook Press": {"merger"},
    }
    for one in green.values():
        assert set(one["scores"]) == {"90", "60", "30"}
        assert min(one["scores"].values()) >= 70
        assert one["notes"]
    for row in told["table"]:
        assert row["caught"] + row["missed"] == told["losses"] == row["recall"]["of"]
    only = banso.json("backtest", "--horizon", "60")
    assert (only["horizon"], [at["horizon"] for at in only["horizons"]]) == (60, [60])
    assert {key: only[key] for key in told["horizons"][1]} == told["horizons"][1]
    text = banso("backtest", "--horizon", "90").out
    assert "良好のまま解約した顧客" in text
    assert "柊野電設" in text
    assert banso.refused("backtest", "--horizon", "366")["field"] == "horizon"


def test_that_too_few_renewals_say_so_and_nothing_else(filled: Banso) -> None:
    assert filled.json("backtest", "--strict") == {
        "not_enough_data": {"outcomes": 0, "losses": 0, "least_outcomes": 10, "least_losses": 3}
    }
    assert "データが足りません" in filled("backtest").out
