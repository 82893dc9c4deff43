"""How the types of the CRM in memory go with our nouns, before a person has chosen otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from app.connectors.base import FieldPreset, Preset

PRESETS: Mapping[str, Preset] = {
    "account": Preset(
        "accounts",
        {
            "name": "Name",
            "reading": "Reading",
            "external_id": "Number",
            "domain": "Domain",
            "segment": FieldPreset(
                "Tier", policy="crm", values={"high": "enterprise", "low": "standard", "tech": "self_serve"}
            ),
            "phase": FieldPreset("Stage", policy="mine"),
            "industry": "Industry",
            "fit_reason": FieldPreset("Description", merge="text"),
            "tags": "Tags",
            "parent": "Parent",
            "fiscal_year_end": "YearEnd",
        },
    ),
    "contact": Preset(
        "contacts",
        {
            "name": "Name",
            "reading": "Reading",
            "email": "Email",
            "phone": "Phone",
            "account": "Account",
            "title": "Title",
            "department": "Department",
            "role": "Role",
            "from_on": FieldPreset("From", group="term"),
            "to_on": FieldPreset("To", group="term"),
            "exchanged_on": "Exchanged",
        },
    ),
    "touchpoint": Preset(
        "activities",
        {
            "account": "Account",
            "kind": "Kind",
            "state": "State",
            "on_date": "Date",
            "body": FieldPreset("Body", merge="text"),
            "sentiment": "Sentiment",
            "two_way": "TwoWay",
            "minutes": "Minutes",
        },
    ),
    "task": Preset(
        "tasks",
        {
            "account": "Account",
            "text": "Subject",
            "side": "Side",
            "who": "Who",
            "due": "Due",
            "made_on": "Made",
            "done_on": "Done",
            "dropped_on": "Dropped",
            "customer_knows": "Told",
        },
    ),
    "request": Preset(
        "requests",
        {
            "account": "Account",
            "words": FieldPreset("Words", merge="text"),
            "product_area": "Area",
            "raised_on": "Raised",
            "amount": FieldPreset("Amount", group="money"),
            "currency": FieldPreset("Currency", group="money"),
            "shipped_on": "Shipped",
            "closed_on": "Closed",
        },
    ),
    "plan": Preset(
        "plans",
        {
            "account": "Account",
            "name": "Name",
            "kind": "Kind",
            "success": FieldPreset("Success", merge="text"),
            "start_on": FieldPreset("Start", group="term"),
            "end_on": FieldPreset("End", group="term"),
            "next_review_on": "Review",
            "closed_on": "Closed",
        },
    ),
    "objective": Preset(
        "objectives",
        {
            "account": "Account",
            "plan": "Plan",
            "title": "Title",
            "metric": FieldPreset("Metric", group="number"),
            "unit": FieldPreset("Unit", group="number"),
            "baseline": FieldPreset("Baseline", group="number"),
            "target": FieldPreset("Target", group="number"),
            "start_on": "Start",
            "due": "Due",
            "customer_owner": "Theirs",
            "vendor_owner": "Ours",
            "met_on": "Met",
            "dropped_on": "Dropped",
        },
    ),
    "milestone": Preset(
        "milestones",
        {
            "account": "Account",
            "objective": "Objective",
            "title": "Title",
            "side": "Side",
            "who": "Who",
            "due": "Due",
            "done_on": "Done",
            "dropped_on": "Dropped",
            "amount": FieldPreset("Amount", group="amount"),
            "of_amount": FieldPreset("OfAmount", group="amount"),
            "unit": FieldPreset("Unit", group="amount"),
        },
    ),
    "commitment": Preset(
        "commitments",
        {
            "account": "Account",
            "plan": "Plan",
            "objective": "Objective",
            # Who has said yes to what is settled as one: half of either side would be a promise that nobody gave.
            "state": FieldPreset("State", group="word"),
            "by_name": FieldPreset("By", group="word"),
            "on_date": FieldPreset("Date", group="word"),
            "how": FieldPreset("How", group="word"),
            "number": FieldPreset("Version", group="word"),
        },
    ),
    "review": Preset(
        "reviews",
        {
            "account": "Account",
            "on_date": "Date",
            "period": FieldPreset("Period", group="span"),
            "start_on": FieldPreset("Start", group="span"),
            "end_on": FieldPreset("End", group="span"),
            "comparison": "Comparison",
            "lang": "Language",
            "held_on": "Held",
        },
    ),
    "decision": Preset(
        "decisions",
        {
            "account": "Account",
            "review": "Review",
            "text": "Text",
            "decided_on": "Date",
            "by_name": "By",
        },
    ),
}
