"""Scaling against plain NumPy: what is held out teaches nothing, and the charts keep the person's own units."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.data.scaling import NONE, SCALINGS, restored, root_mean_squares
from rnn.figures import prediction
from rnn.words.hints import hints
from rnn.words.own_units import about_error

PRICES = [[round(float(100 + value), 3)] for value in np.cumsum(np.random.default_rng(3).normal(0, 0.2, 60))]
OUTLIER = [[20.0], [21.0], [22.0], [999.0], [22.0], [21.0], [20.0], [19.0]]
TWO = [[1.0, 500.0], [2.0, 450.0], [4.0, 620.0], [3.0, 380.0], [5.0, 700.0], [2.5, 510.0]]
numbers = st.floats(-1e6, 1e6, allow_subnormal=False)
columns = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(numbers, min_size=width, max_size=width), min_size=3)
)


def by_hand(scaling, rows):
    """Center and spread of one column."""
    if scaling == "standard":
        return sum(rows) / len(rows), (sum((row - sum(rows) / len(rows)) ** 2 for row in rows) / len(rows)) ** 0.5
    if scaling == "minmax":
        return min(rows), max(rows) - min(rows)
    if scaling == "symmetric":
        return (min(rows) + max(rows)) / 2, (max(rows) - min(rows)) / 2
    low, middle, high = (float(np.quantile(rows, part)) for part in (0.25, 0.5, 0.75))
    return middle, high - low


@pytest.mark.parametrize("scaling", [name for name in SCALINGS if name != NONE])
@pytest.mark.parametrize("data", [PRICES, OUTLIER, TWO], ids=["prices", "outlier", "two columns"])
def test_inputs_and_targets_are_scaled_per_column_as_by_hand(scaling, data):
    experiment = Experiment(inputs=data, scaling=scaling)

    plain = Experiment(inputs=data)
    for column in range(len(data[0])):
        center, spread = by_hand(scaling, [row[column] for row in data[:-1]])
        np.testing.assert_allclose(experiment.x[..., column], (plain.x[..., column] - center) / spread, atol=1e-9)
        np.testing.assert_allclose(experiment.y[..., column], (plain.y[..., column] - center) / spread, atol=1e-9)


def test_targets_of_their_own_have_a_scale_of_their_own():
    experiment = Experiment(inputs=TWO, targets=[[10.0 * row[0]] for row in TWO], scaling="standard")

    np.testing.assert_allclose(experiment.y.mean(), 0, atol=1e-12)
    np.testing.assert_allclose(experiment.y.std(), 1)
    assert all("last input" not in line.name for line in experiment.lines)


@pytest.mark.parametrize("scaling", SCALINGS)
@given(rows=columns)
@settings(max_examples=60, deadline=None)
def test_whatever_the_numbers_are_they_come_back(scaling, rows):
    experiment = Experiment(inputs=rows, scaling=scaling)
    plain = Experiment(inputs=rows)

    assert np.isfinite(experiment.x).all()
    if experiment.units is not None:
        largest = np.abs(np.array(rows)).max() + 1
        np.testing.assert_allclose(experiment.units.x.restored(experiment.x), plain.x, rtol=1e-9, atol=1e-9 * largest)


@pytest.mark.parametrize(
    ("held_out_of", "loss_at"), [("steps", "every"), ("sequences", "every"), ("sequences", "last")]
)
@pytest.mark.parametrize("scaling", SCALINGS)
def test_what_is_held_out_changes_no_scale_no_weight_and_no_loss(scaling, loss_at, held_out_of):
    several = {"more_inputs": [PRICES[20:40], PRICES[40:]], "held_out": 34.0, "held_out_of": held_out_of}
    chosen = {**several, "loss_at": loss_at, "scaling": scaling, "learning_rate": 0.001}
    experiment = Experiment(inputs=PRICES[:20], **chosen)
    if held_out_of == "sequences":
        chosen["more_inputs"] = [PRICES[20:40], [[value + 50] for (value,) in PRICES[40:]]]
        other = Experiment(inputs=PRICES[:20], **chosen)
    else:  # the last third of each sequence; its first number is the target of the last trained step
        ends = [[*rows[:14], *([value + 50] for (value,) in rows[14:])] for rows in (PRICES[:20], PRICES[20:40])]
        end = PRICES[40:]
        more = [ends[1], [*end[:14], *([value + 50] for (value,) in end[14:])]]
        other = Experiment(inputs=ends[0], **chosen | {"more_inputs": more})

    one, two = (Trainer.start(each).advance(epochs=30) for each in (experiment, other))

    assert not np.array_equal(experiment.y, other.y)
    np.testing.assert_array_equal(one.parameters.vector, two.parameters.vector)
    assert one.latest.loss == two.latest.loss


def test_padding_stays_zero():
    experiment = Experiment(inputs=PRICES[:9], more_inputs=[PRICES[:5]], scaling="standard")

    assert (experiment.x[1, 4:] == 0).all()
    assert (experiment.y[1, 4:] == 0).all()


def test_probabilities_of_symbols_are_not_scaled():
    experiment = Experiment(
        inputs=[[50.0], [60.0], [70.0]], targets=[[1, 0], [0, 1], [1, 0]], loss="cross-entropy", scaling="standard"
    )

    np.testing.assert_array_equal(experiment.y[0], [[1, 0], [0, 1], [1, 0]])
    assert about_error(Trainer.start(experiment)) == ""


def test_charts_have_the_persons_own_units_and_the_error_is_said_in_them():
    trainer = Trainer.start(Experiment(inputs=PRICES, scaling="robust", held_out=20.0)).advance(epochs=50)
    shown = Session.of(trainer).view.in_own_units

    figure = prediction.draw(shown)
    by_name = {trace["name"]: trace for trace in figure["data"]}
    np.testing.assert_allclose(by_name["input"]["y"], [value for (value,) in PRICES[:-1]])
    np.testing.assert_allclose(
        by_name["target"]["y"], [value for (value,) in PRICES[1:]][: len(by_name["target"]["y"])]
    )

    trained = trainer.latest.counts[0]
    off = [by_name["prediction"]["y"][step] - PRICES[step + 1][0] for step in np.flatnonzero(trained)]
    expected = (sum(error**2 for error in off) / len(off)) ** 0.5
    np.testing.assert_allclose(root_mean_squares(restored(trainer.latest, trainer.experiment.units)), [expected])
    assert about_error(trainer) == f"In your units the error is {expected:.3g} (RMSE)."


def test_hint_says_how_large_the_numbers_are_and_proposes_what_then_learns():
    experiment = Experiment(inputs=PRICES)
    found = hints(experiment)["scaling"]
    assert found.sentence.startswith("the numbers reach 10")
    assert found.remedy.choices == {"scaling": "standard"}
    assert hints(Experiment(inputs=OUTLIER))["scaling"].remedy.choices == {"scaling": "robust"}
    assert "scaling" not in hints(Experiment())
    assert "scaling" not in hints(Experiment(inputs=PRICES, scaling="standard"))

    scaled = Trainer.start(experiment.replaced(scaling="standard")).advance(epochs=300)
    assert scaled.latest.loss < 0.4 * scaled.experiment.constant.loss
    as_they_are = Trainer.start(experiment).advance(epochs=300)
    assert as_they_are.latest.loss > 0.9 * as_they_are.experiment.constant.loss
