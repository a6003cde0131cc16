"""The Unroll page draws the numbers of the textbook and of the engine, of every view of every kind of run."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from pages.shared.stage.frames import packed
from pages.shared.views.unroll import check, per_step_contributions, walk
from pages.shared.visitor.visit import Session
from rnn import Experiment, Parameters, Trainer
from rnn.lenses.gradient_check import LEAST_SHARE
from rnn.network.activations import ACTIVATIONS
from tests.support import textbook
from tests.support.driving import sent, trainer, typed
from tests.support.problems import blowing_up, relative_difference
from tests.support.unroll_page import ADDS, CHECK, SHORT, exact, open_unroll, title

WAVE = np.sin(np.arange(12.0))
RUNS = {
    **{name: lambda name=name: Experiment(inputs=WAVE, activation=name) for name in ACTIVATIONS},
    "learned state": lambda: Experiment(inputs=WAVE, initial_state="learned"),
    "padded batch": lambda: Experiment(inputs=[1.0, 2.0, 0.5], more_inputs=[[1.0] * 9]),
    "one time step": lambda: Experiment(inputs=[1.0], targets=[2.0]),
    "two time steps": lambda: Experiment(inputs=[1.0, 2.0], targets=[2.0, 3.0]),
    "truncated and clipped": lambda: Experiment(inputs=WAVE, truncation=4, clip_norm=1.0, clip_value=0.1),
    "diverged": lambda: blowing_up(hidden_size=9),
}


def columns(run: Trainer) -> tuple:
    """Weights, inputs and targets of the only sequence, as the textbook has them."""
    p, batch = run.parameters, run.experiment.batch
    weights = textbook.Weights(*(p[name] for name in Parameters.names))
    return weights, batch.x[0][..., None], batch.target[0][..., None]


def textbook_gradient(run: Trainer) -> textbook.Weights:
    weights, x, y = columns(run)
    return textbook.backward(weights, x, y, *textbook.forward(weights, x))[0]


def textbook_loss(run: Trainer, name: str, place: tuple[int, int], epsilon: float) -> float:
    weights, x, y = columns(run)
    perturbed = getattr(weights, name).copy()
    perturbed[place] += epsilon
    _, yhat = textbook.forward(weights._replace(**{name: perturbed}), x)
    return sum(((yhat[t] - y[t]) ** 2).sum() / 2 for t in range(len(x)))


def textbook_error(run: Trainer, name: str, place: tuple[int, int], epsilon: float) -> float:
    """How far the slope of the textbook's loss is from its gradient, against what is long enough to be seen."""
    gradients, loss = textbook_gradient(run), partial(textbook_loss, run, name, place)
    exact, slope = getattr(gradients, name)[place], (loss(epsilon) - loss(-epsilon)) / (2 * epsilon)
    least = LEAST_SHARE * max(loss(0.0), *(np.abs(each).max() for each in gradients))
    return abs(slope - exact) / max(abs(slope), abs(exact), least)


@pytest.mark.parametrize("name", Parameters.names)
def test_entries_drawn_of_all_steps_add_up_to_the_textbooks_gradient(name):
    app = typed(open_unroll("Per-step contributions"), "parameter", name)
    sent(app, {"do": "step"})
    steps = len(trainer(app).latest.x[0])

    added = []
    for step in range(steps):
        sent(app, {"do": "select", "step": step})
        assert title(app, "contribution_entries") == f"Contribution of t = {step + 1} to {name}"
        added.append(exact(app, "contribution_entries"))

    expected = getattr(textbook_gradient(trainer(app)), name)
    assert np.abs(sum(added) - expected).max() <= SHORT * np.abs(added).sum(axis=0).max()


def test_errors_drawn_of_one_entry_are_those_of_the_textbook_at_every_epoch():
    app = typed(open_unroll("Gradient check"), "parameter", "W_hh")
    typed(app, "entry", "W_hh[2, 4]")

    for _ in range(2):
        expected = [textbook_error(trainer(app), "W_hh", (1, 3), epsilon) for epsilon in (0.1, 0.01)]
        assert exact(app, "gradient_check")[:2] == pytest.approx(expected, rel=1e-4)
        sent(app, {"do": "step"})


@pytest.mark.parametrize("kind", RUNS)
def test_every_view_of_every_kind_of_run_is_drawn_and_its_steps_add_up(kind):
    session = Session.of(Trainer.start(RUNS[kind]()).advance(epochs=1000), sequence=1, unit=4, walk=5)
    assert (session.trainer.status == "diverged") == (kind == "diverged")
    view, names = session.view, session.trainer.parameters.held
    shown, last = view.shown_pass, view.shown_pass.alone(view.sequence)

    json.dumps(packed(dict(walk(view))), allow_nan=False)
    for name in (*names, "all"):
        for entry in (None,) if name == "all" else (None, (0, 0)):
            figures = dict(check(name, entry, view))
            assert tuple(figures) == CHECK
            json.dumps(packed(figures), allow_nan=False)
            np.testing.assert_array_equal(figures["unit"]["data"][0]["y"], last.h[0, :, 4])
            distance = np.linalg.norm(last.yhat[0] - last.target[0], axis=1)
            assert figures["error"]["data"][0]["customdata"] == pytest.approx(distance, rel=1e-14)
    for name in names:
        added = []
        for sequence in range(len(shown.x)):
            for step in range(len(shown.alone(sequence).x[0])):
                figures = dict(per_step_contributions(name, replace(view, sequence=sequence, step=step)))
                assert tuple(figures) == ADDS
                json.dumps(packed(figures), allow_nan=False)
                added.append(figures["contribution_entries"]["data"][0]["customdata"])
        assert relative_difference(sum(added), shown.gradients[name]) < 1e-12
