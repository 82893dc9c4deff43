"""The numbers of time to value in words: what each is called, and how it is worked out."""

from __future__ import annotations

from app.language import _

TTV, WAITING, NEVER = "ttv", "waiting", "never"
IN_TIME, LATE, GIVEN_UP = "in_time", "late", "given_up"


def captions() -> dict[str, str]:
    """Return what each number is called."""
    return {
        TTV: _("Time to value, median"),
        WAITING: _("Still waiting"),
        NEVER: _("Never reached"),
        IN_TIME: _("Onboarding in time"),
        LATE: _("Late"),
        GIVEN_UP: _("Given up"),
    }


def meanings() -> dict[str, str]:
    """Return what each number means."""
    return {
        TTV: _(
            "Days to the first value after Kaplan–Meier: who still waits counts for as long as they have waited, who"
            " left before counts for ever. Not reached: too few have it to say by which day half of them do."
        ),
        WAITING: _("No first value yet, and it may still come."),
        NEVER: _("Left, or the onboarding was given up, before a first value."),
        IN_TIME: _(
            "Succeeded by the first agreed due date ÷ all whose first agreed due date lies in the period. The interval"
            " after Wilson holds the true rate in 95 of 100 cases."
        ),
        LATE: _("Succeeded after the first agreed due date, or still going on past it. Late is not failed."),
        GIVEN_UP: _("Abandoned, or judged as failed."),
    }
