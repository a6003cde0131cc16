"""The page as a person drives it in a real browser: what is pressed, typed and dragged, and what is then seen."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.support.lab_scripts import DRAWN, LAYOUT, PAUSE_AND_READ, SHOWN, STEADY, TRACES

TRAIN = ("loss", "prediction", "hidden", "gradient")
HIDDEN_STATES = ("hidden", "unit", "slope")
CONTRIBUTIONS = ("contributions", *(f"contribution_{of}" for of in ("over_time", "entries", "direction")))
UNROLL = {
    "Walk": ("unrolled",),
    "Per-step contributions": CONTRIBUTIONS,
    "Gradient check": ("gradient_check", "error", "unit"),
}
GRADIENT_FLOW = {
    "Where it goes": ("itemised", "loss_step", "decay", "by_lag"),
    "Why it vanishes or explodes": ("decay_causes", "singular_value_limit", "spectrum", "saturation"),
    "Over training": ("over_training", "gradient_norms"),
    "Clipping and truncation": ("clip_events", "clipping_direction", "truncation_cost"),
}
DYNAMICS = {
    "Forecast": ("forecast",),
    "State space": ("state_space", "third_component", "point_stability", "variance"),
    "Perturbation and lesions": ("perturbation", "exponent", "lesions", "without_unit"),
    "One unit": ("cobweb", "bifurcation", "slope_product", "product_over_weights"),
    "The cliff": ("cliff", "cliff_gradient", "loss_plane"),
}
COMPARE = ("loss", "prediction", "gradient", "decay")
SWEEP = ("sweep", "loss")
COMPARE_VIEWS = {"Curves": COMPARE, "Heatmaps": ("hidden_A", "influence_A")}  # of a single lane


class Lab:
    """One page of the running app, open in a browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def open(self, path: str = "/", charts: tuple[str, ...] = TRAIN) -> Lab:
        """Go to an address of the app, and wait for its charts."""
        self.page.goto(self.address + path)
        return self.drawn(charts)

    def go(self, title: str, charts: tuple[str, ...]) -> Lab:
        """Change the page by its link."""
        self.page.get_by_role("link", name=title).click()
        return self.drawn(charts)

    def view(self, name: str, charts: tuple[str, ...]) -> Lab:
        """Change to another view of the page; a click on a button that is just made anew is lost, and repeated."""
        radio = self.page.get_by_role("radio", name=name, exact=True)
        radio.click()
        try:
            return self.drawn(charts, patience=10_000)
        except TimeoutError:
            radio.click()
        return self.drawn(charts)

    def drawn(self, charts: tuple[str, ...], patience: float | None = None) -> Lab:
        """Wait until exactly these charts are drawn."""
        self.page.wait_for_function(DRAWN, arg=list(charts), timeout=patience)
        self.page.wait_for_function("document.querySelector('[data-readout=epoch]').textContent !== '–'")
        return self

    # What is seen

    def readout(self, name: str) -> str:
        """The text of one readout."""
        text: str = self.page.evaluate(SHOWN, name)
        return text

    @property
    def epoch(self) -> int:
        """The epoch shown."""
        return int(self.readout("epoch"))

    @property
    def loss(self) -> float:
        """The loss shown."""
        return float(self.readout("loss"))

    def steady(self, calm: int = 400) -> int:
        """The epoch shown, once nothing has moved for that many milliseconds."""
        self.page.evaluate("window.lastShown = null")
        self.page.wait_for_function(STEADY, arg=calm)
        return self.epoch

    def shows(self, name: str, text: str) -> Lab:
        """Wait until a readout says exactly that."""
        expect(self.page.locator(f"[data-readout={name}]")).to_have_text(text)
        return self

    def reaches(self, epoch: int) -> Lab:
        """Wait until at least that epoch is shown."""
        self.page.wait_for_function(f"Number(({SHOWN})('epoch')) >= {epoch}")
        return self

    def chart(self, name: str) -> Locator:
        """The card of one chart."""
        return self.page.locator(f"[data-chart={name}]")

    def traces(self, name: str) -> dict[str, dict[str, Any]]:
        """What is drawn in a chart, by the name of the trace (or its type, where it has none of ours)."""
        traces = self.page.evaluate(TRACES, name)
        return {trace["type"] if trace["type"] == "heatmap" else trace["name"]: trace for trace in traces}

    def layout(self, name: str) -> dict[str, Any]:
        """Ranges, colours and marks of a chart, as they are drawn."""
        layout: dict[str, Any] = self.page.evaluate(LAYOUT, name)
        return layout

    @property
    def said(self) -> Locator:
        """The line below the transport."""
        return self.page.locator(".stage .run")

    def problem(self, name: str) -> Locator:
        """The message at one of the sidebar's fields."""
        return self.page.locator(f".st-key-problem-{name}")

    def button(self, name: str) -> Locator:
        """The button of that name, with or without the key that is written on it."""
        return self.page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}( Space| \S)?$"))

    # What a person does

    def press(self, name: str) -> Lab:
        """Press a button of the stage."""
        self.button(name).click()
        return self

    def paused(self) -> int:
        """Press Pause, and wait until all is steady; gives the epoch that was shown at the click."""
        epoch: int = self.page.evaluate(PAUSE_AND_READ)
        self.page.wait_for_function(f"({SHOWN})('state') !== 'running'")
        self.steady()
        return epoch

    def pace(self, name: str) -> Lab:
        """Choose a speed."""
        self.page.get_by_label("Speed").select_option(name)
        return self

    def field(self, label: str) -> Locator:
        """A field of the sidebar: the new one, where the page has just set it anew and the old one is still going."""
        return self.page.get_by_test_id("stSidebar").get_by_label(label, exact=True).first

    def type(self, label: str, text: str) -> Lab:
        """Replace what stands in a field, and confirm it."""
        field = self.field(label)
        field.fill(text)
        several_lines = field.evaluate("(field) => field.tagName === 'TEXTAREA'")
        field.press("Control+Enter" if several_lines else "Enter")
        return self

    def unfold(self, group: str) -> Lab:
        """Unfold a group of choices of the sidebar."""
        self.page.get_by_test_id("stExpander").get_by_text(group, exact=True).click()
        return self

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> Lab:
        """Press the mouse at one place of the window, and let it go at another."""
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*((a + b) / 2 for a, b in zip(start, end, strict=True)), steps=4)
        mouse.move(*end, steps=4)
        mouse.up()
        return self

    def scrub(self, start: float, end: float) -> Lab:
        """Drag the epoch slider between two parts of its length."""
        box = self.page.get_by_label("Epoch", exact=True).bounding_box()
        assert box
        middle, thumb = box["y"] + box["height"] / 2, 16
        left, length = box["x"] + thumb / 2, box["width"] - thumb
        return self.drag((left + start * length, middle), (left + end * length, middle))
