"""What only moves is drawn as if it were drawn anew: charts at other epochs, and charts whose place has grown."""

from __future__ import annotations

import pytest

from tests.support.cases import case
from tests.support.lab import COMPARE_VIEWS, DYNAMICS, GRADIENT_FLOW, HIDDEN_STATES, SWEEP, TRAIN, UNROLL
from tests.support.visitors import DESKTOP

NEWEST = 3000
WAVE = f"/?v=1&x=0,0.48,0.84,1,0.91,0.6,0.14,-0.35,-0.76,-0.98,-0.96&hidden=6&lr=0.05&epoch={NEWEST}"
PULSES = "/?v=1&task=flip-flop&length=40&batch=2&epoch=3"
EPOCHS = (2500, 0)
PAGES = {"Train": {"": TRAIN}, "Hidden states": {"": HIDDEN_STATES}, "Unroll": UNROLL, "Gradient flow": GRADIENT_FLOW,
         "Dynamics": DYNAMICS, "Compare": COMPARE_VIEWS, "Sweep": {"": SWEEP}}  # fmt: skip
# Every mark and letter of every chart, with its place in pixels, its colours and its dashes. Only the title of a y-axis
# may stand elsewhere: it keeps clear of the numbers, and Plotly does not always agree with itself on the pixel.
MARKS = """() => [...document.querySelectorAll('.drawing .main-svg :is(path, text, image, rect)')]
    .filter((mark) => !mark.closest('.hoverlayer, .draglayer, defs'))
    .map((mark) => {
      const { left, top, width, height } = mark.getBoundingClientRect();
      const { fill, stroke, strokeDasharray } = getComputedStyle(mark);
      const name = mark.closest('[data-chart]').dataset.chart;
      const looks = [name, mark.tagName, mark.textContent, fill, stroke, strokeDasharray, mark.getAttribute('href')];
      return [looks.join(' '), mark.closest('.ytitle') ? null : [left, top, width, height]];
    })"""
# The names of all traces that are moved in the chart of the prediction from now on.
MOVED = """() => {
    const animate = window.Plotly.animate;
    window.moved = [];
    window.Plotly.animate = (plot, frame, ...more) => {
      if (plot.closest('[data-chart=prediction]')) window.moved.push(...frame.traces.map((i) => plot.data[i].name));
      return animate(plot, frame, ...more);
    };
}"""
GAPS = """() => [...document.querySelectorAll('.plot, .still')].map((plot) => {
    const drawn = plot.querySelector('.main-svg');
    return Math.abs(plot.clientWidth - drawn.clientWidth) + Math.abs(plot.clientHeight - drawn.clientHeight);
})"""


def looks_of(lab, chart):
    return [look for look, _ in lab.page.evaluate(MARKS) if look.startswith(f"{chart} ")]


def hold(lab, *epochs):
    """Look at these epochs, one after the other."""
    for epoch in epochs:
        lab.page.get_by_label("Epoch", exact=True).fill(str(epoch))
        lab.shows("epoch", str(epoch))
    lab.steady()


def moved_on(lab, page):
    """The marks of every view of a page, once its charts have moved from epoch to epoch."""
    moved, views = {}, PAGES[page]
    hold(lab.go(page, next(iter(views.values()))), NEWEST)
    for view, charts in views.items():
        if view:
            lab.view(view, charts)
        hold(lab, *EPOCHS)
        moved[view] = lab.page.evaluate(MARKS)
    return moved


def test_charts_that_moved_to_another_epoch_are_those_drawn_anew(server, visit):
    lab = visit(server).open(WAVE).shows("epoch", str(NEWEST))

    for page, views in PAGES.items():
        with case(page):
            elsewhere = "Hidden states" if page == "Train" else "Train"
            moved = moved_on(lab, page)
            lab.go(elsewhere, *PAGES[elsewhere].values()).go(page, list(views.values())[-1])
            for view, charts in reversed(views.items()):
                if view:
                    lab.view(view, charts)
                lab.steady()
                looks, places = zip(*moved[view], strict=True)
                anew, expected = zip(*lab.page.evaluate(MARKS), strict=True)
                assert looks == anew, view
                assert len(looks) > 20, view
                for place, other in zip(places, expected, strict=True):
                    assert place == pytest.approx(other, abs=1.0), view


def test_inputs_stay_as_they_are_while_the_prediction_moves(server, visit):
    lab = visit(server).open(PULSES).shows("epoch", "3")
    before = looks_of(lab, "prediction")
    lab.page.evaluate(MOVED)

    hold(lab, 0, 2, 1)

    roles = ["input" if trace == "input" else "prediction" for trace in lab.page.evaluate("window.moved")]
    assert roles.count("input") == 0
    assert roles.count("prediction") == 9
    assert looks_of(lab, "prediction") == before
    assert lab.chart("prediction").locator(".still path.js-line").count() == 3


def test_charts_fill_their_place_when_the_window_grows(lab):
    for page, charts in (("Train", TRAIN), ("Unroll", UNROLL["Walk"])):
        lab.page.set_viewport_size(DESKTOP)
        lab.go(page, charts)

        for width, height in ((900, 700), (1500, 1000)):
            with case(page, width):
                lab.page.set_viewport_size({"width": width, "height": height})

                lab.page.wait_for_function(f"({GAPS})().every((gap) => gap < 1)")
