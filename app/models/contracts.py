"""Contracts with their lines: the one source of every figure of money."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from app.models.schema import flag, json, noun, ref, whole, words

contract = noun(
    "contract",
    ref("account_id", "account", required=True),
    words("external_id"),
    words("kind", required=True),
    words("start_on", required=True),
    words("end_on", required=True),
    whole("notice_value"),
    words("notice_unit"),
    flag("notice_inclusive"),
    flag("auto_renew"),
    whole("renewal_term_months"),
    words("reseller"),
    words("bill_to"),
    words("currency", required=True),
    words("intent_on"),
    words("intent_by"),
    words("intent_how"),
    words("approval_due"),
    words("budget_due"),
    words("notified_on"),
    words("outcome"),
    words("outcome_on"),
    json("churn_tags"),
    CheckConstraint("start_on <= end_on", name="contract_order"),
    CheckConstraint("notice_unit IN ('d', 'm')", name="contract_notice_unit"),
)

contract_line = noun(
    "contract_line",
    ref("contract_id", "contract", required=True),
    words("product", required=True),
    words("quantity", required=True),
    words("unit_price", required=True),
    whole("amount_minor"),  # what one billing period costs, tax excluded, in minor units
    words("billing", required=True),
    words("start_on", required=True),
    words("end_on", required=True),
    whole("free_months"),
    CheckConstraint("start_on <= end_on", name="contract_line_order"),
)
