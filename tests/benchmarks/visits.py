"""Measure what a first and a later visit transfer, and how soon they see a chart: python tests/benchmarks/visits.py.

Given folders of other states of the app, it measures them in turns: python tests/benchmarks/visits.py . ../before
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

VISITS = ("first", "second", "third")
FIRST_CHART = "() => document.querySelector('[data-chart] .main-svg') && performance.now()"


def visit(playwright, profile: Path, address: str) -> tuple[float, float, float, list[tuple[float, str]]]:
    """Start a browser with that profile and open the app.

    Returns ms to the first chart, kB of answers to requests as transferred, kB of messages as unpacked, and the
    largest answers.
    """
    from tests.support.browser import QUIET, found
    from tests.support.lab import TRAIN, Lab

    context = playwright.chromium.launch_persistent_context(profile, executable_path=found(), args=list(QUIET))
    page = context.new_page()
    page.set_default_timeout(180_000)  # a busy machine
    client = context.new_cdp_session(page)
    addresses: dict[str, str] = {}
    answers: dict[str, float] = {}
    messages: list[int] = []
    client.on(
        "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
    )
    client.on(
        "Network.loadingFinished",
        lambda event: answers.update(
            {event["requestId"]: answers.get(event["requestId"], 0) + event["encodedDataLength"]}
        ),
    )
    client.on(
        "Network.webSocketFrameReceived", lambda event: messages.append(len(event["response"]["payloadData"]) * 3 // 4)
    )
    client.send("Network.enable")
    page.goto(address)
    first = page.wait_for_function(FIRST_CHART).json_value()
    Lab(page, address).drawn(TRAIN)
    context.close()
    largest = sorted(((size / 1000, addresses.get(name, "")) for name, size in answers.items()), reverse=True)[:4]
    return first, sum(answers.values()) / 1000, sum(messages) / 1000, largest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(__file__).parents[2]], help="states of the app")
    parser.add_argument("--turns", type=int, default=5, help="new browsers for each state")
    options = parser.parse_args()

    from playwright.sync_api import sync_playwright

    from tests.support.browser import serve

    taken = defaultdict(list)
    with ExitStack() as stack:
        temporary = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        playwright = stack.enter_context(sync_playwright())
        servers = {
            folder: stack.enter_context(serve(log=temporary / f"{place}.log", folder=folder.resolve()))
            for place, folder in enumerate(options.folders)
        }
        for turn in range(options.turns):
            for place, (folder, address) in enumerate(servers.items()):
                for name in VISITS:
                    measured = visit(playwright, temporary / f"{place}-{turn}", address)
                    taken[folder, name].append(measured)
                    if turn == 0:
                        for size, url in measured[3]:
                            print(f"  {folder} {name}: {size:8.1f} kB {url.removeprefix(address)}", flush=True)
    for (folder, name), visits in taken.items():
        times, answers, messages, _ = zip(*visits, strict=True)
        print(
            f"{folder}, {name} visit: first chart median {statistics.median(times):.0f} ms "
            f"({min(times):.0f} to {max(times):.0f}), {statistics.median(answers):.1f} kB of answers, "
            f"{statistics.median(messages):.1f} kB of messages unpacked"
        )


if __name__ == "__main__":
    main()
