"""Tells when the network is back, where this system says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject


def watch_network(owner: QObject, back: Callable[[], object]) -> None:
    """Call `back` whenever the network can be reached again, as long as `owner` lives; where nobody tells, never."""
    from PySide6.QtNetwork import QNetworkInformation

    if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
        return
    information = QNetworkInformation.instance()
    if information is None:
        return
    there = {QNetworkInformation.Reachability.Online, QNetworkInformation.Reachability.Site}
    was = [information.reachability() in there]

    def moved(reachability: QNetworkInformation.Reachability) -> None:
        now = reachability in there
        if now and not was[0]:
            back()
        was[0] = now

    connection = information.reachabilityChanged.connect(moved)
    owner.destroyed.connect(lambda: QObject.disconnect(connection))
