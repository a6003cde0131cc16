"""The running page as a benchmark drives it, and what is measured on it."""

from __future__ import annotations

import json
import random
import statistics
import time
from pathlib import Path

COUNT_FRAMES = """() => {
  const epoch = document.querySelector('[data-readout=epoch]');
  window.frames_seen = [];
  window.frame_observer?.disconnect();
  window.frame_observer = new MutationObserver(() => window.frames_seen.push(performance.now()));
  window.frame_observer.observe(epoch, { childList: true, characterData: true, subtree: true });
  const charts = [...document.querySelectorAll('[data-chart]')], plots = charts.map((chart) => chart.querySelector('.main-svg'));
  window.replacedCharts = () => [...document.querySelectorAll('[data-chart]')].filter((chart, i) => chart !== charts[i] || chart.querySelector('.main-svg') !== plots[i]).length;
}"""
JUMP = """(part) => new Promise((done) => {
  const range = document.querySelector('.stage input[type=range]'), epoch = document.querySelector('[data-readout=epoch]');
  const wanted = Math.round(part * range.max), began = performance.now();
  if (epoch.textContent === String(wanted)) return done(null);
  const look = () => epoch.textContent === String(wanted) ? done(performance.now() - began) : requestAnimationFrame(look);
  range.value = wanted; range.dispatchEvent(new Event('input')); range.dispatchEvent(new Event('change')); look();
})"""


class Lab:
    """One page of the running app, and the figures of its server."""

    def __init__(self, page, stats: Path, server: int) -> None:
        self.page, self.stats_file, self.server = page, stats, server

    def stats(self) -> dict[str, float]:
        time.sleep(0.15)
        return json.loads(self.stats_file.read_text())

    def epoch(self) -> int:
        return int(self.page.locator("[data-readout=epoch]").inner_text())

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def pace(self, name: str) -> None:
        self.page.get_by_label("Speed").select_option(name)

    def settled(self) -> int:
        """The epoch once it has not moved for a second."""
        before, since = self.epoch(), time.monotonic()
        while time.monotonic() - since < 1:
            time.sleep(0.1)
            if self.epoch() != before:
                before, since = self.epoch(), time.monotonic()
        return before

    def memory(self) -> float:
        """Resident memory of the server in MB."""
        import psutil

        return psutil.Process(self.server).memory_info().rss / 1e6

    def smoothness(self, pace: str, seconds: float) -> str:
        """Painted frames a second, their gaps, and the part of the wall time that went to training."""
        self.pace(pace)
        self.press("Play")
        time.sleep(3)
        self.page.evaluate(COUNT_FRAMES)
        before = self.stats()
        time.sleep(seconds)
        times, after = self.page.evaluate("() => window.frames_seen"), self.stats()
        replaced = self.page.evaluate("() => window.replacedCharts()")
        self.press("Pause")
        self.settled()
        wall, gaps = after["now"] - before["now"], sorted(b - a for a, b in zip(times, times[1:], strict=False))
        rate = len(gaps) / (times[-1] - times[0]) * 1000
        p95 = gaps[int(0.95 * len(gaps))]
        share, epochs = (after["seconds"] - before["seconds"]) / wall, (after["epochs"] - before["epochs"]) / wall
        return (
            f"{rate:5.1f} frames/s painted, gap median {statistics.median(gaps):.0f} p95 {p95:.0f} max {gaps[-1]:.0f} ms, "
            f"training {share:.0%} of the wall time, {epochs:,.0f} epochs/s, {replaced} charts replaced"
        )

    def pauses(self, times: int = 20) -> int:
        """How often Pause stopped at the epoch that was shown when it was clicked."""
        exact = 0
        for _ in range(times):
            self.press("Play")
            time.sleep(0.4 + random.random() * 0.6)
            at_click = self.page.evaluate(
                "() => { document.querySelector('[aria-label=Pause]').click(); return Number(document.querySelector('[data-readout=epoch]').textContent); }"
            )
            exact += self.settled() == at_click
        return exact

    def fast_clicks(self) -> str:
        for _ in range(20):
            for name in ("Play", "Pause", "Step"):
                self.press(name)
        after = self.settled()
        self.page.evaluate(
            "() => { for (let i = 0; i < 10; i++) document.querySelector('[aria-label=Step]').click(); }"
        )
        return f"60 fast clicks leave a steady state; 10 fast Steps added {self.settled() - after}"

    def jumps(self, times: int = 40) -> str:
        newest = self.page.evaluate("() => document.querySelector('.stage input[type=range]').max")
        took = sorted(filter(None, (self.page.evaluate(JUMP, random.random()) for _ in range(times))))
        return f"scrubber jump median {statistics.median(took):.0f} p95 {took[int(0.95 * len(took))]:.0f} ms over {newest} epochs"
