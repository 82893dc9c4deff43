"""How the tables of a folder go with our nouns, before a person has chosen otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from app.connectors.base import FieldPreset, Preset
from app.connectors.folder.layout import KINDS


def _same(kind: str, /, **others: str | FieldPreset) -> Mapping[str, str | FieldPreset]:
    mapped: dict[str, str | FieldPreset] = {field.name: field.name for field in KINDS[kind].fields}
    for name, other in others.items():
        mapped.pop(other if isinstance(other, str) else other.remote, None)
        mapped[name] = other
    return mapped


PRESETS: Mapping[str, Preset] = {
    "account": Preset("accounts", _same("accounts", fit_reason=FieldPreset("fit_reason", merge="text"))),
    "contact": Preset("people", _same("people", from_on="from", to_on="to")),
    "touchpoint": Preset("touchpoints", _same("touchpoints", on_date="date", body=FieldPreset("body", merge="text"))),
    "task": Preset("tasks", _same("tasks")),
    "request": Preset(
        "requests",
        _same("requests", amount=FieldPreset("amount", group="money"), currency=FieldPreset("currency", group="money")),
    ),
    "plan": Preset(
        "plans",
        _same(
            "plans", kind="made_for", success=FieldPreset("success", merge="text"), start_on="start", end_on="end",
            next_review_on="next_review",
        ),
    ),
    "objective": Preset(
        "objectives",
        _same(
            "objectives", start_on="start", metric=FieldPreset("metric", group="number"),
            unit=FieldPreset("unit", group="number"), baseline=FieldPreset("baseline", group="number"),
            target=FieldPreset("target", group="number"),
        ),
    ),
    "milestone": Preset(
        "milestones",
        _same(
            "milestones", amount=FieldPreset("amount", group="amount"),
            of_amount=FieldPreset("of_amount", group="amount"), unit=FieldPreset("unit", group="amount"),
        ),
    ),
    # Who has said yes to what is settled as one: half of either side would be a promise that nobody gave.
    "commitment": Preset(
        "commitments",
        _same(
            "commitments", state=FieldPreset("agreed", group="word"), by_name=FieldPreset("by", group="word"),
            on_date=FieldPreset("date", group="word"), how=FieldPreset("how", group="word"),
            number=FieldPreset("version", group="word"),
        ),
    ),
    "review": Preset(
        "reviews",
        _same(
            "reviews", on_date="date", period=FieldPreset("period", group="span"),
            start_on=FieldPreset("start", group="span"), end_on=FieldPreset("end", group="span"), lang="language",
        ),
    ),
    "decision": Preset("decisions", _same("decisions", decided_on="date", by_name="by")),
    "review_section": Preset(
        "review_notes",
        _same(
            "review_notes", headline=FieldPreset("headline", merge="text"),
            speaker_notes=FieldPreset("speaker_notes", merge="text"),
        ),
    ),
    # What was signed is as the file says; what the customer means to do, and what comes of it, is ours to judge.
    "contract": Preset(
        "contracts",
        _same(
            "contracts", external_id="number", kind="type", start_on=FieldPreset("start", policy="crm", group="term"),
            end_on=FieldPreset("end", policy="crm", group="term"), currency=FieldPreset("currency", policy="crm"),
            notice_value=FieldPreset("notice", group="notice"),
            notice_unit=FieldPreset("notice_unit", group="notice"),
            renewal_term="renewal_months", churn_tags="churn_reasons",
            intent_on=FieldPreset("intent_on", policy="mine", group="intent"),
            intent_by=FieldPreset("intent_by", policy="mine", group="intent"),
            intent_how=FieldPreset("intent_how", policy="mine", group="intent"),
            approval_due=FieldPreset("approval_due", policy="mine"),
            budget_due=FieldPreset("budget_due", policy="mine"),
            outcome=FieldPreset("outcome", group="outcome"), outcome_on=FieldPreset("outcome_on", group="outcome"),
        ),
    ),
    "contract_line": Preset(
        "contract_lines",
        _same(
            "contract_lines", start_on=FieldPreset("start", policy="crm", group="term"),
            end_on=FieldPreset("end", policy="crm", group="term"),
            free_months=FieldPreset("free_months", policy="crm"),
            **{
                name: FieldPreset(name, policy="crm", group="price")
                for name in ("quantity", "unit_price", "amount", "billing")
            },
        ),
    ),
    "forecast_call": Preset(
        "forecasts",
        _same(
            "forecasts", called_on=FieldPreset("date", policy="mine"), reason=FieldPreset("reason", policy="mine"),
            **{
                name: FieldPreset(name, policy="mine", group="money")
                for name in ("committed", "best", "worst", "currency")
            },
        ),
    ),
    # What was found and when it was handed in is ours to say; what becomes of it either side may hear of first.
    "csql": Preset(
        "csqls",
        _same(
            "csqls", amount=FieldPreset("amount", group="money"), currency=FieldPreset("currency", group="money"),
            **{name: FieldPreset(name, policy="mine") for name in ("signal", "origin", "submitted_on")},
            **{name: FieldPreset(name, group="outcome") for name in ("accepted_on", "won_on", "lost_on")},
        ),
    ),
}  # fmt: skip
