"""The kinds of record that Banso knows in Odoo: which model, which of its records, which of its fields.

A model may hold several kinds: `res.partner` is companies, their people, and addresses. Whatever else a field's
definition says, its type and whether it can be written come from Odoo itself, at run time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.connectors.odoo.words import N_

MODULE = "__banso__"
"""Under this name our keys stand among Odoo's external ids, as `__import__` does for files."""

ME = "{me}"
"""Stands for the id of the user whose key it is."""

Domain = list[Any]

EVERYTHING = {"active_test": False}
"""Odoo leaves archived records out unless it is told not to."""


@dataclass(frozen=True)
class Extra:
    """What is to be known of a field beyond what Odoo tells. `source` is Odoo's field where ours has another name.

    `form`: "host" is an address of which only the host counts, "day" an instant of which only the day does, "done" the
    day on which an activity was done, "company" the company of the partner that a record hangs on, "currency" that of
    the user's company, which is told and never written. Of an opportunity "taken", "won" and "lost" are the days of
    that. `shown` is the field that is read in place of `source`, and `beside` are those that are read with it.
    """

    source: str = ""
    shown: str = ""
    form: Literal["", "host", "day", "done", "company", "currency", "taken", "won", "lost"] = ""
    beside: tuple[str, ...] = ()
    required: bool = False
    writable: bool | None = None
    on_create: bool | None = None
    ref_to: str = ""
    label: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `archive`: who archives it there has done with it, and that is how Banso deletes it. `hangs`: it is nothing without
    the company that it hangs on. `filtered`: Odoo takes records out of a page after it has counted them. `keyed`: by
    "xmlid" our key is an external id, by "message" the id of the mail. `given`: values of every record that is created.
    `page`: how many are handed on at once; `pages` of them are asked for at once, where they are small.
    """

    name: str
    label: str
    model: str
    domain: Domain
    fields: Mapping[str, Extra]
    given: Mapping[str, Any] = field(default_factory=dict)
    archive: bool = False
    hangs: bool = False
    filtered: bool = False
    keyed: Literal["xmlid", "message"] = "xmlid"
    batch: int = 100
    page: int = 2_000
    pages: int = 1


_PLAIN = Extra()
_STANDS = ("won_status", "user_id", "date_open", "date_closed")
_PARTNER: Mapping[str, Extra] = {
    "name": Extra(required=True),
    "ref": _PLAIN,
    "email": _PLAIN,
    "phone": _PLAIN,
    "comment": _PLAIN,
    "category_id": _PLAIN,
    "street": _PLAIN,
    "zip": _PLAIN,
    "city": _PLAIN,
}

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "companies",
            N_("Companies"),
            "res.partner",
            [["is_company", "=", True]],
            {**_PARTNER, "website": Extra(form="host"), "vat": _PLAIN, "industry_id": _PLAIN,
             "parent_id": Extra(ref_to="companies")},
            given={"is_company": True},
            archive=True,
            pages=2,
        ),
        Kind(
            "people",
            N_("People"),
            "res.partner",
            # Addresses for deliveries and invoices are partners too, and no people.
            [["is_company", "=", False], ["type", "=", "contact"], ["parent_id.is_company", "=", True]],
            {**_PARTNER, "function": _PLAIN, "parent_id": Extra(ref_to="companies", required=True)},
            given={"is_company": False, "type": "contact"},
            archive=True,
            pages=2,
        ),
        Kind(
            "notes",
            N_("Notes and messages"),
            "mail.message",
            # What Odoo itself notes, such as who changed a field, is of type "notification".
            [["model", "=", "res.partner"], ["message_type", "in", ["comment", "email", "email_outgoing"]]],
            {
                "partner": Extra("res_id", form="company", required=True, writable=False, ref_to="companies",
                                 label=N_("Company")),
                "date": Extra(form="day", required=True),
                "body": Extra(required=True),
                "subject": _PLAIN,
                "author_id": Extra(writable=False, on_create=False),
            },
            hangs=True,
            filtered=True,
            keyed="message",
        ),
        Kind(
            "activities",
            N_("My activities"),
            "mail.activity",
            [["res_model", "=", "res.partner"], ["user_id", "=", ME]],
            {
                "partner": Extra("res_id", form="company", required=True, writable=False, ref_to="companies",
                                 label=N_("Company")),
                # Without a summary people see the name of its type.
                "summary": Extra(shown="display_name", required=True),
                "date_deadline": _PLAIN,
                "note": _PLAIN,
                "made_on": Extra("create_date", form="day", writable=False, on_create=False, label=N_("Created on")),
                "date_done": Extra(form="done", writable=True, on_create=True),
            },
            given={"res_model_id/id": "base.model_res_partner", "user_id/.id": ME},
            hangs=True,
        ),
        Kind(
            "opportunities",
            N_("Opportunities"),
            "crm.lead",
            [["type", "=", "opportunity"]],
            {
                "name": _PLAIN,
                "partner_id": Extra(form="company", ref_to="companies", required=True),
                "expected_revenue": _PLAIN,
                "company_currency": Extra(form="currency", writable=False, on_create=True),
                "probability": Extra(writable=False, on_create=False),
                "date_deadline": _PLAIN,
                "description": _PLAIN,
                "priority": _PLAIN,
                "tag_ids": _PLAIN,
                "stage_id": Extra(writable=False, on_create=False),
                "active": Extra(writable=False, on_create=False),
                "created": Extra("create_date", form="day", writable=False, on_create=False, label=N_("Created on")),
                "taken": Extra("date_open", form="taken", beside=_STANDS, writable=False, on_create=False,
                               label=N_("Taken by a salesperson on")),
                "won": Extra("date_closed", form="won", beside=_STANDS, writable=False, on_create=False,
                             label=N_("Won on")),
                "lost": Extra("date_closed", form="lost", beside=_STANDS, writable=False, on_create=False,
                              label=N_("Lost on")),
            },
            # Odoo would make whoever signs in its salesperson: it is for sales to take it.
            given={"type": "opportunity", "user_id/.id": ""},
            hangs=True,
        ),
    )
}  # fmt: skip
"""In the order of their references."""
