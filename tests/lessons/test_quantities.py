"""Quantities are what they are called: each is compared with a definition of its own, computed here."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from rnn import Experiment, Trainer
from rnn.experiment.link import Link
from rnn.lessons.quantities import CURVES, QUANTITIES
from rnn.lessons.quantity import KINDS
from rnn.lessons.runs import LessonRuns
from rnn.lessons.terms import Scope, read_term

ECHO = Experiment(task="echo", hidden_size=4, task_steps=8, sequences=3, clip_norm=0.05, seed=3, start="gaussian")
EPOCH, SEQUENCE = 6, 1
LINKS = {"run": Link(ECHO)}
SCOPE = Scope(LINKS, "run", EPOCH, SEQUENCE)
RUNS = LessonRuns(LINKS)
TRAINER = Trainer.start(ECHO).advance(epochs=EPOCH)
PASS, W = TRAINER.latest, TRAINER.parameters
X, H, ERROR, DH, DA = (array[SEQUENCE] for array in (PASS.x, PASS.h, PASS.error, PASS.dh, PASS.da))
ANY = {
    "step": "3", "state": "0", "lag": "2", "unit": "1", "input": "1", "output": "1", "parameter": "W_hh", "row": "2",
    "column": "1", "number": "0.9",
}  # fmt: skip
LOSSES = [Trainer.start(ECHO).advance(epochs=epoch).latest.loss for epoch in range(EPOCH + 1)]


def value(text):
    return read_term(text, SCOPE).value(RUNS)


def product(s, t):
    """dL_s/dh_t by multiplying Jacobians one by one."""
    vector = W.W_hy.T @ ERROR[s - 1]
    for step in range(s, t, -1):
        vector = W.W_hh.T @ ((1 - H[step] ** 2) * vector)
    return vector


EXPECTED = {
    "loss": np.mean((PASS.yhat[:, 3:] - PASS.target[:, 3:]) ** 2),
    "loss_at_step(8)": ((PASS.yhat - PASS.target)[SEQUENCE, 7] ** 2).sum(),
    "lowest_loss": min(LOSSES),
    "highest_loss": max(LOSSES),
    "baseline": 1.0,
    "first_epoch_below(0.0001)": inf,
    "first_epoch_above(0.0001)": 0,
    "diverged": 0,
    "last_epoch": EPOCH,
    "gradient(5)": np.linalg.norm(DH[4]),
    "gradient(5, 2)": DH[4, 1],
    "before_activation(5)": np.linalg.norm(DA[4]),
    "before_activation(T, 4)": DA[7, 3],
    "local(5)": np.linalg.norm(W.W_hy.T @ ERROR[4]),
    "local(5, 3)": (W.W_hy.T @ ERROR[4])[2],
    "carried(5)": np.linalg.norm(W.W_hh.T @ DA[5]),
    "carried(5, 3)": (W.W_hh.T @ DA[5])[2],
    "carried(T)": 0,
    "gradient_ratio": np.linalg.norm(DH[0]) / np.linalg.norm(DH[7]),
    "influence(7, 4)": np.linalg.norm(product(7, 4)),
    "gradient_norm": np.linalg.norm(PASS.gradients.vector),
    "gradient_norm(W_xh)": np.linalg.norm(PASS.gradients.W_xh),
    "gradient_entry(W_hh, 2, 3)": PASS.gradients.W_hh[1, 2],
    "contribution(W_hh, 6)": np.linalg.norm(np.outer(DA[5], H[5])) / 3,
    "contribution_entry(W_hh, 6, 2, 3)": DA[5, 1] * H[5, 2] / 3,
    "contribution_entry(W_hy, 6, 1, 3)": ERROR[5, 0] * H[6, 2] / 3,
    "left(7)": np.linalg.norm(product(8, 1)) / np.linalg.norm(product(8, 8)),
    "lag_needed": 3,
    "spectral_radius": np.abs(np.linalg.eigvals(W.W_hh)).max(),
    "singular_value": np.linalg.norm(W.W_hh, 2),
    "slope(4, 2)": 1 - H[4, 1] ** 2,
    "slope(4)": np.mean(1 - H[4] ** 2),
    "saturated(4)": np.mean(1 - H[4] ** 2 < 0.19),
    "from_lag(0)": np.linalg.norm(sum(np.outer((1 - H[s] ** 2) * product(s, s), H[s - 1]) for s in range(1, 9))),
    "summed_over_lags": np.linalg.norm(DA.T @ H[:-1]),
    "input(2)": X[1, 0],
    "target(8)": PASS.target[SEQUENCE, 7, 0],
    "prediction(8)": (W.W_hy @ H[8] + W.b_y[:, 0])[0],
    "error(8)": ERROR[7, 0],
    "hidden(0, 2)": 0,
    "hidden(3, 2)": H[3, 1],
    "weight(W_xh, 2, 1)": W.W_xh[1, 0],
    "weights": len(W.vector),
}


@pytest.mark.parametrize("text", EXPECTED)
def test_value_is_that_of(text):
    assert value(text) == pytest.approx(EXPECTED[text], rel=1e-9, abs=1e-15)


def test_clipping_is_told_as_it_was():
    norms = [Trainer.start(ECHO).advance(epochs=epoch).latest.gradient_norm for epoch in range(EPOCH)]

    assert value("largest_norm") == pytest.approx(max(norms))
    assert value("clip_factor") == pytest.approx(0.05 / norms[-1])
    assert value("hardest_clipping") == pytest.approx(0.05 / max(norms))
    assert value("clipped_fraction") == 1.0
    assert value("angle_by_norm") == 0 < value("angle_by_value")


def test_truncation_loses_nothing_in_one_chunk_and_something_in_many():
    assert value("lost_by_truncation(T)") == 0
    assert value("cosine_after_truncation(T)") == pytest.approx(1)
    assert value("lost_by_truncation(1, W_xh)") > 0.01


def written(name, row):
    kinds = [ANY[kind.rstrip("?")] for kind in row.arguments]
    return f"{name}({', '.join(kinds)})" if kinds else name


@pytest.mark.parametrize("name", QUANTITIES)
def test_row_of_the_table_can_be_said(name):
    row = QUANTITIES[name]

    assert {kind.rstrip("?") for kind in row.arguments} <= set(KINDS)
    assert read_term(written(name, row), SCOPE).said(RUNS)
    assert row.sentence.strip(".") == row.sentence


@pytest.mark.parametrize("name", CURVES)
def test_curve_is_drawn_over_time_steps_lags_or_epochs(name):
    term = read_term(written(name, CURVES[name]), SCOPE, CURVES)
    x, y = term.curve(RUNS)

    assert x.shape == y.shape
    assert x[0] >= 0
    assert np.all(np.diff(x) == 1)
    assert all(term.titles)


def test_curve_of_the_gradient_is_made_of_its_quantities():
    x, y = read_term("gradient", SCOPE, CURVES).curve(RUNS)

    assert y.tolist() == [value(f"gradient({step})") for step in x]


def test_curve_of_the_loss_ends_at_its_epoch():
    x, y = read_term("loss_curve to 4", SCOPE, CURVES).curve(RUNS)

    assert x.tolist() == [0, 1, 2, 3, 4]
    assert y == pytest.approx(LOSSES[:5])
