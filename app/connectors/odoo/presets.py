"""How the records of Odoo go with our nouns, before a person has chosen otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from app.connectors.base import FieldPreset, Preset

PRESETS: Mapping[str, Preset] = {
    "account": Preset(
        "companies",
        {
            "name": "name",
            "external_id": "ref",
            "domain": "website",
            "industry": "industry_id",
            "tags": "category_id",
            "parent": "parent_id",
        },
    ),
    "contact": Preset(
        "people",
        {"name": "name", "email": "email", "phone": "phone", "account": "parent_id", "title": "function"},
    ),
    "touchpoint": Preset(
        "notes",
        {"account": "partner", "on_date": "date", "body": FieldPreset("body", merge="text")},
    ),
    "task": Preset(
        "activities",
        {
            "account": "partner",
            "text": "summary",
            "due": "date_deadline",
            "made_on": FieldPreset("made_on", direction="in"),
            "done_on": "date_done",
        },
    ),
    # What was handed in is ours to say; what sales make of it only Odoo does.
    "csql": Preset(
        "opportunities",
        {
            "account": "partner_id",
            "signal": FieldPreset("name", policy="mine"),
            "submitted_on": FieldPreset("created", policy="mine", direction="in"),
            "accepted_on": FieldPreset("taken", policy="crm", direction="in", group="outcome"),
            "won_on": FieldPreset("won", policy="crm", direction="in", group="outcome"),
            "lost_on": FieldPreset("lost", policy="crm", direction="in", group="outcome"),
            "amount": FieldPreset("expected_revenue", group="money"),
            "currency": FieldPreset("company_currency", policy="crm", direction="in", group="money"),
        },
    ),
}
