"""The figures of the flow are ones that Plotly accepts, in words and on fixed scales, for every kind of run."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.shared.stage.frames import packed
from pages.shared.views.gradient_flow import VIEWS
from pages.shared.visitor.view import WhatIf
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.figures import clip_events, decay, itemised
from rnn.lenses.flow import flow
from rnn.lenses.itemised import by_loss_step
from rnn.network.activations import ACTIVATIONS
from tests.support.problems import blowing_up, case

WAVE = np.sin(np.arange(12.0))
RUNS = {
    "untrained": lambda: Trainer.start(case(1)),
    "trained": lambda: Trainer.start(case(3, clip_norm=1.0)).advance(epochs=100),
    "one time step": lambda: Trainer.start(Experiment(inputs=[1.0], targets=[2.0])).advance(epochs=3),
    "one unit": lambda: Trainer.start(Experiment(inputs=WAVE, hidden_size=1)).advance(epochs=20),
    "zero gradient": lambda: Trainer.start(Experiment(inputs=[0.0, 0.0], targets=[0.0, 0.0])).advance(epochs=20),
    "zero weights": lambda: Trainer.start(Experiment(inputs=WAVE, start_scale=0.0)),
    "diverged": lambda: Trainer.start(blowing_up(hidden_size=9)).advance(epochs=1000),
    "long": lambda: Trainer.start(Experiment(inputs=np.sin(np.arange(700.0)), hidden_size=2)).advance(epochs=20),
    "last step": lambda: Trainer.start(Experiment(task="adding", sequences=2, loss_at="last", clip_value=0.1)),
    "fresh": lambda: Trainer.start(Experiment(task="echo", sequences=2, batches="fresh", loss="cross-entropy")),
    "truncated": lambda: Trainer.start(Experiment(inputs=WAVE, truncation=3, initial_state="learned")),
    "held out": lambda: Trainer.start(Experiment(inputs=WAVE, held_out=40)).advance(epochs=5),
    "shorter first": lambda: Trainer.start(Experiment(inputs=[1.0, 2.0, 0.5], more_inputs=[[1.0] * 9])),
    "held-out sequence": lambda: Trainer.start(
        Experiment(task="sine", sequences=2, held_out=50, held_out_of="sequences")
    ),
    **{
        name: lambda name=name: Trainer.start(Experiment(inputs=WAVE, activation=name, start="gaussian")).advance(5)
        for name in ACTIVATIONS
    },
}


def drawn(trainer, **looked_at):
    """All figures of the flow, by name, as the page draws them."""
    view = replace(Session.of(trainer).view, **looked_at)
    return {name: figure for draw in VIEWS.values() for name, figure in draw(view).items()}


def check(figures):
    for name, figure in figures.items():
        layout, words = figure["layout"], figure["layout"]["meta"]
        assert len(go.Figure(figure).data) == len(figure["data"]), name
        assert packed({"one": figure})
        assert layout["xaxis"]["title"]["text"], name
        assert layout["yaxis"]["title"]["text"], name
        assert words["title"], name
        assert words["read"].endswith("."), name
        assert words["said"].endswith("."), name
        assert not re.search(r"\bnan\b|\binf\b|\d[eE][+-]?\d", words["said"]), words["said"]
        assert "color" not in repr(figure).lower(), name
        for axis in ("xaxis", "yaxis"):
            low, high = layout[axis]["range"]
            assert np.isfinite([low, high]).all(), name
            assert low < high, name


@pytest.mark.parametrize("kind", RUNS)
def test_figures_of_every_run_can_be_drawn_and_are_told_in_words(kind):
    trainer = RUNS[kind]()

    check(drawn(trainer))


def test_figures_of_another_sequence_and_loss_step_can_be_drawn():
    trainer = RUNS["shorter first"]()

    figures = drawn(trainer, sequence=1, loss_step=2)

    check(figures)
    assert figures["loss_step"]["layout"]["meta"]["choices"][0]["value"] == 3
    assert len(figures["loss_step"]["data"][0]["x"]) == 8


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("gain", [0.0, 10.0])
def test_figures_of_a_what_if_can_be_drawn_even_where_numbers_end(activation, gain):
    trainer = Trainer.start(Experiment(inputs=np.ones(500), hidden_size=3, activation=activation, start="identity"))

    check(drawn(trainer, what_if=WhatIf(gain, 5.0)))


def test_colour_ranges_and_equal_axes_stay_between_epochs():
    early, late = drawn(RUNS["untrained"]()), drawn(RUNS["trained"]())

    for name in ("itemised", "over_training"):
        ranges = [(run[name]["data"][-1]["zmin"], run[name]["data"][-1]["zmax"]) for run in (early, late)]
        assert ranges == [(-8, 2)] * 2
    for run in (early, late):
        assert run["spectrum"]["layout"]["yaxis"]["scaleanchor"] == "x"
        assert run["clipping_direction"]["layout"]["yaxis"]["scaleanchor"] == "x"


def test_itemised_figure_holds_powers_of_ten_and_is_empty_after_the_loss():
    shown = RUNS["tanh"]().latest
    items = by_loss_step(shown)

    (cells,) = itemised.draw(items)["data"]

    assert np.isnan(cells["z"][np.triu_indices(11, 1)]).all()
    below = np.tril_indices(11)
    np.testing.assert_allclose(10.0 ** cells["z"][below], np.maximum(items.norm[below], 1e-8), rtol=1e-9)


def test_decay_marks_horizon_and_cut_and_draws_the_bound_only_near_the_data():
    back = flow(RUNS["truncated"]().latest)
    figure = decay.draw(back, 3)

    assert [label["text"] for label in figure["layout"]["annotations"]] == ["1 %", "cut"]
    bound, horizon = figure["data"][-2:]
    assert bound["name"] == "upper bound"
    np.testing.assert_array_equal(horizon["x"][:3], [back.horizon, back.horizon, np.nan])
    np.testing.assert_allclose(np.log10(horizon["y"][:2]), figure["layout"]["yaxis"]["range"])
    assert horizon["text"] == ["", "", "", "horizon"]
    assert 0 < horizon["x"][3] < 11
    assert figure["layout"]["yaxis"]["range"][0] < np.log10(horizon["y"][3]) < 0


@pytest.mark.parametrize("step", [1, 4, 11])
def test_strip_of_one_loss_holds_its_influence_up_to_it_and_nothing_after_it(step):
    shown = RUNS["tanh"]().latest
    expected = by_loss_step(shown).norm[step - 1][:step]

    _, strip = drawn(RUNS["tanh"](), loss_step=step - 1)["loss_step"]["data"]

    assert strip["x"].tolist() == list(range(1, step + 1))
    np.testing.assert_array_equal(strip["customdata"], expected)
    np.testing.assert_array_equal(strip["y"], np.maximum(expected, 1e-8))


@pytest.mark.parametrize(("step", "anchor"), [(1, "left"), (11, "right")], ids=["first", "last"])
def test_label_of_the_loss_stands_inside_the_chart_at_the(step, anchor):
    figure = drawn(RUNS["tanh"](), loss_step=step - 1)["loss_step"]

    (label,) = figure["layout"]["annotations"]

    assert (label["x"], label["xanchor"]) == (step, anchor)


def test_whole_sum_lies_across_the_chart_at_its_norm_or_on_the_floor():
    trainer = RUNS["trained"]()
    length = np.linalg.norm(trainer.latest.gradients.W_hh)

    *_, whole = drawn(trainer)["by_lag"]["data"]
    *_, zero = drawn(RUNS["zero gradient"]())["by_lag"]["data"]

    np.testing.assert_allclose(whole["y"], length, rtol=1e-12)
    assert len(whole["y"]) == trainer.latest.x.shape[1]
    assert set(zero["y"]) == {1e-16}
    assert set(zero["customdata"]) == {0.0}


def test_clip_limit_is_drawn_where_it_held():
    trainer = Trainer.start(case(1, changes=[[10, "clip_norm", 2.0]])).advance(epochs=20)

    before, after, limit = clip_events.draw(trainer)["data"]

    assert np.isnan(limit["y"][:10]).all()
    assert limit["y"][10:].tolist() == [2.0] * 10
    assert (after["y"][10:] <= 2.0 + 1e-12).all()
    assert (before["y"] >= after["y"]).all()
