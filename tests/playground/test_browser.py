"""The playground in a real browser as wide as a phone: panes, identity, the Cypher, the walk and a subscription."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from app.graph.address import Address
from tests.transport.real import served

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_PATIENCE = 60.0  # s
STATUS = "document.querySelector('.status').innerText"
READY = "document.querySelector('.graphiql-response .monaco-editor') && !document.querySelector(':disabled')"
ANSWER = "document.querySelector('.graphiql-response .view-lines').innerText"
RECT = "document.querySelector('.graphiql-{}').getBoundingClientRect()"


class Page:
    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._calls = 0

    def call(self, method: str, **parameters: Any) -> Any:
        self._calls += 1
        self._socket.send(json.dumps({"id": self._calls, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv(_PATIENCE))).get("id") != self._calls:
            pass
        return answer["result"]

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression, None when it throws; it runs as if the reader had just clicked."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, userGesture=True)
        return None if "exceptionDetails" in answer else answer["result"].get("value")

    def until(self, script: str) -> None:
        """Return when an expression is true; until then it may throw."""
        end = time.monotonic() + _PATIENCE
        while not self.run(f"Boolean({script})"):
            assert time.monotonic() < end, f"never true: {script}\n{self.run('document.body.innerText')}"
            time.sleep(0.1)

    def click(self, element: str) -> None:
        """Click what an expression finds, as soon as it finds it."""
        self.until(f"({element}.click(), true)")


@contextmanager
def browsing(profile: Path, width: int, height: int) -> Iterator[Page]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip(f"no browser is installed: this test needs one of {', '.join(_NAMES)}")
    command = [program, *_QUIET, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            found = next(filter(None, (re.search(r"//(127\.0\.0\.1:\d+)/", line) for line in process.stderr)))
            with urllib.request.urlopen(f"http://{found[1]}/json/list") as answer:
                (target,) = (one for one in json.load(answer) if one["type"] == "page")
            with connect(target["webSocketDebuggerUrl"], max_size=None) as socket:
                page = Page(socket)
                size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
                page.call("Emulation.setDeviceMetricsOverride", **size)
                yield page
        finally:
            process.kill()


def _choose(page: Page, menu: str, text: str) -> None:
    page.click(f"document.querySelector('[popovertarget={menu}]:enabled')")
    page.click(
        f"[...document.querySelectorAll('#{menu} [role=option]')].find((one) => one.innerText.includes('{text}'))"
    )


def _ask(page: Page, operation: str, expected: str) -> str:
    """The status once the question in front is answered; GraphiQL names a tab when it has read what is in it."""
    page.until(f"document.querySelector('.graphiql-tab-active').innerText.includes('{operation}')")
    page.click("document.querySelector('.graphiql-execute-button')")
    page.until(f"{STATUS}.startsWith('{expected}')")
    return str(page.run(STATUS))


@pytest.fixture
def page(world: Any, migrated: Any, address: Address, tmp_path: Path) -> Any:
    world("noor -- ada; ada -- grace; grace -- wren")
    # On a busy machine Neo4j needs long to plan what is asked for the first time.
    server = served(address, tmp_path / "data", ACQUAINT_REQUEST_DEADLINE="PT60S")
    with browsing(tmp_path / "profile", 390, 844) as opened, server as running:
        opened.call("Page.navigate", url=f"{running.url}/playground?as=ada")
        opened.until(READY)
        yield opened


def test_the_playground_works_on_a_phone(page: Page) -> None:
    page.click("document.querySelector('.switch input')")
    assert _ask(page, "MyConnections", "Answered as Ada").split(" · ")[1] == "HTTP 200"
    assert page.run(f"{RECT.format('editors')}.bottom <= {RECT.format('response')}.top")
    assert page.run(f"{RECT.format('editors')}.width > 340 && {RECT.format('response')}.width > 340")
    assert page.run("document.documentElement.scrollWidth <= 390")
    assert page.run("location.search") == ""
    assert page.run("document.querySelector('details[open] b').innerText") == "edges/connections"
    cypher = page.run("document.querySelector('details[open] pre').innerText")
    assert cypher.startswith(':param viewer => "ada";\n')
    assert cypher.endswith(";")

    _choose(page, "examples", "1. Invite")
    answers = {"Invite": "THIRD", "Find": "PENDING", "Accept": "CONNECTED", "Degree": "FIRST", "Remove": "THIRD"}
    for step, (operation, answer) in enumerate(answers.items()):
        page.click(f"document.querySelectorAll('.walk li button:enabled')[{step}]")
        _ask(page, f"Walk{operation}", f"Answered as {'Noor' if step in (0, 4) else 'Wren'}")
        page.until(f"{ANSWER}.includes('{answer}')")

    _choose(page, "examples", "Network events")
    assert _ask(page, "NetworkEvents", "Listening as Noor").endswith("no event yet")
    _choose(page, "members", "Grace")
    page.until(f"{STATUS}.startsWith('Stopped at')")
    assert "signed in now: Grace" in page.run(STATUS)
