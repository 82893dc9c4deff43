"""The canonical columns of each kind of file: which are required, and what reads their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from app.imports.choices import parse_attended, parse_bool, parse_currency, parse_event, parse_word
from app.imports.dates import parse_date, parse_moment
from app.imports.numbers import parse_number
from app.imports.terms import parse_renewal_term, parse_term
from app.imports.values import (
    parse_domain,
    parse_email,
    parse_free_months,
    parse_list,
    parse_minutes,
    parse_quantity,
    parse_rate,
    parse_sentiment,
    parse_text,
)
from app.vocabulary import (
    Billing,
    ContractKind,
    Fit,
    ImportKind,
    Outcome,
    Phase,
    Purpose,
    Role,
    Segment,
    Survey,
    TouchpointKind,
)

Reader = Callable[[object], object]

COLUMNS: Mapping[ImportKind, Mapping[str, Reader]] = {
    ImportKind.ACCOUNTS: {
        "name": parse_text,
        "external_id": parse_text,
        "domain": parse_domain,
        "segment": partial(parse_word, Segment),
        "phase": partial(parse_word, Phase),
        "industry": parse_text,
        "owner": parse_text,
        "fit": partial(parse_word, Fit),
        "tags": parse_list,
        "parent": parse_text,
        "reading": parse_text,
    },
    ImportKind.PEOPLE: {
        "account": parse_text,
        "name": parse_text,
        "reading": parse_text,
        "email": parse_email,
        "phone": parse_text,
        "title": parse_text,
        "department": parse_text,
        "role": partial(parse_word, Role),
        "from": parse_date,
        "to": parse_date,
        "exchanged_on": parse_date,
    },
    ImportKind.CONTRACTS: {
        "account": parse_text,
        "start": parse_date,
        "end": parse_date,
        "product": parse_text,
        "quantity": parse_quantity,
        "unit_price": parse_number,
        "currency": parse_currency,
        "billing": partial(parse_word, Billing),
        "notice": parse_term,
        "auto_renew": parse_bool,
        "renewal_term": parse_renewal_term,
        "kind": partial(parse_word, ContractKind),
        "reseller": parse_text,
        "contract": parse_text,
        "intent_on": parse_date,
        "intent_by": parse_text,
        "outcome": partial(parse_word, Outcome),
        "churn_tags": parse_list,
        "free_months": parse_free_months,
    },
    ImportKind.TOUCHPOINTS: {
        "account": parse_text,
        "date": parse_moment,
        "kind": partial(parse_word, TouchpointKind),
        "body": parse_text,
        "people": parse_list,
        "sentiment": parse_sentiment,
        "two_way": parse_bool,
        "purpose": partial(parse_word, Purpose),
        "minutes": parse_minutes,
        "tags": parse_list,
        "external_id": parse_text,
    },
    ImportKind.READINGS: {
        "account": parse_text,
        "measure": parse_text,
        "value": parse_number,
        "observed_at": parse_moment,
        "recorded_at": parse_moment,
        "source": parse_text,
    },
    ImportKind.EVENTS: {
        "account": parse_text,
        "at": parse_moment,
        "kind": parse_event,
        "note": parse_text,
        "external_id": parse_text,
    },
    ImportKind.NETWORK: {
        "first": parse_text,
        "last": parse_text,
        "company": parse_text,
        "title": parse_text,
        "email": parse_email,
        "url": parse_text,
        "connected_on": parse_date,
    },
    ImportKind.ATTENDANCE: {
        "name": parse_text,
        "email": parse_email,
        "company": parse_text,
        "date": parse_moment,
        "gathering": parse_text,
        "kind": partial(parse_word, TouchpointKind),
        "minutes": parse_minutes,
        "attended": parse_attended,
    },
    ImportKind.SURVEYS: {
        "company": parse_text,
        "name": parse_text,
        "email": parse_email,
        "date": parse_moment,
        "score": parse_number,
        "comment": parse_text,
        "survey": partial(parse_word, Survey),
        "external_id": parse_text,
    },
    ImportKind.RATES: {
        "currency": parse_currency,
        "on": parse_date,
        "rate": parse_rate,
        "base": parse_currency,
    },
}

REQUIRED: Mapping[ImportKind, tuple[str, ...]] = {
    ImportKind.ACCOUNTS: ("name",),
    ImportKind.PEOPLE: ("account", "name"),
    ImportKind.CONTRACTS: ("account", "start", "end", "product", "quantity", "unit_price", "currency"),
    ImportKind.TOUCHPOINTS: ("account", "date", "kind", "body"),
    ImportKind.READINGS: ("account", "measure", "value", "observed_at"),
    ImportKind.EVENTS: ("account", "at", "kind"),
    ImportKind.NETWORK: ("first", "last", "connected_on"),
    ImportKind.ATTENDANCE: ("name", "date"),
    ImportKind.SURVEYS: ("date", "score"),
    ImportKind.RATES: ("currency", "on", "rate"),
}
