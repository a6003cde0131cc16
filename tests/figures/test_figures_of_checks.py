"""The pictures of contributions, of the gradient check and of the errors can be drawn of every run there may be."""

from __future__ import annotations

import re

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.shared.stage.frames import packed
from rnn import Experiment, Trainer
from rnn.figures import (
    contribution_direction,
    contribution_entries,
    contribution_over_time,
    error_over_time,
    gradient_check,
)
from rnn.figures import (
    contributions as contributions_figure,
)
from rnn.lenses.gradient_check import check
from tests.support.problems import blowing_up, case

MORE = {"more_inputs": [[1.0, 2.0]], "more_targets": [[0.5, 1.0]]}
RUNS = {
    "untrained": lambda: Trainer.start(case(1)),
    "trained": lambda: Trainer.start(case(3)).advance(epochs=200),
    "one time step": lambda: Trainer.start(Experiment(inputs=[1.0], targets=[2.0])),
    "one unit": lambda: Trainer.start(case(1, hidden_size=1)),
    "many steps and units": lambda: Trainer.start(Experiment(inputs=np.sin(np.arange(150)), hidden_size=40)),
    "diverged": lambda: Trainer.start(blowing_up()).advance(epochs=1000),
    "diverged wildly": lambda: Trainer.start(blowing_up(hidden_size=64)).advance(epochs=1000),
    "diverged without bounds": lambda: Trainer.start(
        blowing_up(activation="linear", start="gaussian", recurrent_gain=10)
    ).advance(epochs=1000),
    "zero weights": lambda: Trainer.start(Experiment(start_scale=0.0)),
    "zero loss": lambda: Trainer.start(Experiment(inputs=[0.0, 0.0], targets=[0.0, 0.0])),
    "smallest targets": lambda: Trainer.start(Experiment(inputs=[0.0, 0.0], targets=[0.0, 1e-323], start_scale=0.0)),
    "largest targets": lambda: Trainer.start(Experiment(inputs=[1e6, -1e6], targets=[1e6, -1e6])).advance(epochs=5),
    "learned state": lambda: Trainer.start(case(1, initial_state="learned")),
    "relu": lambda: Trainer.start(case(1, activation="relu", start="gaussian")),
    "truncated": lambda: Trainer.start(case(1, truncation=2, start="gaussian")),
    "last step": lambda: Trainer.start(case(1, loss_at="last")),
    "shorter first": lambda: Trainer.start(
        Experiment(inputs=[1.0, 2.0], targets=[0, 1], more_inputs=[[1.0] * 9], more_targets=[[0] * 9])
    ),
    "held-out steps": lambda: Trainer.start(Experiment(task="sine", held_out=30)),
    "held-out sequence": lambda: Trainer.start(case(1, **MORE, held_out=50, held_out_of="sequences")),
    "symbols": lambda: Trainer.start(case(1, task="parity", loss="cross-entropy")),
}


@pytest.fixture(scope="module", params=RUNS)
def run(request):
    return RUNS[request.param]()


def drawn(trainer, sequence=0):
    shown, steps = trainer.latest, len(trainer.latest.alone(sequence).x[0])
    figures = [
        contributions_figure.draw(shown, sequence=sequence),
        error_over_time.draw(shown, sequence),
        gradient_check.draw(check(shown, trainer.experiment.error_scale)),
        gradient_check.draw(check(shown, trainer.experiment.error_scale, "W_hh", (0, 0))),
    ]
    for name in shown.parameters.held:
        figures += [
            contribution_over_time.draw(shown, name, sequence),
            contribution_direction.draw(shown, name, sequence),
            contribution_entries.draw(shown, name, 0, sequence),
            contribution_entries.draw(shown, name, steps - 1, sequence),
        ]
    return figures


def keys(part):
    if isinstance(part, dict):
        return set(part).union(*map(keys, part.values()))
    return set().union(*map(keys, part)) if isinstance(part, (list, tuple)) else set()


@pytest.mark.parametrize("last", [False, True])
def test_figure_is_one_that_plotly_takes_with_words_and_without_colours(run, last):
    before = run.parameters.vector.tobytes(), run.latest.da.tobytes(), run.latest.gradients.vector.tobytes()

    for figure in drawn(run, sequence=len(run.latest.x) - 1 if last else 0):
        layout, words = figure["layout"], figure["layout"]["meta"]
        assert len(go.Figure(figure).data) == len(figure["data"])
        assert packed(figure)
        assert layout["xaxis"]["title"]["text"]
        assert layout["yaxis"]["title"]["text"]
        assert words["read"].endswith(".")
        assert words["said"].endswith(".")
        assert not re.search(r"\bnan\b|\binf\b|\d[eE][+-]?\d|\{|\.\.", words["said"] + words["read"])
        assert not {key for key in keys(figure) if "color" in str(key).lower()}

    assert (
        run.parameters.vector.tobytes(), run.latest.da.tobytes(), run.latest.gradients.vector.tobytes()
    ) == before  # fmt: skip


def test_figure_draws_finite_numbers_within_its_axes(run):
    for figure in drawn(run):
        for axis in ("xaxis", "yaxis"):
            low, high = figure["layout"][axis]["range"]
            assert np.isfinite([low, high]).all()
            assert low < high
        for trace in figure["data"]:
            values = np.asarray(trace["z"] if trace["type"] == "heatmap" else trace["y"], dtype=float)
            assert np.isfinite(values).all()
            if trace["type"] == "heatmap":
                assert ((values >= trace["zmin"]) & (values <= trace["zmax"])).all()
            else:
                shown = np.log10(values) if figure["layout"]["yaxis"].get("type") == "log" else values
                assert ((shown >= low) & (shown <= high)).all()
