"""One browser and one server for all browser tests, a fresh visitor for each, and what must hold in all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from pages.shared.stage.share import Share
from tests.support.browser import QUIET, NoBrowserError, found, launch, serve
from tests.support.lab import TRAIN, Lab

PATIENCE = 30_000
"""Milliseconds until a condition that does not come true fails a test."""
DESKTOP: ViewportSize = {"width": 1366, "height": 768}
# Traces of these errors alone; none of our lines is in them.
SENT_TO_A_CLOSED_TAB = re.compile(
    r"Exception in ASGI application\n"
    r"(?:(?:Traceback .*|  .*||During handling .*|starlette\.websockets\.WebSocketDisconnected: .*)\n)*"
    r"starlette\.websockets\.WebSocketDisconnected: Cannot call \"send\" once a close message has been sent\.\n(?!\n)"
)

Visit = Callable[..., Lab]


class Server:
    """A running app and what it writes."""

    def __init__(self, address: str, log: Path) -> None:
        self.address, self._log = address, log

    @property
    def said(self) -> str:
        """Its log, but for what Streamlit's server says where a tab is closed while something is sent to it."""
        return SENT_TO_A_CLOSED_TAB.sub("", self._log.read_text())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser or its server, so that the fast part can be run alone.

    It comes first, since its files take long, and the workers end together when the last files are short.
    """
    for item in items:
        if {"chromium", "server", "fresh_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The browser of visitors who were never here before, each in a context of its own."""
    try:
        browser = launch(playwright)
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def returning(
    chromium: Browser, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """The browser of visitors who were here before: it has kept the scripts, which halves the time to open a page."""
    profile = tmp_path_factory.mktemp("profile")
    context = playwright.chromium.launch_persistent_context(profile, executable_path=found(), args=list(QUIET))
    yield context
    context.close()


@pytest.fixture(scope="module")
def share() -> Share:
    """A gate for the tests of one file."""
    return Share()


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
def visit(chromium: Browser, returning: BrowserContext) -> Iterator[Visit]:
    """Makes visitors, `visit(server, **context)`; when the test ends, none has met an error or left the server.

    One with settings of its own was never here before.
    """
    visitors: list[Visitor] = []

    def arrive(server: Server, **context: object) -> Lab:
        own = chromium.new_context(**({"viewport": DESKTOP} | context)) if context else None
        visitors.append(Visitor(own or returning, server, closes=own))
        return visitors[-1].lab

    yield arrive
    for visitor in visitors:
        visitor.leave()


@pytest.fixture(scope="session")
def on_the_way() -> Iterator[list[Visitor]]:
    """Whoever is opening the Train page for the next test, while this one still runs."""
    visitors: list[Visitor] = []
    yield visitors
    for visitor in visitors:
        visitor.lab.page.close()


@pytest.fixture
def lab(returning: BrowserContext, server: Server, on_the_way: list[Visitor]) -> Iterator[Lab]:
    """A visitor who has opened the Train page."""
    visitor = on_the_way.pop() if on_the_way else Visitor(returning, server).sets_out()
    on_the_way.append(Visitor(returning, server).sets_out())
    visitor.lab.page.bring_to_front()
    yield visitor.lab.drawn(TRAIN)
    visitor.leave()


class Visitor:
    """One page in a browser, and what went wrong in it; `closes` is the context that it has for itself, if any."""

    def __init__(self, context: BrowserContext, server: Server, closes: BrowserContext | None = None) -> None:
        self.server, self.troubles, self._closes = server, [], closes
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        if not closes:
            page.set_viewport_size(DESKTOP)
        _watch(page, server.address, self.troubles)
        self.lab = Lab(page, server.address)

    def sets_out(self) -> Visitor:
        """Begin to open the Train page, without waiting for it."""
        self.lab.page.goto(self.server.address, wait_until="commit")
        return self

    def leave(self) -> None:
        """Close the page, and see that nothing went wrong in it or on the server."""
        self.lab.page.close()
        if self._closes:
            self._closes.close()
        assert not self.troubles
        assert not [word for word in ("Traceback", "RuntimeWarning") if word in self.server.said]


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
    below_a_page = re.fullmatch(r"/\w+/_stcore/(health|host-config)", urlparse(message.location["url"]).path)
    return below_a_page is not None and "404" in message.text
