"""Sequences and targets as a person types them, right and wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rnn import Experiment, Trainer

CASE_3 = {
    "inputs": [[1, 2], [7, 2], [1, 3], [12, 4]],
    "targets": [[2, 1], [3, 7], [4, 8], [5, 10]],
}
PRINTED_3 = [
    [3.28424506, 5.93532247],
    [3.60393582, 6.82013468],
    [3.52586543, 6.58278163],
    [3.61336207, 6.84916339],
]
KEY = "[data-chart=prediction] .key"
MARKUP = "<img/src=x/onerror=alert(1)>**$x$**"
WRONG = {
    "": "Sequence: it is empty.",
    " , ": "Sequence: a number is missing before the comma in line 1, character 2.",
    "1, 2, a": "Sequence: 'a' in line 1, character 7 is not a number.",
    "1 2\n3": "Sequence: time step 2 has 1 numbers, but time step 1 has 2.",
    "1, nan": "'nan' in line 1, character 4 is not a number.",
    "1, 1e308": "'1e308' in line 1, character 4 is not allowed.",
    "1; 2": "'1;' in line 1, character 1 is not a number. Separate numbers with commas",
    "5": "Sequence: one time step is not enough for the next item as target.",
    "1, **x** <b>y</b> $z$ :red[w]": "'**x**' in line 1, character 4 is not a number.",
    f"1\n2 {MARKUP}": f"'{MARKUP}' in line 2, character 3 is not a number.",
}


def test_sequence_is_read_however_it_is_separated(lab):
    for first, text in ((2, "2, 4, 8, 16"), (3, "3 4 8 16"), (4, "4\n4\n8\n16"), (5, " 5,4\t8   16, ")):
        lab.press("Step").shows("epoch", "1")

        lab.type("Sequence", text)

        untrained = Trainer.start(Experiment(inputs=[first, 4, 8, 16])).latest
        lab.shows("epoch", "0").shows("state", "ready").shows("loss", f"{untrained.loss:.4g}")
        expect(lab.page.get_by_text("4 time steps: 3 to learn from, each with the next as target.")).to_be_visible()
        assert lab.traces("prediction")["target"]["y"] == [4, 8, 16]
        assert lab.traces("hidden")["heatmap"]["z"][0] == pytest.approx(untrained.h[0, 1:, 0], rel=1e-5)
        assert lab.traces("gradient")["|∂L/∂h<sub>t</sub>|"]["x"] == [1, 2, 3]


def test_several_features_and_own_targets_show_what_the_exercise_prints(lab):
    lab.type("Sequence", "1, 2\n7, 2\n1, 3\n12, 4")
    expect(lab.page.get_by_text("4 time steps of 2 numbers: 3 to learn from")).to_be_visible()
    lab.page.get_by_text("my own", exact=True).click()
    lab.type("Own target", "2 1\n3 7\n4 8\n5 10").type("Hidden units", "10")
    expect(lab.page.get_by_text("4 time steps of 2 numbers.")).to_be_visible()
    lab.page.wait_for_function("document.querySelector('[data-chart=hidden] .plot')._fullData[0].z.length === 10")
    lab.unfold("Validation and stopping").type("Stop at epoch", "49")
    lab.pace("1000").press("Play").shows("state", "stopped")

    run = Trainer.start(Experiment(**CASE_3, hidden_size=10, learning_rate=0.01, seed=42)).advance(epochs=49)
    lab.shows("epoch", "49").shows("loss", f"{run.latest.loss:.4g}")
    drawn = lab.traces("prediction")
    for output in (0, 1):
        assert drawn[f"target {output + 1}"]["y"] == [row[output] for row in CASE_3["targets"]]
        assert drawn[f"prediction {output + 1}"]["y"] == pytest.approx([row[output] for row in PRINTED_3], rel=1e-6)


def test_key_of_many_outputs_stays_inside_its_card(lab):
    lab.type("Sequence", "1 2 3 4\n5 6 7 8\n9 8 7 6")

    lab.page.wait_for_function("document.querySelector('[data-chart=prediction] .plot')._fullData.length === 8")
    lab.steady()
    card, key = (lab.page.locator(place).bounding_box() for place in ("[data-chart=prediction]", KEY))
    assert key["x"] >= card["x"]
    assert key["x"] + key["width"] <= card["x"] + card["width"]
    assert lab.page.locator(KEY).evaluate("(key) => key.scrollWidth <= key.clientWidth")
    assert card["y"] + card["height"] <= lab.chart("gradient").bounding_box()["y"]


def test_text_that_cannot_be_read_is_explained_and_the_experiment_kept(lab):
    lab.type("Sequence", "3, 1, 4, 1, 5, 9")
    expect(lab.page.get_by_text("6 time steps")).to_be_visible()
    lab.press("Step").press("Step").shows("epoch", "2")
    loss = lab.readout("loss")

    for text, said in WRONG.items():
        lab.type("Sequence", text)
        expect(lab.problem("inputs")).to_contain_text(said)
        assert lab.problem("inputs").locator("img, b, strong, em, .katex, [style*=color]").count() == 0
        assert lab.field("Sequence").input_value() == text

    assert lab.steady() == 2
    assert lab.readout("loss") == loss
    assert lab.traces("prediction")["target"]["y"] == [1, 4, 1, 5, 9]


def test_text_that_can_be_read_takes_effect_after_one_that_cannot(lab):
    lab.type("Sequence", MARKUP)
    expect(lab.problem("inputs")).to_be_visible()

    lab.type("Sequence", "1, 2, 3")

    expect(lab.problem("inputs")).to_have_count(0)
    expect(lab.page.get_by_text("3 time steps: 2 to learn from, each with the next as target.")).to_be_visible()
    lab.page.wait_for_function("document.querySelector('[data-chart=prediction] .plot')._fullData[0].y.length === 2")


def test_target_of_another_length_is_refused_until_it_fits(lab):
    lab.page.get_by_text("my own", exact=True).click()
    expect(lab.field("Own target")).to_be_visible()

    lab.type("Own target", "1, 2, 3")
    expect(lab.problem("targets")).to_contain_text("it has 3 time steps, but the sequence has 5")
    lab.type("Own target", "5, 4, 3, 2, 1")

    expect(lab.problem("targets")).to_have_count(0)
    lab.page.wait_for_function("document.querySelector('[data-chart=prediction] .plot')._fullData[0].y[0] === 5")
    assert lab.traces("prediction")["target"]["y"] == [5, 4, 3, 2, 1]
