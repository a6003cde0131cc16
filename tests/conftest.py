"""One browser and one server for all browser tests, a fresh visitor for each, and what must hold in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser import NoBrowserError, launch, serve
from tests.lab import Lab

PATIENCE = 15_000
"""Milliseconds until a condition that does not come true fails a test."""
DESKTOP = {"width": 1366, "height": 768}


class Server:
    """A running app and what it writes."""

    def __init__(self, address: str, log: Path) -> None:
        self.address, self._log = address, log

    @property
    def said(self) -> str:
        return self._log.read_text()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except NoBrowserError as error:
            pytest.fail(str(error), pytrace=False)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The one server, started as the README says."""
    log = tmp_path_factory.mktemp("server") / "log"
    with serve(log=log) as address:
        yield Server(address, log)


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has visited."""
    with serve(log=tmp_path / "log") as address:
        yield Server(address, tmp_path / "log")


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Lab]]:
    """Makes new visitors, `visit(server, **context)`; when the test ends, none has met an error or left the server."""
    troubles: list[str] = []
    servers: dict[str, Server] = {}
    with ExitStack() as contexts:

        def arrive(server: Server, **context: object) -> Lab:
            visitor = chromium.new_context(**({"viewport": DESKTOP} | context))
            contexts.callback(visitor.close)
            visitor.set_default_timeout(PATIENCE)
            page = visitor.new_page()
            servers[server.address] = server
            _watch(page, server.address, troubles)
            return Lab(page, server.address)

        yield arrive
    assert not troubles
    assert not [server.said for server in servers.values() if "Traceback" in server.said]


@pytest.fixture
def lab(server: Server, visit: Callable[..., Lab]) -> Lab:
    """A new visitor who has opened the Train page."""
    return visit(server).open()


def _watch(page: Page, address: str, troubles: list[str]) -> None:
    """Note errors in the console, errors of the page, and requests to anywhere but the server."""

    def asked(url: str) -> None:
        place = urlparse(url)
        if place.scheme not in ("data", "blob") and place.netloc != urlparse(address).netloc:
            troubles.append(f"request: {url}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not _looking_for_the_root(message):
            troubles.append(f"console: {message.text} {message.location['url']}")

    page.on("console", said)
    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda socket: asked(socket.url))
    page.on("pageerror", lambda error: troubles.append(f"page: {error}"))


def _looking_for_the_root(message: ConsoleMessage) -> bool:
    """Streamlit itself asks below the page's own address first, to learn where the root of the app is: two 404s."""
    path = urlparse(message.location["url"]).path
    probes = ("/hidden_states/_stcore/health", "/hidden_states/_stcore/host-config")
    return path in probes and "404" in message.text
