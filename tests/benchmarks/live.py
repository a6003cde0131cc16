"""Measure the live page in a real browser and print the figures: python tests/benchmarks/live.py [--minutes 5]."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

WAVE = ", ".join(f"{math.sin(0.5 * t):.4f}" for t in range(26))


def serve_with_clock(stats: str, arguments: list[str]) -> None:
    """The app as it is, but with the time spent in Lanes.advance written to a file."""
    import threading

    from streamlit.web import cli

    from rnn.training.lanes import Lanes

    spent = {"seconds": 0.0, "epochs": 0, "last": 0.0}
    plain = Lanes.advance

    def advance(self: Lanes, *args: object, **kwargs: object) -> Lanes:
        began = time.perf_counter()
        after = plain(self, *args, **kwargs)  # type: ignore[arg-type]
        spent["seconds"] += time.perf_counter() - began
        spent["epochs"] += after.epoch - self.epoch
        spent["last"] = time.time()
        return after

    def write() -> None:
        while True:
            Path(stats + ".new").write_text(json.dumps({**spent, "now": time.time()}))
            os.replace(stats + ".new", stats)
            time.sleep(0.1)

    Lanes.advance = advance  # type: ignore[method-assign]
    threading.Thread(target=write, daemon=True).start()
    sys.argv = ["streamlit", "run", "app.py", *arguments]
    cli.main()


def start(browser, address: str, stats: Path, server: int):
    """The page with a wave of 25 steps and 16 units, and how many seconds its first chart took."""
    from tests.benchmarks.lab import Bench

    page = browser.new_page(viewport={"width": 1366, "height": 768})
    lab = Bench(page, address, stats, server)
    began = time.monotonic()
    lab.open()
    first = time.monotonic() - began
    lab.type("Sequence", WAVE)
    page.get_by_text("26 time steps").wait_for()
    lab.type("Hidden units", "16")
    page.wait_for_function("document.querySelector('[data-chart=hidden] .plot')._fullData[0].z.length === 16")
    return lab, first


def other_pages(lab) -> None:
    """How long the charts of every other page and view take to follow the scrubber, and the slider where one is."""
    from tests.support.lab import DYNAMICS, GRADIENT_FLOW, HIDDEN_STATES, UNROLL

    print(f"Hidden states: {lab.go('Hidden states', HIDDEN_STATES).jumps()}", flush=True)
    for page, views in (("Unroll", UNROLL), ("Dynamics", DYNAMICS), ("Gradient flow", GRADIENT_FLOW)):
        lab.go(page, next(iter(views.values())))
        for view, charts in views.items():
            print(f"{page}, {view}: {lab.view(view, charts).jumps()}", flush=True)
    lab.press("Back to newest")
    one_unit = lab.go("Dynamics", DYNAMICS["The cliff"]).view("One unit", DYNAMICS["One unit"])
    print(f"One unit: {one_unit.one_unit()}", flush=True)
    lab.go("Gradient flow", GRADIENT_FLOW["Clipping and truncation"])
    for view in ("Where it goes", "Why it vanishes or explodes"):
        print(f"{view}: {lab.view(view, GRADIENT_FLOW[view]).what_if()}", flush=True)
    lab.press("Reset")


def compare(lab, seconds: float) -> None:
    """How smooth two and four lanes of one shape, and two of different shapes, are on the Compare page."""
    from tests.support.lab import COMPARE

    other = {"2 lanes": "b.lr=0.005", "4 lanes": "b.lr=0.005&c.lr=0.002&d.clip=1", "2 shapes": "b.hidden=24"}
    for name, lanes in other.items():
        lab.open(f"/compare?v=1&x={WAVE.replace(' ', '')}&hidden=16&{lanes}", COMPARE)
        print(f"Compare, {name}: {lab.smoothness('max', seconds)}", flush=True)
        print(f"  Pause exact {lab.pauses()} of 20; {lab.jumps()}", flush=True)


def watch(lab, minutes: float) -> None:
    """Play at full speed, and say every half minute what the server's memory is and whether the charts stayed."""
    from tests.benchmarks.lab import COUNT_FRAMES, REPLACED

    lab.pace("max")
    lab.press("Play")
    lab.page.evaluate(COUNT_FRAMES)
    for half in range(int(2 * minutes) + 1):
        said = f"{lab.memory():.0f} MB, epoch {lab.epoch:,}, {lab.page.evaluate(REPLACED)} charts replaced"
        print(f"  after {half / 2:.1f} min: {said}", flush=True)
        time.sleep(30 if half < 2 * minutes else 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="how long to watch the memory")
    parser.add_argument("--seconds", type=float, default=12, help="how long to count frames")
    options = parser.parse_args()

    import psutil
    from playwright.sync_api import sync_playwright

    from tests.support.browser import launch, serve
    from tests.support.lab import TRAIN

    folder = Path(tempfile.mkdtemp())
    stats = folder / "stats.json"
    with (
        serve(sys.executable, __file__, "--serve", str(stats), log=folder / "log") as address,
        sync_playwright() as playwright,
    ):
        server = next(child.pid for child in psutil.Process().children() if "--serve" in child.cmdline())
        browser = launch(playwright)
        lab, first = start(browser, address, stats, server)
        print(f"first chart {first:.1f} s after opening the page; T = 25, 16 units, four charts, 1366 x 768")
        print("full speed   ", lab.smoothness("max", options.seconds), flush=True)
        print("calmer       ", lab.smoothness("calm", options.seconds), flush=True)
        print(f"Pause exact at the epoch shown: {lab.pauses()} of 20", flush=True)
        print(lab.fast_clicks(), flush=True)
        print(lab.jumps(), flush=True)
        other_pages(lab)
        compare(lab, options.seconds)
        watch(lab.open("/", TRAIN), options.minutes)
        closed = time.time()
        lab.page.close()
        time.sleep(4)
        print(f"the last training ended {max(0.0, lab.stats()['last'] - closed):.2f} s after the tab was closed")
        browser.close()


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve_with_clock(sys.argv[2], sys.argv[3:])
    else:
        main()
