"""The hands of a person at the window: keys, text from an input method, and patience. Nothing else touches it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 60.0


def give_front() -> None:
    """Bring a window to the front where none is, as a window manager does when a dialog has closed."""
    if QApplication.activeWindow() is None:
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isWindow() and widget.isVisible()]
        front = QApplication.activeModalWidget() or (shown[-1] if shown else None)
        if front is not None:
            front.activateWindow()


def focus() -> QWidget:
    """Return what has the focus, waiting until something has."""
    wait_until(lambda: QApplication.focusWidget() is not None, "something has the focus")
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: str) -> None:
    """Press keys one after the other, each written as in "Ctrl+L", "Return" or "G"."""
    for written in keys:
        pressed = QKeySequence(written)
        assert pressed.count() == 1, written
        combination = pressed[0]
        target = QApplication.activePopupWidget() or focus()
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        QCoreApplication.processEvents()


def compose(text: str) -> None:
    """Show `text` under composition, as an input method does before it is chosen."""
    QCoreApplication.sendEvent(focus(), QInputMethodEvent(text, []))
    QCoreApplication.processEvents()


def commit(text: str) -> None:
    """Write `text` as an input method commits it, whatever was being composed."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(focus(), event)
    QCoreApplication.processEvents()


def write(text: str) -> None:
    """Write `text`: ASCII by keys, the rest by an input method."""
    for character in text:
        if character.isascii() and character.isprintable():
            QTest.keyClicks(focus(), character)
        else:
            compose(character)
            commit(character)
    QCoreApplication.processEvents()


def wait_until(is_so: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until something is so; fail with the words of `what`."""
    until = time.monotonic() + seconds
    while not is_so():
        give_front()
        assert time.monotonic() < until, f"waited {seconds:.0f} s in vain: {what}"
        QTest.qWait(5)


def window() -> QWidget:
    """Return the window in front."""
    wait_until(lambda: QApplication.activeWindow() is not None, "a window is in front")
    found = QApplication.activeWindow()
    assert found is not None
    return found


def shown_widgets() -> list[QWidget]:
    """Return what is shown in the window that is in front."""
    return [one for one in window().findChildren(QWidget) if one.isVisible()]


def tab_to(name: str, *, back: bool = False, most: int = 60) -> QWidget:
    """Press Tab until what has the focus is called `name`, as a screen reader says it, once it can be seen."""
    wait_until(lambda: any(one.accessibleName() == name for one in shown_widgets()), f"{name!r} can be seen")
    for _press in range(most):
        now = focus()
        if now.accessibleName() == name:
            return now
        QTest.keyClick(now, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        QCoreApplication.processEvents()
    seen = focus().accessibleName()
    raise AssertionError(f"Tab never came to {name!r}; it stands at {seen!r}")
