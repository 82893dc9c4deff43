"""An amount that a person wrote, as it is stored."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

from app.errors import BansoError
from app.language import minor_digits

_MOST = Decimal(10) ** 15
_TIMES = {"億": Decimal(10) ** 8, "万": Decimal(10) ** 4, "千": Decimal(10) ** 3}


def minor(said: str, currency: str) -> int | None:
    """Return an amount in minor units: 3,744,000, 375万, 1.2億; None for nothing.

    Raises BansoError "voice.amount" for what is no amount, is below zero or finer than its currency.
    """
    plain = unicodedata.normalize("NFKC", said)
    for sign in (",", " ", "¥", "円", "$", "€"):
        plain = plain.replace(sign, "")
    if not plain:
        return None
    times = _TIMES.get(plain[-1:], Decimal(1))
    try:
        number = Decimal(plain[:-1] if plain[-1:] in _TIMES else plain) * times
    except InvalidOperation as fault:
        raise BansoError("voice.amount", field="amount", value=said) from fault
    if not number.is_finite() or not 0 <= number < _MOST:
        raise BansoError("voice.amount", field="amount", value=said)
    whole = number.scaleb(minor_digits(currency))
    if whole != whole.to_integral_value():
        raise BansoError("voice.amount", field="amount", value=said)
    return int(whole)
