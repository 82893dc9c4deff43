"""The models of the small Odoo: their fields as `fields_get` tells them, and what a fresh database holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def _f(type: str, string: str, **more: Any) -> dict[str, Any]:
    return {"type": type, "string": string, "required": False, "readonly": False, **more}


_LOG = {
    "id": _f("integer", "ID", readonly=True),
    "create_date": _f("datetime", "Created on", readonly=True),
    "write_date": _f("datetime", "Last Updated on", readonly=True),
    "write_uid": _f("many2one", "Last Updated by", readonly=True, relation="res.users"),
}
_NAMED = {"name": _f("char", "Name"), "display_name": _f("char", "Name", readonly=True), **_LOG}

MODELS: Mapping[str, Mapping[str, Any]] = {
    "res.partner": {
        **_NAMED,
        "ref": _f("char", "Reference"),
        "email": _f("char", "Email"),
        "phone": _f("char", "Phone"),
        "website": _f("char", "Website Link"),
        "vat": _f("char", "Tax ID"),
        "street": _f("char", "Street"),
        "zip": _f("char", "Zip"),
        "city": _f("char", "City"),
        "function": _f("char", "Job Position"),
        "comment": _f("html", "Notes"),
        "category_id": _f("many2many", "Tags", relation="res.partner.category", blank=[]),
        "industry_id": _f("many2one", "Industry", relation="res.partner.industry"),
        "parent_id": _f("many2one", "Related Company", relation="res.partner"),
        "commercial_partner_id": _f("many2one", "Commercial Entity", relation="res.partner", readonly=True),
        "is_company": _f("boolean", "Is a Company"),
        "active": _f("boolean", "Active", blank=True),
        "type": _f(
            "selection", "Address Type", blank="contact", selection=[["contact", "Contact"], ["other", "Other"]]
        ),
        "tz": _f("selection", "Timezone", blank="Asia/Tokyo"),
        "user_ids": _f("one2many", "Users", relation="res.users"),
        "x_rank": _f("integer", "Rank", blank=0),
    },
    "mail.message": {
        **_LOG,
        "model": _f("char", "Model"),
        "res_id": _f("many2one_reference", "Record"),
        "date": _f("datetime", "Date"),
        "body": _f("html", "Contents", blank=""),
        "subject": _f("char", "Subject"),
        "message_id": _f("char", "Message-Id", readonly=True),
        "message_type": _f("selection", "Type", blank="comment"),
        "author_id": _f("many2one", "Author", relation="res.partner"),
    },
    "mail.activity": {
        **_LOG,
        "display_name": _f("char", "Name", readonly=True),
        "res_model": _f("char", "Model", readonly=True),
        "res_model_id": _f("many2one_reference", "Model"),
        "res_id": _f("many2one_reference", "Record"),
        "summary": _f("char", "Summary"),
        "note": _f("html", "Note"),
        "date_deadline": _f("date", "Due Date", required=True),
        "date_done": _f("date", "Done Date", readonly=True),
        "user_id": _f("many2one", "Assigned to", relation="res.users"),
        "active": _f("boolean", "Active", blank=True),
    },
    "crm.lead": {
        **_LOG,
        "name": _f("char", "Opportunity", required=True),
        "partner_id": _f("many2one", "Contact", relation="res.partner"),
        "type": _f("selection", "Type", blank="opportunity", selection=[["lead", "Lead"]]),
        "expected_revenue": _f("monetary", "Expected Revenue", currency_field="company_currency", blank=0.0),
        "company_currency": _f("many2one", "Currency", relation="res.currency", readonly=True, blank=1),
        "probability": _f("float", "Probability", blank=0.0),
        "date_deadline": _f("date", "Expected Closing"),
        "description": _f("html", "Notes"),
        "priority": _f("selection", "Priority", blank="0", selection=[["0", "Low"], ["1", "Medium"], ["2", "High"]]),
        "tag_ids": _f("many2many", "Tags", relation="crm.tag", blank=[]),
        "stage_id": _f("many2one", "Stage", relation="crm.stage"),
        "active": _f("boolean", "Active", blank=True),
        "user_id": _f("many2one", "Salesperson", relation="res.users"),
        "won_status": _f(
            "selection",
            "Won/Lost",
            readonly=True,
            blank="pending",
            selection=[["won", "Won"], ["lost", "Lost"], ["pending", "Pending"]],
        ),
        "date_open": _f("datetime", "Assignment Date", readonly=True),
        "date_closed": _f("datetime", "Closed Date", readonly=True),
    },
    "res.users": {
        **_NAMED,
        "partner_id": _f("many2one", "Related Partner", relation="res.partner"),
        "tz": _f("selection", "Timezone"),
        "company_id": _f("many2one", "Company", relation="res.company", blank=1),
    },
    "res.company": {**_NAMED, "currency_id": _f("many2one", "Currency", relation="res.currency", blank=1)},
    "res.currency": {**_NAMED, "decimal_places": _f("integer", "Decimal places", blank=2)},
    "res.country": _NAMED,
    "res.partner.category": {**_NAMED, "active": _f("boolean", "Active", blank=True)},
    "res.partner.industry": {**_NAMED, "active": _f("boolean", "Active", blank=True)},
    "crm.tag": _NAMED,
    "crm.stage": _NAMED,
}

DEFAULTS: Mapping[str, list[dict[str, Any]]] = {
    "res.users": [{"id": 2, "partner_id": 2}, {"id": 3, "partner_id": 3}, {"id": 5, "partner_id": 5}],
    "res.company": [{"id": 1, "name": "My Company"}],
    "res.currency": [{"id": 1, "name": "JPY"}],
    "res.country": [{"id": 1, "name": "Andorra"}],
    "res.partner.industry": [{"id": 1, "name": "Agriculture"}, {"id": 2, "name": "Education"}],
    "res.partner.category": [{"id": 1, "name": "VIP"}, {"id": 2, "name": "Pilot"}],
    "crm.tag": [{"id": 1, "name": "Product"}],
    "res.partner": [
        {"id": 1, "name": "My Company", "is_company": True},
        {"id": 2, "name": "Mitchell"},
        {"id": 3, "name": "Others"},
        {"id": 5, "name": "Sato Yui"},
    ],
}
