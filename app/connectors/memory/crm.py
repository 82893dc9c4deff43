"""The types of an ordinary CRM, with a picklist of its own words, money beside its currency and one custom field."""

from __future__ import annotations

from typing import Literal

from app.connectors.base import Field, FieldType, TypeInfo


def crm_types(
    guard: Literal["atomic", "check", "none"] = "atomic",
    deletions: Literal["feed", "sweep", "none"] = "feed",
    *,
    create_key: Literal["unique", "search", "none"] = "unique",
    delete_kind: Literal["restorable", "hard"] = "restorable",
    batch: int = 100,
    sweep_hours: int = 0,
) -> tuple[TypeInfo, ...]:
    """Return all types of the CRM with these capabilities."""
    return tuple(
        TypeInfo(
            name, label, fields, create_key=create_key, guard=guard, deletions=deletions, delete_kind=delete_kind,
            batch=batch, sweep_hours=sweep_hours,
        )
        for name, label, fields in _TYPES
    )  # fmt: skip


def _text(name: str, type: FieldType = "text", max_length: int | None = 255, required: bool = False) -> Field:
    return Field(name, name, type, max_length=max_length, required=required, nullable=not required)


def _options(name: str, *codes: str, type: FieldType = "enum") -> Field:
    return Field(name, name, type, options=tuple((code, code.capitalize()) for code in codes))


def _to(name: str, target: str, required: bool = False) -> Field:
    return Field(name, name, "ref", ref_to=(target,), required=required, nullable=not required)


_CREATED = Field("Created", "Created", "datetime", writable=False, on_create=False)

_ACCOUNTS = (
    _text("Name", max_length=80, required=True),
    _text("Reading"),
    _text("Number", max_length=40),
    _text("Domain"),
    _options("Tier", "enterprise", "standard", "self_serve"),
    _options("Stage", "onboarding", "adoption", "renewal", "churned"),
    _text("Industry", max_length=40),
    _text("Description", "longtext", None),
    _options("Tags", "vip", "beta", "reference", type="multi"),
    _to("Parent", "accounts"),
    Field("YearEnd", "Year end", "int"),
    Field("Health", "Health", "decimal", scale=2, custom=True),
    _CREATED,
)
_CONTACTS = (
    _text("Name", max_length=80, required=True),
    _text("Reading"),
    _text("Email", "email"),
    _text("Phone", "phone", 40),
    _to("Account", "accounts", required=True),
    _text("Title"),
    _text("Department"),
    _options(
        "Role", "champion", "sponsor", "decision_maker", "payer", "connector", "user", "sceptic",
    ),
    Field("From", "From", "date"),
    Field("To", "To", "date"),
    Field("Exchanged", "Exchanged", "date"),
)  # fmt: skip
_ACTIVITIES = (
    _to("Account", "accounts", required=True),
    _options("Kind", "call", "meeting", "email", "visit", "review", "chat", "training", "event", "note"),
    _options("State", "planned", "done"),
    Field("Date", "Date", "date", required=True, nullable=False),
    _text("Body", "longtext", None, required=True),
    Field("Sentiment", "Sentiment", "int"),
    Field("TwoWay", "Two-way", "bool"),
    Field("Minutes", "Minutes", "int"),
)
_TASKS = (
    _to("Account", "accounts", required=True),
    _text("Subject", required=True),
    _options("Side", "me", "customer", "internal"),
    _text("Who"),
    Field("Due", "Due", "date"),
    Field("Made", "Made", "date"),
    Field("Done", "Done", "date"),
    Field("Dropped", "Dropped", "date"),
    Field("Told", "Told", "bool"),
)
_REQUESTS = (
    _to("Account", "accounts", required=True),
    _text("Words", "longtext", None, required=True),
    _text("Area"),
    Field("Raised", "Raised", "date", required=True, nullable=False),
    Field("Amount", "Amount", "money", scale=2, currency_field="Currency"),
    _text("Currency", max_length=3),
    _options("Status", "new", "planned", "built"),
    _options("Labels", "loss", "wish", "fault", type="multi"),
    Field("Votes", "Votes", "int"),
    Field("Public", "Public", "bool"),
    Field("Shipped", "Shipped", "date"),
    Field("Closed", "Closed", "date"),
    Field("Seen", "Seen", "datetime"),
    _CREATED,
)
_PLANS = (
    _to("Account", "accounts", required=True),
    _text("Name", max_length=120, required=True),
    _text("Kind", max_length=40),
    _text("Success", "longtext", None),
    Field("Start", "Start", "date"),
    Field("End", "End", "date"),
    Field("Review", "Next review", "date"),
    Field("Closed", "Closed", "date"),
)
_OBJECTIVES = (
    _to("Account", "accounts", required=True),
    _to("Plan", "plans", required=True),
    _text("Title", required=True),
    _text("Metric"),
    _text("Unit", max_length=40),
    Field("Baseline", "Baseline", "decimal", scale=4),
    Field("Target", "Target", "decimal", scale=4),
    Field("Start", "Start", "date"),
    Field("Due", "Due", "date"),
    _text("Theirs"),
    _text("Ours"),
    Field("Met", "Met", "date"),
    Field("Dropped", "Dropped", "date"),
)
_MILESTONES = (
    _to("Account", "accounts", required=True),
    _to("Objective", "objectives", required=True),
    _text("Title", required=True),
    _options("Side", "me", "customer", "internal"),
    _text("Who"),
    Field("Due", "Due", "date"),
    Field("Done", "Done", "date"),
    Field("Dropped", "Dropped", "date"),
    Field("Amount", "Amount", "decimal", scale=4),
    Field("OfAmount", "Of amount", "decimal", scale=4),
    _text("Unit", max_length=40),
)
_COMMITMENTS = (
    _to("Account", "accounts", required=True),
    _to("Plan", "plans", required=True),
    _to("Objective", "objectives"),
    _options("State", "proposed", "committed", "lapsed"),
    _text("By"),
    Field("Date", "Date", "date", required=True, nullable=False),
    _text("How"),
    Field("Version", "Version", "int"),
)
_REVIEWS = (
    _to("Account", "accounts", required=True),
    _text("Period", max_length=40, required=True),
    Field("Start", "Start", "date", required=True, nullable=False),
    Field("End", "End", "date", required=True, nullable=False),
    Field("Date", "Date", "date"),
    _options("Comparison", "previous", "last_year", "none"),
    _options("Language", "ja", "en"),
    Field("Held", "Held", "date"),
)
_DECISIONS = (
    _to("Account", "accounts", required=True),
    _to("Review", "reviews", required=True),
    _text("Text", "longtext", None, required=True),
    Field("Date", "Date", "date", required=True, nullable=False),
    _text("By"),
)
_NOTES = (
    _to("Account", "accounts", required=True),
    _to("Review", "reviews", required=True),
    _options(
        "Chapter", "promises", "goals", "outcomes", "use", "support", "health", "people", "actions", "next", "asks",
        "roadmap", "own",
    ),
    _text("Title"),
    _text("Headline", "longtext", None),
    _text("Points", "longtext", None),
    _text("Notes", "longtext", None),
)  # fmt: skip
_CONTRACTS = (
    _to("Account", "accounts", required=True),
    _text("Number", max_length=40),
    _options("Kind", "paid", "trial", "poc", "free"),
    Field("Start", "Start", "date", required=True, nullable=False),
    Field("End", "End", "date", required=True, nullable=False),
    _text("Currency", max_length=3, required=True),
    Field("Notice", "Notice", "int"),
    _options("NoticeUnit", "d", "m"),
    Field("Renews", "Renews", "bool"),
    Field("RenewalMonths", "Renewal months", "int"),
    _text("Reseller"),
    _text("BillTo"),
    Field("Intent", "Intent", "date"),
    _text("IntentBy"),
    _text("IntentHow"),
    Field("Approval", "Approval", "date"),
    Field("Budget", "Budget", "date"),
    Field("Notified", "Notified", "date"),
    _options("Outcome", "renewed", "churned", "contracted"),
    Field("Decided", "Decided", "date"),
    Field("Reasons", "Reasons", "multi"),
)
_LINES = (
    _to("Account", "accounts", required=True),
    _to("Contract", "contracts", required=True),
    _text("Product", required=True),
    Field("Quantity", "Quantity", "decimal", scale=4, required=True, nullable=False),
    Field("Price", "Price", "decimal", scale=4, required=True, nullable=False),
    Field("Amount", "Amount", "money", scale=2),
    _options("Billing", "monthly", "yearly", "term", "one_off"),
    Field("Start", "Start", "date", required=True, nullable=False),
    Field("End", "End", "date", required=True, nullable=False),
    Field("Free", "Free months", "int"),
)
_CALLS = (
    _to("Account", "accounts", required=True),
    _to("Contract", "contracts", required=True),
    Field("Date", "Date", "date", required=True, nullable=False),
    Field("Committed", "Committed", "money", scale=2, currency_field="Currency"),
    Field("Best", "Best", "money", scale=2, currency_field="Currency"),
    Field("Worst", "Worst", "money", scale=2, currency_field="Currency"),
    _text("Currency", max_length=3, required=True),
    _text("Reason", "longtext", None, required=True),
)
_LEADS = (
    _to("Account", "accounts", required=True),
    _text("Title", required=True),
    _options("Source", "usage", "conversation", "request"),
    Field("Submitted", "Submitted", "date"),
    Field("Accepted", "Accepted", "date"),
    Field("Won", "Won", "date"),
    Field("Lost", "Lost", "date"),
    Field("Amount", "Amount", "money", scale=2, currency_field="Currency"),
    _text("Currency", max_length=3),
)
_TYPES = (
    ("accounts", "Accounts", _ACCOUNTS),
    ("contacts", "Contacts", _CONTACTS),
    ("activities", "Activities", _ACTIVITIES),
    ("tasks", "Tasks", _TASKS),
    ("requests", "Requests", _REQUESTS),
    ("plans", "Plans", _PLANS),
    ("objectives", "Objectives", _OBJECTIVES),
    ("milestones", "Milestones", _MILESTONES),
    ("commitments", "Commitments", _COMMITMENTS),
    ("reviews", "Reviews", _REVIEWS),
    ("decisions", "Decisions", _DECISIONS),
    ("notes", "Review notes", _NOTES),
    ("contracts", "Contracts", _CONTRACTS),
    ("lines", "Contract lines", _LINES),
    ("calls", "Forecast calls", _CALLS),
    ("leads", "Leads", _LEADS),
)
