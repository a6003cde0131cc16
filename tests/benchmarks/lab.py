"""The running page as a benchmark drives it, and what is measured on it."""

from __future__ import annotations

import json
import random
import statistics
import time
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page

from tests.support.lab import PAUSE_AND_READ, Lab

COUNT_FRAMES = """() => {
  const epoch = document.querySelector('[data-readout=epoch]');
  window.frames_seen = [];
  window.frame_observer?.disconnect();
  window.frame_observer = new MutationObserver(() => window.frames_seen.push(performance.now()));
  window.frame_observer.observe(epoch, { childList: true, characterData: true, subtree: true });
  const charts = [...document.querySelectorAll('[data-chart]')];
  const plots = charts.map((chart) => chart.querySelector('.main-svg'));
  window.replacedCharts = () => [...document.querySelectorAll('[data-chart]')]
    .filter((chart, i) => chart !== charts[i] || chart.querySelector('.main-svg') !== plots[i]).length;
}"""
REPLACED = "() => window.replacedCharts()"
JUMP = """(part) => new Promise((done) => {
  const range = document.querySelector('.stage input[type=range]');
  const epoch = document.querySelector('[data-readout=epoch]');
  const wanted = String(Math.round(part * range.max)), began = performance.now();
  if (epoch.textContent === wanted) return done(null);
  const look = () => epoch.textContent === wanted ? done(performance.now() - began) : requestAnimationFrame(look);
  range.value = wanted; range.dispatchEvent(new Event('input')); range.dispatchEvent(new Event('change')); look();
})"""
TRY_OUT = """(factor) => new Promise((done) => {
  const range = document.querySelector('.stage .what-if input[type=range]');
  const said = document.querySelector('.stage .run');
  const wanted = `gain ${Number(factor.toFixed(2))} on`, began = performance.now();
  const look = () => said.textContent.includes(wanted) ? done(performance.now() - began) : requestAnimationFrame(look);
  range.value = factor; range.dispatchEvent(new Event('input')); look();
})"""
SET_WEIGHT = """(w) => new Promise((done) => {
  const range = document.querySelector('.stage .one-unit input[type=range]');
  const said = document.querySelector('[data-chart=bifurcation] .said');
  const wanted = `At w = ${w.toFixed(2)} `, began = performance.now();
  const there = () => said.textContent.startsWith(wanted);
  const look = () => there() ? done(performance.now() - began) : requestAnimationFrame(look);
  range.value = w; range.dispatchEvent(new Event('input')); look();
})"""
TEN_STEPS = "() => { for (let i = 0; i < 10; i++) document.querySelector('[data-press=step]').click(); }"


class Bench(Lab):
    """One page of the running app, and the figures of its server."""

    def __init__(self, page: Page, address: str, stats: Path, server: int) -> None:
        super().__init__(page, address)
        self.stats_file, self.server = stats, server

    def stats(self) -> dict[str, float]:
        """What the server has trained so far, and when."""
        time.sleep(0.15)
        stats: dict[str, float] = json.loads(self.stats_file.read_text())
        return stats

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
        replaced = self.page.evaluate(REPLACED)
        self.paused()
        wall, gaps = after["now"] - before["now"], sorted(b - a for a, b in pairwise(times))
        rate = len(gaps) / (times[-1] - times[0]) * 1000
        middle, p95 = statistics.median(gaps), gaps[int(0.95 * len(gaps))]
        share, epochs = (after["seconds"] - before["seconds"]) / wall, (after["epochs"] - before["epochs"]) / wall
        return (
            f"{rate:5.1f} frames/s painted, gap median {middle:.0f} p95 {p95:.0f} max {gaps[-1]:.0f} ms, "
            f"training {share:.0%} of the wall time, {epochs:,.0f} epochs/s, {replaced} charts replaced"
        )

    def pauses(self, times: int = 20) -> int:
        """How often Pause stopped at the epoch that was shown when it was clicked."""
        exact = 0
        for _ in range(times):
            self.press("Play")
            time.sleep(0.4 + random.random() * 0.6)
            at_click = self.page.evaluate(PAUSE_AND_READ)
            exact += self.steady(1000) == at_click
        return exact

    def fast_clicks(self) -> str:
        """What many clicks, as fast as a browser makes them, leave behind."""
        for _ in range(20):
            for name in ("Play", "Pause", "Step"):
                self.press(name)
        after = self.steady(1000)
        self.page.evaluate(TEN_STEPS)
        return f"60 fast clicks leave a steady state; 10 fast Steps added {self.steady(1000) - after}"

    def jumps(self, times: int = 40) -> str:
        """How long the charts take to follow the scrubber."""
        newest = self.page.get_by_label("Epoch", exact=True).get_attribute("max")
        took = [self.page.evaluate(JUMP, random.random()) for _ in range(times)]
        return f"scrubber jump {_summary(took)} over {newest} epochs"

    def what_if(self, times: int = 40) -> str:
        """How long the charts of the open view take to follow the slider of the gain on W_hh."""
        factors = [0.02 * place for place in random.sample(range(10, 140), times)]
        return f"slider of W_hh {_summary([self.page.evaluate(TRY_OUT, factor) for factor in factors])}"

    def one_unit(self, times: int = 40) -> str:
        """How long the charts of One unit take to follow the slider of its weight."""
        weights = [0.05 * place for place in random.sample(range(3, 79), times)]
        return f"slider of w {_summary([self.page.evaluate(SET_WEIGHT, weight) for weight in weights])}"


def _summary(times: list[float | None]) -> str:
    """Of those that had to be waited for."""
    took = sorted(time for time in times if time is not None)
    return f"median {statistics.median(took):.0f} p95 {took[int(0.95 * len(took))]:.0f} ms"
