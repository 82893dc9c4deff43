"""The application: one window per profile, from the first start or an opened book to the back-up at the end."""

from __future__ import annotations

import gc
from argparse import Namespace

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app import paths
from app.errors import BansoError
from app.views import looks
from app.views.desk import Desk, tell_error
from app.views.one_window import OneWindow

_LEAVING_MS = 10_000
DONE, REFUSED = 0, 1


def open_window(arguments: Namespace) -> int:
    """Open the window of a profile and return the exit code when it is closed.

    A second start for the same profile brings the first window to the front and ends.
    """
    # The collector would walk through everything that is imported; it goes on once the window is painted.
    gc.disable()
    app = application()
    settings = window_settings()
    looks.dress(app, settings)
    if arguments.lang is not None:
        looks.speak(app, arguments.lang)
    folder = arguments.profile or paths.default_profile()
    one = OneWindow(folder)
    try:
        if not one.take():
            if one.call_first():
                return DONE
            # The first window is on its way out, making its back-up.
            if not one.take(_LEAVING_MS):
                raise BansoError("profile.busy")
    except BansoError as error:
        dialog = tell_error(None, error)
        dialog.finished.connect(app.quit)
        app.exec()
        return REFUSED
    desk = Desk(folder, settings, arguments)
    one.called.connect(desk.come_to_front)
    desk.start()
    code = app.exec()
    one.stop_answering()
    desk.finish()
    one.let_go()
    return code


def application() -> QApplication:
    """Return the application of this process; Qt allows one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["banso"])
    app.setApplicationName("banso")
    app.setApplicationDisplayName("Banso")
    app.setDesktopFileName("banso")
    return app


def window_settings() -> QSettings:
    """Return where the looks of windows are kept for this person; never customer data."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "banso", "window")
