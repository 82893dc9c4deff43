"""A whole portfolio in a real Odoo, written behind its back: companies, people and notes."""

from __future__ import annotations

from tests.live.odoo import Odoo

COMPANIES, PEOPLE, NOTES = 5_000, 15_000, 50_000

_PARTNER = "name, complete_name, is_company, active, type, write_date, create_date, write_uid, create_uid"
_AT = "timestamp '2026-01-01' + n * interval '1 minute', timestamp '2026-01-01', 2, 2"
_NTH = (
    "join (select id, row_number() over (order by id) k from res_partner where is_company) p "
    f"on p.k = 1 + n % {COMPANIES}"
)
_SEED = f"""
update res_partner set is_company = false;
insert into res_partner ({_PARTNER}, city)
    select 'Company ' || n, 'Company ' || n, true, true, 'contact', {_AT}, 'Tokyo'
    from generate_series(1, {COMPANIES}) n;
update res_partner set commercial_partner_id = id where is_company;
insert into res_partner ({_PARTNER}, parent_id, commercial_partner_id)
    select 'Person ' || n, 'Person ' || n, false, true, 'contact', {_AT}, p.id, p.id
    from generate_series(1, {PEOPLE}) n {_NTH};
insert into mail_message (model, res_id, message_type, body, date, write_date, create_date, write_uid, create_uid)
    select 'res.partner', p.id, 'comment', '<p>Note ' || n || '</p><p>' || repeat('word ', 60) || '</p>',
    timestamp '2026-01-01', {_AT} from generate_series(1, {NOTES}) n {_NTH};
analyze
"""


def fill(odoo: Odoo) -> int:
    """Write the portfolio and return how many records it has."""
    odoo.sql(_SEED)
    return COMPANIES + PEOPLE + NOTES
