"""A sweep in a browser: it fills, it is stopped and goes on, and a click on a cell opens the run with its numbers."""

from __future__ import annotations

import csv
import re
from statistics import median_low

import numpy as np
import pytest
from playwright.sync_api import expect

from rnn import Experiment, Trainer
from tests.support.cases import case
from tests.support.lab import COMPARE, SWEEP, TRAIN

RATES, CLIPS, SEEDS, EPOCHS = (0.003, 0.03, 1.0), (None, 1.0, 0.1), (4, 5), 150
LINK = "/sweep?v=1&hidden=4&sweep=lr:0.003,0.03,1;clip:off,1,0.1;seed:4,5;epochs:150"
LONG = (
    "/sweep?v=1&task=echo&length=20&hidden=32&batch=32"
    "&sweep=lr:0.0001,0.0002,0.0003;seed:0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19;epochs:600"
)


def ended(lab, runs):
    """Wait until so many runs, or a number that fits, have ended."""
    expect(lab.page.locator(".sweep .so-far")).to_have_text(re.compile(rf"^{runs} of "))
    return lab


def count(lab):
    return int(lab.page.locator(".sweep .so-far").text_content().split(" of ")[0].replace(",", ""))


def trained(rate, clip, seed):
    experiment = Experiment(hidden_size=4, learning_rate=rate, clip_norm=clip, seed=seed)
    return Trainer.start(experiment).advance(epochs=EPOCHS)


def middle_of(place, columns, row, rows=3):
    """Where a cell is on the screen."""
    box = place.locator(".nsewdrag").first.bounding_box()
    return box["x"] + box["width"] * (columns + 0.5) / 3, box["y"] + box["height"] * (1 - (row + 0.5) / rows)


def test_sweep_fills_and_every_way_into_a_cell_opens_its_run_with_its_numbers(server, visit):
    lab = visit(server).open(LINK, SWEEP)
    runs = {(rate, clip): [trained(rate, clip, seed) for seed in SEEDS] for rate in RATES for clip in CLIPS}
    finite = {cell: [each for each in both if not each.divergence] for cell, both in runs.items()}

    with case("it fills"):
        ended(lab.press("Start"), 18)
        lab.button("Start again").wait_for()
        powers = lab.page.evaluate(
            "[...document.querySelector('[data-chart=sweep] .plot')._fullData[0].z].map((r) => [...r])"
        )
        for row, clip in enumerate(CLIPS):
            for column, rate in enumerate(RATES):
                both = finite[rate, clip]
                if len(both) < 2:
                    assert not np.isfinite(powers[row][column] if powers[row][column] is not None else np.nan)
                else:
                    loss = median_low(each.latest.loss for each in both)
                    assert powers[row][column] == pytest.approx(np.log10(loss), abs=1e-5)
        assert len(finite[1.0, None]) == 0  # the case of what diverges
        expect(lab.chart("sweep").locator(".key")).to_contain_text("diverged")

    with case("a click"):
        lab.page.mouse.click(*middle_of(lab.chart("sweep"), 1, 2))
        run = min(runs[0.03, 0.1], key=lambda each: each.latest.loss)
        lab.shows("epoch", str(EPOCHS)).shows("loss", f"{run.latest.loss:.4g}")
        lab.shows("gradient-norm", f"{run.latest.gradient_norm:.3g}")
        assert lab.traces("loss")["loss"]["y"][-1] == pytest.approx(run.latest.loss, rel=1e-6)
        expect(lab.field("Learning rate")).to_have_value("0.03")
        expect(lab.field("Seed")).to_have_value(str(run.experiment.seed))

    with case("a click on what diverged"):
        lab.page.mouse.click(*middle_of(lab.chart("sweep"), 2, 0))
        lab.shows("state", "diverged").shows("epoch", str(runs[1.0, None][0].epoch))

    with case("keys, and one of the seeds"):
        choice = lab.chart("sweep").get_by_label
        choice("Seed", exact=True).select_option(label="5")
        choice("Learning rate", exact=True).select_option(label="0.003")
        choice("Clip gradient at norm", exact=True).select_option(label="1")
        loss = runs[0.003, 1.0][1].latest.loss
        expect(lab.page.locator(".sweep .cell")).to_contain_text(f"{loss:.3g}")
        lab.page.locator(".sweep").get_by_role("button", name="Open").focus()
        lab.page.keyboard.press("Enter")
        lab.shows("loss", f"{loss:.4g}").shows("epoch", str(EPOCHS))

    with case("as a lane"):
        choice("Learning rate", exact=True).select_option(label="0.03")
        lab.button("Add as a lane").click()
        lanes = lab.page.get_by_role("group", name="Lanes").get_by_role("button", name=re.compile("^[AB]"))
        expect(lanes).to_have_text(["A: learning rate 0.003", "B: learning rate 0.03"])
        lab.go("Compare", COMPARE).shows("epoch", str(EPOCHS))
        lab.shows("loss", f"{runs[0.03, 1.0][1].latest.loss:.4g}")


def test_sweep_is_saved_as_results_and_as_a_file_and_comes_back_from_link_and_file(server, visit, tmp_path):
    lab = visit(server).open(LINK, SWEEP)
    ended(lab.press("Start"), 18)
    lab.steady()  # the page is made anew once more when nothing trains

    with lab.page.expect_download() as results:
        lab.page.get_by_role("button", name="Results as CSV").click()
    with lab.page.expect_download() as saved:
        lab.page.get_by_role("button", name="Save the sweep").click()

    rows = list(csv.DictReader(results.value.path().read_text().splitlines()))
    assert len(rows) == 18
    for row in rows:
        clip = float(row["clip_norm"]) if row["clip_norm"] else None
        run = trained(float(row["learning_rate"]), clip, int(row["seed"]))
        assert float(row["loss"]) == pytest.approx(run.latest.loss, rel=1e-9)
        assert row["outcome"] == ("diverged" if run.divergence else "trained")

    file = tmp_path / "sweep.json"
    saved.value.save_as(file)
    lab.page.goto(server.address)
    lab.drawn(TRAIN)
    lab.page.get_by_role("button", name="Link and files").click()
    lab.page.get_by_role("dialog").locator("input[type=file]").first.set_input_files(file)
    lab.drawn(SWEEP)
    expect(lab.page.get_by_label("Values", exact=True).first).to_have_value("0.003, 0.03, 1")
    expect(lab.page.get_by_label("Seeds", exact=True)).to_have_value("4, 5")
    expect(lab.field("Hidden units")).to_have_value("4")
    expect(lab.page).to_have_url(re.compile(r"hidden=4&sweep=lr:0.003,0.03,1;clip:off,1,0.1;seed:4,5;epochs:150$"))


def test_sweep_that_is_stopped_keeps_what_is_done_and_goes_on_only_on_its_page(server, visit):
    lab = visit(server).open(LONG, SWEEP)

    ended(lab.press("Start"), "[1-9][0-9]*")
    lab.press("Stop").button("Continue").wait_for()
    before = count(lab)
    said = lab.chart("sweep").locator(".said").text_content()
    lab.go("Train", TRAIN).press("Step").shows("epoch", "1")
    lab.go("Sweep", SWEEP)
    assert count(lab) == before
    assert lab.chart("sweep").locator(".said").text_content() == said

    lab.press("Continue").button("Stop").wait_for()
    lab.page.wait_for_function(
        "(n) => Number(document.querySelector('.sweep .so-far').textContent.split(' of ')[0]) > n", arg=before
    )
    lab.go("Train", TRAIN).shows("epoch", "1")
    lab.go("Sweep", SWEEP).button("Stop").wait_for()

    lab.press("Play").page.wait_for_function(
        "document.querySelector('.sweep .so-far').textContent.includes('It waits')"
    )
    lab.press("Pause")
    expect(lab.page.locator(".sweep .so-far")).not_to_contain_text("It waits")
    lab.press("Stop").button("Continue").wait_for()


def test_too_large_or_wrong_is_refused_in_one_sentence_and_nothing_is_lost(server, visit):
    lab = visit(server).open(LINK, SWEEP)
    problem, values = lab.problem("sweep"), lab.page.get_by_label("Values", exact=True).first
    ended(lab.press("Start"), 18)

    for text, sentence in (
        ("0.1, fast", "Learning rate: 'fast' is not allowed. Give a number from 0.000001 to 10."),
        ("0.1, 11", "Learning rate: '11' is not allowed. Give a number from 0.000001 to 10."),
        ("", "Learning rate: no value is given."),
    ):
        values.fill(text)
        values.press("Enter")
        expect(problem).to_contain_text(sentence)
        expect(lab.button("Start again")).to_have_attribute("aria-disabled", "true")
        expect(values).to_have_value(text)

    values.fill("0.1, 0.2")
    values.press("Enter")
    expect(problem).to_have_count(0)
    lab.type("Hidden units", "128").page.get_by_label("Epochs", exact=True).fill("100000")
    lab.page.get_by_label("Seeds", exact=True).fill("0-63")
    lab.page.get_by_label("Seeds", exact=True).press("Enter")
    expect(problem).to_contain_text(
        re.compile(r"384 runs of 100,000 epochs would take about .* too much\. About .* fit\.")
    )
    assert count(lab) == 18


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_shows_all_of_it_and_a_touch_opens_a_run(server, visit, scheme):
    lab = visit(server, viewport={"width": 390, "height": 844}, has_touch=True, color_scheme=scheme).open(LINK, SWEEP)
    ended(lab.press("Start"), 18)

    assert lab.page.evaluate("document.documentElement.scrollWidth") <= 390
    lab.chart("sweep").scroll_into_view_if_needed()
    lab.page.touchscreen.tap(*middle_of(lab.chart("sweep"), 0, 1))

    run = min((trained(0.003, 1.0, seed) for seed in SEEDS), key=lambda each: each.latest.loss)
    lab.shows("epoch", str(EPOCHS)).shows("loss", f"{run.latest.loss:.4g}")
