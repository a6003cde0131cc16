"""One browser and one server for all browser tests, a fresh visitor for each, and what must hold in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, ViewportSize, expect, sync_playwright

from pages.shared.stage.share import Share
from tests.support.browser import QUIET, NoBrowserError, found, launch, serve
from tests.support.lab import TRAIN, Lab
from tests.support.visitors import DESKTOP, PATIENCE, Server, Tab, Tabs, lab_of

Visit = Callable[..., Lab]
LONG = ("test_style.py", "test_whatever_is_set.py", "test_whatever_is_set_flow.py")
"""Files without a browser that take ten seconds and more."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser or its server, so that the fast part can be run alone.

    It comes first, then the other files that take long, and the workers end together when the last files are short.
    """
    for item in items:
        if {"chromium", "server", "fresh_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.path.name not in LONG))


@pytest.fixture(scope="session", autouse=True)
def nothing_to_wait_for() -> Iterator[None]:
    """Without a browser a run of the app need not give it time to paint: most of the time of such a run was this.

    The server of the browser tests is another process, and waits.
    """
    with patch.multiple("pages.shared.stage.stage", FLUSH=0.0, REST=0.0):
        yield


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


@pytest.fixture(scope="session")
def tabs(returning: BrowserContext) -> Tabs:
    """The tabs of the browser that has kept the scripts."""
    return Tabs(returning)


@pytest.fixture
def visit(chromium: Browser, tabs: Tabs) -> Iterator[Visit]:
    """Makes visitors, `visit(server, **settings)`; when the test ends, none has met an error or left the server.

    One with settings of its own was never here before, but for the size of the window and the colour scheme.
    """
    visitors: list[tuple[Tabs, Tab, BrowserContext | None]] = []

    def arrive(server: Server, viewport: ViewportSize = DESKTOP, color_scheme: str = "light", **own: object) -> Lab:
        context = chromium.new_context(**own) if own else None  # type: ignore[arg-type]
        place = Tabs(context) if context else tabs
        tab = place.take(server, viewport, color_scheme)
        visitors.append((place, tab, context))
        return lab_of(tab)

    yield arrive
    for place, tab, context in visitors:
        place.give_back(tab)
        if context:
            context.close()


@pytest.fixture(scope="session")
def on_the_way() -> list[Tab]:
    """Where the Train page opens for the next test, while this one still runs."""
    return []


@pytest.fixture
def lab(tabs: Tabs, server: Server, on_the_way: list[Tab]) -> Iterator[Lab]:
    """A visitor who has opened the Train page."""
    tab = on_the_way.pop() if on_the_way else tabs.set_out(server)
    on_the_way.append(tabs.set_out(server))
    tab.page.bring_to_front()
    yield lab_of(tab).drawn(TRAIN)
    tabs.give_back(tab)
