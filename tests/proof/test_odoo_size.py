"""A whole portfolio from a real Odoo: 5,000 companies, 15,000 people, 50,000 notes, and what it costs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.operations.syncing import connections, running, secrets
from tests.builders import new_book
from tests.live.odoo import Absent
from tests.live.odoo import running as running_odoo

pytestmark = pytest.mark.proof

FIRST, QUIET = 125, 25
"""Requests at most: of the first run, whose pages hold up to 2,000 records, and of one that finds nothing new."""

_PARTNER = "name, complete_name, is_company, active, type, write_date, create_date, write_uid, create_uid"
_AT = "timestamp '2026-01-01' + n * interval '1 minute', timestamp '2026-01-01', 2, 2"
_NTH = "join (select id, row_number() over (order by id) k from res_partner where is_company) p on p.k = 1 + n % 5000"
_SEED = f"""
update res_partner set is_company = false;
insert into res_partner ({_PARTNER}, city)
    select 'Company ' || n, 'Company ' || n, true, true, 'contact', {_AT}, 'Tokyo' from generate_series(1, 5000) n;
update res_partner set commercial_partner_id = id where is_company;
insert into res_partner ({_PARTNER}, parent_id, commercial_partner_id)
    select 'Person ' || n, 'Person ' || n, false, true, 'contact', {_AT}, p.id, p.id
    from generate_series(1, 15000) n {_NTH};
insert into mail_message (model, res_id, message_type, body, date, write_date, create_date, write_uid, create_uid)
    select 'res.partner', p.id, 'comment', '<p>Note ' || n || '</p><p>' || repeat('word ', 60) || '</p>',
    timestamp '2026-01-01', {_AT} from generate_series(1, 50000) n {_NTH};
analyze
"""


def test_that_a_whole_portfolio_comes_in_few_requests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        with running_odoo() as odoo, new_book(tmp_path / "profile") as book:
            odoo.sql(_SEED)
            number = book.write(connections.connect, name="Odoo", connector="odoo", config={"url": odoo.url})[1]
            secrets.keep_for_session(book, number, "key", odoo.key())
            for pulled, most in ((70_000, FIRST), (0, QUIET), (0, QUIET)):
                began = time.monotonic()
                result = running.run_sync(book, number, pressed=True)[1]
                took = time.monotonic() - began
                with capsys.disabled():
                    print(f"\n{result.pulled:,} records in {result.requests} requests, {took:.1f} s")  # noqa: T201
                assert (result.result, result.pulled) == ("done", pulled)
                assert result.requests <= most
    except Absent as problem:
        pytest.skip(f"THE REAL ODOO IS NOT TESTED, it cannot be had here: {problem}")
