"""Two runs side by side, as a teacher would show them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from rnn import Experiment, Trainer
from rnn.words.kept_file import kept_from_json
from tests.support.lab import COMPARE, HIDDEN_STATES, TRAIN


def choose(lab, label, option):
    """In a select box of the dialog."""
    lab.page.get_by_role("dialog").get_by_label(label).click()
    lab.page.get_by_role("option", name=option, exact=True).click()


def test_sgd_and_momentum_from_the_same_weights_live_in_four_clicks(lab):
    lab.page.get_by_role("button", name="Compare with ...").click()  # 1
    choose(lab, "What differs", "Optimizer")  # 2 and 3
    lab.page.get_by_role("button", name="Compare and play").click()  # 4

    lab.drawn(COMPARE).shows("state", "running").reaches(5)
    lab.press("Pause").steady()
    names = lab.page.get_by_role("group", name="Lanes").get_by_role("button", name=re.compile("^[AB]"))
    expect(names).to_have_text(["A: gradient descent (SGD)", "B: momentum"])
    assert set(lab.traces("loss")) == {"A", "B"}
    epoch = lab.epoch
    for name, optimizer in (("A", "sgd"), ("B", "momentum")):
        alone = Trainer.start(Experiment(optimizer=optimizer)).advance(epochs=epoch)
        assert lab.traces("loss")[name]["y"][-1] == pytest.approx(alone.latest.loss, rel=1e-6)
    expect(lab.chart("loss")).to_contain_text("Only optimizer differs: gradient descent (SGD) against momentum.")


def test_link_of_lanes_is_held_looked_at_kept_and_reloaded(server, visit):
    lab = visit(server).open("/compare?v=1&b.lr=0.02&c.hidden=8&epoch=40", COMPARE).shows("epoch", "40")
    lab.steady()
    lab.page.get_by_label("Epoch", exact=True).fill("13")
    lab.shows("epoch", "13")

    lanes = lab.page.get_by_role("group", name="Lanes")
    lanes.get_by_role("button", name=re.compile("^C")).click()
    expect(lab.field("Hidden units")).to_have_value("8")
    lab.shows("loss", f"{Trainer.start(Experiment(hidden_size=8)).advance(epochs=13).latest.loss:.4g}")
    lab.view("Heatmaps", ("hidden_A", "hidden_B", "hidden_C", "influence_A", "influence_B", "influence_C"))

    lab.page.get_by_role("button", name="Keep this run").click()
    expect(lab.page.get_by_test_id("stDataFrame")).to_be_visible()
    lab.go("Hidden states", HIDDEN_STATES).shows("epoch", "13")
    assert lab.traces("hidden")["heatmap"]["z"][7]

    lanes.get_by_role("button", name=re.compile("Remove C")).click()
    expect(lanes.get_by_role("button", name=re.compile("^[A-C]"))).to_have_count(2)
    expect(lab.page).to_have_url(re.compile(r"b\.lr=0\.02(?!.*c\.)"))
    lab.page.reload()
    lab.drawn(HIDDEN_STATES)
    expect(lanes.get_by_role("button", name=re.compile("^[AB]"))).to_have_count(2)


def test_page_with_one_run_says_how_to_compare(server, visit):
    lab = visit(server).open("/compare", COMPARE)

    expect(lab.chart("loss")).to_contain_text("Compare with another setting")
    lab.press("Step").shows("epoch", "1")
    lab.go("Train", TRAIN).shows("epoch", "1")


def test_losses_and_kept_runs_are_saved_as_they_are_and_opened_again(server, visit):
    lab = visit(server).open("/compare?v=1&hidden=7&b.lr=0.02&epoch=5", COMPARE).shows("epoch", "5")
    lab.press("Step").shows("epoch", "6")
    lab.page.get_by_role("button", name="Keep this run").click()
    lab.page.get_by_role("button", name="Save the kept runs").wait_for()

    with lab.page.expect_download() as losses:
        lab.page.get_by_role("button", name="Losses as CSV").click()
    with lab.page.expect_download() as runs:
        lab.page.get_by_role("button", name="Save the kept runs").click()

    rows = losses.value.path().read_text().splitlines()[1:]
    expected = Trainer.start(Experiment(hidden_size=7, learning_rate=0.02)).advance(epochs=6)
    assert len(rows) == 2 * 7 + 7  # epochs 0 to 6 of both lanes, and of the kept run
    assert any(f",6,1,{expected.latest.loss!r}" in row for row in rows)
    (kept,) = kept_from_json(runs.value.path().read_bytes())
    assert kept.trainer.epoch == 6
    assert kept.trainer.experiment.hidden_size == 7
