"""What can be asked for anywhere in a window, and what can be done with an account wherever it is named.

The menus, the keys of the window, the palette and the sheet of keys are made from these lists: a key that stands here
works, and one that works stands here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.language import _
from app.views.commands import AccountCommand, Command

if TYPE_CHECKING:
    from app.views.main_window import MainWindow
    from app.views.places import Places

NEW_KEYS, EXPORT_KEYS = "Ctrl+N", "Ctrl+E"
"""Keys that mean what the page shown makes of them: of its commands the window runs the one that has these keys."""
_MAC = sys.platform == "darwin"
BACK_KEYS, FORWARD_KEYS = ("Ctrl+[", "Ctrl+]") if _MAC else ("Alt+Left", "Alt+Right")


def window_commands(window: MainWindow) -> tuple[Command, ...]:
    """Return what can be asked for in a window as it is now."""
    made: list[Command] = []

    def add(key: str, words: str, act: Callable[[], object], keys: str = "", icon: str = "") -> None:
        made.append(Command(key, words, keys, icon, act))

    asks = window.asks
    if "log" in asks:
        add("log", _("Log touchpoint"), asks["log"], "Ctrl+L", "pen-line")
    if "palette" in asks:
        add("palette", _("Search, go to, do"), asks["palette"], "Ctrl+K", "search")
    if "import" in asks:
        add("import", _("Import a spreadsheet"), asks["import"], "", "import")
    if "sync" in asks:
        add("sync", _("Sync now"), asks["sync"], "Ctrl+Alt+S", "refresh-cw")
    for place in window.places():
        if place.in_sidebar or place.shortcut:
            words = _("Go to {place}", place=place.title())
            add(f"go:{place.key}", words, partial(window.open, place.key), place.shortcut, place.icon)
    add("back", _("Back"), window.back, BACK_KEYS, "arrow-left")
    add("forward", _("Forward"), window.forward, FORWARD_KEYS, "arrow-right")
    add("search-here", _("Search in this place"), window.search_here, "/", "search")
    add("next-pane", _("Next pane"), partial(window.step_pane, 1), "F6")
    add("previous-pane", _("Previous pane"), partial(window.step_pane, -1), "Shift+F6")
    add("undo", _("Undo"), window.undo, "Ctrl+Z", "undo-2")
    add("redo", _("Redo"), window.redo, "Ctrl+Shift+Z", "redo-2")
    add("keys", _("Keyboard shortcuts"), window.show_keys, "?", "keyboard")
    add("close", _("Close the window"), window.close, "Ctrl+W")
    add("quit", _("Quit Banso"), window.leave, "Ctrl+Q")
    return tuple(made)


def book_commands(window: MainWindow) -> tuple[Command, ...]:
    """Return what is done with the whole book and has no place of its own, for the palette."""
    page = window.page()
    offered = {command.key for command in page.commands()} if page is not None else set()
    key, words = "export_requests", _("Requests for the product team…")
    return () if key in offered else (Command(key, words, "", "download", partial(_export_requests, window)),)


def _export_requests(window: MainWindow) -> None:
    from app.views.account.voice.export import ask_and_export

    ask_and_export(window, window.workspace, window)


def look_commands(window: MainWindow) -> tuple[Command, ...]:
    """Return the switches of language and appearance, for the palette; the menus show them as choices."""
    looks = (("light", _("Light appearance"), "sun"), ("dark", _("Dark appearance"), "moon"))
    tongues = (("ja", "日本語で表示"), ("en", "Show in English"))
    return (
        *(Command(f"look:{key}", words, "", icon, partial(window.set_look, key)) for key, words, icon in looks),
        *(
            Command(f"language:{lang}", said, "", "languages", partial(window.speak_later, lang))
            for lang, said in tongues
        ),
    )


def account_commands(window: MainWindow, places: Places) -> tuple[AccountCommand, ...]:
    """Return what can be done with an account; a place that does not exist offers nothing."""
    from app.views.account.giving.asking import ask_to_give, can_be_given
    from app.views.asked import show_calls

    there = {place.key for place in window.places()}
    made = [
        AccountCommand("open", _("Open"), partial(window.open, "account"), "Return", "building-2"),
        AccountCommand("log", _("Log touchpoint"), places.log, "L", "pen-line"),
        AccountCommand("health", _("Open what its health is made of"), places.show_health, "", "chart-line"),
        AccountCommand("feeling", _("Say a feeling"), places.feel, "H", "heart-handshake"),
        AccountCommand("cta", _("Open or raise a call to action"), partial(show_calls, window), "C", "flag"),
        AccountCommand("pin", _("Pin or unpin"), places.pin, "P", "pin"),
        AccountCommand("review", _("Prepare the QBR"), places.prepare_review, "Q", "presentation"),
    ]
    if "call" in there:
        made.append(AccountCommand("call", _("Prepare the next call"), places.prepare_call, "", "calendar-clock"))
    if "handover" in there:
        made.append(AccountCommand("handover", _("Hand over"), partial(window.open, "handover"), "", "handshake"))
    give = partial(ask_to_give, window)
    fits = partial(can_be_given, window)
    made.append(AccountCommand("give", _("Hand over in the team hub…"), give, "", "users", fits))
    return tuple(made)
