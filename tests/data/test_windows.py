"""Windows and transformations against plain loops: nothing that is held out reaches what is learned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn import Experiment, Trainer
from rnn.data.scaling import SCALINGS, restored
from rnn.data.transformation import TRANSFORMATIONS
from rnn.experiment.choices import ExperimentError

SERIES = [[round(float(value), 3)] for value in 50 + np.cumsum(np.random.default_rng(5).normal(0, 1, 240))]


def changed(values, transformation):
    """Pairs (row, number) that the network gets, by a plain loop."""
    plain = [float(np.log(value)) if transformation in ("log", "growth") else value for value in values]
    if transformation in ("none", "log"):
        return dict(enumerate(plain))
    return {row: plain[row] - plain[row - 1] for row in range(1, len(plain))}


def by_hand(values, transformation, ahead, steps, stride):
    """Windows of inputs and targets of one column, by plain loops."""
    inputs = changed(values, transformation)
    targets = {}
    for row in inputs:
        if row + ahead < len(values):
            later, now = values[row + ahead], values[row]
            if transformation in ("log", "growth"):
                later, now = np.log(later), np.log(now)
            targets[row] = later - now if transformation in ("difference", "growth") else later
    first, last = min(targets), max(targets)
    starts = range(first, last - steps + 2, stride)
    return (
        [[inputs[row] for row in range(start, start + steps)] for start in starts],
        [[targets[row] for row in range(start, start + steps)] for start in starts],
    )


@pytest.mark.parametrize("transformation", TRANSFORMATIONS)
@pytest.mark.parametrize(("ahead", "steps", "stride"), [(1, 20, 20), (3, 12, 7), (10, 50, 40)])
def test_windows_are_those_of_a_plain_loop(transformation, ahead, steps, stride):
    experiment = Experiment(inputs=SERIES, transformation=transformation, ahead=ahead, window=steps, stride=stride)

    inputs, targets = by_hand([value for (value,) in SERIES], transformation, ahead, steps, stride)

    np.testing.assert_allclose(experiment.x[..., 0], inputs, atol=1e-12)
    np.testing.assert_allclose(experiment.y[..., 0], targets, atol=1e-12)


@given(
    rows=st.lists(st.floats(0.5, 1e5), min_size=30, max_size=80),
    transformation=st.sampled_from(list(TRANSFORMATIONS)),
    scaling=st.sampled_from(list(SCALINGS)),
    ahead=st.integers(1, 4),
    window=st.sampled_from([None, 2, 7]),
    held_out=st.sampled_from([None, 40.0]),
)
@settings(max_examples=150, deadline=None)
def test_charts_have_the_persons_own_numbers_again(rows, transformation, scaling, ahead, window, held_out):
    experiment = Experiment(
        inputs=[[row] for row in rows],
        transformation=transformation,
        scaling=scaling,
        ahead=ahead,
        window=window,
        held_out=held_out,
    )

    shown = restored(Trainer.start(experiment).latest, experiment.units)

    for x, target in zip(shown.x[..., 0], shown.target[..., 0], strict=True):
        places = [place for place in range(len(rows) - len(x) + 1) if np.allclose(rows[place : place + len(x)], x)]
        assert any(np.allclose(rows[place + ahead : place + ahead + len(x)], target) for place in places)


@pytest.mark.parametrize("transformation", TRANSFORMATIONS)
@pytest.mark.parametrize("scaling", ["none", "standard", "robust"])
@pytest.mark.parametrize(("ahead", "stride", "held_out"), [(1, 1, 25.0), (5, 3, 40.0)])
def test_nothing_that_is_held_out_reaches_what_is_learned(transformation, scaling, ahead, stride, held_out):
    chosen = {"transformation": transformation, "scaling": scaling, "ahead": ahead, "window": 8, "stride": stride}
    chosen |= {"held_out": held_out, "sequences": 4, "learning_rate": 0.001}
    begin = len(SERIES) - round(held_out / 100 * len(SERIES))
    other = [*SERIES[:begin], *([value + 30 + row % 3] for row, (value,) in enumerate(SERIES[begin:]))]
    one, two = Experiment(inputs=SERIES, **chosen), Experiment(inputs=other, **chosen)

    assert one.always_fresh == (stride == 1)
    ours, theirs = (Trainer.start(each).advance(epochs=20) for each in (one, two))

    np.testing.assert_array_equal(ours.parameters.vector, theirs.parameters.vector)
    assert ours.latest.loss == theirs.latest.loss
    assert not np.allclose(ours.history.mean[:, 3], theirs.history.mean[:, 3])


def test_windows_on_both_sides_share_no_row():
    series = Experiment(inputs=SERIES, window=10, ahead=3, transformation="difference", held_out=30.0).series
    begin = len(SERIES) - round(0.3 * len(SERIES))

    # A row of changes needs the level before it, and its target the level three rows later.
    learned = [start + 10 - 1 + 1 + 3 for _, start in series.windows.learned]
    held_out = [start for _, start in series.windows.held_out]
    assert max(learned) == begin - 1
    assert min(held_out) == begin


def test_each_epoch_draws_its_own_windows_and_measures_the_same_held_out_ones():
    experiment = Experiment(inputs=SERIES, window=12, sequences=5, held_out=40.0)
    first, second = experiment.batch_at(0), experiment.batch_at(1)
    held_out = first.held_out.any(axis=1)

    assert first.x.shape == second.x.shape == experiment.x.shape
    assert not np.array_equal(first.x[~held_out], second.x[~held_out])
    np.testing.assert_array_equal(first.x[held_out], second.x[held_out])
    np.testing.assert_array_equal(first.x, experiment.batch_at(0).x)
    learned = {tuple(window) for epoch in range(200) for window in experiment.batch_at(epoch).x[:5, :, 0]}
    assert len(learned) == len(experiment.series.windows.learned)


def test_few_windows_are_learned_together_and_many_are_drawn():
    few, many = (Experiment(inputs=SERIES, window=10, stride=stride) for stride in (10, 1))

    assert (len(few.x), few.always_fresh) == (23, False)
    assert (len(many.x), many.always_fresh) == (16, True)
    assert Experiment(inputs=SERIES, window=10, stride=10, batches="fresh", sequences=4).x.shape == (4, 10, 1)


def test_windows_of_several_series_with_their_own_targets():
    double = [[2 * value] for (value,) in SERIES]
    experiment = Experiment(
        inputs=SERIES[:40], more_inputs=[SERIES[100:130]], targets=double[:40], more_targets=[double[100:130]],
        window=10, stride=10,
    )  # fmt: skip

    np.testing.assert_array_equal(experiment.y, 2 * experiment.x)
    np.testing.assert_array_equal(experiment.x[4], SERIES[100:110])
    apart = experiment.replaced(held_out=50.0, held_out_of="sequences")
    np.testing.assert_array_equal(apart.batch.held_out.any(axis=1), [False] * 4 + [True] * 3)


def test_range_of_rows_is_what_is_used():
    experiment = Experiment(inputs=SERIES, rows_from=11, rows_to=60)

    np.testing.assert_array_equal(experiment.x[0], SERIES[10:59])
    np.testing.assert_array_equal(experiment.y[0], SERIES[11:60])


def test_baseline_of_changes_repeats_the_last_value():
    values = np.array(SERIES)[:, 0]
    experiment = Experiment(inputs=SERIES, transformation="difference", scaling="standard", ahead=2)

    (line,) = (line for line in experiment.lines if "last value" in line.name)

    spread = experiment.units.y.spread[0]
    np.testing.assert_allclose(line.value * spread**2, np.mean((values[3:] - values[1:-2]) ** 2))


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"rows_from": 300}, "From row: 300 is not allowed, because the sequence has 240 rows. Give less."),
        ({"rows_from": 30, "rows_to": 20}, "To row: 20 is not allowed. Give at least the first row that is used, 30."),
        ({"rows_from": 240}, "Steps ahead: 1 is not allowed, because the sequence has 1 row in use"),
        ({"ahead": 50, "rows_to": 40}, "Steps ahead: 50 is not allowed, because the sequence has 40 rows in use"),
        ({"window": 240}, "Window: 240 is not allowed, because the sequence has 239 time steps with a target."),
        ({"window": 60, "held_out": 20.0}, "Hold out: 20 % is not allowed here, because the part that is held out is"),
        ({"window": 60, "held_out": 80.0}, "because the part that is learned is shorter than a window of 60"),
        ({"transformation": "log", "inputs": [[1.0], [0.0], [2.0]]}, "row 2 of the sequence is 0, and a logarithm"),
        (
            {"transformation": "difference", "inputs": [[1.0, 0.0], [0.0, 1.0]] * 3, "loss": "cross-entropy"},
            "Transform the numbers: 'difference' is not allowed with cross-entropy",
        ),
        ({"inputs": [[1.0]] * 2002}, "Sequence: 2,002 rows are too many to learn them whole."),
    ],
)
def test_what_cannot_be_cut_is_refused_with_what_to_give(choices, sentence):
    with pytest.raises(ExperimentError) as refusal:
        Experiment(**{"inputs": SERIES} | choices)

    assert sentence in str(refusal.value)


def test_series_of_20_000_rows_is_taken_and_one_more_is_not():
    assert Experiment(inputs=[[0.5]] * 20_000, window=20).series.windows.learned.shape == (19_980, 2)
    with pytest.raises(ExperimentError, match=r"20,001 time steps are too many"):
        Experiment(inputs=[[0.5]] * 20_001, window=20)
