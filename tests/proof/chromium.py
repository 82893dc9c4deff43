"""A real Chromium, driven by its own protocol over a pipe: opens a file, clicks, types, waits for a download."""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Reported by the page itself, as the policy is enforced there.
_WATCH = """
globalThis.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective + event.blockedURI));
"""


class Browser:
    """One headless browser with a profile of its own, which goes with it."""

    def __init__(self, program: str, profile: Path) -> None:
        to_read, to_us = os.pipe()
        from_us, to_write = os.pipe()
        command = [
            program, "--headless", "--remote-debugging-pipe", f"--user-data-dir={profile}", "--no-first-run",
            "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
            "--window-size=1000,1400", *(["--no-sandbox"] if os.geteuid() == 0 else []),
        ]  # fmt: skip
        # The browser reads its orders from 3 and answers on 4.
        shell = f'exec "$@" 3<&{from_us} 4>&{to_us}'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, "bash", *command], pass_fds=(from_us, to_us), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        os.close(from_us)
        os.close(to_us)
        self._read, self._write = to_read, to_write
        self._number = 0
        self._held = b""
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._write)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        os.close(self._read)

    def ask(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        """Give one order and return its answer; what happens meanwhile is kept in `events`."""
        self._number += 1
        order: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if session is not None:
            order["sessionId"] = session
        os.write(self._write, json.dumps(order).encode() + b"\0")
        number = self._number
        answer = self._until(lambda message: message.get("id") == number)
        assert "error" not in answer, f"{method}: {answer['error']}"
        return dict(answer["result"])

    def wait(self, method: str, fits: Callable[[Mapping[str, Any]], bool] = lambda _params: True) -> dict[str, Any]:
        """Return the parameters of an event, which is then no longer kept; waits for it where it has not come yet."""

        def found(message: Mapping[str, Any]) -> bool:
            return message.get("method") == method and fits(message["params"])

        event = next((event for event in self.events if found(event)), None) or self._until(found)
        if event in self.events:
            self.events.remove(event)
        return dict(event["params"])

    def open(self, path: Path) -> Page:
        """Open a file in a tab of its own, with everything watched that it asks for."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable", session)
        self.ask("Page.addScriptToEvaluateOnNewDocument", session, source=_WATCH)
        self.ask("Page.navigate", session, url=path.as_uri())
        self.wait("Page.loadEventFired")
        return Page(self, session, path.as_uri())

    def _until(self, fits: Callable[[dict[str, Any]], bool], seconds: float = 60) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while True:
            while b"\0" in self._held:
                line, _, self._held = self._held.partition(b"\0")
                message = json.loads(line)
                if "method" in message:
                    self.events.append(message)
                if fits(message):
                    return dict(message)
            ready, _, _ = select.select([self._read], [], [], max(0.0, end - time.monotonic()))
            assert ready, "the browser does not answer"
            data = os.read(self._read, 1 << 20)
            assert data, "the browser ended"
            self._held += data


class Page:
    """One open file."""

    def __init__(self, browser: Browser, session: str, url: str) -> None:
        self.browser, self.session, self.url = browser, session, url

    def value(self, expression: str) -> Any:
        """Return what an expression is on the page."""
        answer = self.browser.ask("Runtime.evaluate", self.session, expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Click in the middle of an element, with the mouse."""
        place = self.value(
            f"(() => {{ const it = document.querySelector({json.dumps(selector)});"
            " it.scrollIntoView({block: 'center'}); const box = it.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.browser.ask(
                "Input.dispatchMouseEvent", self.session, type=kind, x=place[0], y=place[1], button="left", clickCount=1
            )

    def type(self, selector: str, words: str) -> None:
        """Click into a field and type, as an input method would commit it."""
        self.click(selector)
        self.browser.ask("Input.insertText", self.session, text=words)

    def download(self, selector: str, folder: Path) -> Path:
        """Click what saves a file and return the file once it is whole."""
        self.browser.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder), eventsEnabled=True)
        self.click(selector)
        begun = self.browser.wait("Browser.downloadWillBegin")
        self.browser.wait("Browser.downloadProgress", lambda told: told["state"] == "completed")
        return folder / str(begun["suggestedFilename"])

    def paper(self) -> bytes:
        """Return the page as it would be printed."""
        printed = self.browser.ask(
            "Page.printToPDF", self.session, preferCSSPageSize=True, printBackground=True, displayHeaderFooter=False
        )
        return base64.b64decode(printed["data"])

    def asked_for(self) -> list[str]:
        """Return every address that was asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.browser.events
            if event["method"] == "Network.requestWillBeSent" and event.get("sessionId") == self.session
        ]

    def complaints(self) -> list[str]:
        """Return what the page logged, threw or was refused by its policy."""
        told = [
            json.dumps(event["params"])
            for event in self.browser.events
            if event.get("sessionId") == self.session
            and event["method"] in {"Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"}
        ]
        return [*told, *self.value("violations")]
