"""The lag that a task declares: with the steps that it spans the target is known, and with one step less it is not."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from rnn import Experiment
from rnn.data.tasks import TASKS, Dials
from rnn.words.verdict import needed_lag

DISCRETE = {
    "echo": {"task_steps": 8, "delay": 3},
    "parity": {"task_steps": 6},
    "latch": {"task_steps": 6},
    "order": {"task_steps": 4},
    "parity-end": {"task_steps": 6},
    "xor": {"task_steps": 9},
    "addition": {"task_steps": 6},
    "flip-flop": {"task_steps": 8},
    "two-lags": {"task_steps": 10},
    "count": {"task_steps": 6},
    "hello": {},
}
SPARSE = {"loss_at": "steps", "loss_steps": [2, 3, 6]}


def drawn(name, choices):
    return Experiment(task=name, sequences=256, **choices), [
        Experiment(task=name, sequences=256, seed=seed, **choices).batch for seed in range(12)
    ]


def contradictions(batches, lag, timed=True):
    """How often equal inputs of the last `lag` steps, with equal targets among them, are followed by unequal targets.

    timed : whether the number of the time step is known as well
    """
    followed = defaultdict(set)
    for batch in batches:
        counts = np.ones(batch.x.shape[:2], dtype=bool) if batch.counted is None else batch.counted
        for b, s in zip(*np.nonzero(counts), strict=True):
            begin = max(s - lag, 0)
            earlier = [batch.target[b, t].tolist() if counts[b, t] else None for t in range(begin, s)]
            known = (int(s) if timed else None, batch.x[b, begin : s + 1].tobytes(), repr(earlier))
            followed[known].add(batch.target[b, s].tobytes())
    return sum(len(targets) > 1 for targets in followed.values())


def only_third_bits(batches):
    """Temporal XOR without the bits that nothing tells."""
    return [batch.at_steps(np.arange(1, batch.x.shape[1] + 1) % 3 == 2) for batch in batches]


@pytest.mark.parametrize(("name", "choices"), [
    *DISCRETE.items(),
    ("echo", {"task_steps": 12, "delay": 7}),
    *((name, DISCRETE[name] | SPARSE) for name in ("parity", "addition", "flip-flop")),
    *((name, DISCRETE[name] | {"loss_at": "last"}) for name in ("parity", "addition", "flip-flop", "echo")),
], ids=str)  # fmt: skip
def test_target_is_known_within_the_lag_and_not_with_one_step_less(name, choices):
    experiment, batches = drawn(name, choices)
    batches = only_third_bits(batches) if name == "xor" else batches
    timed = name not in ("hello", "count")  # one series only, which the number of the time step alone would tell

    lag = needed_lag(experiment)

    assert contradictions(batches, lag, timed) == 0
    assert lag == 0 or contradictions(batches, lag - 1, timed) > 0


@pytest.mark.parametrize("steps", [4, 9])
def test_first_marked_number_is_at_most_as_far_back_as_the_lag_of_adding(steps):
    experiment = Experiment(task="adding", task_steps=steps, sequences=256)
    x, target = experiment.x, experiment.y[:, -1, 0]

    lag = needed_lag(experiment)

    sums = [(x[:, -1 - back :, 0] * x[:, -1 - back :, 1]).sum(axis=1) for back in (lag, lag - 1)]
    np.testing.assert_allclose(sums[0], target, rtol=1e-14)
    assert np.abs(sums[1] - target).max() > 0.5


@pytest.mark.parametrize(("name", "waves"), [("sine", 1), ("waves", 2)])
def test_window_of_the_lag_tells_the_next_value_of_waves_of_unknown_periods(name, waves):
    experiment = Experiment(task=name, task_steps=40, sequences=64)

    lag = needed_lag(experiment)

    assert lag == 3 * waves - 1
    assert max(missed(wave, lag + 1, waves) for wave in experiment.x[..., 0]) < 1e-3
    assert max(missed(wave, lag, waves) for wave in experiment.x[..., 0]) > 0.01


def missed(wave, window, waves):
    """The largest error of the next value from so many before it, by the recurrence of a sum of sines.

    x_{n+2w} + x_n is a sum of symmetric pairs between them with w unknown factors, of least norm where they are too
    few equations.
    """
    span = 2 * waves
    errors = []
    for end in range(window, len(wave)):
        seen = wave[end - window : end]
        rows = [_pairs(seen[n : n + span + 1], waves) for n in range(window - span)]
        sums = [seen[n] + seen[n + span] for n in range(window - span)]
        factors = np.linalg.lstsq(np.array(rows).reshape(-1, waves), np.array(sums), rcond=None)[0]
        following = _pairs(np.append(seen[window - span :], 0.0), waves) @ factors - seen[window - span]
        errors.append(abs(following - wave[end]))
    return max(errors)


def _pairs(values, waves):
    """What the recurrence multiplies with its factors: values[k] + values[-1 - k], and the one in the middle."""
    span = 2 * waves
    return np.array([values[k] + values[span - k] for k in range(1, waves)] + [values[waves]])


def test_lag_of_own_sequences_is_not_known():
    assert needed_lag(Experiment()) is None
    assert needed_lag(Experiment(task="sine", sequences=4, held_out=25, held_out_of="sequences"), 3) is None


@pytest.mark.parametrize("name", TASKS)
def test_lag_is_within_the_shortest_sequence_of_the_defaults(name):
    dials = Dials()
    steps = np.arange(1, dials.task_steps + 1)

    assert 0 <= TASKS[name].lag(dials, steps) < dials.task_steps
