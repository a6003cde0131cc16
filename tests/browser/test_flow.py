"""The Gradient flow page in a browser: its views, and a network that follows the hand."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from rnn import Experiment, Trainer
from rnn.experiment.experiment import CHOICES
from rnn.lenses.what_if import what_if
from tests.support.lab import GRADIENT_FLOW, TRAIN

FIRST = GRADIENT_FLOW["Where it goes"]
UNTRAINED = Trainer.start(Experiment())


def gain_slider(lab):
    return lab.page.get_by_label("Gain on W_hh", exact=True).and_(lab.page.locator("input[type=range]"))


def choose(lab, view):
    return lab.view(view, GRADIENT_FLOW[view])


def test_page_opens_by_its_address_on_a_server_that_nobody_has_visited_and_draws_every_view(fresh_server, visit):
    lab = visit(fresh_server).open("/gradient_flow", FIRST)
    expect(lab.page).to_have_title("Gradient flow · BPTT Lab")

    lab.pace("max").press("Play").reaches(1000).pace("10")
    for view in (*GRADIENT_FLOW, "Why it vanishes or explodes"):
        epoch = choose(lab, view).epoch
        lab.reaches(epoch + 3)
    lab.paused()
    lab.go("Train", TRAIN).go("Gradient flow", GRADIENT_FLOW["Why it vanishes or explodes"])


def test_every_view_fits_on_a_projector_without_scrolling(server, visit):
    lab = visit(server).open("/gradient_flow", FIRST)
    lab.press("Step").shows("epoch", "1")
    beyond = "(main) => Math.max(main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth)"

    for view in GRADIENT_FLOW:
        choose(lab, view).steady()

        assert lab.page.get_by_test_id("stMain").evaluate(beyond) == 0, view


def test_charts_follow_the_slider_while_it_is_dragged_and_training_goes_on_with_it(server, visit):
    lab = visit(server).open("/gradient_flow", FIRST)
    lab.press("Step").shows("epoch", "1")
    run = UNTRAINED.advance(epochs=1)
    decay = lab.traces("decay")["median"]["y"]

    box = gain_slider(lab).bounding_box()
    lab.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2, steps=5)
    expect(lab.said).to_have_text(re.compile("^What if: gain"))
    lab.steady()
    gain = float(gain_slider(lab).input_value())
    assert gain > 2
    assert lab.traces("decay")["median"]["y"] != decay
    lab.page.mouse.up()
    lab.shows("loss", f"{what_if(run, gain).loss:.4g}")

    lab.press("Train from here").reaches(3)
    expect(lab.page.get_by_role("button", name="Train from here")).to_have_attribute("aria-disabled", "true")
    lab.page.keyboard.press("Space")
    lab.shows("state", "paused")
    after = run.choose(recurrent_gain=gain).advance(epochs=lab.steady() - 1)
    lab.shows("loss", f"{after.latest.loss:.4g}")
    lab.unfold("Update")
    expect(lab.field(CHOICES["recurrent_gain"].label)).to_have_value(re.compile(f"^{gain:g}"))


def test_what_if_stops_the_training_and_is_reset(server, visit):
    lab = visit(server).open("/gradient_flow", FIRST)
    lab.press("Play").reaches(5)

    gain_slider(lab).fill("2.5")
    expect(lab.said).to_have_text(re.compile("^What if: gain"))
    lab.shows("state", "paused")
    run = UNTRAINED.advance(epochs=lab.epoch)
    lab.press("Reset").shows("loss", f"{run.latest.loss:.4g}")

    expect(gain_slider(lab)).to_have_value("1")


def test_loss_step_is_chosen_in_the_list_or_by_a_click(server, visit):
    lab = visit(server).open("/gradient_flow", FIRST)
    lab.press("Step").shows("epoch", "1")
    said = lab.chart("itemised").locator(".said")

    lab.page.get_by_label("Loss step", exact=True).select_option("2")
    expect(said).to_have_text(re.compile("^The influence of the loss at t = 2 "))
    box = lab.chart("itemised").locator(".nsewdrag").first.bounding_box()
    lab.page.mouse.click(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.4)

    expect(said).to_have_text(re.compile("^The influence of the loss at t = 3 "))
    expect(lab.page.get_by_label("Loss step", exact=True)).to_have_value("3")
