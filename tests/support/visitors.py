"""Visitors of the app in a browser, one after the other in a tab, and what must hold for each of them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, ConsoleMessage, ViewportSize

from tests.support.lab import Lab

PATIENCE = 30_000
"""Milliseconds until a condition that does not come true fails a test."""
DESKTOP: ViewportSize = {"width": 1366, "height": 768}
MOST_STEPS = 20
"""Steps in the history of a tab that is used again; a browser keeps 50, and a test counts them."""
# Traces of these errors alone; none of our lines is in them.
SENT_TO_A_CLOSED_TAB = re.compile(
    r"Exception in ASGI application\n"
    r"(?:(?:Traceback .*|  .*||During handling .*|starlette\.websockets\.WebSocketDisconnected: .*)\n)*"
    r"starlette\.websockets\.WebSocketDisconnected: Cannot call \"send\" once a close message has been sent\.\n(?!\n)"
)


class Server:
    """A running app and what it writes."""

    def __init__(self, address: str, log: Path) -> None:
        self.address, self._log = address, log

    @property
    def said(self) -> str:
        """Its log, but for what Streamlit's server says where a tab is closed while something is sent to it."""
        return SENT_TO_A_CLOSED_TAB.sub("", self._log.read_text())

    @property
    def plain(self) -> str:
        """The address of an answer that is no page of the app, and starts no script."""
        return f"{self.address}/_stcore/health"


class Tab:
    """A page of a browser, and what went wrong in it."""

    def __init__(self, context: BrowserContext) -> None:
        self.page, self.troubles = context.new_page(), list[str]()
        self.server: Server | None = None
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._said)
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("websocket", lambda socket: self._asked(socket.url))
        self.page.on("pageerror", lambda error: self.troubles.append(f"page: {error}"))

    @property
    def is_like_new(self) -> bool:
        """Whether another visitor may have it."""
        return not self.page.is_closed() and self.page.evaluate("history.length") <= MOST_STEPS

    def leave(self) -> None:
        """Go away from the app, leave nothing behind in the tab, and see that nothing went wrong there."""
        assert self.server
        if not self.page.is_closed():
            self.page.goto(self.server.plain)
            self.page.evaluate("sessionStorage.clear(); localStorage.clear()")
            self.page.mouse.move(0, 0)
        assert not self.troubles, self.troubles
        said = self.server.said
        assert not [word for word in ("Traceback", "RuntimeWarning") if word in said], said[-3000:]

    def _asked(self, url: str) -> None:
        """Note a request to anywhere but the server."""
        place = urlparse(url)
        if (
            self.server
            and place.scheme not in ("data", "blob")
            and place.netloc != urlparse(self.server.address).netloc
        ):
            self.troubles.append(f"request: {url}")

    def _said(self, message: ConsoleMessage) -> None:
        """Note an error in the console."""
        if message.type == "error" and not _looking_for_the_root(message):
            self.troubles.append(f"console: {message.text} {message.location['url']}")


class Tabs:
    """The tabs of one browser that nobody has just now.

    A page opens in a tab that had the app before in two thirds of the time that it takes in a new one.
    """

    def __init__(self, context: BrowserContext) -> None:
        self._context, self._free = context, list[Tab]()

    def take(self, server: Server, viewport: ViewportSize = DESKTOP, color_scheme: str = "light") -> Tab:
        """A tab for a visitor of that server, with nothing opened yet."""
        tab = self._free.pop() if self._free else Tab(self._context)
        tab.server, tab.troubles = server, []
        tab.page.set_viewport_size(viewport)
        tab.page.emulate_media(color_scheme=color_scheme)  # type: ignore[arg-type]
        return tab

    def give_back(self, tab: Tab) -> None:
        """Leave the app, and see that nothing went wrong; the next visitor may have the tab."""
        try:
            tab.leave()
        except BaseException:
            tab.page.close()
            raise
        if tab.is_like_new:
            self._free.append(tab)
        else:
            tab.page.close()

    def set_out(self, server: Server) -> Tab:
        """A tab in which the Train page begins to open; nobody waits for it yet."""
        tab = self.take(server)
        tab.page.goto(server.address, wait_until="commit")
        return tab


def lab_of(tab: Tab) -> Lab:
    """The page in a tab, as its visitor drives it."""
    assert tab.server
    return Lab(tab.page, tab.server.address)


def _looking_for_the_root(message: ConsoleMessage) -> bool:
    """Streamlit itself asks below the page's own address first, to learn where the root of the app is: two 404s."""
    below_a_page = re.fullmatch(r"/\w+/_stcore/(health|host-config)", urlparse(message.location["url"]).path)
    return below_a_page is not None and "404" in message.text
