"""A sweep against the Trainers of its cells."""

from __future__ import annotations

import numpy as np

from rnn import Trainer
from rnn.lenses.flow import flow
from tests.support.cases import case
from tests.support.option_problems import difference


def single_run(cell, epochs):
    """The run of a cell by itself."""
    return Trainer.start(cell).advance(epochs=epochs, timed=False)


def assert_same(ours, theirs, tolerance):
    """Two numbers, either of which may be infinite or missing."""
    if ours is None or theirs is None or not np.isfinite(theirs):
        assert ours == theirs or (np.isnan(theirs) and (ours is None or np.isnan(ours)))
    else:
        assert abs(ours - theirs) <= tolerance * max(1.0, abs(theirs))


def assert_equals_its_trainers(sweep, tolerance=1e-9):
    """Every run ends as the Trainer of its cell does, with its weights, losses and measures; return the state."""
    state = sweep.start().advance()
    assert state.finished
    for place, cell in enumerate(sweep.cells):
        trainer, result = single_run(cell, sweep.last_epoch), state.results[place]
        with case(sweep.values[place], result):
            outcome = trainer.status if trainer.divergence else trainer.reached or "trained"
            assert (result.epoch, result.outcome) == (trainer.epoch, outcome)
            assert result.diverged_at == {"diverged": trainer.epoch + 1, "not finite": 0}.get(outcome)
            assert difference(state.weights[place], trainer.parameters.vector) <= tolerance
            assert_same(result.loss, trainer.latest.loss, tolerance)
            assert_same(result.held_out_loss, trainer.latest.held_out_loss, tolerance)
            assert_same(result.epochs_to_target, first_at(trainer, sweep.target), 0)
            if not trainer.divergence:
                assert_same(result.horizon, flow(trainer.latest).horizon, 1000 * tolerance)
                assert_same(result.gradient_ratio, relative_norm(trainer.latest), 1000 * tolerance)
    return state


def first_at(trainer, target):
    """The first epoch whose loss is at most the target; None where there is none."""
    if target is None or trainer.divergence:
        return None
    losses = [*trainer.history.series("loss")[1], trainer.latest.loss]
    return next((epoch for epoch, loss in enumerate(losses) if loss <= target), None)


def relative_norm(shown):
    """|dL/dh_1| relative to |dL/dh_T|, of the first sequence."""
    norms = shown.alone(0).dh_norm[0]
    return norms[0] / norms[-1] if norms[-1] else np.nan


def value_or_sentence(function, *arguments):
    """What the function returns, or what its ValueError says."""
    try:
        return function(*arguments)
    except ValueError as error:
        return str(error)


def assert_same_bits(state, sweep):
    """A state is that of the sweep when it runs in this process in one go, to the last bit."""
    whole = sweep.start().advance()
    assert state.finished
    assert repr(state.table) == repr(whole.table)
    assert {place: vector.tobytes() for place, vector in state.weights.items()} == {
        place: vector.tobytes() for place, vector in whole.weights.items()
    }
