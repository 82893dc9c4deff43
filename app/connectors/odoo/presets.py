"""How the records of Odoo go with our nouns, before a person has chosen otherwise.

Opportunities have no noun of ours to go with of themselves; a person may map them to what they are in their business.
"""

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
}
