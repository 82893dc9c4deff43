"""Words that the settings share: currencies, countries, sizes of files."""

from __future__ import annotations

from app.language import _, keyed


def currency_name(code: str) -> str:
    """Return a currency with its code: JPY 日本円; the code alone where it has no name here."""
    name = keyed("currency", code)
    return code if name == code else f"{code}  {name}"


def country_name(code: str) -> str:
    """Return the name of a calendar: a country, or no national holidays at all."""
    return keyed("country", code) if code else _("No national holidays")


def size_words(count: int) -> str:
    """Return the size of a file: 6.5 MB, 820 KB."""
    for unit, name in ((1024**3, "GB"), (1024**2, "MB")):
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{max(1, round(count / 1024))} KB"
