"""What a later visit transfers, and where the scripts are found below a path."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import serve
from tests.support.lab import HIDDEN_STATES, TRAIN, Lab
from tests.support.visitors import Server

MOST = 100_000
"""Bytes of a later visit, all together."""


def transferred(page, visit):
    """The bytes that come over the network during `visit()`, with all messages."""
    client, sizes = page.context.new_cdp_session(page), []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    client.on(
        "Network.webSocketFrameReceived", lambda event: sizes.append(len(event["response"]["payloadData"]) * 3 / 4)
    )
    client.send("Network.enable")
    visit()
    return sum(sizes)


def test_later_visit_transfers_a_hundredth_of_the_first(server, visit):
    first = visit(server, locale="en-GB")  # settings of its own: was never here before
    context = first.page.context
    at_first = transferred(first.page, lambda: first.open("/", TRAIN))
    first.page.close()
    later = Lab(context.new_page(), server.address)

    again = transferred(later.page, lambda: later.open("/", TRAIN))

    assert at_first > 20 * MOST
    assert 0 < again < MOST


def test_app_below_a_path_finds_its_scripts(visit, tmp_path):
    with serve(log=tmp_path / "log", below="/courses/lab") as address:
        lab = visit(Server(address, tmp_path / "log"))
        scripts: list[str] = []
        lab.page.on("response", lambda answer: scripts.append(answer.url) if "/scripts/" in answer.url else None)

        lab.open("", TRAIN).press("Step").shows("epoch", "1")
        lab.go("Hidden states", HIDDEN_STATES).shows("epoch", "1")

        assert {url.removeprefix(f"{address}/scripts/")[16:] for url in scripts} == {"/stage.js", "/plotly.min.js"}
        expect(lab.page).to_have_title("Hidden states · BPTT Lab")
        lab.page.close()
