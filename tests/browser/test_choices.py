"""The hyperparameters: what is refused, what starts anew, what takes effect while it trains."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from rnn import Experiment, Trainer
from tests.support.lab import HIDDEN_STATES, TRAIN

REFUSED = [
    ("Hidden units", "hidden_size", ["0", "-5", "129", "1000000000"], "a whole number from 1 to 128"),
    ("Learning rate", "learning_rate", ["0", "-0.1", "1e+300", "11"], "a number from 0.000001 to 10"),
    ("Seed", "seed", ["-1", "4294967296"], "a whole number from 0 to 4,294,967,295"),
    ("Clip gradient at norm", "clip_norm", ["0", "-1"], "a number from 0.000001 to 1,000,000, or nothing (off)"),
]


def test_number_out_of_range_is_refused_in_the_words_of_its_label(lab):
    lab.press("Step").shows("epoch", "1")
    loss = lab.readout("loss")

    for label, name, values, allowed in REFUSED:
        for value in values:
            lab.type(label, value)
            expect(lab.problem(name)).to_have_text(re.compile(f"^{label}: {re.escape(value)}[.0]* is not allowed"))
            expect(lab.problem(name)).to_contain_text(f"Give {allowed}.")
        assert lab.steady() == 1
        assert lab.readout("loss") == loss
        lab.type(label, str(getattr(Experiment(), name) or ""))
        expect(lab.problem(name)).to_have_count(0)


def test_size_and_seed_start_anew(lab):
    lab.press("Play").reaches(5)
    lab.type("Hidden units", "9").shows("state", "ready").shows("epoch", "0")
    wider = Trainer.start(Experiment(hidden_size=9)).latest
    lab.shows("loss", f"{wider.loss:.4g}")
    assert lab.steady() == 0
    assert lab.traces("prediction")["prediction"]["y"] == pytest.approx(wider.yhat[0, :, 0], rel=1e-5)

    lab.press("Step").shows("epoch", "1").type("Seed", "7").shows("epoch", "0").shows("state", "ready")

    other = Trainer.start(Experiment(hidden_size=9, seed=7)).latest
    assert lab.traces("prediction")["prediction"]["y"] == pytest.approx(other.yhat[0, :, 0], rel=1e-5)


@pytest.mark.parametrize(
    ("label", "name", "value", "mark"),
    [("Learning rate", "learning_rate", 0.02, "rate 0.02"), ("Clip gradient at norm", "clip_norm", 0.5, "clip 0.5")],
)
def test_change_while_it_plays_is_marked_and_training_goes_on(lab, label, name, value, mark):
    lab.press("Play").reaches(10)

    lab.type(label, str(value))

    lines = len(Experiment().lines)
    lab.page.wait_for_function(
        f"document.querySelector('[data-chart=loss] .plot')._fullLayout.shapes?.length === {1 + lines}"
    )
    assert lab.readout("state") == "running"
    made = lab.layout("loss")
    changed_at = made["shapes"][0]["x0"]
    assert changed_at >= 10
    assert made["shapes"][0]["dash"] == "dash"
    named = made["labels"][: len(made["labels"]) - lines]
    assert named in (
        [{"x": changed_at, "text": mark}],
        [],
    )  # none where it would cover a curve
    expect(lab.chart("loss").locator(".timeline")).to_contain_text(f"at {changed_at:g}: {mark}")
    lab.reaches(changed_at + 5)
    stopped = lab.paused()
    expect(lab.field(label)).to_have_value(str(value))
    expect(lab.problem(name)).to_have_count(0)
    run = Trainer.start(Experiment(changes=[(changed_at, name, value)])).advance(epochs=stopped)
    assert lab.epoch == stopped
    assert lab.readout("loss") == f"{run.latest.loss:.4g}"


def test_run_that_diverges_says_why_and_goes_on_with_a_lower_learning_rate(lab):
    lab.pace("1000").type("Learning rate", "1").press("Play").shows("state", "diverged")

    run = Trainer.start(Experiment(learning_rate=1)).advance(epochs=10_000)
    lab.shows("epoch", str(run.epoch)).shows("loss", f"{run.latest.loss:.4g}")
    assert lab.loss < float("inf")
    assert float(lab.readout("gradient-norm")) < float("inf")
    for name, last in (("loss", run.latest.loss), ("prediction", run.latest.yhat[0, -1, 0])):
        assert lab.traces(name)[name]["y"][-1] == pytest.approx(last, rel=1e-5)
    parameter = run.divergence.parameter.replace("_", "")  # typeset with a subscript
    for words in (f"Diverged after epoch {run.epoch}, in {parameter}.", "The learning rate 1 is too high"):
        expect(lab.said).to_contain_text(words)
    expect(lab.button("Pause")).to_have_attribute("aria-disabled", "true")

    lab.type("Learning rate", "0.0001").shows("state", "paused").press("Play").reaches(run.epoch + 3)


def test_group_stays_unfolded_through_a_dialog_and_on_other_pages(lab):
    lab.unfold("Network")
    expect(lab.field("Activation")).to_be_visible()
    lab.page.get_by_role("button", name="Prepared", exact=True).click()
    lab.page.get_by_role("dialog").get_by_role("button", name="Momentum is faster").click()
    expect(lab.page.get_by_role("dialog")).to_have_count(0)
    expect(lab.field("Activation")).to_be_visible()

    for title, charts in (("Hidden states", HIDDEN_STATES), ("Train", TRAIN)):
        lab.go(title, charts).steady()
        expect(lab.field("Activation")).to_be_visible()
    lab.unfold("Network")
    expect(lab.field("Activation")).to_have_count(0)

    lab.go("Hidden states", HIDDEN_STATES).steady()

    expect(lab.field("Activation")).to_have_count(0)


def test_empty_field_says_the_number_that_acts(lab):
    lab.page.get_by_test_id("stSidebar").get_by_label("Optimizer", exact=True).first.click()
    lab.page.get_by_role("option", name="Adam").click()

    lab.unfold("Update")

    expect(lab.field("Decay of squares")).to_have_attribute("placeholder", "0.999")
    expect(lab.field("Clip gradient at value")).to_have_attribute("placeholder", "off")
