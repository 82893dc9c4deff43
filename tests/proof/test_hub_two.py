"""Two Bansos on one team hub, writing at random over lines that break, each of them and the server killed at times:
they come to say the same, and nothing is lost.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.live.hub import AIKO, KEN, Hub
from tests.live.postgres import Postgres
from tests.live.struck import banso_struck, server_struck
from tests.live.two_books import Bansos, meet, there
from tests.proof.rounds import rounds

pytestmark = pytest.mark.proof
ROUNDS = 25
"""Of each part, when all are run."""

SHARE = 0.2
"""Of requests, how many break."""


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    made = Postgres(durable=True)
    yield made
    made.close()


@pytest.mark.parametrize("part", range(5))
def test_that_two_books_over_one_hub_converge_and_lose_nothing(server: Postgres, part: int) -> None:
    chance = random.Random(9_000 + part)
    hub = Hub(server, AIKO, KEN)
    books = [Bansos(hub, AIKO, chance), Bansos(hub, KEN, chance)]
    try:
        stopped = died = fell = 0
        for number in range(rounds(ROUNDS)):
            for _step in range(chance.randint(2, 8)):
                one = chance.choice(books)
                one.edit()
                if chance.random() < 0.5:
                    stopped += one.sync(SHARE).result != "done"
            # Once more something new, so that there is something to write when it strikes.
            one.edit()
            if (part + number) % 4 == 0:
                died += banso_struck(one)
            elif (part + number) % 4 == 2:
                fell += server_struck(one)
            meet(*books)
            ours, theirs = (one.content() for one in books)
            assert ours == theirs
            assert ours == there(hub)
            for one in books:
                one.nothing_lost()
        if rounds(ROUNDS) == ROUNDS:  # a few rounds may have luck
            assert sum(one.proxy.broken for one in books) >= ROUNDS // 2
            assert stopped
            assert died >= ROUNDS // 8
            assert fell >= ROUNDS // 8
    finally:
        for one in books:
            one.close()
        hub.drop()
