"""What is not finite is never shown: the run ends before it, in whatever parts it is trained."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnn import Experiment, Runs, Trainer, from_query
from rnn.network.finite import is_finite, place_not_finite
from tests.support.hostile import DIVERGING, LATCH, WAVE
from tests.support.problems import blowing_up
from tests.support.whatever import experiments


@pytest.mark.parametrize("kind", DIVERGING)
def test_run_ends_at_the_same_epoch_in_whatever_parts_it_is_trained_and_every_epoch_is_finite(kind):
    experiment = Experiment(**DIVERGING[kind])
    at_once = Trainer.start(experiment).advance(epochs=300)

    steps = [Trainer.start(experiment)]
    while steps[-1].can_advance and len(steps) < 300:
        steps.append(steps[-1].advance(epochs=1))

    assert at_once.status == "diverged"
    assert (steps[-1].epoch, steps[-1].divergence) == (at_once.epoch, at_once.divergence)
    assert all(is_finite(step.latest) for step in steps)
    assert all(after.epoch - before.epoch in (0, 1) for before, after in pairwise(steps))
    for parts in (2, 3, 7):
        parted = Trainer.start(experiment)
        while parted.can_advance:
            parted = parted.advance(epochs=parts)
        assert (parted.epoch, parted.divergence) == (at_once.epoch, at_once.divergence)
    for epoch in range(at_once.epoch + 1):
        assert at_once.at(epoch).parameters.vector.tobytes() == steps[epoch].parameters.vector.tobytes()


@pytest.mark.parametrize("epochs", [1, 2, 3, 4, 50])
def test_runs_agree_with_the_single_run(epochs):
    kinds = [{"learning_rate": rate, "activation": "linear"} for rate in (0.001, 0.5, 1.0, 5.0)]

    together = Runs.start([Experiment(**kind) for kind in kinds]).advance(epochs)

    for kind, trainer in zip(kinds, together.trainers, strict=True):
        alone = Trainer.start(Experiment(**kind)).advance(epochs=epochs)
        assert (trainer.epoch, trainer.status) == (alone.epoch, alone.status)
        assert is_finite(trainer.latest)


def test_runs_leave_a_network_alone_that_is_not_finite_untrained():
    experiments = [Experiment(**LATCH), Experiment(**LATCH | {"start_gain": 1.0, "learning_rate": 1e-6})]

    runs = Runs.start(experiments).advance(2)

    assert [(trainer.epoch, trainer.status) for trainer in runs.trainers] == [(0, "not finite"), (2, "running")]


def test_state_beyond_the_finite_numbers_is_found_at_its_first_step():
    trainer = Trainer.start(Experiment(inputs=WAVE, activation="linear", start="identity", start_gain=5.0))

    way, step = place_not_finite(trainer.latest)

    h = trainer.latest.h[0]
    assert way == "forward"
    assert np.isfinite(h[:step]).all()
    assert not np.isfinite(h[step]).all() or not np.isfinite(trainer.latest.yhat[0, step - 1]).all()


def test_link_to_a_run_that_diverges_opens_before_it():
    query = "v=1&activation=linear&task=count&lr=0.1"
    link = from_query([tuple(pair.split("=")) for pair in query.split("&")])

    trainer = Trainer.start(link.experiment).advance(epochs=50)

    assert trainer.status == "diverged"
    assert is_finite(trainer.latest)


def test_run_that_blows_up_is_finite_at_every_epoch_that_can_be_looked_at():
    trainer = Trainer.start(blowing_up()).advance(epochs=10_000)

    assert all(is_finite(trainer.at(epoch).latest) for epoch in range(trainer.epoch - 5, trainer.epoch + 1))


@settings(max_examples=120, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(experiments(), st.integers(1, 7))
def test_whatever_is_set_a_run_in_slices_is_the_run_in_one_piece(experiment, parts):
    whole = Trainer.start(experiment).advance(epochs=14)

    sliced = Trainer.start(experiment)
    while sliced.can_advance and sliced.epoch < 14:
        sliced = sliced.advance(epochs=min(parts, 14 - sliced.epoch))

    assert (sliced.epoch, sliced.status, sliced.divergence) == (whole.epoch, whole.status, whole.divergence)
    assert sliced.parameters.vector.tobytes() == whole.parameters.vector.tobytes()
    assert whole.status == "not finite" or is_finite(whole.latest)
