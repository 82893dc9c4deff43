"""The words of the domain as code knows them; their names in ja and en stand in the catalogue."""

from __future__ import annotations

from enum import StrEnum


class Segment(StrEnum):
    """How closely an account is looked after."""

    HIGH = "high"
    LOW = "low"
    TECH = "tech"


class Phase(StrEnum):
    """Where an account stands on its way; renewal period and expanding are derived flags."""

    ONBOARDING = "onboarding"
    ADOPTION = "adoption"
    RENEWAL = "renewal"
    CHURNED = "churned"


class Fit(StrEnum):
    """How well the customer fits the product, by criteria and with a reason."""

    GOOD = "good"
    PARTIAL = "partial"
    POOR = "poor"
    DESIGN_PARTNER = "design_partner"


class Criterion(StrEnum):
    """What fit is judged by."""

    PROBLEM = "problem"
    USE_CASE = "use_case"
    SIZE = "size"
    TECHNOLOGY = "technology"
    COMMITMENT = "commitment"


class Rhythm(StrEnum):
    """A regular interaction that a segment asks for every few months."""

    REGULAR = "regular"
    HEALTH_CHECK = "health_check"
    EXECUTIVE = "executive"
    VISIT = "visit"
    BEFORE_RENEWAL = "before_renewal"


class Role(StrEnum):
    """What a person is to us at one account."""

    CHAMPION = "champion"
    SPONSOR = "sponsor"
    DECISION_MAKER = "decision_maker"
    PAYER = "payer"
    CONNECTOR = "connector"
    USER = "user"
    SCEPTIC = "sceptic"


class Programme(StrEnum):
    """What a person takes part in beside the daily business."""

    ADVISORY_COUNCIL = "advisory_council"
    COMMUNITY = "community"
    CASE_STUDY = "case_study"
    REFERENCE = "reference"
    SPEAKER = "speaker"
    BETA = "beta"


class TouchpointKind(StrEnum):
    """How people met; call, meeting, visit and review are two-way unless said otherwise."""

    CALL = "call"
    MEETING = "meeting"
    EMAIL = "email"
    VISIT = "visit"
    REVIEW = "review"
    CHAT = "chat"
    TRAINING = "training"
    EVENT = "event"
    NOTE = "note"

    @property
    def two_way(self) -> bool:
        """Tell whether the customer speaks too, where nobody said otherwise."""
        return self in {TouchpointKind.CALL, TouchpointKind.MEETING, TouchpointKind.VISIT, TouchpointKind.REVIEW}


class Purpose(StrEnum):
    """What a touchpoint was for."""

    ONBOARDING = "onboarding"
    ADOPTION = "adoption"
    RENEWAL = "renewal"
    EXPANSION = "expansion"
    SUPPORT = "support"
    RELATIONSHIP = "relationship"
    INTERNAL = "internal"


class Side(StrEnum):
    """Who owes a promise."""

    ME = "me"
    CUSTOMER = "customer"
    INTERNAL = "internal"


class PlanStatus(StrEnum):
    """How an objective or a milestone stands: what dates and numbers suggest, or what a person says instead."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    ON_TRACK = "on_track"
    ATTENTION = "attention"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"


class Survey(StrEnum):
    """What people were asked."""

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    OTHER = "other"


class CtaOutcome(StrEnum):
    """What came of a call to action that was done."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    NOT = "not"


class LeadOrigin(StrEnum):
    """Where customer success came upon a lead."""

    USAGE = "usage"
    CONVERSATION = "conversation"
    REQUEST = "request"


class Gate(StrEnum):
    """What has to be true of a lead before it is submitted."""

    SIGNAL = "signal"
    FIT = "fit"
    TIMING = "timing"


class ContractKind(StrEnum):
    """Only paid contracts carry recurring revenue, and only they can churn."""

    PAID = "paid"
    TRIAL = "trial"
    POC = "poc"
    FREE = "free"


class Billing(StrEnum):
    """What period one amount of a contract line pays for."""

    MONTHLY = "monthly"
    YEARLY = "yearly"
    TERM = "term"
    ONE_OFF = "one_off"


class Outcome(StrEnum):
    """How a renewal was decided."""

    RENEWED = "renewed"
    CHURNED = "churned"
    CONTRACTED = "contracted"


class Band(StrEnum):
    """What a health score means; withheld is usable but under the coverage floor, unknown is nothing usable."""

    GOOD = "good"
    WATCH = "watch"
    RISK = "risk"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"


class Flag(StrEnum):
    """The marks of a quick log line."""

    RISK = "risk"
    WIN = "win"
    VOICE = "voice"
    CSQL = "csql"
    OUTAGE = "outage"
    LATE = "late"


class TodayKind(StrEnum):
    """Why an account stands on today's list."""

    SIGNAL = "signal"
    PROMISE = "promise"
    SCHEDULED = "scheduled"
    QUIET = "quiet"
    RENEWAL = "renewal"
    REJUDGE = "rejudge"
    DATA_GAP = "data_gap"


class ImportKind(StrEnum):
    """What a file of rows holds, in the order in which they depend on each other."""

    ACCOUNTS = "accounts"
    PEOPLE = "people"
    RATES = "rates"
    CONTRACTS = "contracts"
    TOUCHPOINTS = "touchpoints"
    READINGS = "readings"
    EVENTS = "events"
    NETWORK = "network"
    ATTENDANCE = "attendance"
    SURVEYS = "surveys"
