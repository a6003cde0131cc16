"""The fast form does the same arithmetic as the one that is read, and as the textbook."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
from hypothesis import given

from rnn import Parameters, run_pass
from rnn.network.batch import Batch
from rnn.network.engine import Workspace
from tests.support import textbook
from tests.support.problems import problem, problems, proven, relative_difference


@proven
@given(problems)
def test_workspace_equals_run_pass_for_any_batch(drawn):
    shown = run_pass(drawn.parameters, drawn.x, drawn.y, error_scale=0.4)
    work = Workspace(drawn.parameters, Batch(drawn.x, drawn.y), error_scale=0.4)

    loss, length = work.forward(), work.backward()

    assert relative_difference(work.gradients.vector, shown.gradients.vector) < 1e-12
    assert loss == pytest.approx(shown.loss, rel=1e-12)
    assert length == pytest.approx(shown.gradient_norm, rel=1e-12)


@pytest.mark.parametrize("batch", [1, 3])
def test_workspace_gives_the_same_again_when_nothing_was_updated(batch):
    drawn = problem(seed=1, batch=batch)
    work = Workspace(drawn.parameters, Batch(drawn.x, drawn.y), 1.0)

    first = (work.forward(), work.backward(), work.gradients.vector.tobytes())
    again = (work.forward(), work.backward(), work.gradients.vector.tobytes())

    assert first == again


@pytest.mark.parametrize(("inputs", "hidden", "output", "steps"), [(1, 5, 1, 4), (2, 8, 3, 20), (1, 1, 1, 1)])
def test_workspace_trains_like_the_textbook(inputs, hidden, output, steps):
    drawn = problem(seed=2, inputs=inputs, hidden=hidden, output=output, steps=steps, scale=0.1)
    work = Workspace(drawn.parameters, Batch(drawn.x, drawn.y), 1.0)

    for _ in range(50):
        work.forward(), work.backward(), work.descend(0.01)
        textbook.epoch(drawn.weights, *drawn.columns[0], 0.01)

    for name in Parameters.names:
        np.testing.assert_allclose(work.parameters[name], getattr(drawn.weights, name), rtol=0, atol=1e-11)


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid")
def test_workspace_keeps_its_parameters_when_an_update_would_not_be_finite():
    drawn = problem(seed=3)
    work = Workspace(drawn.parameters, Batch(drawn.x, drawn.y), 1.0)
    work.forward()
    work.backward()
    before = work.parameters.vector.copy()

    moved = work.descend(1e308 / np.abs(work.gradients.vector).max() * 10)

    assert not moved
    np.testing.assert_array_equal(work.parameters.vector, before)


@pytest.mark.filterwarnings("ignore:overflow")
def test_workspace_moves_parameters_whose_squares_would_overflow():
    drawn = problem(seed=3)
    work = Workspace(drawn.parameters, Batch(drawn.x, drawn.y), 1.0)
    work.forward()
    work.backward()

    moved = work.descend(1e200)

    assert moved
    assert np.isfinite(work.parameters.vector).all()


def test_workspace_is_gone_as_soon_as_it_is_let_go():
    drawn = problem(seed=3)
    gc.disable()

    work = Workspace(drawn.parameters, Batch(drawn.x, drawn.y), 1.0)
    work.forward(), work.backward(), work.descend(0.1)
    seen = weakref.ref(work)
    del work

    gone = seen() is None
    gc.enable()
    assert gone
