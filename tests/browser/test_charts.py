"""The charts: true to the engine, held at any epoch, zoomed, and moved in place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from rnn import Experiment, Trainer
from tests.support.lab import TRAIN

UNTRAINED = Trainer.start(Experiment())
PRINTED_1 = [2.24143915, 3.18450265, 4.04305928, 4.57419398]
NODES = "[...document.querySelectorAll('[data-chart], [data-chart] .main-svg')]"
MARK = f"() => {NODES}.forEach((node) => {{ node.known = true; }})"
KNOWN = f"() => {NODES}.filter((node) => node.known).length"
RANGE = "Number(document.querySelector('.stage input[type=range]').value)"


def predicted(lab):
    return lab.traces("prediction")["prediction"]["y"]


def predicted_at(epoch):
    return pytest.approx(UNTRAINED.advance(epochs=epoch).latest.yhat[0, :, 0], rel=1e-5)


def span(ends):
    return ends[1] - ends[0]


def follows_the_range(lab):
    """Wait until the epoch shown is the one of the slider."""
    lab.page.wait_for_function(f"{RANGE} === Number(document.querySelector('[data-readout=epoch]').textContent)")
    lab.steady()
    return lab.epoch


def test_prediction_at_epoch_99_is_what_the_exercise_prints(lab):
    lab.unfold("Validation and stopping").type("Stop at epoch", "99")
    lab.pace("1000").press("Play").shows("state", "stopped")

    lab.shows("epoch", "99")
    assert predicted(lab) == pytest.approx(PRINTED_1, rel=1e-6)


def test_charts_are_those_of_the_engine_after_some_epochs(lab):
    lab.pace("100").press("Play").reaches(20)
    epoch = lab.paused()

    run = UNTRAINED.advance(epochs=epoch)
    shown = run.latest
    assert predicted(lab) == pytest.approx(shown.yhat[0, :, 0], rel=1e-5)
    for unit, row in enumerate(lab.traces("hidden")["heatmap"]["z"]):
        assert row == pytest.approx(shown.h[0, 1:, unit], abs=1e-5)
    gradient = lab.traces("gradient")
    assert gradient["|∂L/∂h<sub>t</sub>|"]["y"] == pytest.approx(shown.dh_norm[0], rel=1e-5)
    assert gradient["|∂L/∂a<sub>t</sub>|"]["y"] == pytest.approx(shown.da_norm[0], rel=1e-5)
    loss = lab.traces("loss")["loss"]
    assert loss["x"] == list(range(epoch + 1))
    assert loss["y"] == pytest.approx([*run.history.series("loss")[1], shown.loss], rel=1e-5)


def test_scrubber_shows_the_past_and_the_end_follows_again(lab):
    lab.unfold("Validation and stopping").type("Stop at epoch", "200")
    lab.pace("1000").press("Play").shows("state", "stopped")
    lab.shows("epoch", "200").steady()

    lab.scrub(1.0, 0.5)

    held = follows_the_range(lab)
    assert 60 <= held <= 140
    assert predicted(lab) == predicted_at(held)
    lab.shows("loss", f"{UNTRAINED.advance(epochs=held).latest.loss:.4g}")
    assert lab.traces("loss")["shown"]["x"] == [held]
    expect(lab.said).to_contain_text(f"Held at epoch {held}; the newest is 200.")

    slider = lab.page.get_by_label("Epoch", exact=True)
    slider.press("ArrowRight")
    lab.shows("epoch", str(held + 1))
    slider.press("ArrowLeft")
    lab.shows("epoch", str(held))
    slider.press("ArrowLeft")
    lab.shows("epoch", str(held - 1))
    assert predicted(lab) == predicted_at(held - 1)

    lab.scrub((held - 1) / 200, 1.0)

    assert follows_the_range(lab) == 200
    expect(lab.said).not_to_contain_text("Held")
    assert predicted(lab) == predicted_at(200)


def test_play_follows_again_after_looking_back(lab):
    lab.pace("100").press("Play").reaches(20)
    newest = lab.paused()
    lab.page.get_by_label("Epoch", exact=True).press("Home")
    lab.shows("epoch", "0")
    expect(lab.said).to_have_text(re.compile(f"^Held at epoch 0; the newest is {newest}."))

    lab.press("Play").reaches(newest + 20)

    expect(lab.said).not_to_contain_text("Held")
    stopped = lab.paused()
    assert predicted(lab) == predicted_at(stopped)


def test_looking_back_while_it_plays_stands_still_and_training_goes_on(lab):
    lab.pace("100").press("Play").reaches(10)

    lab.page.get_by_label("Epoch", exact=True).press("Home")

    lab.shows("epoch", "0")
    expect(lab.said).to_contain_text("Held at epoch 0")
    newest = lab.page.evaluate("Number(document.querySelector('.stage input[type=range]').max)")
    lab.page.wait_for_function(f"Number(document.querySelector('.stage input[type=range]').max) > {newest + 50}")
    assert lab.epoch == 0
    assert predicted(lab) == predicted_at(0)


def test_zoom_survives_play_and_no_chart_is_replaced(lab):
    lab.pace("100").press("Play").reaches(20)
    lab.paused()
    lab.page.evaluate(MARK)
    marked = lab.page.evaluate(KNOWN)
    zoomed = {}
    for name in ("loss", "prediction", "gradient"):
        whole = lab.layout(name)
        box = lab.chart(name).locator(".nsewdrag").first.bounding_box()
        places = [(box["x"] + part * box["width"], box["y"] + part * box["height"]) for part in (0.25, 0.75)]
        lab.drag(*places)
        zoom = f"(x) => document.querySelector('[data-chart={name}] .plot')._fullLayout.xaxis.range[0] > x"
        lab.page.wait_for_function(zoom, arg=whole["x"][0])
        zoomed[name] = lab.layout(name)
        assert span(zoomed[name]["x"]) == pytest.approx(span(whole["x"]) / 2, rel=0.05)
        assert zoomed[name]["y"] != whole["y"]

    lab.pace("max").press("Play").reaches(1000)

    for name, was in zoomed.items():
        assert lab.layout(name)["x"] == was["x"]
        assert lab.layout(name)["y"] == was["y"]
    assert lab.page.evaluate(KNOWN) == marked >= 2 * len(TRAIN)
