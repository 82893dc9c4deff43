"""Motion: as the system has it, less of it, or as it was drawn; read in one place by whatever moves.

Qt itself moves menus, lists and tooltips where the system wants that; what Banso moves asks `duration`.
"""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

KEY = "motion"
CHOICES = ("system", "on", "off")
"""`on`: reduced. `off`: nothing is reduced, whatever the system says."""

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)
_of_system: dict[Qt.UIEffect, bool] = {}
_choice = "system"


def kept_motion(settings: QSettings) -> str:
    """Return what was chosen."""
    kept = str(settings.value(KEY, "system"))
    return kept if kept in CHOICES else "system"


def use(app: QApplication, choice: str) -> None:
    """Move as chosen from now on."""
    global _choice
    if choice not in CHOICES:
        raise ValueError(choice)
    _choice = choice
    for effect in _EFFECTS:
        was = _of_system.setdefault(effect, app.isEffectEnabled(effect))
        app.setEffectEnabled(effect, was if choice == "system" else choice == "off")


def reduced() -> bool:
    """Tell whether nothing should move."""
    if _choice != "system":
        return _choice == "on"
    # A system that asks for less motion has Qt animate no menu.
    return bool(_of_system) and not any(_of_system.values())


def duration(milliseconds: int) -> int:
    """Return how long a movement takes; 0 where motion is reduced."""
    return 0 if reduced() else milliseconds
